"""One shopper's run through a guide: ranks again and again, keeping what a change leaves."""

from collections.abc import Iterable
from typing import Any, Final, Protocol

import numpy as np

from chat_server.core.guide.admission import Admission, failures
from chat_server.core.guide.answers import Answers, Prepared
from chat_server.core.guide.arrays import Bytes, Rows
from chat_server.core.guide.column import Column
from chat_server.core.guide.criterion import Criterion
from chat_server.core.guide.explain import Result
from chat_server.core.guide.order import TieOrder
from chat_server.core.guide.scan import MOST, Scan, Weighed
from chat_server.core.guide.select import Best, best_products


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


_NONE: Final[Rows] = np.zeros(0, np.intp)


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

        Equal matches (to nine digits) go by price, then id. ``sold_out`` lists also what is sold
        out; ``within`` are must-haves of the guide itself (its category), which no result mentions;
        ``alternatives`` fills the list with products that fail must-haves, fewest first.

        Raises:
            CriterionError: a criterion means nothing.
            ValueError: ``k`` is below 1.
        """
        answers, best = self._ranked(
            criteria, k, sold_out=sold_out, within=within, alternatives=alternatives
        )
        ids = self._products.ids
        return answers.explain([ids[row] for row in best.rows.tolist()], best.satisfaction)

    def rows(
        self, criteria: Iterable[Criterion], k: int, *, within: Iterable[Criterion] = ()
    ) -> Rows:
        """Rows of the products that ``rank`` would list, best first, without explanations."""
        return self._ranked(criteria, k, sold_out=False, within=within, alternatives=False)[1].rows

    def _ranked(
        self,
        criteria: Iterable[Criterion],
        k: int,
        *,
        sold_out: bool,
        within: Iterable[Criterion],
        alternatives: bool,
    ) -> tuple[Answers, Best]:
        if k < 1:
            raise ValueError("k")
        answers = Answers(self._products.prepare(criteria))
        scope = self._products.prepare([{**c, "hard": True} for c in within])
        listed = self._products.listed(sold_out=sold_out)
        changed = self._catch_up()
        self._admission.follow([*answers.must, *scope], listed, changed)
        if len(answers.soft) <= MOST:
            self._scan.follow(
                [
                    Weighed(p.attr, p.column, p.fit, 1.0 if answers.even else p.importance)
                    for p in answers.soft
                ],
                self._products.size,
            )
        best = self._distinct(answers, self._admission.mask, k, set())
        self._pool = best.rows
        if alternatives and answers.must and len(best.rows) < k:
            best = self._with_alternatives(answers, scope, listed, best, k)
        return answers, best

    def _catch_up(self) -> Rows:
        """Rows that have changed since the last ranking; their scores are renewed."""
        if self._changes is not self._products.changes:
            self._forget()
        rows = np.unique(np.array(self._changes[self._seen :], np.intp))
        self._seen = len(self._changes)
        if len(rows) and len(self._scan.scores) == self._products.size:
            self._scan.rescore(rows, self._products.column)
        return rows

    def _distinct(self, answers: Answers, mask: Bytes | None, k: int, shown: set[int]) -> Best:
        """The best ``k`` products, one of each variant group, none of the groups ``shown``."""
        order, wanted = self._products.order, k
        while True:
            best = best_products(answers, self._scan, order, mask, self._pool, wanted)
            groups = self._products.groups(best.rows)
            if groups is None:
                return best
            kept = _first_of_each(groups, shown)
            if len(kept) >= k or len(best.rows) < wanted:
                shown.update(g for g in (groups[i] for i in kept[:k]) if g >= 0)
                places = np.array(kept[:k], np.intp)
                return Best(best.rows[places], best.satisfaction[:, places])
            wanted *= 4

    def _with_alternatives(
        self,
        answers: Answers,
        scope: list[Prepared],
        listed: Bytes | None,
        best: Best,
        k: int,
    ) -> Best:
        rest = Admission()
        rest.follow(scope, listed, _NONE)
        failed = failures(answers.must, self._products.size)
        shown = set(self._products.groups(best.rows) or []) - {-1}
        for count in range(1, len(answers.must) + 1):
            mask = np.where(failed == count, np.uint8(255), np.uint8(0))
            if rest.mask is not None:
                mask &= rest.mask
            more = self._distinct(answers, mask, k - len(best.rows), shown)
            best = Best(
                np.concatenate([best.rows, more.rows]),
                np.concatenate([best.satisfaction, more.satisfaction], axis=1),
            )
            if len(best.rows) == k:
                break
        return best


def _first_of_each(groups: list[int], shown: set[int]) -> list[int]:
    """Positions of the first of each group, best first; -1 is nobody's group."""
    seen, kept = set(shown), []
    for position, group in enumerate(groups):
        if group < 0 or group not in seen:
            seen.add(group)
            kept.append(position)
    return kept
