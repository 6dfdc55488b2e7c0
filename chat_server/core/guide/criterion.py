"""What a criterion is, when it means nothing, and which numbers satisfy it how much.

A criterion is a mapping as it is stored and sent: ``attr``, ``kind``, ``importance`` (0–100),
``hard`` (must-have), ``missing`` (``"pass"`` lets an unknown value through a must-have) and the
answer: ``want`` (and ``similar``), ``min``, ``max``, ``margin``, ``target``, ``free``, ``best``,
``worst``.
"""

import math
from collections.abc import Callable, Hashable, Mapping
from typing import Any, Final

import numpy as np

from chat_server.core.guide.arrays import Floats

Criterion = Mapping[str, Any]

NUMBER_FIELDS: Final = ("importance", "min", "max", "margin", "target", "free", "best", "worst")
NEEDED_FIELDS: Final = {
    "bool": ("want",),
    "choice": ("want",),
    "any_of": ("want",),
    "all_of": ("want",),
    "at_most": ("max",),
    "at_least": ("min",),
    "range": ("min", "max"),
    "target": ("target", "margin"),
    "low": ("best", "worst"),
    "high": ("best", "worst"),
}
NUMERIC_KINDS: Final = frozenset({"at_most", "at_least", "range", "target", "low", "high"})


class CriterionError(ValueError):
    """A criterion that means nothing; ``str(error)`` and ``field`` name the offending field."""

    def __init__(self, field: str, *, attr: str | None = None, position: int | None = None) -> None:
        super().__init__(field)
        self.field = field
        self.attr = attr  # the criterion's attribute, where it has one
        self.position = position  # the criterion's place in the list, from 0


def check(criterion: Criterion) -> None:
    """Refuse a criterion that means nothing.

    Raises:
        CriterionError: naming the first field that is absent, infinite or out of bounds.
    """
    field = _fault(criterion)
    if field is not None:
        attr = criterion.get("attr")
        raise CriterionError(field, attr=attr if isinstance(attr, str) else None)


def _fault(criterion: Criterion) -> str | None:
    for field in NUMBER_FIELDS:
        if not _is_finite_or_none(criterion.get(field)):
            return field
    if not has_importance(criterion):
        return "importance"
    if not isinstance(criterion.get("attr"), str):
        return "attr"
    kind = criterion.get("kind")
    if kind not in NEEDED_FIELDS:
        return "kind"
    for field in NEEDED_FIELDS[kind]:
        if criterion.get(field) is None:
            return field
    return _fault_of_answer(criterion, kind)


def _fault_of_answer(criterion: Criterion, kind: str) -> str | None:
    if kind in ("any_of", "all_of") and not _is_answer_list(criterion["want"]):
        return "want"
    if kind == "choice" and not isinstance(criterion["want"], Hashable):
        return "want"
    if kind == "range" and criterion["min"] > criterion["max"]:
        return "min"
    if kind == "target" and not criterion["margin"] > (criterion.get("free") or 0.0) >= 0:
        return "margin"
    if kind in ("choice", "any_of") and not _is_similarity_table(criterion.get("similar")):
        return "similar"
    return None


def _is_finite_or_none(value: object) -> bool:
    if value is None:
        return True
    if not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def has_importance(criterion: Criterion) -> bool:
    """Whether the importance is one: 0 to 100, and any number or none at all for a must-have."""
    value = criterion.get("importance")
    if criterion.get("hard"):
        return _is_finite_or_none(value)
    return isinstance(value, int | float) and 0 <= value <= 100


def _is_answer_list(want: object) -> bool:
    if not isinstance(want, list | tuple | set | frozenset | str) or not want:
        return False
    return all(isinstance(item, Hashable) for item in want)


def _is_similarity_table(table: object) -> bool:
    if table is None:
        return True
    if not isinstance(table, Mapping):
        return False
    return all(
        isinstance(row, Mapping)
        and all(isinstance(u, int | float) and 0 <= u <= 1 for u in row.values())
        for row in table.values()
    )


