"""CSV and TSV: a header of our own column names or Google's; other columns are attributes."""

import csv
from collections.abc import Iterable, Iterator
from typing import Final

from chat_server.services.feed.fields import Item
from chat_server.services.feed.google import Put, attribute_of, field_of, put_field
from chat_server.services.feed.lines import Lines
from chat_server.services.feed.product import FeedError, RowError

_DELIMITERS: Final = ",;\t|"


def delimited_items(chunks: Iterable[bytes]) -> Iterator[Item | RowError]:
    """Items of a CSV or TSV feed, read chunk by chunk.

    Raises:
        FeedError: ``no_columns``, ``encoding``, ``cut_off``.
    """
    lines = Lines(chunks)
    header_line = next(iter(lines), "")
    delimiter = max(_DELIMITERS, key=header_line.count)
    header = [name.strip() for name in next(csv.reader([header_line], delimiter=delimiter), [])]
    columns = _Columns(header)
    if sum(bool(name) for name in header) < 2:
        raise FeedError("no_columns", detail=header_line[:80])
    for row, cells in enumerate(_rows(lines, delimiter), 2):
        if isinstance(cells, str) or len(cells) > columns.count:
            reason = cells if isinstance(cells, str) else "columns"
            yield RowError(row, "", "", reason, "", kept=False)
        elif cells:
            if lines.ended and not lines.newline_at_end and len(cells) < columns.count:
                raise FeedError("cut_off", row=row)
            yield columns.item(row, cells)


class _Columns:
    """What each column of the header means."""

    def __init__(self, header: list[str]) -> None:
        self.count = len(header)
        self._fields: list[tuple[int, str]] = []
        self._attributes: list[tuple[int, str]] = []
        self._others: list[tuple[int, Put]] = []
        for place, name in enumerate(header):
            field, attribute = field_of(name), attribute_of(name)
            if field is not None:
                self._fields.append((place, field))
            elif attribute is not None and header.count(name) == 1:
                self._attributes.append((place, attribute))
            else:
                self._others.append((place, put_field(name)))

    def item(self, row: int, cells: list[str]) -> Item:
        if len(cells) < self.count:
            cells = cells + [""] * (self.count - len(cells))
        item = Item(row)
        fields, attrs = item.fields, item.attrs
        for place, name in self._fields:
            text = cells[place].strip()
            if text and name not in fields:
                fields[name] = text
        for place, name in self._attributes:
            text = cells[place].strip()
            if text:
                attrs[name] = text
        for place, put in self._others:
            if cells[place]:
                put(item, cells[place])
        return item


def _rows(lines: Lines, delimiter: str) -> Iterator[list[str] | str]:
    """Rows as cells, or the reason why a row could not be read."""
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        try:
            yield next(rows)
        except StopIteration:
            return
        except csv.Error:
            if lines.ended:  # a quote was opened that nothing closes
                raise FeedError("cut_off", row=rows.line_num + 1) from None
            yield "unreadable"
