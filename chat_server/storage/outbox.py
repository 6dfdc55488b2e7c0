"""Side effects that wait to be done: added with their cause, taken in order, retried, buried."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select, update

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


def due(conn: Connection, now: int, limit: int = 50) -> list[OutboxItem]:
    """Effects to cause now, oldest first, only the first of each ordering key."""
    query = (
        select(outbox)
        .where(outbox.c.done_at.is_(None), outbox.c.dead_at.is_(None))
        .order_by(outbox.c.created_at, outbox.c.id)
        .limit(limit * 4)
    )
    seen: set[str] = set()
    items = []
    for row in conn.execute(query).mappings():
        if row["ordering_key"] in seen:
            continue
        seen.add(row["ordering_key"])
        if row["due_at"] <= now:
            items.append(
                OutboxItem(
                    row["id"],
                    row["shop_id"],
                    row["kind"],
                    row["ordering_key"],
                    json.loads(row["payload"]),
                    row["attempts"],
                    row["due_at"],
                )
            )
    return items[:limit]


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
