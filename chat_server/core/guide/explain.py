"""A result in words and numbers: percent, points that add up to it, a reason per criterion."""

import math
from collections.abc import Sequence
from typing import Any, Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from chat_server.core.guide.arrays import Floats

Reason = Literal["met", "partly", "not met", "unknown", "required"]
Flags = NDArray[np.bool_]

_UNKNOWN, _NOT_MET, _PARTLY, _MET, _REQUIRED = range(5)
_REASONS: Final[tuple[Reason, ...]] = ("unknown", "not met", "partly", "met", "required")


class Result(NamedTuple):
    """One product of a ranking. The tuples have one entry a criterion, in the order asked."""

    id: Any
    match: float  # 0–1, unknown values count 0
    match_max: float  # 0–1, unknown values count 1
    percent: int  # what is shown: 100 only for a perfect match
    percent_max: int  # "82 %, up to 92 %": what it could be if every unknown value fitted
    points: tuple[int, ...]  # add up to percent; 0 for must-haves, and if there is nothing else
    reasons: tuple[Reason, ...]
    satisfaction: tuple[float | None, ...]  # 0–1, None where the value is unknown
    weights: tuple[float | None, ...]  # shares of 1; None for must-haves
    failed: tuple[str, ...]  # attributes of the must-haves an alternative does not meet


def percent(match: float) -> int:
    """Whole percent of a match (0–1): rounded half up, 100 only for a perfect match."""
    return 100 if match >= 1 - 1e-9 else min(99, math.floor(100 * match + 0.5))


class Explainer:
    """Explains products for one list of criteria.

    ``attrs``, ``weights`` (shares of 1, None for must-haves) and ``missing_passes`` (whether an
    unknown value meets the must-have) have one entry a criterion. Satisfactions are tables of shape
    (criteria, products), NaN for unknown.
    """

    def __init__(
        self,
        attrs: Sequence[str],
        weights: Sequence[float | None],
        missing_passes: Sequence[bool],
    ) -> None:
        self._attrs = attrs
        self._weights = tuple(weights)
        self._share = np.array([w or 0.0 for w in weights]).reshape(-1, 1)
        self._must = [(i, missing_passes[i]) for i, w in enumerate(weights) if w is None]
        self._soft = np.array([w is not None for w in weights], np.bool_)

    def match(self, satisfaction: Floats) -> Floats:
        """Exact match of each product, unknown values counting 0."""
        return self._sum(self._parts(satisfaction, 0.0))

    def _parts(self, satisfaction: Floats, unknown: float) -> Floats:
        return self._share * np.where(np.isnan(satisfaction), unknown, satisfaction)

    def _sum(self, parts: Floats) -> Floats:
        """Sums in the order of the criteria, bit by bit as a loop would add them."""
        if self._must:
            parts = parts[self._soft]
        if len(parts) == 0:
            return np.ones(parts.shape[1])
        total: Floats = np.add.accumulate(parts, axis=0)[-1]
        return total

    def explain(self, ids: Sequence[Any], satisfaction: Floats) -> list[Result]:
        """Results of the products with these ids and satisfactions."""
        unknown = np.isnan(satisfaction)
        known = np.where(unknown, 0.0, satisfaction)
        match = self._sum(self._share * known).tolist()
        match_max = match
        if unknown.any():
            match_max = self._sum(self._share * np.where(unknown, 1.0, satisfaction)).tolist()
        shown = [percent(round(m, 9)) for m in match]
        points = self._points(known, shown)
        reasons, failed = self._reasons(satisfaction, unknown)
        values = satisfaction.T.tolist()
        if unknown.any():
            values = [[None if u != u else u for u in row] for row in values]
        return [
            Result(
                ids[i],
                match[i],
                match_max[i],
                shown[i],
                percent(round(match_max[i], 9)),
                tuple(points[i]),
                tuple([_REASONS[code] for code in reasons[i]]),
                tuple(values[i]),
                self._weights,
                failed[i] if failed else (),
            )
            for i in range(len(ids))
        ]

    def _points(self, known: Floats, shown: list[int]) -> list[list[int]]:
        """Largest-remainder split of the shown percent, product by product."""
        if len(self._must) == len(known):
            return [[0] * len(known)] * len(shown)
        raw = 100 * self._share * known
        points = np.floor(raw)
        left = (np.array(shown) - points.sum(axis=0)).tolist()
        order = np.argsort(points - raw, axis=0, kind="stable").T.tolist()
        split: list[list[int]] = points.astype(np.int64).T.tolist()
        for product, by_remainder, missing in zip(split, order, left, strict=True):
            for i in by_remainder[: max(0, int(missing))]:
                product[i] += 1
        return split

    def _reasons(
        self, satisfaction: Floats, unknown: Flags
    ) -> tuple[list[list[int]], list[tuple[str, ...]]]:
        codes = np.where(satisfaction == 1.0, _MET, np.where(satisfaction > 0.0, _PARTLY, _NOT_MET))
        codes[unknown] = _UNKNOWN
        words: list[list[int]] = codes.T.tolist()
        if not self._must:
            return words, []
        failed = []
        for product in words:
            failing = []
            for i, missing_passes in self._must:
                if product[i] == _MET or (missing_passes and product[i] == _UNKNOWN):
                    product[i] = _REQUIRED
                else:
                    product[i] = _UNKNOWN if product[i] == _UNKNOWN else _NOT_MET
                    failing.append(self._attrs[i])
            failed.append(tuple(failing))
        return words, failed
