"""XML feeds, item by item: Google Merchant (RSS and Atom), Ceneo and Heureka."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
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
_LONGEST: Final = 4 << 20  # bytes read without an item coming to its end


def xml_items(chunks: Iterable[bytes]) -> Iterator[Item]:
    """Items of an XML feed, read chunk by chunk; nothing of the tree is kept.

    Raises:
        FeedError: ``not_xml``, ``forbidden_xml`` (a DTD, entities), ``cut_off``, ``too_long``,
            ``unknown_format`` (no item of a format we know).
    """
    parser = _ItemParser()
    row = unread = 0
    for chunk in chunks:
        _guarded(parser, partial(parser.feed, chunk), "not_xml", row)
        unread = 0 if parser.done else unread + len(chunk)
        if unread > _LONGEST:
            raise FeedError("too_long", row=row + 1)
        for element in parser.take():
            row += 1
            yield _READERS[element.tag](row, element)
    _guarded(parser, parser.close, "cut_off", row)
    if row == 0:
        raise FeedError("unknown_format")


def _guarded(parser: "_ItemParser", step: Callable[[], object], broken: str, row: int) -> None:
    try:
        step()
    except (ParseError, AssertionError) as error:
        code, detail = broken, str(error)
    except (DefusedXmlException, LookupError) as error:
        code, detail = "forbidden_xml", type(error).__name__
    else:
        return
    raise FeedError(code, row=row + len(parser.done) + 1, detail=detail)


class _ItemParser(DefusedXMLParser):
    """Collects one item's elements at a time, without namespaces.

    Inside an item expat calls the tree builder's own start and data, so that only the end of an
    element costs a Python call; the guards against DTDs and entities stay as they are.
    """

    def __init__(self) -> None:
        super().__init__(target=TreeBuilder(), forbid_dtd=True)
        self.done: list[Element] = []
        self._builder = TreeBuilder()
        self._tag = ""
        self.parser.ordered_attributes = False
        self._wait()

    def take(self) -> list[Element]:
        """Items completed since the last time."""
        done, self.done = self.done, []
        return done

    def _wait(self) -> None:
        self.parser.StartElementHandler = self._outside
        self.parser.EndElementHandler = None
        self.parser.CharacterDataHandler = None
        self.parser.DefaultHandlerExpand = None

    def _outside(self, tag: str, attrs: dict[str, str]) -> None:
        if tag.rpartition("}")[2] in _READERS:
            self._tag, self._builder = tag, TreeBuilder()
            self._builder.start(tag, attrs)
            self.parser.StartElementHandler = self._builder.start
            self.parser.CharacterDataHandler = self._builder.data
            self.parser.EndElementHandler = self._inside_end

    def _inside_end(self, tag: str) -> None:
        self._builder.end(tag)
        if tag == self._tag:
            element = self._builder.close()
            for part in element.iter():
                if "}" in part.tag:
                    part.tag = part.tag.rpartition("}")[2]
            self.done.append(element)
            self._wait()
