"""One shopper's run through a guide: ranks again and again, keeping what a change leaves as it was."""

from collections.abc import Iterable
from typing import Any, Protocol

import numpy as np

from chat_server.core.guide.admission import Admission, failures
from chat_server.core.guide.answers import Answers, Prepared
from chat_server.core.guide.arrays import Bytes, Rows
from chat_server.core.guide.column import Column
from chat_server.core.guide.criterion import Criterion
from chat_server.core.guide.explain import Result
from chat_server.core.guide.order import TieOrder
from chat_server.core.guide.scan import MOST, Scan, Weighed
from chat_server.core.guide.select import best_rows


class Products(Protocol):
    """What a run needs of the catalogue."""

    ids: list[Any]
    order: TieOrder
    changes: list[int]  # rows in the order they changed; a new list when history is dropped

    @property
    def size(self) -> int:
        """Number of rows, those without a product included."""
        ...

    def prepare(self, criteria: Iterable[Criterion]) -> list[Prepared]:
        """Check criteria and look up their fits."""
        ...

    def column(self, attr: str) -> Column:
        """The attribute's column, an empty one if no product has it."""
        ...

    def listed(self, *, sold_out: bool) -> Bytes | None:
        """255 for products that may be shown, else 0; None when all may."""
        ...

    def groups(self, rows: Rows) -> list[int] | None:
        """Variant group of each row (-1: none); None when no product has variants."""
        ...


class Run:
    """Ranks a catalogue for one shopper; a change of one answer or importance costs one pass.

    Keeps one byte a product, two with must-haves. Not for two threads at once.
    """

    def __init__(self, products: Products) -> None:
        self._products = products
        self._forget()

    def _forget(self) -> None:
        self._scan = Scan()
        self._admission = Admission()
        self._changes = self._products.changes
        self._seen = len(self._changes)
        self._pool: Rows = np.zeros(0, np.intp)

    def rank(
        self,
        criteria: Iterable[Criterion],
        k: int = 10,
        *,
        sold_out: bool = False,
        within: Iterable[Criterion] = (),
        alternatives: bool = False,
    ) -> list[Result]:
        """The best ``k`` products that meet every must-have, best first; one of each variant group.

        Equal matches (to nine digits) go by price, then id. ``sold_out`` lists what is sold out too;
        ``within`` are must-haves of the guide itself (its category), which no result mentions;
        ``alternatives`` fills the list with products that fail must-haves, fewest first.

        Raises:
            CriterionError: a criterion means nothing.
            ValueError: ``k`` is below 1.
        """
        if k < 1:
            raise ValueError("k")
        answers = Answers(self._products.prepare(criteria))
        scope = self._products.prepare([{**c, "hard": True} for c in within])
        listed = self._products.listed(sold_out=sold_out)
        self._catch_up()
        self._admission.follow([*answers.must, *scope], listed)
        if len(answers.soft) <= MOST:
            self._scan.follow(
                [
                    Weighed(p.attr, p.column, p.fit, 1.0 if answers.even else p.importance)
                    for p in answers.soft
                ],
                self._products.size,
            )
        rows = self._distinct(answers, self._admission.mask, k, set())
        self._pool = rows
        if alternatives and answers.must and len(rows) < k:
            rows = self._with_alternatives(answers, scope, listed, rows, k)
        ids = self._products.ids
        return answers.explain([ids[row] for row in rows.tolist()], rows)

    def _catch_up(self) -> None:
        """Take in what changed in the catalogue since the last ranking."""
        if self._changes is not self._products.changes:
            self._forget()
        elif self._seen < len(self._changes):
            rows = np.unique(np.array(self._changes[self._seen :], np.intp))
            self._seen = len(self._changes)
            if len(self._scan.scores) == self._products.size:
                self._scan.rescore(rows, self._products.column)
            self._admission.recheck(rows)

    def _distinct(self, answers: Answers, mask: Bytes | None, k: int, shown: set[int]) -> Rows:
        """The best ``k`` rows, at most one of each variant group, none of the groups ``shown``."""
        order, wanted = self._products.order, k
        while True:
            rows = best_rows(answers, self._scan, order, mask, self._pool, wanted)
            groups = self._products.groups(rows)
            if groups is None:
                return rows
            kept = _first_of_each(groups, shown)
            if len(kept) >= k or len(rows) < wanted:
                shown.update(g for g in (groups[i] for i in kept[:k]) if g >= 0)
                return rows[np.array(kept[:k], np.intp)]
            wanted *= 4

    def _with_alternatives(
        self,
        answers: Answers,
        scope: list[Prepared],
        listed: Bytes | None,
        rows: Rows,
        k: int,
    ) -> Rows:
        rest = Admission()
        rest.follow(scope, listed)
        failed = failures(answers.must, self._products.size)
        shown = set(self._products.groups(rows) or []) - {-1}
        for count in range(1, len(answers.must) + 1):
            mask = np.where(failed == count, np.uint8(255), np.uint8(0))
            if rest.mask is not None:
                mask &= rest.mask
            missing = k - len(rows)
            rows = np.concatenate([rows, self._distinct(answers, mask, missing, shown)])
            if len(rows) == k:
                break
        return rows


def _first_of_each(groups: list[int], shown: set[int]) -> list[int]:
    """Positions of the first of each group, best first; -1 is nobody's group."""
    seen, kept = set(shown), []
    for position, group in enumerate(groups):
        if group < 0 or group not in seen:
            seen.add(group)
            kept.append(position)
    return kept
