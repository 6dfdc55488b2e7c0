"""A Ceneo offer (``o``): most of it in attributes, the rest under ``attrs``."""

from typing import Final
from xml.etree.ElementTree import Element

from chat_server.services.feed.fields import Item

_DAYS: Final = {"1": "1", "3": "3", "7": "7", "14": "14"}
_AVAILABILITY: Final = {"90": "backorder", "99": "out_of_stock", "110": "preorder"}
_BRAND: Final = frozenset({"Producent", "Marka", "Wydawnictwo"})
_IGNORED: Final = frozenset({"EAN", "Kod_producenta", "Kod producenta", "ISBN"})


def ceneo_item(row: int, element: Element) -> Item:
    """One product. ``avail``: days until it is sent, 90 on order, 99 ask the shop, 110 presale."""
    item = Item(row)
    item.put("id", element.get("id"))
    item.put("link", element.get("url"))
    item.put("price", element.get("price"))
    avail = element.get("avail", "").strip()
    item.put("delivery_days", _DAYS.get(avail))
    if element.get("stock", "").strip() == "0":
        item.put("availability", "out_of_stock")
    item.put("availability", _AVAILABILITY.get(avail, "in_stock"))
    item.put("title", element.findtext("name"))
    item.put("category", element.findtext("cat"))
    images = element.find("imgs")
    if images is not None:
        item.images.extend(image.get("url", "").strip() for image in images)
    attributes = element.find("attrs")
    if attributes is not None:
        for attribute in attributes:
            _put_attribute(item, attribute.get("name", ""), attribute.text)
    return item


def _put_attribute(item: Item, name: str, text: str | None) -> None:
    if name in _BRAND:
        item.put("brand", text)
    elif name not in _IGNORED:
        item.add_attribute(name.replace("_", " "), text)
