"""The demo shop's products and guides as the server stores them."""

from collections.abc import Mapping
from typing import Any

from chat_server.core import guide
from chat_server.core.guide_definition import anchored
from chat_server.core.words import LANGUAGES
from chat_server.demo import content
from chat_server.demo.catalogue import Product, load
from chat_server.storage.guides import StoredGuide
from chat_server.storage.products import StoredProduct


def _amounts(money: Mapping[str, Any] | None) -> dict[str, float] | None:
    return {currency: float(amount) for currency, amount in money.items()} if money else None


def products(shop_id: str) -> list[StoredProduct]:
    """Every product, in the shop's order."""
    return [
        StoredProduct(shop_id, one.id, one.category, position, _data(one))
        for position, one in enumerate(load().products)
    ]


def _data(one: Product) -> dict[str, Any]:
    return {
        "title": dict(one.title),
        "url": {language: f"/demo/{language}/p/{one.id}" for language in LANGUAGES},
        "image": f"/demo/pictures/{one.id}.svg",
        "brand": one.brand,
        "price": _amounts(one.price),
        "list_price": _amounts(one.list_price),
        "vat": _amounts(one.vat),
        "availability": one.availability,
        "delivery_cost": _amounts(one.delivery_cost),
        "delivery_days": one.delivery_days,
        "rating": float(one.rating),
        "reviews": one.reviews,
        "attrs": dict(one.attrs),
    }


def guides(shop_id: str, now: int) -> list[StoredGuide]:
    """Both guides, published with the anchors of the products there are."""
    listed = products(shop_id)
    attributes = content.attributes()
    published = []
    for position, definition in enumerate(content.guides()):
        inside = [one for one in listed if one.category == definition["category"]]
        anchors = {}
        for attr in anchored(definition):
            found = guide.anchors(one.data["attrs"].get(attr) for one in inside)
            if found is not None:
                anchors[attr] = [found.low, found.high]
        published.append(
            StoredGuide(
                shop_id=shop_id,
                id=definition["id"],
                position=position,
                version=1,
                category=definition["category"],
                definition={**definition, "attributes": attributes},
                anchors=anchors,
                published_at=now,
            )
        )
    return published
