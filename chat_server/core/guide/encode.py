"""Products to columns: an attribute becomes one byte a product, and what exactness needs beside."""

from array import array
from collections.abc import Hashable
from typing import Any, Final

import numpy as np

from chat_server.core.guide.arrays import Codes, Rows
from chat_server.core.guide.column import SHARED, CodedColumn, Column, NumberColumn
from chat_server.core.guide.fit import MISSING
from chat_server.core.guide.vocabulary import Vocabulary, is_missing, value_key

_ABSENT: Final = -1
_FEW_STRAYS: Final = 200  # one product in so many may have a value without a code of its own
_EXACT_FLOAT: Final = 2**53


class ColumnBuilder:
    """Collects one attribute's values in the order the products come."""

    def __init__(self) -> None:
        self._codes_by_key: dict[Hashable, int] = {}
        self._values: list[Any] = []
        self._codes = array("i")

    def put(self, row: int, value: Any) -> None:
        """Note the value of product ``row``; rows come in ascending order, absent ones are missing.

        Raises:
            TypeError: a value that cannot be compared by hash.
        """
        try:
            code = self._codes_by_key[value]
        except (KeyError, TypeError):
            code = self._new_code(value)
            if code == _ABSENT:
                return
        codes = self._codes
        if len(codes) < row:
            codes.extend([_ABSENT] * (row - len(codes)))
        codes.append(code)

    def take_back(self, row: int) -> None:
        """Forget the value of the last product, if it has one."""
        if len(self._codes) > row:
            self._codes.pop()

    def _new_code(self, value: Any) -> int:
        if is_missing(value):
            return _ABSENT
        code = self._codes_by_key.setdefault(value_key(value), len(self._values))
        if code == len(self._values):
            self._values.append(value)
        if isinstance(value, tuple):
            self._codes_by_key[value] = code
        return code

    def build(self, order: Rows, size: int) -> Column:
        """The column of the products in the given order, with room for ``size`` products."""
        raw = np.full(len(order), _ABSENT, np.int32)
        raw[: len(self._codes)] = np.frombuffer(self._codes, np.int32)
        codes = np.full(size, _ABSENT, np.int32)
        codes[: len(order)] = raw[order]
        numbers = all(_is_exact_number(value) for value in self._values)
        if len(self._values) <= MISSING:
            return _coded(codes, self._values, self._ranking(numbers))
        counts = np.bincount(codes[codes >= 0], minlength=len(self._values))
        by_frequency = np.argsort(-counts, kind="stable")
        strays = int(counts[by_frequency[MISSING:]].sum())
        if strays * _FEW_STRAYS <= len(order):
            return _coded(codes, self._values, by_frequency)
        if numbers:
            values = np.append(np.array(self._values, np.float64), np.nan)
            return NumberColumn(values[codes])
        return _coded(codes, self._values, by_frequency, wide=True)

    def _ranking(self, numbers: bool) -> Rows:
        if not numbers:
            return np.arange(len(self._values))
        return np.argsort(np.array(self._values, np.float64), kind="stable")


def _is_exact_number(value: Any) -> bool:
    return isinstance(value, float) or (isinstance(value, int) and abs(value) <= _EXACT_FLOAT)


def _coded(raw: Codes, values: list[Any], ranking: Rows, *, wide: bool = False) -> CodedColumn:
    """Codes in the order of ``ranking``; 255 stays free for "missing"."""
    vocabulary = Vocabulary([values[old] for old in ranking.tolist()])
    place = np.arange(len(values), dtype=np.uint32)
    place[MISSING:] += 1
    new = np.empty(len(values) + 1, np.uint32)
    new[ranking] = place
    new[_ABSENT] = MISSING
    full = new[raw]
    codes = bytearray(np.where(full > MISSING, SHARED, full).astype(np.uint8).tobytes())
    if wide:
        return CodedColumn(codes, vocabulary, wide=full)
    rows = np.flatnonzero(full > MISSING)
    return CodedColumn(
        codes, vocabulary, dict(zip(rows.tolist(), full[rows].tolist(), strict=True))
    )
