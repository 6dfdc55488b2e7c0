"""Shops."""

import json
from dataclasses import asdict

from sqlalchemy import Connection, select, update

from chat_server.core.shop import Shop
from chat_server.storage.schema import shop

_COLUMNS = (
    shop.c.id,
    shop.c.key,
    shop.c.name,
    shop.c.brand,
    shop.c.origins,
    shop.c.languages,
    shop.c.country,
    shop.c.time_zone,
    shop.c.currency,
    shop.c.bot_name,
    shop.c.hours,
    shop.c.texts,
    shop.c.created_at,
)


def all_shops(conn: Connection) -> list[Shop]:
    """Every shop, oldest first."""
    rows = conn.execute(select(*_COLUMNS).order_by(shop.c.created_at, shop.c.id)).mappings()
    return [
        Shop(
            **{
                **row,
                "origins": tuple(json.loads(row["origins"])),
                "languages": tuple(json.loads(row["languages"])),
                "hours": json.loads(row["hours"]),
                "texts": json.loads(row["texts"]),
            }
        )
        for row in rows
    ]


def _values(row: Shop) -> dict[str, object]:
    values = asdict(row)
    for name in ("origins", "languages", "hours", "texts"):
        values[name] = json.dumps(values[name], ensure_ascii=False)
    return values


def insert(conn: Connection, row: Shop) -> None:
    """Add a shop; its key must be new."""
    conn.execute(shop.insert().values(_values(row)))


def save(conn: Connection, row: Shop) -> None:
    """Overwrite a shop."""
    conn.execute(update(shop).where(shop.c.id == row.id).values(_values(row)))


def next_visitor_number(conn: Connection, shop_id: str) -> int:
    """Count one visitor more and return the count."""
    query = (
        update(shop)
        .where(shop.c.id == shop_id)
        .values(visitors=shop.c.visitors + 1)
        .returning(shop.c.visitors)
    )
    return int(conn.execute(query).scalar_one())
