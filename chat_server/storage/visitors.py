"""Visitors, their tokens and the pages they looked at."""

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, select, update

from chat_server.core.shop import Visitor
from chat_server.storage.schema import page_view, visitor, visitor_token

JOURNEY_PAGES = 20
PAGES_KEPT = 50


@dataclass(frozen=True, slots=True)
class VisitorToken:
    """A visitor's secret by its SHA-256. ``ends_at`` is set once a newer one replaced it."""

    digest: str
    shop_id: str
    visitor_id: str
    created_at: int
    rotated_at: int
    seen_at: int
    ends_at: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page somebody looked at."""

    url: str
    title: str
    at: int


def insert(conn: Connection, row: Visitor) -> None:
    """Add a visitor."""
    conn.execute(visitor.insert().values(asdict(row)))


def by_id(conn: Connection, visitor_id: str) -> Visitor | None:
    """The visitor, or None."""
    row = conn.execute(select(visitor).where(visitor.c.id == visitor_id)).mappings().first()
    return Visitor(**row) if row else None


def by_ids(conn: Connection, visitor_ids: list[str]) -> dict[str, Visitor]:
    """Visitors by id."""
    rows = conn.execute(select(visitor).where(visitor.c.id.in_(visitor_ids))).mappings()
    return {row["id"]: Visitor(**row) for row in rows}


def change(conn: Connection, visitor_id: str, **values: object) -> None:
    """Overwrite some columns of a visitor."""
    conn.execute(update(visitor).where(visitor.c.id == visitor_id).values(**values))


def add_page(conn: Connection, shop_id: str, visitor_id: str, page: Page) -> None:
    """The visitor looks at a page now; a repeated one only moves the time."""
    current = conn.execute(
        select(visitor.c.page_url).where(visitor.c.id == visitor_id)
    ).scalar_one_or_none()
    change(conn, visitor_id, page_url=page.url, page_title=page.title, last_seen_at=page.at)
    if current == page.url:
        return
    conn.execute(
        page_view.insert().values(
            shop_id=shop_id, visitor_id=visitor_id, url=page.url, title=page.title, at=page.at
        )
    )
    # nobody's clicking may fill the disk
    oldest_kept = (
        select(page_view.c.id)
        .where(page_view.c.visitor_id == visitor_id)
        .order_by(page_view.c.id.desc())
        .offset(PAGES_KEPT - 1)
        .limit(1)
        .scalar_subquery()
    )
    conn.execute(
        delete(page_view).where(page_view.c.visitor_id == visitor_id, page_view.c.id < oldest_kept)
    )


def journey(conn: Connection, visitor_id: str) -> list[Page]:
    """The last pages, newest first."""
    query = (
        select(page_view.c.url, page_view.c.title, page_view.c.at)
        .where(page_view.c.visitor_id == visitor_id)
        .order_by(page_view.c.at.desc(), page_view.c.id.desc())
        .limit(JOURNEY_PAGES)
    )
    return [Page(*row) for row in conn.execute(query)]


def insert_token(conn: Connection, row: VisitorToken) -> None:
    """Remember a token."""
    conn.execute(visitor_token.insert().values(asdict(row)))


def token(conn: Connection, digest: str) -> VisitorToken | None:
    """The token with this digest, ended or not."""
    query = select(visitor_token).where(visitor_token.c.digest == digest)
    row = conn.execute(query).mappings().first()
    return VisitorToken(**row) if row else None


def touch_token(conn: Connection, digest: str, at: int) -> None:
    """The token was used."""
    conn.execute(update(visitor_token).where(visitor_token.c.digest == digest).values(seen_at=at))


def end_token(conn: Connection, digest: str, at: int) -> None:
    """The token counts until ``at``."""
    conn.execute(
        update(visitor_token)
        .where(visitor_token.c.digest == digest, visitor_token.c.ends_at.is_(None))
        .values(ends_at=at)
    )


def delete_ended_tokens(conn: Connection, now: int, idle_before: int, created_before: int) -> int:
    """Forget tokens that no longer count; returns how many."""
    query = delete(visitor_token).where(
        (visitor_token.c.ends_at < now)
        | (visitor_token.c.seen_at < idle_before)
        | (visitor_token.c.created_at < created_before)
    )
    return conn.execute(query).rowcount
