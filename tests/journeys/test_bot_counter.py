"""The bot as somebody at the counter: it knows what is sold, and tells colleagues what it heard."""

from tests.journeys.test_guide import PETS, PRICE, hub
from tests.support.serving import Hub
from tests.support.shop import AGENTS

__all__ = ["hub"]

ANA = AGENTS[0]


async def test_whoever_wants_to_buy_is_offered_the_guide_that_fits(hub: Hub) -> None:
    visitor = await hub.visitor(language="pl")
    await visitor.say("szukam odkurzacza do sierści psa")
    await hub.settle()
    body = [told.payload["body"] for told in visitor.told if told.name == "message.posted"][-1]
    guides = [one["entry_id"] for one in body["buttons"] if one["action"] == "guide"]
    assert guides == ["vacuums"]


async def test_the_agent_reads_in_the_shops_language_what_was_asked_and_chosen(hub: Hub) -> None:
    visitor = await hub.visitor(page_url="https://shop.example/v12")
    run = (await visitor.do("guide.start", guide_id="vacuums"))["live"]["run"]
    await visitor.do("guide.rank", run_id=run["run_id"], answers=[PRICE, PETS])
    ack = await visitor.say("can penguins fly")
    await hub.settle()
    ana = await hub.agent(ANA)
    row = (await ana.do("inbox.list"))["items"][0]
    if row["status"] == "bot":
        await ana.do(
            "conversation.claim", conversation_id=ack["conversation_id"], epoch=row["epoch"]
        )
    snapshot = await ana.open(ack["conversation_id"])
    lines = [
        line
        for event in snapshot["team_events"]
        if event["body"]["type"] == "summary.added"
        for line in event["body"]["lines"]
    ]
    told = "\n".join(lines)
    assert "can penguins fly" in told
    assert "Ile chcesz wydać?" in told
    assert "1500" in told
    assert "https://shop.example/v12" in told
