"""CSV and TSV: a header of our own column names or Google's; other columns are attributes."""

import csv
from collections.abc import Iterable, Iterator
from typing import Final

from chat_server.services.feed.fields import Item
from chat_server.services.feed.google import put_field
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
    columns = [put_field(name) for name in header]
    if sum(bool(name) for name in header) < 2:
        raise FeedError("no_columns", detail=header_line[:80])
    for row, cells in enumerate(_rows(lines, delimiter), 2):
        if isinstance(cells, str) or len(cells) > len(columns):
            reason = cells if isinstance(cells, str) else "columns"
            yield RowError(row, "", "", reason, "", kept=False)
        elif cells:
            if lines.ended and not lines.newline_at_end and len(cells) < len(columns):
                raise FeedError("cut_off", row=row)
            item = Item(row)
            for put, cell in zip(columns, cells, strict=False):
                if cell:
                    put(item, cell)
            yield item


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
