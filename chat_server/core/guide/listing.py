"""Which rows hold a product, which are sold out, and which are variants of one another."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from chat_server.core.guide.admission import Admission
from chat_server.core.guide.answers import Prepared
from chat_server.core.guide.arrays import Bytes, Rows

IN: Final = np.uint8(255)
OUT: Final = np.uint8(0)
ALONE: Final = -1  # the group of a product without variants


class Listing:
    """Bytes of 255 and 0 a product; they exist only once something is sold out or removed."""

    def __init__(self, size: int, sold_out: Sequence[int], groups: Sequence[Any]) -> None:
        """``sold_out``: rows; ``groups``: one a product in row order, None for none, or empty."""
        self._size = size
        self._there: Bytes | None = None
        self._for_sale: Bytes | None = None
        self._numbers: dict[Any, int] = {}
        self._groups: NDArray[np.int32] | None = None
        if any(group is not None for group in groups):
            self._groups = np.array([self._number(group) for group in groups], np.int32)
        if sold_out:
            self._for_sale = np.full(size, IN)
            self._for_sale[np.array(sold_out, np.intp)] = OUT

    def _number(self, group: Any) -> int:
        return ALONE if group is None else self._numbers.setdefault(group, len(self._numbers))

    def mask(self, *, sold_out: bool) -> Bytes | None:
        """255 for rows that may be listed; None when all may. One array until rows are added."""
        if sold_out or self._for_sale is None:
            return self._there
        return self._for_sale

    def count(self, must: Sequence[Prepared]) -> int:
        """How many products for sale meet every must-have."""
        admission = Admission()
        admission.follow(must, self.mask(sold_out=False), np.zeros(0, np.intp))
        return self._size if admission.mask is None else int(np.count_nonzero(admission.mask))

    def groups_of(self, rows: Rows) -> list[int] | None:
        """Variant group of each row, -1 for none; None when no product has variants."""
        if self._groups is None:
            return None
        groups: list[int] = self._groups[rows].tolist()
        return groups

    def group_members(self, row: int) -> Rows:
        """All rows of a row's group, ascending."""
        if self._groups is None or self._groups[row] == ALONE:
            return np.array([row], np.intp)
        return np.flatnonzero(self._groups == self._groups[row])

    def set_sold_out(self, row: int, sold_out: bool) -> None:
        """Sold out, or in stock again."""
        if self._for_sale is None:
            if not sold_out:
                return
            self._for_sale = np.full(self._size, IN) if self._there is None else self._there.copy()
        self._for_sale[row] = OUT if sold_out else IN

    def add(self, row: int, group: Any, *, sold_out: bool) -> None:
        """A product in a row that was free."""
        if self._there is not None:
            self._there[row] = IN
        if self._for_sale is not None or sold_out:
            self.set_sold_out(row, sold_out)
        if group is not None and self._groups is None:
            self._groups = np.full(self._size, ALONE, np.int32)
        if self._groups is not None:
            self._groups[row] = self._number(group)

    def remove(self, row: int) -> None:
        """Free a row."""
        if self._there is None:
            self._there = np.full(self._size, IN)
        self._there[row] = OUT
        if self._for_sale is not None:
            self._for_sale[row] = OUT
        if self._groups is not None:
            self._groups[row] = ALONE

    def grow(self, size: int) -> None:
        """More rows, all free."""
        added = size - self._size
        there = np.full(self._size, IN) if self._there is None else self._there
        self._there = np.concatenate([there, np.full(added, OUT)])
        if self._for_sale is not None:
            self._for_sale = np.concatenate([self._for_sale, np.full(added, OUT)])
        if self._groups is not None:
            self._groups = np.concatenate([self._groups, np.full(added, ALONE, np.int32)])
        self._size = size
