"""The small signs of life: typing, delivered, read, and several tabs that agree."""

from tests.support.serving import Hub
from tests.support.shop import AGENTS

ANA, JAN = AGENTS


async def test_each_side_sees_the_other_type_and_nobody_sees_themselves(hub: Hub) -> None:
    ana, jan = await hub.agent(ANA), await hub.agent(JAN)
    visitor = await hub.visitor()
    conversation_id = (await visitor.say("Hello"))["conversation_id"]
    await ana.open(conversation_id)
    await jan.open(conversation_id)
    await visitor.do("typing.set", conversation_id=conversation_id, typing=True)
    seen = {"conversation_id": conversation_id, "typing": True, "type": "typing.changed"}
    by_visitor = {**seen, "author": {"kind": "visitor", "id": "", "name": ""}}
    assert await ana.until("typing.changed") == by_visitor
    assert await jan.until("typing.changed") == by_visitor
    await ana.do("typing.set", conversation_id=conversation_id, typing=True)
    by_ana = {**seen, "author": {"kind": "agent", "id": ANA.id, "name": "Ana"}}
    assert await visitor.until("typing.changed") == by_ana
    await jan.until("typing.changed", author=by_ana["author"])
    await ana.drain()
    assert [one.name for one in ana.told].count("typing.changed") == 1


async def test_marks_move_forward_only_never_past_the_end_and_reach_everybody(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    token = await hub.visitor_token()
    visitor, tab = await hub.visitor(token=token), await hub.visitor(token=token)
    conversation_id = (await visitor.say("Hello"))["conversation_id"]
    await ana.open(conversation_id)

    async def mark(client: object, delivered: int, read: int) -> None:
        await client.do(  # type: ignore[attr-defined] # any client
            "receipt.mark",
            conversation_id=conversation_id,
            delivered_seq=delivered,
            read_seq=read,
        )

    await mark(ana, 2, 2)
    assert (await visitor.until("cursor.moved"))["cursor"] == {
        "participant": ANA.id,
        "delivered_seq": 2,
        "read_seq": 2,
    }
    await mark(ana, 1, 1)  # late: nothing moves
    await mark(visitor, 99, 2)  # beyond the end
    told = await ana.until("cursor.moved", cursor={
        "participant": "visitor", "delivered_seq": 3, "read_seq": 2
    })  # fmt: skip
    assert told == await tab.until("cursor.moved", cursor=told["cursor"])
    # a snapshot within the second in which nothing is stored yet has them too
    assert (await ana.open(conversation_id))["cursors"] == [
        {"participant": ANA.id, "delivered_seq": 2, "read_seq": 2},
        {"participant": "visitor", "delivered_seq": 3, "read_seq": 2},
    ]
    assert [one.name for one in visitor.told].count("cursor.moved") == 2


async def test_reading_clears_the_unread_count_for_the_whole_team(hub: Hub) -> None:
    ana, jan = await hub.agent(ANA), await hub.agent(JAN)
    visitor = await hub.visitor()
    conversation_id = (await visitor.say("One"))["conversation_id"]
    await visitor.say("Two", conversation_id)
    await hub.settle()
    row = (await jan.do("inbox.list"))["items"][0]
    assert (row["unread"], row["last_message"]["text"]) == (2, "Two")
    await ana.do("receipt.mark", conversation_id=conversation_id, delivered_seq=4, read_seq=4)
    await hub.settle()
    pushed = [one.payload["items"][0] for one in jan.told if one.name == "inbox.changed"]
    assert (pushed[-1]["unread"], pushed[-1]["read_seq"]) == (0, 4)


async def test_several_tabs_of_a_visitor_show_the_same(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    token = await hub.visitor_token()
    tabs = [await hub.visitor(token=token) for _ in range(3)]
    conversation_id = (await tabs[0].say("Hello"))["conversation_id"]
    await tabs[1].say("Me, in another tab", conversation_id)
    await ana.say(conversation_id, "Hi both", 1)
    late = await hub.visitor(token=token)
    for tab in tabs:
        await tab.drain()
        assert tab.texts() == ["Hello", "Me, in another tab", "Hi both"]
    shown = late.welcome["conversation"]["events"]
    assert [one["body"]["text"] for one in shown if one["body"]["type"] == "message.posted"] == (
        tabs[0].texts()
    )


async def test_two_consoles_of_an_agent_show_the_same(hub: Hub) -> None:
    here, there = await hub.agent(ANA), await hub.agent(ANA)
    visitor = await hub.visitor()
    conversation_id = (await visitor.say("Hello"))["conversation_id"]
    for console in (here, there):
        await console.open(conversation_id)
    await here.say(conversation_id, "Hi", 1)
    await there.do(
        "note.add", conversation_id=conversation_id, client_id=there.client_id(), text="VIP"
    )
    assert (await here.until("note.added"))["body"]["text"] == "VIP"
    assert (await there.until("message.posted", text="Hi"))["seq"] == 4


async def test_a_console_that_left_a_conversation_hears_no_more_of_it(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    visitor = await hub.visitor()
    conversation_id = (await visitor.say("Hello"))["conversation_id"]
    await ana.open(conversation_id)
    await ana.do("conversation.leave", conversation_id=conversation_id)
    ana.shown.clear()
    await visitor.say("Still there?", conversation_id)
    await ana.drain()
    assert [one.name for one in ana.told].count("message.posted") == 0
