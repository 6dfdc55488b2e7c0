"""The agents' list: pushed as it changes, but never a frame a message."""

from tests.support.serving import Hub
from tests.support.shop import AGENTS

ANA, JAN = AGENTS


async def test_a_busy_shop_costs_its_consoles_a_few_frames_and_not_one_a_message(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    visitor = await hub.visitor()
    conversation_id = (await visitor.say("Hello"))["conversation_id"]
    await hub.settle()
    inbox = hub.server.services.inbox
    inbox.distance_ms = 100
    pushed = len([one for one in ana.told if one.name == "inbox.changed"])
    for number in range(20):
        await visitor.say(f"{number}", conversation_id)
    await ana.drain()
    while hub.clock.next_wake is not None and hub.clock.next_wake <= hub.clock.now() + 100:
        hub.clock.advance(ms=100)
        await ana.drain()
    frames = [one.payload for one in ana.told if one.name == "inbox.changed"][pushed:]
    assert 1 <= len(frames) <= 4
    assert frames[-1]["items"][0]["last_message"]["text"] == "19"
    beat = await ana.do("heartbeat", conversations={})
    assert beat["inbox_revision"] == frames[-1]["revision"]
    inbox.distance_ms = 0


async def test_the_list_is_the_same_pushed_and_asked_for(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    rows: dict[str, object] = {}
    for number in range(3):
        visitor = await hub.visitor()
        await visitor.say(f"I am number {number}")
    await ana.do("conversation.close", conversation_id="cnv_2", epoch=1)
    await hub.settle()
    await ana.drain()
    revisions = []
    for told in ana.told:
        if told.name == "inbox.changed":
            revisions.append(told.payload["revision"])
            rows |= {row["conversation_id"]: row for row in told.payload["items"]}
    assert revisions == list(range(revisions[0], revisions[0] + len(revisions)))
    asked = await ana.do("inbox.list", closed=True)
    assert {row["conversation_id"]: row for row in asked["items"]} == rows
    opened = await ana.do("inbox.list")
    assert {row["conversation_id"] for row in opened["items"]} == {"cnv_1", "cnv_3"}
