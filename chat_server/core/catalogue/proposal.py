"""Questions worth asking, proposed from what the shop sells."""

from dataclasses import dataclass
from typing import Any, Final

from chat_server.core.catalogue.spread import Spread, spread_of
from chat_server.core.guide import Catalogue

_LEAST_COVERAGE: Final = 0.3
_MOST_CHOICES: Final = 40
_PRICE: Final = "price"
_LESS_IS_BETTER: Final = (
    "price", "cena", "waga", "weight", "teža", "hałas", "głośność", "noise", "hrup", "glasnost",
    "zużycie", "pobór", "consumption", "poraba", "delivery", "dostaw", "dostav",
)  # fmt: skip
_START: Final = 50  # importance a proposed criterion starts from, percent


@dataclass(frozen=True, slots=True)
class Proposal:
    """A criterion to start from. ``score`` orders proposals: coverage times evenness, 0–1."""

    criterion: dict[str, Any]  # attr, kind, importance, and best and worst where it has them
    spread: Spread
    score: float


def proposals(catalogue: Catalogue) -> list[Proposal]:
    """Criteria for a guide, most useful first; price is always the first."""
    found = []
    for attr in catalogue.columns:
        spread = spread_of(catalogue, attr)
        criterion = _criterion(spread)
        if criterion is not None:
            found.append(Proposal(criterion, spread, spread.coverage * spread.evenness))
    return sorted(found, key=lambda p: (p.spread.attr != _PRICE, -p.score, p.spread.attr))


def _criterion(spread: Spread) -> dict[str, Any] | None:
    """None for what tells products apart too little, or each from all others."""
    if spread.coverage < _LEAST_COVERAGE or spread.distinct < 2:
        return None
    shape = _shape(spread)
    return None if shape is None else {"attr": spread.attr, **shape, "importance": _START}


def _shape(spread: Spread) -> dict[str, Any] | None:
    if spread.kind == "yes_no":
        return {"kind": "bool", "want": True}
    if spread.kind == "number" and spread.anchors is not None:
        low, high = spread.anchors
        less = any(word in spread.attr.casefold() for word in _LESS_IS_BETTER)
        best, worst = (low, high) if less else (high, low)
        return {"kind": "low" if less else "high", "best": best, "worst": worst}
    if spread.distinct > _MOST_CHOICES:
        return None
    if spread.kind == "set":
        return {"kind": "all_of", "want": [spread.answers[0]]}
    return {"kind": "any_of", "want": [spread.answers[0]]}
