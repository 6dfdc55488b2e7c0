"""Google Merchant's names (shared by XML, TSV and our own CSV) and what they mean to us."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from chat_server.services.feed.fields import Item

Put = Callable[[Item, str], None]

_FIELDS: Final = {
    "id": "id", "sku": "id", "title": "title", "name": "title", "nazwa": "title", "naziv": "title",
    "link": "link", "url": "link", "brand": "brand", "producent": "brand", "manufacturer": "brand",
    "price": "price", "cena": "price", "sale_price": "sale_price",
    "sale_price_effective_date": "sale_period", "currency": "currency",
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
     "shipping_label", "shipping_weight", "min_handling_time"}
)  # fmt: skip


def field_of(name: str) -> str | None:
    """The field of ours that a name means, None when it is another thing."""
    return _FIELDS.get(_key(name))


def attribute_of(name: str) -> str | None:
    """The attribute a name stands for, None when it means something to us."""
    key = _key(name)
    if not key or key in _FIELDS or key in _IMAGES or key in _IGNORED or key in _LISTS:
        return None
    return _plain(name)


def _plain(name: str) -> str:
    return name.strip().removeprefix("g:").strip()


def _key(name: str) -> str:
    return _plain(name).casefold().replace(" ", "_")


@lru_cache(maxsize=4096)
def put_field(name: str) -> Put:
    """What a text under this name does to an item; an unknown name is an attribute of its own."""
    key, field, attribute = _key(name), field_of(name), attribute_of(name)
    if field is not None:
        return lambda item, text: item.put(field, text)
    if attribute is not None:
        return lambda item, text: item.add_attribute(attribute, text)
    if key in _IMAGES:
        return _put_images
    return _LISTS.get(key, _ignore)


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


_LISTS: Final[dict[str, Put]] = {"product_detail": _put_details, "shipping": _put_shipping}
