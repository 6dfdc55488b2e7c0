"""The hot path's statements, compiled once an engine: many messages, three statements.

SQLAlchemy builds and compiles them; they are run as driver SQL with positional parameters, which
leaves out most of its cost a row. Conversation heads are tuples for the same reason.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import orjson
from sqlalchemy import Connection, bindparam, insert, update
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.compiler import SQLCompiler

from chat_server.storage.schema import conversation, event


class Head(NamedTuple):
    """What saying something needs to know of a conversation."""

    id: str
    shop_id: str
    visitor_id: str
    status: str
    assignee_id: str | None
    epoch: int
    seq: int
    visitor_seq: int
    message_count: int
    waiting_since: int | None
    message_left: bool


HeadChange = tuple[int, int, int, int, int | None, bool, int, str]
"""seq, last_message_seq, message_count, visitor_seq, waiting_since, message_left, at, id."""

EventRow = tuple[str, int, int, int, int, str, str, str]
"""conversation_id, log, number, after_seq, at, sender, client_id, body."""

_EVENT_COLUMNS = (
    "conversation_id",
    "log",
    "number",
    "after_seq",
    "at",
    "sender",
    "client_id",
    "body",
)
_CHANGED = (
    "seq",
    "last_message_seq",
    "message_count",
    "visitor_seq",
    "waiting_since",
    "message_left",
    "updated_at",
)


@lru_cache(maxsize=8)
def _insert_sql(dialect: Dialect) -> str:
    statement = insert(event).values({name: bindparam(name) for name in _EVENT_COLUMNS})
    return _checked(statement.compile(dialect=dialect), _EVENT_COLUMNS)


@lru_cache(maxsize=8)
def _update_sql(dialect: Dialect) -> str:
    statement = (
        update(conversation)
        .where(conversation.c.id == bindparam("_id"))
        .values({conversation.c[name]: bindparam(name) for name in _CHANGED})
    )
    return _checked(statement.compile(dialect=dialect), (*_CHANGED, "_id"))


@lru_cache(maxsize=8)
def _select_sql(dialect: Dialect) -> str:
    columns = ", ".join(Head._fields)
    if dialect.name == "sqlite":
        listed = "(SELECT value FROM json_each(?))"
        return f"SELECT {columns} FROM conversation WHERE id IN {listed}"  # our names
    return (
        f"SELECT {columns} FROM conversation WHERE id = ANY($1::text[]) "  # our names
        "ORDER BY id FOR UPDATE"
    )


def _checked(compiled: SQLCompiler, wanted: Sequence[str]) -> str:
    """The SQL, if its parameters stand in the order we fill them in."""
    if tuple(compiled.positiontup or ()) != tuple(wanted):
        raise RuntimeError(f"parameters are {compiled.positiontup}, not {wanted}")
    return str(compiled)


def heads(conn: Connection, ids: Iterable[str]) -> dict[str, Head]:
    """Heads by id, locked in the order of their ids where the engine locks rows."""
    wanted = sorted(ids)
    given = orjson.dumps(wanted).decode() if conn.dialect.name == "sqlite" else wanted
    found = conn.exec_driver_sql(_select_sql(conn.dialect), (given,))
    return {row[0]: Head._make(row) for row in found}


def append(conn: Connection, rows: Sequence[EventRow], changes: Sequence[HeadChange]) -> None:
    """Insert events and move their conversations' heads.

    Raises ``IntegrityError`` when a sender's own id is there already.
    """
    conn.exec_driver_sql(_insert_sql(conn.dialect), list(rows))
    conn.exec_driver_sql(_update_sql(conn.dialect), list(changes))
