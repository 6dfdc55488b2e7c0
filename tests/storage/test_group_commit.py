"""Many writers, few commits: each is answered as if it had been alone."""

import asyncio
import logging

import pytest
from sqlalchemy import func, select

from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.fact import StoredFact
from chat_server.protocol.bodies import Author, MessagePosted
from chat_server.protocol.visitor import MessageAck
from chat_server.services import messages
from chat_server.services.messages import Sending
from chat_server.storage import conversations, events
from chat_server.storage.database import Database, Tx
from chat_server.storage.schema import conversation, event, visitor
from tests.storage.people import a_visitor, begin


def saying(number: int, conversation_id: str = "cnv_1", text: str = "hi") -> Sending:
    """One message of the conversation's visitor."""
    return Sending(
        conversation_id=conversation_id,
        message_id=f"msg_{number}",
        client_id=f"client-{number:04}",
        sender="visitor",
        author=Author(kind="visitor", id="", name=""),
        text=text,
        at=1_000 + number,
        visitor_id=conversation_id.replace("cnv", "vis"),
    )


async def say(database: Database, item: Sending) -> MessageAck:
    return await database.write_one_of_many(messages.send_many, item)


async def test_a_thousand_messages_at_once_take_few_commits_and_keep_their_order(
    database: Database,
) -> None:
    await begin(database)
    commits: list[list[StoredFact]] = []
    database.on_commit = commits.append
    acks = await asyncio.gather(*(say(database, saying(number)) for number in range(1_000)))
    assert [ack.seq for ack in acks] == list(range(1, 1_001))
    told = [fact.number for facts in commits for fact in facts]
    assert told == list(range(1, 1_001))
    assert len(commits) < 50
    row = (await database.read(lambda conn: conversations.look(conn, ["cnv_1"])))["cnv_1"]
    assert (row.seq, row.visitor_seq, row.last_message_seq, row.message_count) == (1_000,) * 4
    assert row.updated_at == 1_999


async def test_what_is_told_is_stored_and_told_before_the_ack(database: Database) -> None:
    await begin(database)
    order: list[str] = []
    database.on_commit = lambda facts: order.append(f"told {len(facts)}")
    await say(database, saying(1))
    order.append("acked")
    assert order == ["told 1", "acked"]


async def test_one_that_is_refused_harms_none_of_its_neighbours(database: Database) -> None:
    await begin(database, 2)
    told: list[str] = []
    database.on_commit = lambda facts: told.extend(fact.conversation_id for fact in facts)

    def refuse(tx: Tx) -> None:
        tx.conn.execute(visitor.update().values(name="half done"))
        raise ChatError(ErrorCode.CONFLICT, field="epoch")

    def break_a_rule(tx: Tx) -> None:
        tx.conn.execute(visitor.insert().values(id="vis_1", shop_id="shp_1", number=9))

    def fail(tx: Tx) -> None:
        raise RuntimeError("a bug")

    outcomes = await asyncio.gather(
        say(database, saying(1)),
        database.write(refuse),
        say(database, saying(2, "cnv_2")),
        database.write(break_a_rule),
        say(database, saying(3, "cnv_nowhere")),
        database.write(fail),
        say(database, saying(4)),
        return_exceptions=True,
    )
    codes = [one.code for one in outcomes if isinstance(one, ChatError)]
    assert codes == [ErrorCode.CONFLICT, ErrorCode.STORAGE_UNAVAILABLE, ErrorCode.NOT_FOUND]
    assert isinstance(outcomes[5], RuntimeError)
    assert [outcomes[index].seq for index in (0, 2, 6)] == [1, 1, 2]  # type: ignore[union-attr] # acks
    assert sorted(told) == ["cnv_1", "cnv_1", "cnv_2"]
    names = await database.read(lambda conn: set(conn.execute(select(visitor.c.name)).scalars()))
    assert names == {""}


async def test_a_value_the_database_cannot_take_harms_nobody_else(database: Database) -> None:
    await begin(database)

    def too_large(tx: Tx) -> None:
        tx.conn.execute(visitor.update().values(last_seen_at=2**70))

    outcomes = await asyncio.gather(
        say(database, saying(1)),
        database.write(too_large),
        say(database, saying(2)),
        return_exceptions=True,
    )
    assert [getattr(one, "seq", None) for one in outcomes] == [1, None, 2]
    assert isinstance(outcomes[1], Exception)


