"""FAQ entries of a shop."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, select

from chat_server.storage.schema import faq_entry


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """One question with its answer in one language."""

    id: str
    shop_id: str
    language: str
    question: str
    alternatives: tuple[str, ...]
    answer: str
    tags: tuple[str, ...]
    enabled: bool
    suggested: bool
    created_at: int
    updated_at: int


def entries(conn: Connection, shop_id: str, language: str | None = None) -> list[FaqEntry]:
    """The shop's entries, oldest first."""
    query = select(faq_entry).where(faq_entry.c.shop_id == shop_id)
    if language is not None:
        query = query.where(faq_entry.c.language == language)
    rows = conn.execute(query.order_by(faq_entry.c.created_at, faq_entry.c.id)).mappings()
    return [
        FaqEntry(
            **{
                **row,
                "alternatives": tuple(json.loads(row["alternatives"])),
                "tags": tuple(json.loads(row["tags"])),
            }
        )
        for row in rows
    ]


def insert(conn: Connection, row: FaqEntry) -> None:
    """Add an entry."""
    conn.execute(
        faq_entry.insert().values(
            id=row.id,
            shop_id=row.shop_id,
            language=row.language,
            question=row.question,
            alternatives=json.dumps(row.alternatives, ensure_ascii=False),
            answer=row.answer,
            tags=json.dumps(row.tags, ensure_ascii=False),
            enabled=row.enabled,
            suggested=row.suggested,
            created_at=row.created_at,
            updated_at=row.updated_at,
        )
    )
