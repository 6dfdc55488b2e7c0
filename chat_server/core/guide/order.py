"""The order of products that match equally: price, then id. A new price moves one product only."""

from typing import Any, Final

import numpy as np

from chat_server.core.guide.arrays import Codes, Floats, Rows

_MANY: Final = 4096  # rows that are sorted outright


class TieOrder:
    """Sort keys of products by (price, id); products without a price come last.

    ``keys`` has one float a product: smaller comes first. A moved product gets a key between those
    of its new neighbours, so that no other product's key changes.
    """

    def __init__(self, prices: Floats, ids: list[Any]) -> None:
        """``prices`` and ``ids``: one a product, already in order; NaN prices last."""
        self.prices = prices
        self.keys: Floats = np.arange(len(ids), dtype=np.float64)
        self._ids = ids
        self._rows: Codes = np.arange(len(ids), dtype=np.int32)
        self._count = len(ids)
        self._moved: set[int] = set()  # rows whose key no longer grows with the row

    def first(self, rows: Rows, k: int) -> Rows:
        """The first ``k`` of ``rows`` (ascending), in order."""
        moved = len(self._moved)
        if len(rows) > _MANY + moved + k:
            if moved > _MANY:
                rows = rows[np.argpartition(self.keys[rows], k - 1)[:k]]
            else:  # what never moved is in order already
                far = np.intersect1d(rows[k + moved :], np.array([*self._moved], np.intp))
                rows = np.concatenate([rows[: k + moved], far])
        return rows[np.argsort(self.keys[rows], kind="stable")][:k]

    def move(self, row: int, price: float) -> None:
        """Give a product another price (NaN: none)."""
        self._take_out(row)
        self.prices[row] = price
        self._put_in(row)

    def append(self, row: int, price: float) -> None:
        """Add a new product; its id stands in the list of ids already."""
        self.prices[row] = price
        self._put_in(row)

    def remove(self, row: int) -> None:
        """Forget a product."""
        self._take_out(row)

    def grow(self, size: int) -> None:
        """Make room for more products."""
        added = size - len(self.keys)
        self.keys = np.concatenate([self.keys, np.zeros(added)])
        self.prices = np.concatenate([self.prices, np.full(added, np.nan)])
        self._rows = np.concatenate([self._rows, np.zeros(added, np.int32)])

    def _place(self, row: int) -> int:
        """How many of the ordered products come before ``row``."""
        wanted, low, high = self._sort_key(row), 0, self._count
        while low < high:
            middle = (low + high) // 2
            if self._sort_key(int(self._rows[middle])) < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def _sort_key(self, row: int) -> tuple[float, Any]:
        price = float(self.prices[row])
        return (np.inf if price != price else price, self._ids[row])

    def _take_out(self, row: int) -> None:
        place, rows = self._place(row), self._rows
        rows[place : self._count - 1] = rows[place + 1 : self._count]
        self._count -= 1

    def _put_in(self, row: int) -> None:
        place, rows = self._place(row), self._rows
        self._moved.add(row)
        rows[place + 1 : self._count + 1] = rows[place : self._count]
        rows[place] = row
        self._count += 1
        before = self.keys[rows[place - 1]] if place else None
        after = self.keys[rows[place + 1]] if place + 1 < self._count else None
        if before is None:
            self.keys[row] = 0.0 if after is None else after - 1.0
        elif after is None:
            self.keys[row] = before + 1.0
        else:
            self._between(row, before, after)

    def _between(self, row: int, before: float, after: float) -> None:
        middle = (before + after) / 2
        if before < middle < after:
            self.keys[row] = middle
        else:  # no float is left between the neighbours: number all anew
            self.keys[self._rows[: self._count]] = np.arange(self._count, dtype=np.float64)
