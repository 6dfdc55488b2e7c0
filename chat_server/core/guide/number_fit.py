"""Answers against intervals of numbers: bounds from their ends, exact values from the curve."""

from typing import Protocol

import numpy as np

from chat_server.core.guide.arrays import Floats, Rows
from chat_server.core.guide.criterion import (
    NUMERIC_KINDS,
    Criterion,
    curve,
    peak,
    value_credits,
    wants,
)
from chat_server.core.guide.fit import CODES, Fit


class Intervals(Protocol):
    """Numbers per product (NaN: missing) and the lowest and highest number behind each code."""

    values: Floats
    lows: Floats
    highs: Floats


def number_fit(column: Intervals, criterion: Criterion) -> Fit:
    """How an answer fits a column of many distinct numbers."""
    if criterion["kind"] in NUMERIC_KINDS:
        return _curve_fit(column, criterion)
    return _point_fit(column, criterion)


def _curve_fit(column: Intervals, criterion: Criterion) -> Fit:
    satisfaction = curve(criterion)
    summit = peak(criterion)
    with np.errstate(all="ignore"):
        at_low, at_high = satisfaction(column.lows), satisfaction(column.highs)
    highest = np.maximum(at_low, at_high)
    if summit is not None:
        highest[(column.lows <= summit) & (summit <= column.highs)] = 1.0

    def exact(rows: Rows) -> Floats:
        with np.errstate(all="ignore"):
            return satisfaction(column.values.take(rows))

    return Fit(_padded(highest), _padded(np.minimum(at_low, at_high)), exact)


def _point_fit(column: Intervals, criterion: Criterion) -> Fit:
    """Kinds that compare for equality: a few numbers stand out, all others fare alike."""
    points, otherwise = _points(criterion)
    upper = np.full(len(column.lows), otherwise)
    lower = upper.copy()
    for number, u in points.items():
        within = (column.lows <= number) & (number <= column.highs)
        alone = within & (column.lows == column.highs)
        upper[within] = np.maximum(upper[within], u)
        lower[within] = np.minimum(lower[within], u)
        upper[alone] = lower[alone] = u

    def exact(rows: Rows) -> Floats:
        return _at_points(column.values.take(rows), points, otherwise)

    return Fit(_padded(upper), _padded(lower), exact)


def _points(criterion: Criterion) -> tuple[dict[float, float], float]:
    if criterion["kind"] == "bool":
        wanted = criterion["want"]
        yes, no = [float(wanted == flag) for flag in (True, False)]
        return {0.0: no}, yes
    if criterion["kind"] == "all_of":
        listed = wants(criterion)
        return {float(n): listed.count(n) / len(listed) for n in listed if _is_number(n)}, 0.0
    return {float(n): u for n, u in value_credits(criterion).items() if _is_number(n)}, 0.0


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and value == value and abs(value) <= 2**53


def _at_points(x: Floats, points: dict[float, float], otherwise: float) -> Floats:
    u = np.where(np.isnan(x), np.nan, otherwise)
    for number, credit in points.items():
        u[x == number] = credit
    return u


def _padded(per_interval: Floats) -> Floats:
    table = np.zeros(CODES)
    table[: len(per_interval)] = per_interval
    return table
