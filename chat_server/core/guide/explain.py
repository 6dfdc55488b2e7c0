"""A result in words and numbers: percent, points that add up to it, a reason per criterion."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from chat_server.core.guide.arrays import Floats

Reason = Literal["met", "partly", "not met", "unknown", "required"]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]

_UNKNOWN, _NOT_MET, _PARTLY, _MET, _REQUIRED = range(5)
_REASONS: Final[tuple[Reason, ...]] = ("unknown", "not met", "partly", "met", "required")


@dataclass(frozen=True, slots=True)
class Result:
    """One product of a ranking. The tuples have one entry a criterion, in the order asked."""

    id: Any
    match: float  # 0–1, unknown values count 0
    match_max: float  # 0–1, unknown values count 1
    percent: int  # what is shown: 100 only for a perfect match
    percent_max: int  # "82 %, up to 92 %": what it could be if every unknown value fitted
    points: tuple[int, ...]  # add up to percent; 0 for must-haves
    reasons: tuple[Reason, ...]
    satisfaction: tuple[float | None, ...]  # 0–1, None where the value is unknown
    weights: tuple[float | None, ...]  # shares of 1; None for must-haves
    failed: tuple[str, ...]  # attributes of the must-haves an alternative does not meet


def percent(match: float) -> int:
    """Whole percent of a match (0–1): rounded half up, 100 only for a perfect match."""
    return 100 if match >= 1 - 1e-9 else min(99, math.floor(100 * match + 0.5))


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What an explanation needs of a criterion."""

    attr: str
    weight: float | None  # share of 1, None for a must-have
    missing_passes: bool  # whether an unknown value meets the must-have


def explain(ids: Sequence[Any], asked: Sequence[Asked], satisfaction: Floats) -> list[Result]:
    """Results of products whose satisfactions are known.

    ``satisfaction``: shape (criteria, products), NaN for unknown.
    """
    weights = tuple([a.weight for a in asked])
    soft = np.array([w is not None for w in weights], np.bool_)
    share = np.array([[w or 0.0] for w in weights]).reshape(-1, 1)
    unknown = np.isnan(satisfaction)
    known = np.where(unknown, 0.0, satisfaction)
    match = matches(share, known, soft)
    match_max = matches(share, np.where(unknown, 1.0, satisfaction), soft).tolist()
    shown = [percent(round(m, 9)) for m in match.tolist()]
    points = _points(share, known, shown) if soft.any() else np.zeros(known.shape, np.int64)
    meets = (satisfaction == 1.0) | (unknown & np.array([[a.missing_passes] for a in asked]))
    reasons = _reasons(satisfaction, unknown, soft[:, None] | ~meets)
    values = [tuple([None if u != u else u for u in row]) for row in satisfaction.T.tolist()]
    failing = (~soft[:, None] & ~meets).T
    attrs = [a.attr for a in asked]
    return [
        Result(
            ids[i],
            m,
            match_max[i],
            shown[i],
            percent(round(match_max[i], 9)),
            tuple(points[:, i].tolist()),
            reasons[i],
            values[i],
            weights,
            tuple([attrs[j] for j in np.flatnonzero(failing[i]).tolist()]),
        )
        for i, m in enumerate(match.tolist())
    ]


def matches(share: Floats, known: Floats, soft: Flags) -> Floats:
    """Weighted sums of shape (products,), added in the order of the criteria, bit by bit as a loop would."""
    if not soft.any():
        return np.ones(known.shape[1])
    total: Floats = np.add.accumulate((share * known)[soft], axis=0)[-1]
    return total


def _points(share: Floats, known: Floats, shown: list[int]) -> Counts:
    """Largest-remainder split of the shown percent, product by product."""
    raw = 100 * share * known
    points = np.floor(raw)
    left = np.array(shown) - points.sum(axis=0)
    by_remainder = np.argsort(-(raw - points), axis=0, kind="stable")
    place = np.empty_like(by_remainder)
    np.put_along_axis(place, by_remainder, np.arange(len(raw))[:, None], axis=0)
    return (points + (place < left)).astype(np.int64)


def _reasons(satisfaction: Floats, unknown: Flags, told: Flags) -> list[tuple[Reason, ...]]:
    """``told``: where the satisfaction decides the word; elsewhere a must-have is met."""
    codes = np.where(satisfaction == 1.0, _MET, np.where(satisfaction > 0.0, _PARTLY, _NOT_MET))
    codes[unknown] = _UNKNOWN
    codes[~told] = _REQUIRED
    return [tuple([_REASONS[code] for code in product]) for product in codes.T.tolist()]
