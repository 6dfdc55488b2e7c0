"""The distinct values of an attribute, and every kind of answer evaluated once for each."""

from collections.abc import Hashable
from typing import Any, Final

import numpy as np

from chat_server.core.guide.arrays import Floats
from chat_server.core.guide.criterion import (
    NUMERIC_KINDS,
    Criterion,
    CriterionError,
    curve,
    value_credits,
    wants,
)
from chat_server.core.guide.fit import CODES, MISSING

_MANY: Final = object()  # marks the key of a set of values, so that it equals no single value


def is_missing(value: object) -> bool:
    """None and NaN mean that the shop does not know."""
    return value is None or (isinstance(value, float) and value != value)


def value_key(value: Any) -> Hashable:
    """One key for values that no criterion can tell apart: 1 and 1.0, ["a", "b"] and {"b", "a"}.

    Raises:
        TypeError: the value, or a member of it, cannot be compared by hash (a nested list, a dict).
    """
    key: Hashable = (_MANY, frozenset(value)) if isinstance(value, list | tuple | set) else value
    hash(key)
    return key


def is_comparable(value: Any) -> bool:
    """Whether ``value_key`` takes the value."""
    try:
        value_key(value)
    except TypeError:
        return False
    return True


def members(value: Any) -> list[Any]:
    """The single values of a set, list or tuple; any other value is its own only member."""
    return list(value) if isinstance(value, list | tuple | set) else [value]


class Vocabulary:
    """Distinct values by code; code 255 stands for "missing" and is never a value's."""

    def __init__(self, values: list[Any]) -> None:
        self.values: list[Any] = []
        self._codes: dict[Hashable, int] = {}
        self._holders: dict[
            Any, list[int]
        ] = {}  # single value -> codes of the values that contain it
        self._floats: Floats | None = None
        for value in values:
            self.add(value)

    def __len__(self) -> int:
        return len(self.values)

    def code(self, value: Any) -> int | None:
        """The code of a value, MISSING for none, None for a value never seen."""
        return MISSING if is_missing(value) else self._codes.get(value_key(value))

    def add(self, value: Any) -> int:
        """Give a new value the next code."""
        if len(self.values) == MISSING:
            self.values.append(None)
        code = len(self.values)
        self.values.append(value)
        self._codes[value_key(value)] = code
        for member in set(members(value)):
            self._holders.setdefault(member, []).append(code)
        self._floats = None
        return code

    def satisfaction(self, criterion: Criterion) -> Floats:
        """Satisfaction per code, at least 256 long; NaN for missing, 0 for codes nothing has.

        Raises:
            CriterionError: a numeric kind on values that are no numbers (field ``kind``).
        """
        kind = criterion["kind"]
        size = max(CODES, len(self.values))
        u = np.zeros(size)
        if kind in NUMERIC_KINDS:
            u[: len(self.values)] = self._numeric(criterion)
        elif kind == "bool":
            truth = np.fromiter((bool(v) for v in self.values), np.bool_, len(self.values))
            u[: len(self.values)] = truth == criterion["want"]
        elif kind == "all_of":
            self._count(wants(criterion), u)
        else:
            for value, credit in value_credits(criterion).items():
                held = self._holders.get(value, [])
                u[held] = np.maximum(u[held], credit)
        u[MISSING] = np.nan
        return u

    def _count(self, wanted: list[Any], u: Floats) -> None:
        for value in wanted:
            u[self._holders.get(value, [])] += 1.0
        u /= len(wanted)

    def _numeric(self, criterion: Criterion) -> Floats:
        if self._floats is None:
            try:
                self._floats = np.array(
                    [np.nan if v is None else float(v) for v in self.values], np.float64
                )
            except (TypeError, ValueError, OverflowError):
                raise CriterionError("kind", attr=criterion["attr"]) from None
        with np.errstate(all="ignore"):
            return curve(criterion)(self._floats)
