"""How well one answer fits an attribute's values: bounds per one-byte code, exact per product."""

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from chat_server.core.guide.arrays import Bytes, Floats, Rows

CODES: Final = 256  # one byte a product
MISSING: Final = 255  # the code of a product that has no value

_PASS: Final = 255
_FAIL: Final = 0


class Exact(Protocol):
    """Satisfaction of the products at ``rows``; NaN where the value is unknown."""

    def __call__(self, rows: Rows) -> Floats: ...


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """One answer against one attribute.

    ``upper`` and ``lower`` have shape (256,): the highest and lowest satisfaction among the values
    that share a code (equal where a code stands for one value); 0 for the code of missing values.
    """

    upper: Floats
    lower: Floats
    exact: Exact

    def passing(self, *, missing_passes: bool) -> tuple[Bytes, list[int]]:
        """A 0/255 table of codes that may meet a must-have, and the codes that only partly do."""
        some, every = self.upper == 1.0, self.lower == 1.0
        some[MISSING] = every[MISSING] = missing_passes
        undecided = np.flatnonzero(some & ~every).tolist()
        return np.where(some, _PASS, _FAIL).astype(np.uint8), undecided


def holds(satisfaction: Floats, *, missing_passes: bool) -> Bytes:
    """0/255 for exact satisfactions: met, or unknown where that may pass."""
    met = satisfaction == 1.0
    if missing_passes:
        met |= np.isnan(satisfaction)
    return np.where(met, _PASS, _FAIL).astype(np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class Quantised:
    """Whole-number scores of one criterion.

    ``score``: shape (256,); ``best``: what the best satisfaction scores, and nothing below it;
    ``excess``: the most by which a true score can pass its whole number; ``close``: the codes that
    score less than the best yet may tie with it once a match is rounded.
    """

    score: Bytes
    best: int
    excess: float
    close: list[int]


_TIE: Final = 2e-5  # importance points: more than rounding a match to nine digits can hide


def quantise(fit: Fit, importance: float, scale: float) -> Quantised:
    """Round ``importance * scale * upper`` to whole numbers, code by code."""
    top = float(fit.upper.max())
    if importance * top == 0.0:
        return Quantised(np.zeros(CODES, np.uint8), 0, 0.0, [])
    wanted = fit.upper * (importance * scale)
    best = max(1.0, float(np.rint(wanted.max())))
    surely = fit.lower == top
    score = np.where(surely, best, np.minimum(np.rint(wanted), best - 1.0))
    excess = float((wanted - score).max())
    close = np.flatnonzero(~surely & (importance * (top - fit.upper) <= _TIE))
    held = np.minimum(score, CODES - 1).astype(np.uint8)  # a best above that calls for a new scale
    return Quantised(held, int(best), max(0.0, excess), close.tolist())
