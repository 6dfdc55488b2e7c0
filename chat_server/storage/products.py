"""Products of a shop, as its guides and messages need them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select

from chat_server.storage.schema import product


@dataclass(frozen=True, slots=True)
class StoredProduct:
    """One product. ``data`` holds texts by language, money by currency, and ``attrs``."""

    shop_id: str
    id: str
    category: str
    position: int
    data: dict[str, Any]


def replace_all(conn: Connection, shop_id: str, rows: Iterable[StoredProduct]) -> None:
    """The shop has these products and no others."""
    conn.execute(delete(product).where(product.c.shop_id == shop_id))
    values = [
        {
            "shop_id": row.shop_id,
            "id": row.id,
            "category": row.category,
            "position": row.position,
            "data": json.dumps(row.data, ensure_ascii=False),
        }
        for row in rows
    ]
    if values:
        conn.execute(product.insert(), values)


def of_category(conn: Connection, shop_id: str, category: str) -> list[StoredProduct]:
    """The category's products in the shop's order."""
    query = (
        select(product)
        .where(product.c.shop_id == shop_id, product.c.category == category)
        .order_by(product.c.position, product.c.id)
    )
    return [_stored(row) for row in conn.execute(query)]


def by_ids(conn: Connection, shop_id: str, ids: Sequence[str]) -> dict[str, StoredProduct]:
    """Products by id."""
    query = select(product).where(product.c.shop_id == shop_id, product.c.id.in_(ids))
    return {row.id: _stored(row) for row in conn.execute(query)}


def _stored(row: Any) -> StoredProduct:  # a Row of all columns
    return StoredProduct(row.shop_id, row.id, row.category, row.position, json.loads(row.data))
