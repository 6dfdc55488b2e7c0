"""A Google Merchant item (RSS ``item`` or Atom ``entry``)."""

from xml.etree.ElementTree import Element

from chat_server.services.feed.fields import Item
from chat_server.services.feed.google import put_field


def google_item(row: int, element: Element) -> Item:
    """One product; ``product_detail`` and unknown elements become attributes."""
    item = Item(row)
    for child in element:
        if child.tag == "product_detail":
            item.add_attribute(child.findtext("attribute_name", ""), _value(child))
        elif child.tag == "shipping":
            item.put("delivery_cost", child.findtext("price"))
            item.put("delivery_days", child.findtext("max_handling_time"))
        elif child.tag == "link" and child.get("href"):
            item.put("link", child.get("href"))
        elif child.text and not len(child):
            put_field(child.tag)(item, child.text)
    return item


def _value(detail: Element) -> str:
    return detail.findtext("attribute_value", "")
