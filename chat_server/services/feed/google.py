"""Google Merchant's names (shared by XML, TSV and our own CSV) and what they mean to us."""

from collections.abc import Callable
from typing import Final

from chat_server.services.feed.fields import Item

Put = Callable[[Item, str], None]

_FIELDS: Final = {
    "id": "id", "sku": "id", "title": "title", "name": "title", "nazwa": "title", "naziv": "title",
    "link": "link", "url": "link", "brand": "brand", "producent": "brand", "manufacturer": "brand",
    "price": "price", "cena": "price", "sale_price": "sale_price", "currency": "currency",
    "vat": "vat_rate", "vat_rate": "vat_rate", "availability": "availability",
    "category": "category", "kategoria": "category", "product_type": "category",
    "google_product_category": "google_category", "item_group_id": "item_group_id",
    "delivery_cost": "delivery_cost", "delivery_days": "delivery_days",
    "max_handling_time": "delivery_days", "rating": "rating", "reviews": "reviews",
    "number_of_reviews": "reviews", "manual_link": "manual_link", "safety_link": "safety_link",
}  # fmt: skip
_IMAGES: Final = frozenset({"image_link", "image", "images", "additional_image_link", "img"})
_IGNORED: Final = frozenset(
    {"description", "gtin", "mpn", "ean", "identifier_exists", "condition", "adult", "ads_redirect",
     "canonical_link", "mobile_link", "availability_date", "expiration_date", "tax", "multipack",
     "custom_label_0", "custom_label_1", "custom_label_2", "custom_label_3", "custom_label_4",
     "sale_price_effective_date", "shipping_label", "shipping_weight", "min_handling_time"}
)  # fmt: skip


def put_field(name: str) -> Put:
    """What a text under this name does to an item; an unknown name is an attribute of its own."""
    plain = name.removeprefix("g:").strip()
    key = plain.casefold().replace(" ", "_")
    if key in _FIELDS:
        field = _FIELDS[key]
        return lambda item, text: item.put(field, text)
    if key in _IMAGES:
        return _put_images
    if key == "product_detail":
        return _put_details
    if key == "shipping":
        return _put_shipping
    if key in _IGNORED or not plain:
        return _ignore
    return lambda item, text: item.add_attribute(plain, text)


def _ignore(item: Item, text: str) -> None:
    del item, text


def _put_images(item: Item, text: str) -> None:
    separator = "|" if "|" in text else ","
    item.images.extend(part.strip() for part in text.split(separator) if part.strip())


def _put_details(item: Item, text: str) -> None:
    """``section:name:value`` entries, separated by commas that a value may contain as well."""
    entries: list[list[str]] = []
    for piece in text.split(","):
        parts = piece.split(":", 2)
        if len(parts) == 3:
            entries.append(parts)
        elif entries:
            entries[-1][2] += f",{piece}"
    for _section, name, value in entries:
        item.add_attribute(name, value)


def _put_shipping(item: Item, text: str) -> None:
    """``country:region:service:price``; the first price counts."""
    first = text.split(",", 1)[0] if text.count(":") > 3 else text
    item.put("delivery_cost", first.rsplit(":", 1)[-1])
