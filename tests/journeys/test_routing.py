"""Who gets a conversation: the fewest open, then the longest idle, then the id; nobody twice."""

from tests.support.serving import Hub
from tests.support.shop import AGENTS
from tests.support.storage import on_both_engines

ANA, JAN = AGENTS
pytestmark = on_both_engines


async def test_conversations_go_to_whoever_has_the_fewest_then_to_the_longest_idle(
    hub: Hub,
) -> None:
    ana = await hub.agent(ANA)
    await hub.agent(JAN)
    owners = []
    for _ in range(4):
        visitor = await hub.visitor()
        await visitor.say("Hello")
        await hub.pass_time(seconds=1)
        event = await visitor.until("conversation.assigned")
        owners.append(event["body"]["agent"]["name"])
    # both idle since ever: Ana since earlier; then Jan, who has none; then again in turn
    assert owners == ["Ana", "Jan", "Ana", "Jan"]
    listed = (await ana.do("inbox.list"))["items"]
    assert {row["assignee"]["name"] for row in listed} == {"Ana", "Jan"}


async def test_a_visitor_gets_the_agent_they_know_even_if_another_has_less_to_do(
    hub: Hub,
) -> None:
    ana = await hub.agent(ANA)
    visitor = await hub.visitor()
    first = await visitor.say("Hello")
    snapshot = await ana.open(first["conversation_id"])
    await ana.do(
        "conversation.close", conversation_id=first["conversation_id"], epoch=snapshot["epoch"]
    )
    await (await hub.visitor()).say("Somebody else keeps Ana busy")
    await hub.agent(JAN)
    await hub.pass_time(seconds=1)
    second = await visitor.say("Me again", first["conversation_id"])
    assert second["conversation_id"] != first["conversation_id"]
    assigned = await visitor.until(
        "conversation.assigned", conversation_id=second["conversation_id"]
    )
    assert assigned["body"]["agent"]["name"] == "Ana"


async def test_capacity_is_kept_and_then_the_bot_answers(hub: Hub) -> None:
    await hub.agent(JAN)  # takes two
    for _ in range(2):
        await (await hub.visitor()).say("Hello")
    third = await hub.visitor()
    await third.say("where is my package")
    told = await third.until("message.posted", text="Tomorrow, as a rule.")
    assert told["body"]["author"]["kind"] == "bot"


async def test_an_agent_who_is_busy_away_or_invisible_is_given_nothing(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    for state in ("busy", "away", "invisible"):
        await ana.do("presence.set", state=state)
        visitor = await hub.visitor()
        ack = await visitor.say("Hello")
        await hub.settle()
        row = next(
            one
            for one in (await ana.do("inbox.list"))["items"]
            if one["conversation_id"] == ack["conversation_id"]
        )
        assert (state, row["status"]) == (state, "bot")


async def test_ten_tabs_that_speak_at_once_start_one_conversation(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    token = await hub.visitor_token()
    tabs = [await hub.visitor(token=token) for _ in range(10)]
    acks = await hub.at_once(*(tab.say(f"from tab {n}") for n, tab in enumerate(tabs)))
    assert len({ack["conversation_id"] for ack in acks}) == 1
    assert sorted(ack["seq"] for ack in acks) == [2, *range(4, 13)]
    assert len((await ana.do("inbox.list"))["items"]) == 1


async def test_of_two_hundred_claims_at_once_exactly_one_wins(hub: Hub) -> None:
    visitor = await hub.visitor()
    conversation = (await visitor.do("person.request"))["conversation"]
    agents = [await hub.agent(agent) for agent in (ANA, JAN) for _ in range(5)]
    for agent in agents:
        await agent.do("presence.set", state="busy")
    # whoever came online first was given it
    row = (await agents[0].do("inbox.list"))["items"][0]
    if row["status"] == "assigned":
        owner = next(one for one in agents if one.agent_id == row["assignee"]["agent_id"])
        payload = {"conversation_id": row["conversation_id"], "epoch": row["epoch"], "to": "queue"}
        row = (await owner.do("conversation.transfer", **payload))["conversation"]
    payload = {"conversation_id": conversation["conversation_id"], "epoch": row["epoch"]}
    acks = await hub.at_once(
        *(agent.ask("conversation.claim", payload) for agent in agents for _ in range(20))
    )
    won = [ack["data"]["conversation"]["assignee"]["agent_id"] for ack in acks if ack["ok"]]
    refused = {ack["error"]["code"] for ack in acks if not ack["ok"]}
    # the winner's own repeats are harmless, everybody else's claims conflict
    assert (len(set(won)), refused) == (1, {"conflict"})
    await hub.settle()
    told = [one for one in visitor.told if one.name == "conversation.assigned"]
    assert told[-1].payload["body"]["epoch"] == row["epoch"] + 1