async def test_repeats_get_the_first_ones_ack_and_other_words_are_refused(
    database: Database,
) -> None:
    await begin(database)
    first = await say(database, saying(1))
    outcomes = await asyncio.gather(
        say(database, saying(1)),
        say(database, saying(1, text="other words")),
        say(database, saying(2)),
        say(database, saying(2)),
        say(database, saying(2, text="other words")),
        return_exceptions=True,
    )
    reused = [one.code for one in outcomes if isinstance(one, ChatError)]
    assert reused == [ErrorCode.CLIENT_ID_REUSED] * 2
    assert outcomes[0] == first
    assert outcomes[2] == outcomes[3]
    count = await database.read(
        lambda conn: conn.execute(select(func.count()).select_from(event)).scalar_one()
    )
    assert count == 2


async def test_a_repeat_is_acked_even_after_the_end(database: Database) -> None:
    await begin(database)
    first = await say(database, saying(1))
    await database.write(lambda tx: tx.conn.execute(conversation.update().values(status="closed")))
    assert await say(database, saying(1)) == first
    with pytest.raises(ChatError, match=r"conversation\.closed"):
        await say(database, saying(2))


async def test_the_hot_paths_json_is_the_models(database: Database) -> None:
    await begin(database)
    told: list[StoredFact] = []
    database.on_commit = told.extend
    await say(database, saying(1, text='quotes " and ż and \n'))
    entry = (await database.read(lambda conn: events.after(conn, "cnv_1", 0, 0, 9)))[0]
    assert entry.body == told[0].body
    body = MessagePosted.model_validate_json(entry.body)
    assert body.model_dump_json() == entry.body


async def test_a_commit_that_fails_stores_nothing_and_tells_nobody(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await begin(database)
    told: list[StoredFact] = []
    database.on_commit = told.extend

    def no_more(tx: Tx) -> None:
        tx.conn.exec_driver_sql("ALTER TABLE event RENAME TO elsewhere")

    await database.write(no_more)
    with caplog.at_level(logging.DEBUG), pytest.raises(ChatError) as refused:
        await say(database, saying(1, text="a secret"))
    assert refused.value.code is ErrorCode.STORAGE_UNAVAILABLE
    assert refused.value.retry_after_ms == 1_000
    assert told == []
    assert "storage is unavailable" in caplog.text
    assert "a secret" not in caplog.text
    await database.write(
        lambda tx: tx.conn.exec_driver_sql("ALTER TABLE elsewhere RENAME TO event")
    )
    assert (await say(database, saying(1))).seq == 1


async def test_a_listener_that_fails_takes_nobodys_ack(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    await begin(database)

    def fail(facts: list[StoredFact]) -> None:
        raise RuntimeError("a bug")

    database.on_commit = fail
    assert (await say(database, saying(1))).seq == 1
    assert "publishing after a commit failed" in caplog.text


async def test_past_the_bound_of_what_waits_writers_are_turned_away(database: Database) -> None:
    await begin(database)
    database._max_waiting = 10
    outcomes = await asyncio.gather(
        *(say(database, saying(number)) for number in range(20)), return_exceptions=True
    )
    turned_away = [one for one in outcomes if isinstance(one, ChatError)]
    assert {one.code for one in turned_away} == {ErrorCode.OVERLOADED}
    assert len(turned_away) == 10
    assert database.waiting == 0


async def test_closing_finishes_what_waits(database: Database) -> None:
    await begin(database)
    waiting = [asyncio.ensure_future(say(database, saying(number))) for number in range(50)]
    await asyncio.wait(waiting[:1])
    await database.close()
    assert [one.result().seq for one in waiting] == list(range(1, 51))


async def test_a_reader_sees_one_state_whatever_is_written_meanwhile(database: Database) -> None:
    await begin(database)
    loop = asyncio.get_running_loop()
    counts: list[int] = []

    def count(conn: object) -> int:
        query = select(func.count()).select_from(visitor)
        return int(conn.execute(query).scalar_one())  # type: ignore[attr-defined] # a connection

    written = asyncio.Event()

    async def write_one_more() -> None:
        await database.write(lambda tx: visitors_insert(tx))
        written.set()

    def visitors_insert(tx: Tx) -> None:
        tx.conn.execute(visitor.insert().values(**{
            name: getattr(a_visitor("vis_99", 99), name) for name in a_visitor().__slots__
        }))  # fmt: skip

    before = await database.read(count)
    await write_one_more()
    assert written.is_set()
    counts.append(before)
    assert (counts, await database.read(count), loop.is_running()) == ([1], 2, True)
