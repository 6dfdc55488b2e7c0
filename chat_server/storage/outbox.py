"""Side effects that wait to be done: added with their cause, taken in order, retried, buried."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    and_,
    exists,
    func,
    select,
    tuple_,
    update,
)

from chat_server.storage.schema import outbox


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """One effect to cause, at least once; ``id`` is what a receiver recognises a repeat by."""

    id: str
    shop_id: str
    kind: str
    ordering_key: str
    payload: dict[str, Any]
    attempts: int
    due_at: int


def add(
    conn: Connection,
    *,
    id: str,  # noqa: A002 # the column's name
    shop_id: str,
    kind: str,
    ordering_key: str,
    payload: dict[str, Any],
    at: int,
) -> None:
    """Remember an effect in its cause's transaction."""
    conn.execute(
        outbox.insert().values(
            id=id,
            shop_id=shop_id,
            kind=kind,
            ordering_key=ordering_key,
            payload=json.dumps(payload, ensure_ascii=False),
            due_at=at,
            created_at=at,
        )
    )


def _is_open(table: FromClause) -> ColumnElement[bool]:
    return and_(table.c.done_at.is_(None), table.c.dead_at.is_(None))


def due(conn: Connection, now: int, limit: int = 50) -> list[OutboxItem]:
    """Effects to cause now, oldest first, only the first of each ordering key."""
    earlier = outbox.alias("earlier")
    is_earlier = tuple_(earlier.c.created_at, earlier.c.id) < tuple_(
        outbox.c.created_at, outbox.c.id
    )
    blocked = exists().where(
        earlier.c.ordering_key == outbox.c.ordering_key, is_earlier, _is_open(earlier)
    )
    query = (
        select(outbox)
        .where(_is_open(outbox), outbox.c.due_at <= now, ~blocked)
        .order_by(outbox.c.created_at, outbox.c.id)
        .limit(limit)
    )
    return [
        OutboxItem(
            row["id"],
            row["shop_id"],
            row["kind"],
            row["ordering_key"],
            json.loads(row["payload"]),
            row["attempts"],
            row["due_at"],
        )
        for row in conn.execute(query).mappings()
    ]


def unsent(conn: Connection, shop_ids: Sequence[str], limit: int = 200) -> list[dict[str, Any]]:
    """Effects of these shops that failed at least once or are dead, the newest first."""
    query = (
        select(outbox)
        .where(outbox.c.shop_id.in_(shop_ids), outbox.c.done_at.is_(None), outbox.c.attempts > 0)
        .order_by(outbox.c.created_at.desc(), outbox.c.id)
        .limit(limit)
    )
    return [
        {
            "outbox_id": row["id"],
            "shop_id": row["shop_id"],
            "kind": row["kind"],
            "subject_id": row["ordering_key"],
            "attempts": row["attempts"],
            "error": row["error"],
            "created_at": row["created_at"],
            "due_at": row["due_at"],
            "dead_at": row["dead_at"],
        }
        for row in conn.execute(query).mappings()
    ]


def revive(conn: Connection, item_id: str, shop_ids: Sequence[str], at: int) -> str | None:
    """Make an effect that was not caused due again; returns its shop, None if there is none."""
    query = (
        update(outbox)
        .where(outbox.c.id == item_id, outbox.c.shop_id.in_(shop_ids), outbox.c.done_at.is_(None))
        .values(due_at=at, dead_at=None, attempts=1)
        .returning(outbox.c.shop_id)
    )
    return conn.execute(query).scalar_one_or_none()


def done(conn: Connection, item_id: str, at: int) -> None:
    """The effect was caused."""
    conn.execute(update(outbox).where(outbox.c.id == item_id).values(done_at=at, error=""))


def failed(conn: Connection, item_id: str, *, error: str, again_at: int | None, at: int) -> None:
    """It was not; try again at ``again_at``, or never (None): then it is a dead letter."""
    values: dict[str, object] = {"attempts": outbox.c.attempts + 1, "error": error[:500]}
    values |= {"due_at": again_at} if again_at is not None else {"dead_at": at}
    conn.execute(update(outbox).where(outbox.c.id == item_id).values(**values))


def next_due(conn: Connection) -> int | None:
    """When the next effect is due."""
    query = select(func.min(outbox.c.due_at)).where(
        outbox.c.done_at.is_(None), outbox.c.dead_at.is_(None)
    )
    return conn.execute(query).scalar_one_or_none()
