"""JSON lines: a product a line, in our own names or Google's; attributes beside or in "attrs"."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from chat_server.services.feed.fields import Item
from chat_server.services.feed.google import put_field
from chat_server.services.feed.lines import Lines
from chat_server.services.feed.product import FeedError, RowError

_ATTRIBUTES: Final = frozenset({"attrs", "attributes", "params"})


def json_line_items(chunks: Iterable[bytes]) -> Iterator[Item | RowError]:
    """Items of a JSON lines feed.

    Raises:
        FeedError: ``encoding``, ``cut_off``.
    """
    lines = Lines(chunks)
    for row, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            product = json.loads(line)
        except ValueError:
            if lines.ended:
                raise FeedError("cut_off", row=row) from None
            product = None
        if isinstance(product, Mapping):
            yield _item(row, product)
        else:
            yield RowError(row, "", "", "unreadable", line[:80].strip(), kept=False)


def _item(row: int, product: Mapping[str, Any]) -> Item:
    item = Item(row)
    for name, value in product.items():
        if name in _ATTRIBUTES:
            put_attributes(item, value)
        else:
            put = put_field(name)
            for text in texts_of(value):
                put(item, text)
    return item


def put_attributes(item: Item, value: object) -> None:
    """Attributes as a mapping, or as a list of objects with ``name`` and ``value``."""
    if isinstance(value, Mapping):
        pairs = list(value.items())
    elif isinstance(value, list):
        pairs = [(entry.get("name"), entry.get("value")) for entry in value if _is_entry(entry)]
    else:
        return
    for name, one in pairs:
        for text in texts_of(one):
            item.add_attribute(str(name), text)


def _is_entry(entry: object) -> bool:
    return isinstance(entry, Mapping) and isinstance(entry.get("name"), str)


def texts_of(value: object) -> list[str]:
    """JSON values as texts: lists one by one, yes/no in words, numbers without an exponent."""
    if isinstance(value, list):
        return [text for one in value for text in texts_of(one)]
    if value is None or isinstance(value, Mapping):
        return []
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, float):
        return [f"{value:.12f}".rstrip("0").rstrip(".")] if value == value else []
    return [str(value)]
