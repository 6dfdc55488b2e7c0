"""Products as shoppers see them, in a language and a currency."""

from collections.abc import Mapping
from typing import Any

from chat_server.core.guide.product import SOLD_OUT
from chat_server.core.guide_definition import words
from chat_server.protocol.guide import ProductCard
from chat_server.storage.products import StoredProduct


def money(amounts: object, currency: str) -> float | None:
    """The amount in ``currency``, if there is one."""
    if not isinstance(amounts, Mapping) or amounts.get(currency) is None:
        return None
    return float(amounts[currency])


def card(row: StoredProduct, language: str, currency: str) -> ProductCard:
    """The product's card."""
    data = row.data
    return ProductCard.model_validate(
        {
            "product_id": row.id,
            "title": words(data.get("title"), language),
            "url": words(data.get("url"), language),
            "image": str(data.get("image", "")),
            "brand": str(data.get("brand", "")),
            "price": money(data.get("price"), currency),
            "list_price": money(data.get("list_price"), currency),
            "currency": currency,
            "availability": data.get("availability", "in_stock"),
            "delivery_cost": money(data.get("delivery_cost"), currency),
            "delivery_days": data.get("delivery_days"),
            "rating": data.get("rating"),
            "reviews": data.get("reviews", 0),
        }
    )


def ranked(row: StoredProduct, currency: str) -> dict[str, Any]:
    """The product as ``core.guide.index`` takes it."""
    return {
        "id": row.id,
        "price": money(row.data.get("price"), currency),
        "attrs": row.data.get("attrs", {}),
        "availability": SOLD_OUT if row.data.get("availability") == "sold_out" else None,
    }
