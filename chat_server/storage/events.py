"""The numbered logs: append, read from a number on, find a sender's own id."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, tuple_

from chat_server.core.fact import PUBLIC_LOG, TEAM_LOG
from chat_server.storage.schema import conversation, event


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One row of a log; ``body`` is JSON text."""

    number: int
    after_seq: int
    at: int
    sender: str
    client_id: str | None
    body: str


_COLUMNS = (
    event.c.number,
    event.c.after_seq,
    event.c.at,
    event.c.sender,
    event.c.client_id,
    event.c.body,
)


def insert(conn: Connection, rows: Sequence[dict[str, object]]) -> None:
    """Append rows; numbers come from the conversation row in the same transaction."""
    conn.execute(event.insert(), rows)


def after(
    conn: Connection, conversation_id: str, log: int, number: int, limit: int
) -> list[LogEntry]:
    """Up to ``limit`` entries that follow ``number``, oldest first."""
    query = (
        select(*_COLUMNS)
        .where(
            event.c.conversation_id == conversation_id,
            event.c.log == log,
            event.c.number > number,
        )
        .order_by(event.c.number)
        .limit(limit)
    )
    return [LogEntry(*row) for row in conn.execute(query)]


def before(
    conn: Connection, conversation_id: str, log: int, number: int, limit: int
) -> list[LogEntry]:
    """Up to ``limit`` entries that precede ``number``, oldest first."""
    query = (
        select(*_COLUMNS)
        .where(
            event.c.conversation_id == conversation_id,
            event.c.log == log,
            event.c.number < number,
        )
        .order_by(event.c.number.desc())
        .limit(limit)
    )
    return [LogEntry(*row) for row in conn.execute(query)][::-1]


def team_since(conn: Connection, conversation_id: str, seq: int) -> list[LogEntry]:
    """The team's entries that stand after public event ``seq`` or later, oldest first."""
    query = (
        select(*_COLUMNS)
        .where(
            event.c.conversation_id == conversation_id,
            event.c.log == TEAM_LOG,
            event.c.after_seq >= seq,
        )
        .order_by(event.c.number)
    )
    return [LogEntry(*row) for row in conn.execute(query)]


def by_client_id(
    conn: Connection, conversation_id: str, sender: str, client_id: str
) -> tuple[int, LogEntry] | None:
    """The log and entry that ``sender`` called ``client_id``, if any."""
    query = select(event.c.log, *_COLUMNS).where(
        event.c.conversation_id == conversation_id,
        event.c.sender == sender,
        event.c.client_id == client_id,
    )
    row = conn.execute(query).first()
    return (row[0], LogEntry(*row[1:])) if row else None


def said_by_visitor(
    conn: Connection, visitor_id: str, sender: str, client_id: str
) -> tuple[str, LogEntry] | None:
    """Where the visitor has said this before, in any of their conversations, and the entry."""
    query = (
        select(event.c.conversation_id, *_COLUMNS)
        .join(conversation, conversation.c.id == event.c.conversation_id)
        .where(
            event.c.client_id == client_id,
            event.c.sender == sender,
            event.c.log == PUBLIC_LOG,
            conversation.c.visitor_id == visitor_id,
        )
    )
    row = conn.execute(query).first()
    return (row[0], LogEntry(*row[1:])) if row else None


def by_client_ids(
    conn: Connection, keys: Sequence[tuple[str, str, str]]
) -> dict[tuple[str, str, str], LogEntry]:
    """The public entries already stored under (conversation, sender, client id) keys."""
    found = {}
    for key in dict.fromkeys(keys):
        entry = by_client_id(conn, *key)
        if entry is not None and entry[0] == PUBLIC_LOG:
            found[key] = entry[1]
    return found


_COUNT_SAID = {
    "sqlite": """
        SELECT place.key, (
            SELECT count(*) FROM (
                SELECT 1 FROM event
                WHERE conversation_id = place.key AND log = 0 AND number > place.value
                  AND sender = ? AND client_id IS NOT NULL
                LIMIT ?))
        FROM json_each(?) AS place
    """,
    "postgresql": """
        SELECT place.key, (
            SELECT count(*) FROM (
                SELECT 1 FROM event
                WHERE conversation_id = place.key AND log = 0 AND number > place.value::bigint
                  AND sender = $1 AND client_id IS NOT NULL
                LIMIT $2::bigint) AS unread)
        FROM jsonb_each_text($3::text::jsonb) AS place
    """,
}


def count_said(
    conn: Connection, sender: str, places: Mapping[str, int], most: int
) -> dict[str, int]:
    """How many messages of ``sender`` follow a number, by conversation.

    ``most`` means that many or more. Other events than messages have no client id.
    """
    if not places:
        return {}
    given = (sender, most, json.dumps(dict(places)))
    found = conn.exec_driver_sql(_COUNT_SAID[conn.dialect.name], given)
    return {conversation_id: int(count) for conversation_id, count in found}


def said_after(
    conn: Connection, conversation_id: str, sender: str, after_seq: int, limit: int
) -> list[LogEntry]:
    """What ``sender`` said after ``after_seq``: messages carry a client id, other events none."""
    query = (
        select(*_COLUMNS)
        .where(
            event.c.conversation_id == conversation_id,
            event.c.log == PUBLIC_LOG,
            event.c.number > after_seq,
            event.c.sender == sender,
            event.c.client_id.is_not(None),
        )
        .order_by(event.c.number)
        .limit(limit)
    )
    return [LogEntry(*row) for row in conn.execute(query)]


def bot_message(conn: Connection, conversation_id: str, message_id: str) -> LogEntry | None:
    """The bot's message with this id."""
    return _newest(conn, conversation_id, "bot", f'"message_id":"{message_id}"')


def newest_of_type(
    conn: Connection, conversation_id: str, sender: str, event_type: str, containing: str = ""
) -> LogEntry | None:
    """The last event of a type that ``sender`` caused, whose JSON contains ``containing``."""
    return _newest(conn, conversation_id, sender, f'"type":"{event_type}"', containing)


def _newest(conn: Connection, conversation_id: str, sender: str, *parts: str) -> LogEntry | None:
    query = (
        select(*_COLUMNS)
        .where(
            event.c.conversation_id == conversation_id,
            event.c.log == PUBLIC_LOG,
            event.c.sender == sender,
            *(event.c.body.contains(part, autoescape=True) for part in parts),
        )
        .order_by(event.c.number.desc())
        .limit(1)
    )
    row = conn.execute(query).first()
    return LogEntry(*row) if row else None


def at_numbers(conn: Connection, places: Sequence[tuple[str, int]]) -> dict[str, LogEntry]:
    """The public entry at one number of each conversation, by conversation."""
    if not places:
        return {}
    query = select(event.c.conversation_id, *_COLUMNS).where(
        event.c.log == PUBLIC_LOG,
        tuple_(event.c.conversation_id, event.c.number).in_(places),
    )
    return {row[0]: LogEntry(*row[1:]) for row in conn.execute(query)}
