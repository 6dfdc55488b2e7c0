"""One door to all feed formats."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO, Final, Literal

from chat_server.services.feed.delimited import delimited_items
from chat_server.services.feed.fields import Item, Normaliser
from chat_server.services.feed.json_lines import json_line_items
from chat_server.services.feed.product import FeedError, FeedProduct, RowError
from chat_server.services.feed.schema_org import schema_org_items
from chat_server.services.feed.xml_items import xml_items

Format = Literal["csv", "xml", "json_lines", "json_ld"]

_CHUNK: Final = 1 << 16
_HEAD: Final = 1 << 10  # bytes that show the format
_READERS: Final = {
    "csv": delimited_items,
    "xml": xml_items,
    "json_lines": json_line_items,
    "json_ld": schema_org_items,
}


def chunks_of(file: BinaryIO) -> Iterator[bytes]:
    """A file's bytes, 64 KiB at a time."""
    while chunk := file.read(_CHUNK):
        yield chunk


def detect_format(head: bytes) -> Format:
    """The format of a feed by its first bytes; CSV and TSV are one, and so are all XML formats.

    Raises:
        FeedError: ``empty``, or ``unknown_format`` for what is no text.
    """
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        raise FeedError("empty")
    if text.startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
        return "xml"
    if text.startswith(b"["):
        return "json_ld"
    if text.startswith(b"{"):
        return "json_ld" if b'"@context"' in text or b'"@graph"' in text else "json_lines"
    if b"\0" in text:
        raise FeedError("unknown_format")
    return "csv"


def read_feed(
    chunks: Iterable[bytes],
    *,
    currency: str,
    now: int,
    vat_rate: float | None = None,
    format_: Format | None = None,
) -> Iterator[FeedProduct | RowError]:
    """Products of a feed and what is wrong with its rows, in the feed's order.

    A ``RowError`` with ``kept`` comes before its product, which is in without that field.
    ``currency`` and ``vat_rate`` (percent) are the shop's, for products that do not tell; sale
    prices that are not valid at ``now`` (ms UTC) are left out. Google Merchant, Ceneo and Heureka
    are told apart by their elements.

    Raises:
        FeedError: the feed as a whole is no good: cut off, forbidden or broken XML, unknown format.
            What came before must then be dropped.
    """
    start = iter(chunks)
    head = b""
    for chunk in start:
        head += chunk
        if len(head) >= _HEAD:
            break
    items: Iterator[Item | RowError] = _READERS[format_ or detect_format(head)](
        chain([head], start)
    )
    yield from Normaliser(currency, vat_rate, now).products(items)
