"""Catching up: sync by pages, snapshots when that is shorter, true numbers, older pages."""

from typing import Any

import pytest

from chat_server.protocol.bodies import Author
from chat_server.services import messages
from chat_server.services.messages import Sending
from chat_server.storage.database import Tx
from tests.support.clients import Client, Refused
from tests.support.serving import Hub
from tests.support.shop import AGENTS
from tests.support.storage import on_both_engines

ANA, JAN = AGENTS
pytestmark = on_both_engines


async def fill(hub: Hub, conversation_id: str, visitor_id: str, count: int, size: int = 4) -> None:
    """Store many messages of the visitor, as fast as the database takes them."""
    now = hub.clock.now()
    items = [
        Sending(
            conversation_id=conversation_id,
            message_id=f"msg_f{number}",
            client_id=f"filling-{number:05}",
            sender="visitor",
            author=Author(kind="visitor", id="", name=""),
            text="x" * size,
            at=now,
            visitor_id=visitor_id,
        )
        for number in range(count)
    ]

    def op(tx: Tx) -> None:
        messages.send_many(tx, items)
        tx.facts.clear()  # as if every push had been lost

    await hub.server.services.database.write(op)


async def talking(hub: Hub, count: int, size: int = 4) -> tuple[Any, Any, str]:
    """Visitor and Ana in a conversation with ``count`` messages that nobody was told of."""
    ana = await hub.agent(ANA)
    visitor = await hub.visitor()
    conversation_id = (await visitor.say("Hello"))["conversation_id"]
    await fill(hub, conversation_id, visitor.welcome["visitor_id"], count, size)
    ana.lost_pushes = visitor.lost_pushes = True
    return visitor, ana, conversation_id


async def caught_up(client: Client, conversation_id: str, position: Any) -> list[int]:
    """Sync until there is no more; returns the sizes of the pages."""
    pages: list[int] = []
    while True:
        reply = await client.do("sync", conversations={conversation_id: position})
        synced = reply["conversations"][0]
        assert synced["snapshot"] is None
        pages.append(len(synced["events"]))
        last = synced["events"][-1]["seq"]
        start = position if isinstance(position, int) else position["seq"]
        assert [one["seq"] for one in synced["events"]] == list(range(start + 1, last + 1))
        if not synced["more"]:
            return pages
        position = last if isinstance(position, int) else {**position, "seq": last}


async def test_what_was_missed_comes_in_pages_of_two_hundred(hub: Hub) -> None:
    visitor, ana, conversation_id = await talking(hub, 450)
    assert await caught_up(visitor, conversation_id, 3) == [200, 200, 50]
    assert await caught_up(ana, conversation_id, {"seq": 3, "team_seq": 0}) == [200, 200, 50]


async def test_whoever_is_more_than_a_thousand_behind_gets_a_snapshot(hub: Hub) -> None:
    visitor, ana, conversation_id = await talking(hub, 1_001)
    reply = await visitor.do("sync", conversations={conversation_id: 3})
    snapshot = reply["conversations"][0]["snapshot"]
    assert (snapshot["seq"], snapshot["earlier"], len(snapshot["events"])) == (1_004, True, 200)
    reply = await visitor.do("sync", conversations={conversation_id: 4})
    assert reply["conversations"][0]["snapshot"] is None
    # whoever claims to be ahead has a copy of another time
    reply = await ana.do("sync", conversations={conversation_id: {"seq": 9_999, "team_seq": 0}})
    assert reply["conversations"][0]["snapshot"]["seq"] == 1_004


async def test_a_lost_push_is_found_by_the_heartbeat(hub: Hub) -> None:
    visitor, ana, conversation_id = await talking(hub, 7)
    await hub.settle()
    beat = await visitor.do("heartbeat", conversations={conversation_id: 3})
    assert (beat["conversations"], beat["now"]) == ({conversation_id: 10}, hub.clock.now())
    position = {"seq": 3, "team_seq": 0}
    beat = await ana.do("heartbeat", conversations={conversation_id: position})
    assert beat["conversations"] == {conversation_id: {"seq": 10, "team_seq": 0}}
    assert beat["inbox_revision"] >= 1


