"""A Heureka ``SHOPITEM`` (also read by Ceneje, Jeftinije and their like)."""

from typing import Final
from xml.etree.ElementTree import Element

from chat_server.services.feed.fields import Item, parse_money

_FIELDS: Final = {
    "ITEM_ID": "id",
    "PRODUCTNAME": "title",
    "PRODUCT": "title",
    "URL": "link",
    "MANUFACTURER": "brand",
    "CATEGORYTEXT": "category",
    "PRICE_VAT": "price",
    "ITEMGROUP_ID": "item_group_id",
}
_IMAGES: Final = frozenset({"IMGURL", "IMGURL_ALTERNATIVE"})


def heureka_item(row: int, element: Element) -> Item:
    """One product; each ``PARAM`` is an attribute, ``DELIVERY_DATE`` the days until it is sent."""
    item = Item(row)
    for child in element:
        field = _FIELDS.get(child.tag)
        if field is not None:
            item.put(field, child.text)
        elif child.tag == "PARAM":
            item.add_attribute(child.findtext("PARAM_NAME", ""), child.findtext("VAL"))
        elif child.tag in _IMAGES and child.text:
            item.images.append(child.text.strip())
    days = element.findtext("DELIVERY_DATE", "").strip()
    if days.isdigit():
        item.put("delivery_days", days)
    item.put("vat_rate", element.findtext("VAT", "").replace("%", ""))
    _put_net_price(item, element)
    _put_delivery(item, element)
    return item


def _put_net_price(item: Item, element: Element) -> None:
    """Older feeds give the price without VAT and the rate beside it."""
    net = parse_money(element.findtext("PRICE", ""))
    rate = parse_money(item.fields.get("vat_rate", ""))
    if "price" not in item.fields and net is not None and rate is not None:
        item.put("price", f"{net.amount * (1 + rate.amount / 100):.2f} {net.currency}")


def _put_delivery(item: Item, element: Element) -> None:
    costs = [
        money.amount
        for delivery in element.iterfind("DELIVERY")
        if (money := parse_money(delivery.findtext("DELIVERY_PRICE", ""))) is not None
    ]
    if costs:
        item.put("delivery_cost", f"{min(costs):.2f}")