def answer_key(criterion: Criterion) -> Hashable:
    """Everything that decides a criterion's satisfaction, hashable; importance does not."""
    want = criterion.get("want")
    if isinstance(want, list):
        want = tuple(want)
    elif isinstance(want, set):
        want = frozenset(want)
    similar = criterion.get("similar")
    get = criterion.get
    return (
        get("attr"),
        get("kind"),
        want,
        get("min"),
        get("max"),
        get("margin"),
        get("target"),
        get("free"),
        get("best"),
        get("worst"),
        _table_key(similar) if similar else None,
    )


def _table_key(similar: Mapping[Any, Mapping[Any, float]]) -> Hashable:
    return tuple((want, tuple(row.items())) for want, row in similar.items())


def wants(criterion: Criterion) -> list[Any]:
    """The wanted values of a ``choice``, ``any_of`` or ``all_of``, in the order given."""
    return [criterion["want"]] if criterion["kind"] == "choice" else list(criterion["want"])


def value_credits(criterion: Criterion) -> dict[Any, float]:
    """Satisfaction each single value earns for a ``choice`` or ``any_of``; others earn 0."""
    similar = criterion.get("similar") or {}
    earned: dict[Any, float] = {}
    for want in wants(criterion):
        for value, u in similar.get(want, {}).items():
            if value != want:
                earned[value] = max(earned.get(value, 0.0), float(u))
    for want in wants(criterion):
        earned[want] = 1.0
    return earned


def curve(criterion: Criterion) -> Callable[[Floats], Floats]:
    """The satisfaction curve of a numeric kind, value by value in float64; NaN gives NaN.

    Every curve is flat, monotone or rises to a single plateau and falls again, so its lowest value
    on an interval is at one of the interval's ends, and its highest there or at ``peak``.
    """
    kind = criterion["kind"]
    margin = float(criterion.get("margin") or 0.0)
    if kind == "at_most":
        return _one_sided(float(criterion["max"]), margin, above=True)
    if kind == "at_least":
        return _one_sided(float(criterion["min"]), margin, above=False)
    if kind == "range":
        return _range(float(criterion["min"]), float(criterion["max"]), margin)
    if kind == "target":
        return _target(criterion)
    return _slope(criterion)


def peak(criterion: Criterion) -> float | None:
    """A number that satisfies a two-sided criterion fully; None where the curve is monotone."""
    if criterion["kind"] == "range":
        return float(criterion["min"])
    return float(criterion["target"]) if criterion["kind"] == "target" else None


def _one_sided(limit: float, margin: float, *, above: bool) -> Callable[[Floats], Floats]:
    def satisfaction(x: Floats) -> Floats:
        excess = x - limit if above else limit - x
        outside = np.clip(1 - excess / margin, 0.0, 1.0) if margin else np.where(x == x, 0.0, x)
        return np.where((x <= limit) if above else (x >= limit), 1.0, outside)

    return satisfaction


def _range(low: float, high: float, margin: float) -> Callable[[Floats], Floats]:
    def satisfaction(x: Floats) -> Floats:
        excess = np.where(x < low, low - x, x - high)
        outside = np.clip(1 - excess / margin, 0.0, 1.0) if margin else np.where(x == x, 0.0, x)
        return np.where((low <= x) & (x <= high), 1.0, outside)

    return satisfaction


def _target(criterion: Criterion) -> Callable[[Floats], Floats]:
    target, free = float(criterion["target"]), criterion.get("free") or 0.0
    fall = float(criterion["margin"] - free)
    free = float(free)

    def satisfaction(x: Floats) -> Floats:
        distance = np.abs(x - target)
        return np.where(distance <= free, 1.0, np.clip(1 - (distance - free) / fall, 0.0, 1.0))

    return satisfaction


def _slope(criterion: Criterion) -> Callable[[Floats], Floats]:
    best, worst, less = criterion["best"], criterion["worst"], criterion["kind"] == "low"
    start, limit = float(worst), float(best)
    run = float(worst - best) if less else float(best - worst)

    def satisfaction(x: Floats) -> Floats:
        if run == 0.0:
            met = (x <= limit) if less else (x >= limit)
            return np.where(x == x, met.astype(np.float64), x)
        return np.clip(((start - x) if less else (x - start)) / run, 0.0, 1.0)

    return satisfaction
