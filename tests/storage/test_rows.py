"""What the storage functions promise, on both engines."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from chat_server.core.errors import ChatError
from chat_server.core.receipt import Cursor
from chat_server.storage import (
    agents,
    audit,
    conversations,
    cursors,
    events,
    outbox,
    shops,
    visitors,
)
from chat_server.storage.agents import AgentSession, StoredLease
from chat_server.storage.database import Database, Tx
from chat_server.storage.visitors import Page, VisitorToken
from tests.storage.people import a_conversation, a_visitor, begin
from tests.support.shop import AGENTS, OTHER_AGENT, OTHER_SHOP, SHOP


async def test_shops_and_agents_are_read_as_they_were_written(database: Database) -> None:
    assert await database.read(shops.all_shops) == [SHOP, OTHER_SHOP]
    stored = await database.read(agents.all_agents)
    assert [replace(one, password_hash="") for one in stored] == sorted(
        (*AGENTS, OTHER_AGENT), key=lambda one: one.id
    )


async def test_a_visitor_has_at_most_one_open_conversation(database: Database) -> None:
    await begin(database)

    def second(tx: Tx) -> None:
        with pytest.raises(IntegrityError):
            conversations.insert(tx.conn, a_conversation("cnv_2"))
        raise ChatError.__new__(ChatError)

    with pytest.raises(ChatError):
        await database.write(second)

    def close_and_begin(tx: Tx) -> None:
        row = conversations.by_id(tx.conn, "cnv_1")
        assert row is not None
        conversations.save(tx.conn, [replace(row, status="closed", closed_at=5)])
        conversations.insert(tx.conn, replace(a_conversation("cnv_2"), created_at=6))

    await database.write(close_and_begin)
    newest = await database.read(lambda conn: conversations.newest_of(conn, "vis_1"))
    assert newest is not None
    assert newest.id == "cnv_2"
    rows = await database.read(lambda conn: conversations.all_of(conn, "vis_1"))
    assert [row.id for row in rows] == ["cnv_2", "cnv_1"]


async def test_a_conversation_is_read_as_it_was_saved(database: Database) -> None:
    await begin(database)
    changed = replace(
        a_conversation(),
        status="assigned",
        assignee_id=AGENTS[0].id,
        epoch=7,
        seq=9,
        team_seq=3,
        visitor_seq=8,
        last_message_seq=9,
        answered_seq=2,
        message_count=4,
        waiting_since=5,
        message_left=True,
        score=4,
        email="a@b.example",
        bot_state='{"phase": "silent"}',
        assigned_at=6,
        updated_at=7,
    )
    await database.write(lambda tx: conversations.save(tx.conn, [changed]))
    rows = await database.read(lambda conn: conversations.look(conn, ["cnv_1"]))
    assert rows == {"cnv_1": changed}
    assert await database.read(conversations.open_counts) == {AGENTS[0].id: 1}
    owned = await database.write(lambda tx: conversations.assigned_to(tx.conn, [AGENTS[0].id]))
    assert owned == [changed]
    known = await database.read(lambda conn: conversations.last_agents_of(conn, ["vis_1"]))
    assert known == {"vis_1": AGENTS[0].id}


async def test_cursors_never_move_back(database: Database) -> None:
    await begin(database)
    for cursor in (Cursor("visitor", 5, 3), Cursor("visitor", 4, 4), Cursor("agt_ana", 1, 1)):
        await database.write(lambda tx, one=cursor: cursors.save(tx.conn, [("cnv_1", one)]))  # type: ignore[misc] # bound now
    found = await database.read(lambda conn: cursors.of(conn, ["cnv_1", "cnv_2"]))
    assert found == {"cnv_1": [Cursor("agt_ana", 1, 1), Cursor("visitor", 5, 4)]}


async def test_leases_are_renewed_in_place_and_forgotten_together(database: Database) -> None:
    rows = [StoredLease("sid_1", AGENTS[0].id, 10), StoredLease("sid_2", AGENTS[1].id, 20)]
    for row in (*rows, replace(rows[0], expires_at=30)):
        await database.write(lambda tx, one=row: agents.save_lease(tx.conn, one))  # type: ignore[misc] # bound now
    stored = await database.read(agents.all_leases)
    assert sorted(stored, key=lambda one: one.id) == [replace(rows[0], expires_at=30), rows[1]]
    await database.write(lambda tx: agents.delete_leases(tx.conn, ["sid_1", "sid_2", "sid_3"]))
    assert await database.read(agents.all_leases) == []


async def test_sessions_are_touched_ended_and_forgotten(database: Database) -> None:
    rows = [AgentSession(f"d{n}", AGENTS[0].id, n, n, 100 + n, "Firefox") for n in range(4)]

    def op(tx: Tx) -> None:
        for row in rows:
            agents.insert_session(tx.conn, row)
        agents.touch_sessions(tx.conn, ["d2", "d3"], 50)
        agents.delete_session(tx.conn, "d3")
        agents.delete_ended_sessions(tx.conn, now=101, idle_before=2)

    await database.write(op)
    left = await database.read(lambda conn: agents.sessions(conn, [row.digest for row in rows]))
    assert left == {"d2": replace(rows[2], seen_at=50)}
    await database.write(lambda tx: agents.set_disabled(tx.conn, AGENTS[0].id, 5))
    assert await database.read(lambda conn: agents.session(conn, "d2")) is None


async def test_visitors_are_counted_without_gaps_or_doubles(database: Database) -> None:
    numbers = [
        await database.write(lambda tx: shops.next_visitor_number(tx.conn, SHOP.id))
        for _ in range(3)
    ]
    other = await database.write(lambda tx: shops.next_visitor_number(tx.conn, OTHER_SHOP.id))
    assert (numbers, other) == ([1, 2, 3], 1)


async def test_tokens_end_by_rotation_idleness_and_age(database: Database) -> None:
    await begin(database)

    def op(tx: Tx) -> int:
        for number, seen_at, created_at in ((1, 90, 50), (2, 10, 50), (3, 90, 1), (4, 90, 50)):
            row = VisitorToken(f"d{number}", SHOP.id, "vis_1", created_at, 50, seen_at, None)
            visitors.insert_token(tx.conn, row)
        visitors.end_token(tx.conn, "d4", 80)
        visitors.end_token(tx.conn, "d4", 999)  # the first end counts
        return visitors.delete_ended_tokens(tx.conn, now=100, idle_before=50, created_before=10)

    assert await database.write(op) == 3
    assert (await database.read(lambda conn: visitors.token(conn, "d1"))) is not None


async def test_the_journey_is_newest_first_and_bounded(database: Database) -> None:
    await begin(database)

    def op(tx: Tx) -> None:
        for number in range(70):
            visitors.add_page(tx.conn, SHOP.id, "vis_1", Page(f"/{number}", "", number))
        visitors.add_page(tx.conn, SHOP.id, "vis_1", Page("/69", "", 99))  # a reload

    await database.write(op)
    journey = await database.read(lambda conn: visitors.journey(conn, "vis_1"))
    assert [page.url for page in journey] == [f"/{number}" for number in range(69, 49, -1)]
    row = await database.read(lambda conn: visitors.by_id(conn, "vis_1"))
    assert row == replace(a_visitor(), page_url="/69", last_seen_at=99)


async def test_events_are_read_from_a_number_on_and_before_one(database: Database) -> None:
    await begin(database)

    def row(log: int, number: int, after_seq: int, client_id: str | None) -> dict[str, object]:
        return {
            "conversation_id": "cnv_1",
            "log": log,
            "number": number,
            "after_seq": after_seq,
            "at": number,
            "sender": "visitor" if log == 0 else "agent:a",
            "client_id": client_id,
            "body": '{"type":"message.posted","message_id":"msg_%"}',
        }

    def op(tx: Tx) -> None:
        public = [row(0, number, 0, f"c{number}" if number % 2 else None) for number in range(1, 8)]
        team = [row(1, number, 2 * number, f"t{number}") for number in (1, 2, 3)]
        events.insert(tx.conn, [*public, *team])

    await database.write(op)

    async def numbers(found: object) -> list[int]:
        entries = await database.read(found)  # type: ignore[arg-type, var-annotated] # a reader
        return [entry.number for entry in entries]

    assert await numbers(lambda conn: events.after(conn, "cnv_1", 0, 3, 3)) == [4, 5, 6]
    assert await numbers(lambda conn: events.before(conn, "cnv_1", 0, 4, 2)) == [2, 3]
    assert await numbers(lambda conn: events.team_since(conn, "cnv_1", 3)) == [2, 3]
    said = await numbers(lambda conn: events.said_after(conn, "cnv_1", "visitor", 1, 9))
    assert said == [3, 5, 7]

    def unread(conn: Connection) -> dict[str, int]:
        return events.count_said(conn, "visitor", {"cnv_1": 3, "cnv_none": 0}, 9)

    assert await database.read(unread) == {"cnv_1": 2, "cnv_none": 0}
    # a wildcard in an id finds nothing but itself
    newest = await database.read(
        lambda conn: events.newest_of_type(conn, "cnv_1", "visitor", "message.posted", '"msg_x"')
    )
    assert newest is None
    newest = await database.read(
        lambda conn: events.newest_of_type(conn, "cnv_1", "visitor", "message.posted", '"msg_%"')
    )
    assert newest is not None
    assert newest.number == 7


async def test_effects_wait_their_turn_and_are_buried_at_last(database: Database) -> None:
    def add(tx: Tx) -> None:
        for number, key in ((1, "a"), (2, "a"), (3, "b")):
            outbox.add(
                tx.conn,
                id=f"fx_{number}",
                shop_id=SHOP.id,
                kind="mail",
                ordering_key=key,
                payload={"n": number},
                at=number,
            )

    await database.write(add)

    async def due(now: int) -> list[str]:
        return [item.id for item in await database.read(lambda conn: outbox.due(conn, now))]

    assert await due(9) == ["fx_1", "fx_3"]
    await database.write(
        lambda tx: outbox.failed(tx.conn, "fx_1", error="refused", again_at=50, at=9)
    )
    assert await due(9) == ["fx_3"]  # the second of the key does not overtake the first
    assert await database.read(outbox.next_due) == 2
    await database.write(lambda tx: outbox.done(tx.conn, "fx_3", 10))
    await database.write(
        lambda tx: outbox.failed(tx.conn, "fx_1", error="refused", again_at=None, at=60)
    )
    assert await due(60) == ["fx_2"]


async def test_the_audit_trail_keeps_who_did_what(database: Database) -> None:
    await database.write(
        lambda tx: audit.add(
            tx.conn, at=5, actor="agt_ana", action="agent.disabled", object="agt_jan", epoch=2
        )
    )

    def read(conn: Connection) -> list[tuple[object, ...]]:
        found = conn.exec_driver_sql("SELECT at, actor, action, object, details FROM audit")
        return [tuple(row) for row in found]

    assert await database.read(read) == [
        (5, "agt_ana", "agent.disabled", "agt_jan", '{"epoch": 2}')
    ]