async def test_notes_are_caught_up_on_too(hub: Hub) -> None:
    visitor, ana, conversation_id = await talking(hub, 2)
    for text in ("one", "two"):
        await ana.do(
            "note.add", conversation_id=conversation_id, client_id=ana.client_id(), text=text
        )
    reply = await ana.do("sync", conversations={conversation_id: {"seq": 5, "team_seq": 1}})
    synced = reply["conversations"][0]
    assert [one["body"]["text"] for one in synced["team_events"]] == ["two"]
    assert synced["team_events"][0]["after_seq"] == 5
    assert "team_seq" not in str(await visitor.do("sync", conversations={conversation_id: 0}))


async def test_older_pages_come_with_the_notes_among_them(hub: Hub) -> None:
    _, ana, conversation_id = await talking(hub, 100)
    await ana.do(
        "note.add", conversation_id=conversation_id, client_id=ana.client_id(), text="early"
    )
    visitor_id = (await ana.do("inbox.list"))["items"][0]["visitor_id"]
    await ana.say(conversation_id, "answer", 1)
    snapshot = await ana.open(conversation_id)
    assert snapshot["earlier"] is False
    await fill_later(hub, conversation_id, visitor_id)
    snapshot = await ana.open(conversation_id)
    first = snapshot["events"][0]["seq"]
    assert (snapshot["earlier"], snapshot["team_events"]) == (True, [])
    page = await ana.do("events.earlier", conversation_id=conversation_id, before_seq=first)
    assert [one["seq"] for one in page["events"]] == list(range(first - 200, first))
    assert [one["body"]["text"] for one in page["team_events"]] == ["early"]
    rest = await ana.do(
        "events.earlier",
        conversation_id=conversation_id,
        before_seq=page["events"][0]["seq"],
    )
    assert rest["events"][0]["seq"] == 1
    assert (rest["earlier"], rest["team_events"]) == (False, [])


async def fill_later(hub: Hub, conversation_id: str, visitor_id: str) -> None:
    """Three hundred messages more, under other ids."""
    now = hub.clock.now()
    items = [
        Sending(
            conversation_id=conversation_id,
            message_id=f"msg_l{number}",
            client_id=f"later-{number:05}",
            sender="visitor",
            author=Author(kind="visitor", id="", name=""),
            text="later",
            at=now,
            visitor_id=visitor_id,
        )
        for number in range(300)
    ]

    def op(tx: Tx) -> None:
        messages.send_many(tx, items)
        tx.facts.clear()

    await hub.server.services.database.write(op)


async def test_the_longest_messages_never_make_a_page_too_large_to_read(hub: Hub) -> None:
    visitor, ana, conversation_id = await talking(hub, 300, size=4_000)
    assert sum(await caught_up(visitor, conversation_id, 3)) == 300
    again = await hub.visitor(token=visitor.token)
    assert again.welcome["conversation"]["seq"] == 303
    assert (await ana.open(conversation_id))["seq"] == 303


async def test_the_same_message_again_is_stored_once(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    visitor = await hub.visitor()
    first = {"client_id": visitor.client_id(), "text": "Hello", "conversation_id": None}
    ack = await visitor.do("message.send", **first)
    conversation_id = ack["conversation_id"]
    for again in (first, {**first, "conversation_id": conversation_id}):
        assert await visitor.do("message.send", **again) == ack
        with pytest.raises(Refused, match=r"client_id\.reused"):
            await visitor.do("message.send", **{**again, "text": "Another"})
    acks = await hub.at_once(
        *(visitor.do("message.send", **{**first, "client_id": "one-and-only"}) for _ in range(10))
    )
    assert {one["seq"] for one in acks} == {4}
    answer = {
        "conversation_id": conversation_id,
        "client_id": ana.client_id(),
        "text": "Hi",
        "epoch": 1,
    }
    said = await ana.do("message.send", **answer)
    note = {key: answer[key] for key in ("conversation_id", "text")}
    note["client_id"] = ana.client_id()
    noted = await ana.do("note.add", **note)
    await ana.do("conversation.close", conversation_id=conversation_id, epoch=1)
    # whatever has happened since: what was stored is acked as it was
    assert await ana.do("message.send", **answer) == said
    assert await ana.do("note.add", **note) == noted
    assert await visitor.do("message.send", **{**first, "conversation_id": conversation_id}) == ack
    with pytest.raises(Refused, match=r"client_id\.reused"):
        await ana.do("note.add", **{**note, "client_id": answer["client_id"]})
