"""XML feeds, item by item: Google Merchant (RSS and Atom), Ceneo and Heureka."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from chat_server.services.feed.ceneo import ceneo_item
from chat_server.services.feed.fields import Item
from chat_server.services.feed.google_xml import google_item
from chat_server.services.feed.heureka import heureka_item
from chat_server.services.feed.product import FeedError

_READERS: Final = {
    "item": google_item,
    "entry": google_item,
    "o": ceneo_item,
    "SHOPITEM": heureka_item,
}
_DEEPEST: Final = 40
_LONGEST: Final = 4 << 20  # characters of one item


def xml_items(chunks: Iterable[bytes]) -> Iterator[Item]:
    """Items of an XML feed, read chunk by chunk; nothing of the tree is kept.

    Raises:
        FeedError: ``not_xml``, ``forbidden_xml`` (a DTD, entities), ``cut_off``, ``too_long``,
            ``unknown_format`` (no item of a format we know).
    """
    target = _Items()
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    row = 0
    for chunk in chunks:
        _guarded(parser.feed, chunk, row)
        for element in target.take():
            row += 1
            yield _READERS[element.tag](row, element)
    _guarded(parser.close, None, row)
    if row == 0:
        raise FeedError("unknown_format")


def _guarded(step: object, chunk: bytes | None, row: int) -> None:
    assert callable(step)
    try:
        step() if chunk is None else step(chunk)
    except ParseError as error:
        code = "cut_off" if chunk is None else "not_xml"
        raise FeedError(code, row=row + 1, detail=str(error)) from None
    except (DefusedXmlException, LookupError) as error:
        raise FeedError("forbidden_xml", row=row + 1, detail=type(error).__name__) from None


class _Items:
    """Parser target: builds one item's elements at a time, without namespaces."""

    def __init__(self) -> None:
        self._done: list[Element] = []
        self._builder: TreeBuilder | None = None
        self._depth = 0
        self._length = 0

    def take(self) -> list[Element]:
        """Items completed since the last time."""
        done, self._done = self._done, []
        return done

    def start(self, tag: str, attrs: Mapping[str, str]) -> None:
        if self._builder is None:
            local = tag.rpartition("}")[2]
            if local not in _READERS:
                return
            self._builder, self._depth, self._length = TreeBuilder(), 0, 0
        self._depth += 1
        if self._depth > _DEEPEST:
            raise FeedError("too_long", detail="nested too deep")
        self._builder.start(tag.rpartition("}")[2], dict(attrs))

    def data(self, text: str) -> None:
        if self._builder is not None:
            self._length += len(text)
            if self._length > _LONGEST:
                raise FeedError("too_long")
            self._builder.data(text)

    def end(self, tag: str) -> None:
        if self._builder is None:
            return
        self._builder.end(tag.rpartition("}")[2])
        self._depth -= 1
        if self._depth == 0:
            self._done.append(self._builder.close())
            self._builder = None

    def close(self) -> None:
        """Nothing is kept to the end."""
