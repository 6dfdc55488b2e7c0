"""FAQ entries of a shop, and what they were before each change."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from chat_server.storage.schema_answers import faq_entry, faq_version

_LISTS = ("alternatives", "tags", "links", "buttons", "follow_ups")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """One question with its answer in one language.

    ``links`` are (label, address), ``buttons`` (action, guide or entry id), ``follow_ups`` ids of
    entries to go on with. It is answered with from ``valid_from`` until before ``valid_until``.
    ``epoch`` counts changes.
    """

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
    links: tuple[Pair, ...] = ()
    image: str = ""
    buttons: tuple[Pair, ...] = ()
    follow_ups: tuple[str, ...] = ()
    valid_from: int | None = None
    valid_until: int | None = None
    epoch: int = 0

    def is_valid(self, now: int) -> bool:
        """Whether the bot may answer with it at ``now``."""
        begun = self.valid_from is None or self.valid_from <= now
        over = self.valid_until is not None and self.valid_until <= now
        return self.enabled and begun and not over


@dataclass(frozen=True, slots=True)
class FaqVersion:
    """The entry after one change, None where it was deleted; ``undone`` ones count no more."""

    entry_id: str
    number: int
    shop_id: str
    at: int
    actor: str
    entry: FaqEntry | None
    undone: bool


def _read(values: dict[str, Any]) -> FaqEntry:
    for name in _LISTS:
        values[name] = tuple(tuple(one) if isinstance(one, list) else one for one in values[name])
    return FaqEntry(**values)


def _columns(row: FaqEntry) -> dict[str, Any]:
    values = asdict(row)
    for name in _LISTS:
        values[name] = json.dumps(values[name], ensure_ascii=False)
    return values


def entries(conn: Connection, shop_id: str, language: str | None = None) -> list[FaqEntry]:
    """The shop's entries, oldest first."""
    query = select(faq_entry).where(faq_entry.c.shop_id == shop_id)
    if language is not None:
        query = query.where(faq_entry.c.language == language)
    rows = conn.execute(query.order_by(faq_entry.c.created_at, faq_entry.c.id)).mappings()
    return [_read({**row, **{name: json.loads(row[name]) for name in _LISTS}}) for row in rows]


def by_id(conn: Connection, entry_id: str) -> FaqEntry | None:
    """The entry, locked for this transaction where the engine locks rows."""
    query = select(faq_entry).where(faq_entry.c.id == entry_id).with_for_update()
    row = conn.execute(query).mappings().first()
    if row is None:
        return None
    return _read({**row, **{name: json.loads(row[name]) for name in _LISTS}})


def count(conn: Connection, shop_id: str) -> int:
    """How many entries the shop has, in all languages."""
    query = select(func.count()).where(faq_entry.c.shop_id == shop_id)
    return int(conn.execute(query).scalar_one())


def insert(conn: Connection, row: FaqEntry) -> None:
    """Add an entry."""
    conn.execute(faq_entry.insert().values(_columns(row)))


def save(conn: Connection, row: FaqEntry) -> None:
    """Overwrite an entry that was loaded in the same transaction, or add one that is gone."""
    found = conn.execute(update(faq_entry).where(faq_entry.c.id == row.id).values(_columns(row)))
    if found.rowcount == 0:
        insert(conn, row)


def remove(conn: Connection, entry_id: str) -> None:
    """Delete an entry; its versions stay."""
    conn.execute(delete(faq_entry).where(faq_entry.c.id == entry_id))


def add_version(
    conn: Connection, *, entry_id: str, shop_id: str, at: int, actor: str, entry: FaqEntry | None
) -> None:
    """Remember what ``actor`` made of an entry."""
    last = conn.execute(
        select(func.max(faq_version.c.number)).where(faq_version.c.entry_id == entry_id)
    ).scalar_one_or_none()
    data = json.dumps(asdict(entry), ensure_ascii=False) if entry else ""
    conn.execute(
        faq_version.insert().values(
            entry_id=entry_id,
            number=(last or 0) + 1,
            shop_id=shop_id,
            at=at,
            actor=actor,
            data=data,
        )
    )


def versions(conn: Connection, entry_id: str, limit: int = 50) -> list[FaqVersion]:
    """The entry's last versions, newest first."""
    query = (
        select(faq_version)
        .where(faq_version.c.entry_id == entry_id)
        .order_by(faq_version.c.number.desc())
        .limit(limit)
    )
    return [
        FaqVersion(
            row["entry_id"],
            row["number"],
            row["shop_id"],
            row["at"],
            row["actor"],
            _read(json.loads(row["data"])) if row["data"] else None,
            row["undone"],
        )
        for row in conn.execute(query).mappings()
    ]


def undo_version(conn: Connection, entry_id: str, number: int) -> None:
    """The version counts no more."""
    conn.execute(
        update(faq_version)
        .where(faq_version.c.entry_id == entry_id, faq_version.c.number == number)
        .values(undone=True)
    )
