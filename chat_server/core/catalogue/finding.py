"""What the owner should know about a guide before publishing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from chat_server.core.catalogue.spread import entropy, number_steps, sample
from chat_server.core.guide import Catalogue, Criterion, CriterionError

_OFTEN_MISSING: Final = 0.4  # share of products without a value
_SAME: Final = 0.8  # share of one answer's information that the other gives already
_FEWEST: Final = 30  # products below which two attributes cannot be compared
_MOST_VALUES: Final = 40  # above this, values are names: they "say the same" as everything

Problem = Literal["meaningless", "unknown_attribute", "often_missing", "leaves_nothing", "same_as"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding about one criterion."""

    problem: Problem
    attr: str
    position: int  # of the criterion in the guide, from 0
    share: float = 0.0  # often_missing: of products without a value; same_as: of information shared
    field: str = ""  # meaningless: the field that is wrong
    answer: Any = None  # leaves_nothing: the answer no product for sale meets
    other: str = ""  # same_as: the other criterion's attribute


def findings(
    catalogue: Catalogue,
    criteria: Sequence[Criterion],
    answers: Mapping[int, Sequence[Criterion]],
) -> list[Finding]:
    """Findings about a guide, in the order of its criteria.

    ``answers``: per position, the criterion with each answer that the guide offers; each is tried
    as a must-have.
    """
    found = [w for i, c in enumerate(criteria) for w in _about(catalogue, i, c, answers.get(i, ()))]
    return sorted([*found, *_alike(catalogue, criteria)], key=lambda w: w.position)


def _about(
    catalogue: Catalogue, position: int, criterion: Criterion, answers: Sequence[Criterion]
) -> list[Finding]:
    attr = str(criterion.get("attr"))
    if attr not in catalogue.columns:
        return [Finding("unknown_attribute", attr, position)]
    try:
        catalogue.prepare([criterion])
    except CriterionError as error:
        return [Finding("meaningless", attr, position, field=error.field)]
    found = []
    values = sample(catalogue, attr)
    missing = sum(value is None for value in values) / max(1, len(values))
    if missing >= _OFTEN_MISSING:
        found.append(Finding("often_missing", attr, position, share=missing))
    found.extend(
        Finding("leaves_nothing", attr, position, answer=_answer(answer))
        for answer in answers
        if catalogue.count([{**answer, "hard": True}]) == 0
    )
    return found


def _answer(criterion: Criterion) -> Any:
    """The part of a criterion that the shopper gives."""
    for field in ("want", "max", "min", "target"):
        if field in criterion:
            return criterion[field]
    return None


def _alike(catalogue: Catalogue, criteria: Sequence[Criterion]) -> list[Finding]:
    """Later criteria that an earlier one answers already."""
    codes = {
        c["attr"]: _codes(sample(catalogue, c["attr"]))
        for c in criteria
        if c.get("attr") in catalogue.columns
    }
    found = []
    for (_, one), (j, other) in combinations(enumerate(criteria), 2):
        a, b = one.get("attr"), other.get("attr")
        if a in codes and b in codes:
            share = 1.0 if a == b else _shared(codes[a], codes[b])
            if share >= _SAME:
                found.append(Finding("same_as", str(b), j, share=share, other=str(a)))
    return found


def _codes(values: list[object]) -> NDArray[np.int64]:
    """Values as small numbers, -1 for missing; empty when they are too many to compare."""
    known = [value for value in values if value is not None]
    codes = np.full(len(values), -1, np.int64)
    places = [i for i, value in enumerate(values) if value is not None]
    if known and all(isinstance(v, int | float) and not isinstance(v, bool) for v in known):
        codes[places] = number_steps([float(str(v)) for v in known])
        return codes
    keys = [frozenset(v) if isinstance(v, list | tuple | set) else v for v in known]
    numbers = {key: i for i, key in enumerate(dict.fromkeys(keys))}
    if len(numbers) > _MOST_VALUES:
        return codes[:0]
    codes[places] = [numbers[key] for key in keys]
    return codes


def _shared(a: NDArray[np.int64], b: NDArray[np.int64]) -> float:
    """Mutual information of two attributes over that of the poorer one, where both are known."""
    if len(a) != len(b):
        return 0.0
    both = (a >= 0) & (b >= 0)
    if both.sum() < _FEWEST:
        return 0.0
    a, b = a[both], b[both]
    least = min(entropy(a), entropy(b))
    if least < 0.1:
        return 0.0
    return (entropy(a) + entropy(b) - entropy(a * (b.max() + 1) + b)) / least
