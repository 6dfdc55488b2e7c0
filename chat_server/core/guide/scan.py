"""The coarse scan: one byte of score a product, kept between rankings, changed pass by pass.

A byte of score bounds the true one from above, so everything below the k-th best can be dropped
unseen; what is left is scored exactly. Changing one answer or importance adds the difference of two
tables of 256 bytes, looked up by ``bytearray.translate`` (0.5 ns a product, no index array).
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from chat_server.core.guide.arrays import Bytes, Rows
from chat_server.core.guide.column import Column
from chat_server.core.guide.fit import CODES, Fit, Quantised, quantise

BASE: Final = 1  # the score of a product that satisfies nothing; 0 is one that is out
_HIGHEST: Final = 255  # what a byte can hold
_WANTED: Final = 215  # what a fresh scale aims at, with room for importances to grow
_COARSE: Final = 120  # below this the scale is worth renewing
_SLACK: Final = 1e-4  # score units, for float error
TIE: Final = 2e-9  # matches that differ less may be equal once rounded to nine digits
MOST: Final = 60  # criteria a byte of score is good for


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """One soft criterion to scan for."""

    attr: str
    column: Column
    fit: Fit
    importance: float


class Scan:
    """Scores of all products for one shopper's criteria."""

    def __init__(self) -> None:
        self.scores: Bytes = np.zeros(0, np.uint8)
        self.weighed: Sequence[Weighed] = ()
        self.quantised: list[Quantised] = []
        self.scale = 0.0
        self._tables: dict[str, Bytes] = {}
        self._columns: dict[str, Column] = {}

    @property
    def full(self) -> int:
        """The score of a product that is at its best in everything."""
        return BASE + sum(q.best for q in self.quantised)

    def follow(self, weighed: Sequence[Weighed], size: int) -> None:
        """Bring the scores of ``size`` products up to the criteria."""
        fresh = len(self.scores) != size or not self.scale or not self._requantise(weighed)
        if fresh:
            self._renew_scale(weighed)
            self._requantise(weighed)
            self.scores = np.full(size, BASE, np.uint8)
            self._tables = {}
        self.weighed = weighed
        tables: dict[str, Bytes] = {}
        for w, q in zip(weighed, self.quantised, strict=True):
            self._columns[w.attr] = w.column
            tables[w.attr] = tables[w.attr] + q.score if w.attr in tables else q.score
        for attr in {**self._tables, **tables}:
            self._shift(attr, self._tables.get(attr, _NOTHING), tables.get(attr, _NOTHING))
        self._tables = tables

    def _renew_scale(self, weighed: Sequence[Weighed]) -> None:
        total = sum(w.importance * float(w.fit.upper.max()) for w in weighed)
        self.scale = (_WANTED - len(weighed)) / total if total > 0 else 1.0
        self.weighed, self.quantised = (), []

    def _requantise(self, weighed: Sequence[Weighed]) -> bool:
        """False when the scores no longer fit a byte well."""
        known = {
            (id(w.fit), w.importance): q for w, q in zip(self.weighed, self.quantised, strict=True)
        }
        self.quantised = [
            known.get((id(w.fit), w.importance)) or quantise(w.fit, w.importance, self.scale)
            for w in weighed
        ]
        self.weighed = weighed
        return _COARSE <= self.full <= _HIGHEST

    def _shift(self, attr: str, old: Bytes, new: Bytes) -> None:
        if old is new:
            return
        difference = new - old  # wraps around, and back when it is added
        if difference.any():
            looked_up = self._columns[attr].codes.translate(difference.tobytes())
            self.scores += np.frombuffer(looked_up, np.uint8)

    def rescore(self, rows: Rows, columns: Callable[[str], Column]) -> None:
        """Score products anew whose values have changed."""
        scores = np.full(len(rows), BASE, np.uint8)
        for attr, table in self._tables.items():
            self._columns[attr] = columns(attr)
            scores += table[self._columns[attr].view()[rows]]
        self.scores[rows] = scores

    def floor(self, match: float, total: float) -> int:
        """The lowest score of a product that matches so well; ``total``: sum of importances."""
        excess = sum(q.excess for q in self.quantised)
        lowest = (match - TIE) * total * self.scale - excess - _SLACK
        return max(BASE, min(BASE + math.ceil(lowest), 255))


_NOTHING: Final[Bytes] = np.zeros(CODES, np.uint8)


def level_of(field: Bytes, k: int) -> int:
    """A score that at least ``k`` products reach, near the highest such; BASE if fewer are in."""
    level, step = int(field.max()), 3
    while level > BASE and np.count_nonzero(field >= level) < k:
        level, step = max(BASE, level - step), step * 2
    return level
