"""Conversation rows: load, save with their events, and the lists."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, bindparam, func, select, update

from chat_server.core.conversation import Conversation
from chat_server.storage.schema import conversation

_COLUMNS = tuple(conversation.c[name] for name in Conversation.__dataclass_fields__)
_SAVE = (
    update(conversation)
    .where(conversation.c.id == bindparam("_id"))
    .values(
        {
            name: bindparam(name)
            for name in Conversation.__dataclass_fields__
            if name not in {"id", "shop_id", "visitor_id", "created_at"}
        }
    )
)


def insert(conn: Connection, row: Conversation) -> None:
    """Add a conversation; the visitor must have no other open one."""
    conn.execute(conversation.insert().values(asdict(row)))


def save(conn: Connection, rows: Iterable[Conversation]) -> None:
    """Overwrite conversations that were loaded in the same transaction."""
    values = []
    for row in rows:
        fields = asdict(row)
        for name in ("id", "shop_id", "visitor_id", "created_at"):
            del fields[name]
        values.append({"_id": row.id, **fields})
    if values:
        conn.execute(_SAVE, values)


def by_id(conn: Connection, conversation_id: str) -> Conversation | None:
    """The conversation, locked for this transaction where the engine locks rows."""
    query = select(*_COLUMNS).where(conversation.c.id == conversation_id).with_for_update()
    row = conn.execute(query).first()
    return Conversation(*row) if row else None


def by_ids(conn: Connection, ids: Iterable[str]) -> dict[str, Conversation]:
    """Conversations by id, locked in the order of their ids."""
    query = (
        select(*_COLUMNS)
        .where(conversation.c.id.in_(set(ids)))
        .order_by(conversation.c.id)
        .with_for_update()
    )
    return {row[0]: Conversation(*row) for row in conn.execute(query)}


def look(conn: Connection, ids: Iterable[str]) -> dict[str, Conversation]:
    """Conversations by id, for reading."""
    query = select(*_COLUMNS).where(conversation.c.id.in_(set(ids)))
    return {row[0]: Conversation(*row) for row in conn.execute(query)}


def newest_of(conn: Connection, visitor_id: str) -> Conversation | None:
    """The visitor's open conversation, or else the newest closed one."""
    query = (
        select(*_COLUMNS)
        .where(conversation.c.visitor_id == visitor_id)
        .order_by((conversation.c.status == "closed"), conversation.c.created_at.desc())
        .limit(1)
    )
    row = conn.execute(query).first()
    return Conversation(*row) if row else None


def open_of(conn: Connection, visitor_id: str) -> Conversation | None:
    """The visitor's open conversation, locked for this transaction."""
    query = (
        select(*_COLUMNS)
        .where(conversation.c.visitor_id == visitor_id, conversation.c.status != "closed")
        .with_for_update()
    )
    row = conn.execute(query).first()
    return Conversation(*row) if row else None


def all_of(conn: Connection, visitor_id: str, limit: int = 20) -> list[Conversation]:
    """The visitor's conversations, newest first."""
    query = (
        select(*_COLUMNS)
        .where(conversation.c.visitor_id == visitor_id)
        .order_by(conversation.c.created_at.desc())
        .limit(limit)
    )
    return [Conversation(*row) for row in conn.execute(query)]


def open_in(conn: Connection, shop_ids: Sequence[str], limit: int = 1_000) -> list[Conversation]:
    """Open conversations of these shops, the last changed first."""
    query = (
        select(*_COLUMNS)
        .where(conversation.c.shop_id.in_(shop_ids), conversation.c.status != "closed")
        .order_by(conversation.c.updated_at.desc())
        .limit(limit)
    )
    return [Conversation(*row) for row in conn.execute(query)]


def closed_in(conn: Connection, shop_ids: Sequence[str], limit: int = 200) -> list[Conversation]:
    """The last closed conversations of these shops."""
    query = (
        select(*_COLUMNS)
        .where(conversation.c.shop_id.in_(shop_ids), conversation.c.status == "closed")
        .order_by(conversation.c.closed_at.desc())
        .limit(limit)
    )
    return [Conversation(*row) for row in conn.execute(query)]


def queued_in(conn: Connection, shop_id: str) -> list[Conversation]:
    """The shop's queue, longest waiting first."""
    query = (
        select(*_COLUMNS)
        .where(conversation.c.shop_id == shop_id, conversation.c.status == "queued")
        .order_by(conversation.c.waiting_since, conversation.c.id)
    )
    return [Conversation(*row) for row in conn.execute(query)]


def assigned_to(conn: Connection, agent_ids: Iterable[str]) -> list[Conversation]:
    """What these agents own, longest waiting first, locked for this transaction."""
    query = (
        select(*_COLUMNS)
        .where(conversation.c.assignee_id.in_(set(agent_ids)), conversation.c.status == "assigned")
        .order_by(conversation.c.waiting_since, conversation.c.id)
        .with_for_update()
    )
    return [Conversation(*row) for row in conn.execute(query)]


def without_a_first_word(conn: Connection) -> list[Conversation]:
    """Assigned conversations whose agent has said nothing since, left messages excepted."""
    query = select(*_COLUMNS).where(
        conversation.c.status == "assigned",
        conversation.c.waiting_since <= conversation.c.assigned_at,
        conversation.c.message_left.is_(False),
    )
    return [Conversation(*row) for row in conn.execute(query)]


def unanswered_by_bot(conn: Connection) -> list[Conversation]:
    """Conversations where the bot listens and has not dealt with the visitor's last message."""
    query = select(*_COLUMNS).where(
        conversation.c.status.in_(("bot", "queued")),
        conversation.c.visitor_seq > conversation.c.answered_seq,
    )
    return [Conversation(*row) for row in conn.execute(query)]


def open_counts(conn: Connection) -> dict[str, int]:
    """How many conversations each agent has."""
    query = (
        select(conversation.c.assignee_id, func.count())
        .where(conversation.c.status == "assigned")
        .group_by(conversation.c.assignee_id)
    )
    return {row[0]: row[1] for row in conn.execute(query)}


def last_agents_of(conn: Connection, visitor_ids: Iterable[str]) -> dict[str, str]:
    """The agents that visitors know: the last one who had a conversation with each."""
    query = (
        select(conversation.c.visitor_id, conversation.c.assignee_id)
        .where(
            conversation.c.visitor_id.in_(set(visitor_ids)),
            conversation.c.assignee_id.is_not(None),
        )
        .order_by(conversation.c.created_at)
    )
    return {row[0]: row[1] for row in conn.execute(query)}


def handling_times(conn: Connection, shop_id: str, limit: int = 50) -> list[int]:
    """Milliseconds from assignment to end of the last closed conversations, oldest first."""
    query = (
        select(conversation.c.closed_at - conversation.c.assigned_at)
        .where(
            conversation.c.shop_id == shop_id,
            conversation.c.status == "closed",
            conversation.c.assigned_at.is_not(None),
        )
        .order_by(conversation.c.closed_at.desc())
        .limit(limit)
    )
    return [int(row[0]) for row in conn.execute(query)][::-1]
