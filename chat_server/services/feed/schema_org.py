"""schema.org products in JSON-LD."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from chat_server.services.feed.fields import Item
from chat_server.services.feed.json_lines import texts_of
from chat_server.services.feed.json_stream import Object, json_objects

_PRODUCTS: Final = frozenset({"Product", "IndividualProduct", "ProductModel", "ProductGroup"})
_OWN_ATTRIBUTES: Final = ("color", "size", "material", "pattern", "model")
_MEASURES: Final = ("weight", "width", "height", "depth")
_UNIT_CODES: Final = {
    "KGM": "kg", "GRM": "g", "MMT": "mm", "CMT": "cm", "MTR": "m", "INH": '"', "LTR": "l",
    "MLT": "ml", "WTT": "W", "KWT": "kW", "KWH": "kWh", "VLT": "V", "AMP": "A", "BAR": "bar",
    "CEL": "°C", "2N": "dB", "MTK": "m²", "MTQ": "m³", "MIN": "min", "HUR": "h", "DAY": "d",
    "P1": "%", "HTZ": "Hz", "LM": "lm", "C62": "",
}  # fmt: skip


def schema_org_items(chunks: Iterable[bytes]) -> Iterator[Item]:
    """Items of a JSON-LD feed: products, and the variants of product groups.

    Raises:
        FeedError: it is no JSON, or cut off.
    """
    row = 0
    for thing in json_objects(chunks):
        for product in _products(thing):
            row += 1
            yield _item(row, product)


def _products(thing: Object) -> Iterator[dict[str, Any]]:
    inner = thing.get("item")
    if isinstance(inner, Mapping):
        thing = inner
    types = set(texts_of(thing.get("@type")))
    if not types & _PRODUCTS:
        return
    variants = _all(thing.get("hasVariant"))
    group = thing.get("productGroupID")
    if not variants:
        yield dict(thing)
    shared = {name: value for name, value in thing.items() if name not in ("hasVariant", "sku")}
    for variant in variants:
        yield {**shared, "inProductGroupWithID": group, **variant}


def _item(row: int, product: Object) -> Item:
    item = Item(row)
    for name in ("sku", "productID", "@id", "url"):
        item.put("id", _text(product.get(name)))
    item.put("title", _text(product.get("name")))
    item.put("link", _text(product.get("url")))
    item.put("brand", _name(product.get("brand") or product.get("manufacturer")))
    item.put("category", _name(product.get("category")))
    parent = product.get("isVariantOf")
    group = product.get("inProductGroupWithID")
    if isinstance(parent, Mapping):
        group = group or parent.get("productGroupID")
    item.put("item_group_id", _text(group))
    item.images.extend(_images(product.get("image")))
    _put_offer(item, product.get("offers"))
    _put_rating(item, product.get("aggregateRating"))
    _put_attributes(item, product)
    return item


def _put_offer(item: Item, offers: object) -> None:
    offer = next(iter(_all(offers)), None)
    if offer is None:
        return
    price = next(iter(_all(offer.get("priceSpecification"))), {})
    for source in (offer, price):
        item.put("price", _text(source.get("price")))
        item.put("currency", _text(source.get("priceCurrency")))
    item.put("price", _text(offer.get("lowPrice")))
    item.put("availability", _text(offer.get("availability")))
    item.put("link", _text(offer.get("url")))
    shipping = next(iter(_all(offer.get("shippingDetails"))), {})
    rate = next(iter(_all(shipping.get("shippingRate"))), {})
    item.put("delivery_cost", _text(rate.get("value")))


def _put_rating(item: Item, rating: object) -> None:
    if isinstance(rating, Mapping):
        item.put("rating", _text(rating.get("ratingValue")))
        item.put("reviews", _text(rating.get("reviewCount") or rating.get("ratingCount")))


def _put_attributes(item: Item, product: Object) -> None:
    for name in _OWN_ATTRIBUTES:
        item.add_attribute(name, _name(product.get(name)))
    for name in _MEASURES:
        measure = product.get(name)
        if isinstance(measure, Mapping):
            item.add_attribute(name, _with_unit(measure))
    for entry in _all(product.get("additionalProperty")):
        name = _text(entry.get("name"))
        if name:
            for text in texts_of(entry.get("value")):
                item.add_attribute(name, _with_unit({**entry, "value": text}))


def _with_unit(measure: Object) -> str:
    unit = _text(measure.get("unitText")) or _UNIT_CODES.get(_text(measure.get("unitCode")), "")
    return f"{_text(measure.get('value'))} {unit}".strip()


def _images(value: object) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [
        _text(image.get("url") or image.get("contentUrl")) if isinstance(image, Mapping) else text
        for image in listed
        for text in (texts_of(image) or [""])
    ]


def _all(value: object) -> list[Object]:
    """The objects of a value that may be one object or a list of them."""
    listed = value if isinstance(value, list) else [value]
    return [one for one in listed if isinstance(one, Mapping)]


def _text(value: object) -> str:
    return next(iter(texts_of(value)), "")


def _name(value: object) -> str:
    """A text, or the name of the thing that stands in its place."""
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("name")) if isinstance(value, Mapping) else _text(value)
