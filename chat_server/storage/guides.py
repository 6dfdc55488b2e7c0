"""Guides as their owners published them, and shoppers' runs through them."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, update

from chat_server.storage.schema import guide, guide_run


@dataclass(frozen=True, slots=True)
class StoredGuide:
    """A published version: the questions, and the anchors that belong to it by attribute."""

    shop_id: str
    id: str
    position: int
    version: int
    category: str
    definition: dict[str, Any]
    anchors: dict[str, Any]
    published_at: int


@dataclass(frozen=True, slots=True)
class StoredRun:
    """One shopper's run; ``answers`` as they were sent."""

    id: str
    shop_id: str
    visitor_id: str
    guide_id: str
    version: int
    revision: int
    answers: list[dict[str, Any]]
    finished: bool
    created_at: int
    updated_at: int


def publish(conn: Connection, row: StoredGuide) -> None:
    """Add a guide, or a newer version in the place of the older."""
    values = {
        "position": row.position,
        "version": row.version,
        "category": row.category,
        "definition": json.dumps(row.definition, ensure_ascii=False),
        "anchors": json.dumps(row.anchors),
        "published_at": row.published_at,
    }
    found = conn.execute(
        update(guide).where(guide.c.shop_id == row.shop_id, guide.c.id == row.id).values(**values)
    )
    if found.rowcount == 0:
        conn.execute(guide.insert().values(shop_id=row.shop_id, id=row.id, **values))


def of_shop(conn: Connection, shop_id: str) -> list[StoredGuide]:
    """The shop's guides in its order."""
    query = select(guide).where(guide.c.shop_id == shop_id).order_by(guide.c.position, guide.c.id)
    return [
        StoredGuide(
            row.shop_id,
            row.id,
            row.position,
            row.version,
            row.category,
            json.loads(row.definition),
            json.loads(row.anchors),
            row.published_at,
        )
        for row in conn.execute(query)
    ]


def newest_run(conn: Connection, visitor_id: str, guide_id: str | None = None) -> StoredRun | None:
    """The visitor's last run, of one guide or of any."""
    query = select(guide_run).where(guide_run.c.visitor_id == visitor_id)
    if guide_id is not None:
        query = query.where(guide_run.c.guide_id == guide_id)
    row = conn.execute(query.order_by(guide_run.c.updated_at.desc()).limit(1)).first()
    return _run(row) if row else None


def run(conn: Connection, run_id: str) -> StoredRun | None:
    """The run, or None."""
    row = conn.execute(select(guide_run).where(guide_run.c.id == run_id)).first()
    return _run(row) if row else None


def save_run(conn: Connection, row: StoredRun) -> None:
    """Add a run or overwrite it; an older revision changes nothing."""
    values = {
        "version": row.version,
        "revision": row.revision,
        "answers": json.dumps(row.answers, ensure_ascii=False),
        "finished": row.finished,
        "updated_at": row.updated_at,
    }
    known = conn.execute(select(guide_run.c.id).where(guide_run.c.id == row.id)).first()
    if known is None:
        conn.execute(
            guide_run.insert().values(
                id=row.id,
                shop_id=row.shop_id,
                visitor_id=row.visitor_id,
                guide_id=row.guide_id,
                created_at=row.created_at,
                **values,
            )
        )
        return
    conn.execute(
        update(guide_run)
        .where(guide_run.c.id == row.id, guide_run.c.revision <= row.revision)
        .values(**values)
    )


def _run(row: Any) -> StoredRun:  # a Row of all columns
    return StoredRun(
        row.id,
        row.shop_id,
        row.visitor_id,
        row.guide_id,
        row.version,
        row.revision,
        json.loads(row.answers),
        row.finished,
        row.created_at,
        row.updated_at,
    )
