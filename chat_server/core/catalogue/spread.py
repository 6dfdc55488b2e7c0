"""How a catalogue's values are spread over an attribute, as far as questions depend on it."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from chat_server.core.guide import Anchors, Catalogue, anchors
from chat_server.core.guide.vocabulary import members

_STEPS: Final = 8  # of numbers, when two attributes are compared
_SAMPLE: Final = 20_000  # products looked at: enough for shares to a percent


@dataclass(frozen=True, slots=True)
class Spread:
    """One attribute over all products of a catalogue (or an even sample of a large one)."""

    attr: str
    coverage: float  # share of products with a value, 0–1
    kind: str  # "number", "yes_no", "choice", "set"
    distinct: int
    evenness: float  # 0: all alike, 1: every answer equally frequent
    answers: tuple[str | bool, ...]  # of choices, sets and yes/no, most frequent first
    anchors: Anchors | None  # of numbers


def spread_of(catalogue: Catalogue, attr: str) -> Spread:
    """Look at one attribute."""
    values = sample(catalogue, attr)
    known = [value for value in values if value is not None]
    coverage = len(known) / len(values) if values else 0.0
    kind = _kind(known)
    if kind == "number":
        numbers = [float(str(value)) for value in known]
        steps = number_steps(numbers)
        return Spread(
            attr, coverage, kind, len(set(numbers)), _evenness(steps, _STEPS), (), anchors(numbers)
        )
    single = [one for value in known for one in members(value)]
    counts: dict[str | bool, int] = {}
    for one in single:
        counts[one] = counts.get(one, 0) + 1
    ranked = sorted(counts, key=lambda one: (-counts[one], str(one)))
    places = {one: place for place, one in enumerate(ranked)}
    evenness = _evenness(np.array([places[one] for one in single], np.int64), len(ranked))
    return Spread(attr, coverage, kind, len(ranked), evenness, tuple(ranked), None)


def sample(catalogue: Catalogue, attr: str) -> list[object]:
    """Values of an attribute over an even sample of products, always the same products."""
    rows = catalogue.rows()
    return catalogue.column(attr).get(rows[:: max(1, len(rows) // _SAMPLE)])


def _kind(known: list[object]) -> str:
    if known and all(isinstance(value, bool) for value in known):
        return "yes_no"
    if known and all(isinstance(value, int | float) for value in known):
        return "number"
    return "set" if any(isinstance(value, list | tuple | set) for value in known) else "choice"


def number_steps(numbers: list[float]) -> NDArray[np.int64]:
    """Numbers as steps of roughly equal frequency; equal numbers share a step."""
    edges = np.unique(np.quantile(np.array(numbers), np.linspace(0, 1, _STEPS + 1)[1:-1]))
    return np.searchsorted(edges, np.array(numbers), side="right").astype(np.int64)


def _evenness(codes: NDArray[np.int64], possible: int) -> float:
    if possible < 2 or not len(codes):
        return 0.0
    return float(entropy(codes) / np.log2(possible))


def entropy(codes: NDArray[np.int64]) -> float:
    """Entropy in bits of the codes' frequencies."""
    share = np.bincount(codes) / len(codes)
    share = share[share > 0]
    return float(-(share * np.log2(share)).sum())
