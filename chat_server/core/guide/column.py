"""One attribute of all products: one byte a product to scan, and the exact values behind it."""

from collections.abc import Hashable
from typing import Any, Final, Protocol

import numpy as np

from chat_server.core.guide.arrays import Bytes, Codes, Floats, Rows
from chat_server.core.guide.criterion import Criterion, answer_key
from chat_server.core.guide.fit import CODES, MISSING, Fit
from chat_server.core.guide.number_fit import number_fit
from chat_server.core.guide.vocabulary import Vocabulary, is_comparable, is_missing

SHARED: Final = 254  # in a vocabulary of more than 255 values, the code of every value from here on
MANY_STRAYS: Final = 4096  # above this a full array is smaller and faster than a dictionary
_KEPT_FITS: Final = 512


class Column(Protocol):
    """What a scan and an update need of an attribute."""

    codes: bytearray

    def view(self) -> Bytes:
        """The codes as an array over the same memory."""
        ...

    def fit(self, criterion: Criterion) -> Fit:
        """How the answer fits each code (kept until the column's values change)."""
        ...

    def known_fit(self, criterion: Criterion) -> Fit | None:
        """The fit of an answer met before, which has been checked then (but for its importance)."""
        ...

    def takes(self, value: Any) -> bool:
        """Whether ``put`` can hold the value."""
        ...

    def put(self, row: int, value: Any) -> None:
        """Change one product's value in place; None removes it."""
        ...

    def get(self, rows: Rows) -> list[Any]:
        """Values of some products, None where missing."""
        ...

    def grow(self, size: int) -> None:
        """Make room for more products; they have no value yet."""
        ...


class CodedColumn:
    """An attribute as a vocabulary and codes.

    Up to 255 distinct values have a code each. Rarer ones share code 254 and are told apart by
    ``strays`` (row -> code) while they are few, else by ``wide``, one full code a product.
    """

    def __init__(
        self,
        codes: bytearray,
        vocabulary: Vocabulary,
        strays: dict[int, int] | None = None,
        wide: Codes | None = None,
    ) -> None:
        self.codes = codes
        self._view = np.frombuffer(codes, np.uint8)
        self.vocabulary = vocabulary
        self.strays = strays or {}
        self.wide = wide
        self._fits: dict[Hashable, Fit] = {}

    def view(self) -> Bytes:
        return self._view

    def known_fit(self, criterion: Criterion) -> Fit | None:
        return known(self._fits, criterion)

    def fit(self, criterion: Criterion) -> Fit:
        found = self.known_fit(criterion)
        return found or remember(self._fits, answer_key(criterion), self._fit(criterion))

    def takes(self, value: Any) -> bool:
        return is_comparable(value)

    def _fit(self, criterion: Criterion) -> Fit:
        table = self.vocabulary.satisfaction(criterion)
        upper = np.nan_to_num(table[:CODES], nan=0.0)
        lower = upper.copy()
        if len(table) > CODES:
            rest = np.nan_to_num(table[CODES:], nan=0.0)
            upper[SHARED] = max(upper[SHARED], rest.max())
            lower[SHARED] = min(lower[SHARED], rest.min())

        def exact(rows: Rows) -> Floats:
            return table.take(self._full_codes(rows))

        return Fit(upper, lower, exact)

    def _full_codes(self, rows: Rows) -> Codes:
        if self.wide is not None:
            return self.wide.take(rows)
        codes = self._view.take(rows)
        if not self.strays:
            return codes
        full = codes.astype(np.intp)
        for place in np.flatnonzero(codes == SHARED).tolist():
            full[place] = self.strays.get(int(rows[place]), SHARED)
        return full

    def put(self, row: int, value: Any) -> None:
        code = self.vocabulary.code(value)
        if code is None:
            code = self.vocabulary.add(value)
            self._fits.clear()
        self.strays.pop(row, None)
        self.codes[row] = code if code <= MISSING else SHARED
        if self.wide is not None:
            self.wide[row] = code
        elif code > MISSING:
            self.strays[row] = code
            if len(self.strays) > MANY_STRAYS:
                self._widen()

    def _widen(self) -> None:
        self.wide = self.view().astype(np.uint32)
        for row, code in self.strays.items():
            self.wide[row] = code
        self.strays = {}

    def get(self, rows: Rows) -> list[Any]:
        values = self.vocabulary.values
        codes = self._full_codes(rows).tolist()
        return [None if code == MISSING else values[code] for code in codes]

    def grow(self, size: int) -> None:
        added = size - len(self.codes)
        self.codes = self.codes + bytearray([MISSING]) * added
        self._view = np.frombuffer(self.codes, np.uint8)
        if self.wide is not None:
            self.wide = np.concatenate([self.wide, np.full(added, MISSING, self.wide.dtype)])


def known(fits: dict[Hashable, Fit], criterion: Criterion) -> Fit | None:
    """The fit kept for an answer, None for one that is new or cannot be compared."""
    try:
        return fits.get(answer_key(criterion))
    except TypeError:
        return None


def remember(fits: dict[Hashable, Fit], key: Hashable, fit: Fit) -> Fit:
    """Keep a fit for the next ranking; the oldest goes when there are too many."""
    if len(fits) >= _KEPT_FITS:
        del fits[next(iter(fits))]
    fits[key] = fit
    return fit


class NumberColumn:
    """An attribute of more distinct numbers than codes: exact values behind 255 intervals."""

    def __init__(self, values: Floats) -> None:
        """``values``: one a product, NaN where missing."""
        self.values = values
        self._fits: dict[Hashable, Fit] = {}
        known = np.sort(values[~np.isnan(values)])
        places = np.linspace(0, max(0, len(known) - 1), MISSING).astype(np.intp)
        self.edges = np.unique(known[places]) if len(known) else np.zeros(1)
        codes = np.searchsorted(self.edges, values, side="right").astype(np.int64) - 1
        codes[np.isnan(values)] = MISSING
        self.codes = bytearray(codes.astype(np.uint8).tobytes())
        self._view = np.frombuffer(self.codes, np.uint8)
        starts = np.searchsorted(known, self.edges)
        ends = np.append(starts[1:], len(known)) - 1
        self.lows = self.edges.copy()
        self.highs = known[ends] if len(known) else self.edges.copy()

    def view(self) -> Bytes:
        return self._view

    def known_fit(self, criterion: Criterion) -> Fit | None:
        return known(self._fits, criterion)

    def fit(self, criterion: Criterion) -> Fit:
        found = self.known_fit(criterion)
        return found or remember(self._fits, answer_key(criterion), number_fit(self, criterion))

    def takes(self, value: Any) -> bool:
        return value is None or isinstance(value, int | float)

    def put(self, row: int, value: Any) -> None:
        if is_missing(value):
            self.values[row] = np.nan
            self.codes[row] = MISSING
            return
        number = float(value)
        code = max(0, int(np.searchsorted(self.edges, number, side="right")) - 1)
        self.values[row] = number
        self.codes[row] = code
        if number < self.lows[code] or number > self.highs[code]:
            self.lows[code] = min(self.lows[code], number)
            self.highs[code] = max(self.highs[code], number)
            self._fits.clear()

    def get(self, rows: Rows) -> list[Any]:
        return [None if x != x else x for x in self.values.take(rows).tolist()]

    def grow(self, size: int) -> None:
        added = size - len(self.codes)
        self.codes = self.codes + bytearray([MISSING]) * added
        self._view = np.frombuffer(self.codes, np.uint8)
        self.values = np.concatenate([self.values, np.full(added, np.nan)])
