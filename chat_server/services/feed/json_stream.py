"""The objects of one long JSON list, one at a time, in constant memory."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from chat_server.services.feed.lines import LONGEST_LINE, Text
from chat_server.services.feed.product import FeedError

_LIST: Final = re.compile(r'^\s*\[|"(?:@graph|itemListElement|hasVariant)"\s*:\s*\[')
_SKIPPED: Final = re.compile(r"[\s,]*")
_HEAD: Final = 1 << 16  # characters within which a list of products must begin

Object = Mapping[str, Any]


def json_objects(chunks: Iterable[bytes]) -> Iterator[Object]:
    """The objects of a list, of ``@graph`` or ``itemListElement``; or the single object there is.

    Raises:
        FeedError: ``not_json``, ``cut_off``, ``too_long``, ``encoding``.
    """
    pieces = iter(Text(chunks))
    head = ""
    for piece in pieces:
        head += piece
        if len(head) >= _HEAD:
            break
    found = _LIST.search(head)
    if found is None or found[0].startswith('"hasVariant'):
        yield _single(head, pieces)
    else:
        yield from _elements(head[found.end() :], pieces)


def _single(head: str, pieces: Iterator[str]) -> Object:
    text = head
    for piece in pieces:
        text += piece
        if len(text) > LONGEST_LINE:
            raise FeedError("too_long")
    try:
        value = json.loads(text)
    except ValueError as error:
        at_end = isinstance(error, json.JSONDecodeError) and error.pos >= len(text.rstrip())
        raise FeedError("cut_off" if at_end else "not_json", detail=str(error)) from None
    if not isinstance(value, Mapping):
        raise FeedError("not_json")
    return value


def _elements(text: str, pieces: Iterator[str]) -> Iterator[Object]:
    decode = json.JSONDecoder().raw_decode
    at, row = 0, 0
    while True:
        at = _end_of_blanks(text, at)
        if at < len(text) and text[at] == "]":
            return
        try:
            value, at = decode(text, at)
        except ValueError:
            if len(text) - at > LONGEST_LINE:
                raise FeedError("not_json", row=row + 1) from None
            more = next(pieces, None)
            if more is None:
                raise FeedError("cut_off", row=row + 1) from None
            text, at = text[at:] + more, 0
            continue
        row += 1
        if not isinstance(value, Mapping):
            raise FeedError("not_json", row=row)
        yield value


def _end_of_blanks(text: str, at: int) -> int:
    found = _SKIPPED.match(text, at)
    return found.end() if found else at
