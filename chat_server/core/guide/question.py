"""Which question to ask next: the one whose answer is expected to tell most about what to buy."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Protocol

from chat_server.core.guide.arrays import Rows
from chat_server.core.guide.column import Column
from chat_server.core.guide.criterion import NUMERIC_KINDS, Criterion, CriterionError
from chat_server.core.guide.vocabulary import members

IN_PLAY: Final = 200  # products of the list that count
_HALF_LIFE: Final = 20.0  # places of the list after which a product counts half
_STEPS: Final = 6  # answers a shopper tells apart on a scale of numbers


@dataclass(frozen=True, slots=True)
class Gain:
    """What asking one criterion is expected to bring."""

    criterion: Criterion
    bits: float  # expected information gain about the product wanted
    score: float  # bits times the shop's priority


class Values(Protocol):
    """Where products' values come from."""

    def column(self, attr: str) -> Column:
        """The attribute's column."""
        ...


def gains(values: Values, rows: Rows, criteria_open: Iterable[Criterion]) -> list[Gain]:
    """Gains of open criteria (``attr``, ``kind``, optional ``priority``), most telling first.

    ``rows``: the products in play, best first. Model: the shopper wants one of them, the higher in
    the list the likelier, and answers with that product's value. A product without the value could
    go with any answer, so the gain is the entropy of the answers times the share of products that
    have one.
    """
    chances = [2.0 ** (-place / _HALF_LIFE) for place in range(len(rows))]
    told = [
        _gain(criterion, _bits(values, criterion, rows, chances)) for criterion in criteria_open
    ]
    return sorted(told, key=lambda gain: -gain.score)


def _gain(criterion: Criterion, bits: float) -> Gain:
    priority = criterion.get("priority", 1.0)
    if not isinstance(priority, int | float) or not 0 <= priority < math.inf:
        raise CriterionError("priority", attr=criterion.get("attr"))
    return Gain(criterion, bits, bits * priority)


def _bits(values: Values, criterion: Criterion, rows: Rows, chances: list[float]) -> float:
    column = values.column(criterion["attr"])
    known = [
        (value, chance)
        for value, chance in zip(column.get(rows), chances, strict=True)
        if value is not None
    ]
    everything, covered = sum(chances), sum(chance for _, chance in known)
    if not known:
        return 0.0
    return covered / everything * _answer_entropy(criterion["kind"], known)


def _answer_entropy(kind: str, known: list[tuple[Any, float]]) -> float:
    if kind in NUMERIC_KINDS:
        return _entropy(_steps([(float(value), chance) for value, chance in known]))
    if kind == "bool":
        return _entropy((bool(value), chance) for value, chance in known)
    if kind == "choice":
        return _entropy((_answer(value), chance) for value, chance in known)
    single = {member for value, _ in known for member in members(value)}
    return max(
        (_entropy((one in members(value), chance) for value, chance in known) for one in single),
        default=0.0,
    )


def _answer(value: Any) -> Any:
    return frozenset(value) if isinstance(value, list | tuple | set) else value


def _steps(known: list[tuple[float, float]]) -> list[tuple[int, float]]:
    """Numbers to steps of equal width between the least and the greatest in play."""
    low, high = min(x for x, _ in known), max(x for x, _ in known)
    width = (high - low) / _STEPS
    if not 0 < width < math.inf:
        return [(0, chance) for _, chance in known]
    return [(min(_STEPS - 1, int((x - low) / width)), chance) for x, chance in known]


def _entropy(outcomes: Iterable[tuple[Any, float]]) -> float:
    """Entropy in bits of weighted outcomes."""
    weight: dict[Any, float] = defaultdict(float)
    for outcome, chance in outcomes:
        weight[outcome] += chance
    total = sum(weight.values())
    return sum(w / total * math.log2(total / w) for w in weight.values() if w > 0)
