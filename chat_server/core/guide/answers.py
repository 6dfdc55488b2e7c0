"""A shopper's criteria, checked and looked up: exact matches of any products, weights as shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from chat_server.core.guide.arrays import Floats, Rows
from chat_server.core.guide.column import Column
from chat_server.core.guide.explain import Explainer, Result
from chat_server.core.guide.fit import Fit

_PART: Final = 32768  # products scored exactly at a time, so that memory stays small


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A checked criterion with its column and fit."""

    attr: str
    column: Column
    fit: Fit
    hard: bool
    importance: float  # 0 for a must-have
    missing_passes: bool


class Answers:
    """Criteria in the order asked; importances become shares of their sum (all 0: equal shares)."""

    def __init__(self, prepared: Sequence[Prepared]) -> None:
        self.prepared = prepared
        self.must = [p for p in prepared if p.hard]
        self.soft = [p for p in prepared if not p.hard]
        total = sum(p.importance for p in self.soft)
        self.even = not total
        self.total = float(total) if total else float(len(self.soft))
        self.weights = [
            None if p.hard else p.importance / total if total else 1 / len(self.soft)
            for p in prepared
        ]
        self._explainer = Explainer(
            [p.attr for p in prepared], self.weights, [p.missing_passes for p in prepared]
        )

    def match(self, rows: Rows) -> Floats:
        """Exact match of each product, 0–1."""
        parts = [
            self.match_of(self.satisfaction(rows[i : i + _PART]))
            for i in range(0, len(rows), _PART)
        ]
        return parts[0] if len(parts) == 1 else np.concatenate([np.zeros(0), *parts])

    def match_of(self, satisfaction: Floats) -> Floats:
        """Exact match of products whose satisfactions are known."""
        return self._explainer.match(satisfaction)

    def satisfaction(self, rows: Rows) -> Floats:
        """Shape (criteria, products), NaN for unknown."""
        table = np.empty((len(self.prepared), len(rows)))
        for i, p in enumerate(self.prepared):
            table[i] = p.fit.exact(rows)
        return table

    def explain(self, ids: Sequence[Any], satisfaction: Floats) -> list[Result]:
        """Results for products whose ids and satisfactions are given, in that order."""
        return self._explainer.explain(ids, satisfaction)
