"""The catalogue a guide ranks: built once, then kept up to date product by product."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from chat_server.core.guide.anchors import Anchors, anchors
from chat_server.core.guide.answers import Answers, Prepared
from chat_server.core.guide.arrays import Bytes, Rows
from chat_server.core.guide.column import CodedColumn, Column
from chat_server.core.guide.criterion import Criterion, CriterionError, check, has_importance
from chat_server.core.guide.explain import Result
from chat_server.core.guide.fit import MISSING
from chat_server.core.guide.listing import Listing
from chat_server.core.guide.order import TieOrder
from chat_server.core.guide.product import ProductError, price_number, read_product
from chat_server.core.guide.question import IN_PLAY, Gain, gains
from chat_server.core.guide.run import Run
from chat_server.core.guide.vocabulary import Vocabulary

PRICE: Final = "price"
_KEPT_RUNS: Final = 8
_KEPT_CHANGES: Final = 10_000


class Catalogue:
    """Products to rank, made by ``guide.index``. Rankings and changes must not overlap in time."""

    def __init__(
        self, ids: list[Any], order: TieOrder, columns: dict[str, Column], listing: Listing
    ) -> None:
        self.ids = ids
        self.order = order
        self.columns = columns
        self.listing = listing
        self.changes: list[int] = []
        self.row_of: dict[Any, int] = {id_: row for row, id_ in enumerate(ids)}
        self._nothing: CodedColumn | None = None
        self._runs: dict[tuple[Any, ...], Run] = {}

    def __len__(self) -> int:
        return len(self.row_of)

    @property
    def size(self) -> int:
        """Number of rows, those without a product included."""
        return len(self.order.keys)

    # ranking

    def run(self) -> Run:
        """A shopper's run, which makes one ranking after the other cheap."""
        return Run(self)

    def rank(
        self,
        criteria: Sequence[Criterion],
        k: int = 10,
        *,
        sold_out: bool = False,
        within: Iterable[Criterion] = (),
        alternatives: bool = False,
    ) -> list[Result]:
        """As ``Run.rank``, without a run of one's own: recent criteria are remembered."""
        run = self._recent_run(criteria)
        return run.rank(criteria, k, sold_out=sold_out, within=within, alternatives=alternatives)

    def _recent_run(self, criteria: Sequence[Criterion]) -> Run:
        """The run that ranked by the same attributes last, else a new one."""
        key = tuple([(c.get("attr"), bool(c.get("hard"))) for c in criteria])
        run = self._runs.pop(key, None) or self.run()
        self._runs[key] = run
        if len(self._runs) > _KEPT_RUNS:
            del self._runs[next(iter(self._runs))]
        return run

    def alternatives(
        self,
        criteria: Sequence[Criterion],
        k: int = 10,
        *,
        sold_out: bool = False,
        within: Iterable[Criterion] = (),
    ) -> list[Result]:
        """What the list goes on with: products failing must-haves, fewest first, then as ranked."""
        listed = self.rank(criteria, k, sold_out=sold_out, within=within, alternatives=True)
        return [result for result in listed if result.failed]

    def explain(self, criteria: Iterable[Criterion], ids: Sequence[Any]) -> list[Result]:
        """How given products fare, listed or not, in the order given (compare, "why not 100 %?").

        Raises:
            KeyError: no such product.
        """
        rows = np.array([self.row_of[id_] for id_ in ids], np.intp)
        answers = Answers(self.prepare(criteria))
        return answers.explain(ids, answers.satisfaction(rows))

    def count(self, criteria: Iterable[Criterion]) -> int:
        """How many products for sale meet every must-have among the criteria."""
        return self.listing.count([p for p in self.prepare(criteria) if p.hard])

    def next_question(
        self,
        criteria_asked: Sequence[Criterion],
        criteria_open: Sequence[Criterion],
        *,
        within: Iterable[Criterion] = (),
        run: Run | None = None,
    ) -> Criterion | None:
        """The open criterion whose answer tells most about what to buy; None if no answer would."""
        told = self.question_gains(criteria_asked, criteria_open, within=within, run=run)
        return told[0].criterion if told and told[0].score > 0 else None

    def question_gains(
        self,
        criteria_asked: Sequence[Criterion],
        criteria_open: Sequence[Criterion],
        *,
        within: Iterable[Criterion] = (),
        run: Run | None = None,
    ) -> list[Gain]:
        """Expected information gain of each open criterion, most telling first.

        ``run``: the shopper's, which has ranked by ``criteria_asked`` already and so is faster.
        """
        ranking = run or self._recent_run(criteria_asked)
        return gains(self, ranking.rows(criteria_asked, IN_PLAY, within=within), criteria_open)

    # what a run needs

    def column(self, attr: str) -> Column:
        """The attribute's column, an empty one if no product has it."""
        found = self.columns.get(attr)
        if found is not None:
            return found
        if self._nothing is None or len(self._nothing.codes) != self.size:
            self._nothing = CodedColumn(bytearray([MISSING]) * self.size, Vocabulary([]))
        return self._nothing

    def prepare(self, criteria: Iterable[Criterion]) -> list[Prepared]:
        """Check criteria and look up how they fit.

        Raises:
            CriterionError: naming field, attribute and position.
        """
        return [self._prepare(position, c) for position, c in enumerate(criteria)]

    def _prepare(self, position: int, criterion: Criterion) -> Prepared:
        try:
            attr = criterion.get("attr")
            column = self.column(attr) if isinstance(attr, str) else None
            fit = column.known_fit(criterion) if column else None
            if fit is None or column is None or not has_importance(criterion):
                check(criterion)
                column = self.column(criterion["attr"])
                fit = column.fit(criterion)
        except CriterionError as error:
            error.position = position
            raise
        hard = bool(criterion.get("hard"))
        return Prepared(
            criterion["attr"],
            column,
            fit,
            hard,
            0.0 if hard else criterion["importance"],
            criterion.get("missing", "fail") == "pass",
        )

    def require_attributes(self, criteria: Iterable[Criterion]) -> None:
        """Refuse criteria on attributes that no product has (mistyped, or deleted from the feed).

        Raises:
            CriterionError: field ``attr``.
        """
        for position, c in enumerate(criteria):
            if c.get("attr") not in self.columns:
                raise CriterionError("attr", attr=c.get("attr"), position=position)

    def listed(self, *, sold_out: bool) -> Bytes | None:
        """255 for products that may be shown, else 0; None when all may."""
        return self.listing.mask(sold_out=sold_out)

    def groups(self, rows: Rows) -> list[int] | None:
        """Variant group of each row (-1: none); None when no product has variants."""
        return self.listing.groups_of(rows)

    # reading

    def variants(self, id_: Any) -> list[Any]:
        """Ids of all variants of a product's group, itself included, cheapest first."""
        row = self.row_of[id_]
        rows = self.listing.group_members(row)
        return [self.ids[r] for r in self.order.first(rows, len(rows)).tolist()]

    def value(self, id_: Any, attr: str) -> Any:
        """A product's value, None where it is missing."""
        return self.column(attr).get(np.array([self.row_of[id_]]))[0]

    def anchors(self, attr: str) -> Anchors | None:
        """Anchors of a numeric attribute over all products of the catalogue."""
        return anchors(self.column(attr).get(self.rows()))

    def rows(self) -> Rows:
        """Rows of all products, in the order they were added."""
        return np.fromiter(self.row_of.values(), np.intp, len(self.row_of))

    # changes, each within milliseconds and without a rebuild

    def set_price(self, id_: Any, price: float | None) -> None:
        """Another price (paid now, with VAT, without delivery); None: unknown, last among equals.

        Raises:
            KeyError: no such product.
            ProductError: no finite number.
        """
        row = self.row_of[id_]
        number = price_number(price)
        self._writable(PRICE).put(row, price)
        self.order.move(row, number)
        self._changed(row)

    def set_sold_out(self, id_: Any, sold_out: bool) -> None:
        """Sold out, or in stock again."""
        row = self.row_of[id_]
        self.listing.set_sold_out(row, sold_out)
        self._changed(row)

    def set_attributes(self, id_: Any, attrs: Mapping[str, Any]) -> None:
        """Other values of some attributes; None removes one.

        Raises:
            KeyError: no such product.
            ProductError: a value of a kind that the attribute cannot have; nothing is changed then.
        """
        row = self.row_of[id_]
        columns = {attr: self._writable(attr) for attr in attrs if attr != PRICE}
        for attr, column in columns.items():
            if not column.takes(attrs[attr]):
                raise ProductError(attr, id_=id_)
        for attr, column in columns.items():
            column.put(row, attrs[attr])
        self._changed(row)

    def add(self, product: Any) -> None:
        """One more product, as ``guide.index`` takes it.

        Raises:
            ProductError: its id is taken, or a field means nothing; nothing is changed then.
        """
        entry = read_product(product)
        if entry.id in self.row_of:
            raise ProductError("id", id_=entry.id)
        if len(self.ids) == self.size:
            self._grow(self.size + self.size // 64 + 16)
        row = len(self.ids)
        self.ids.append(entry.id)
        self.row_of[entry.id] = row
        try:
            self.set_attributes(entry.id, entry.attrs)
        except ProductError:
            del self.ids[row], self.row_of[entry.id]
            raise
        self._writable(PRICE).put(row, entry.price)
        self.order.append(row, price_number(entry.price))
        self.listing.add(row, entry.group, sold_out=entry.sold_out)

    def remove(self, id_: Any) -> None:
        """Take a product out."""
        row = self.row_of.pop(id_)
        for column in self.columns.values():
            column.put(row, None)
        self.order.remove(row)
        self.listing.remove(row)
        self._changed(row)

    def _writable(self, attr: str) -> Column:
        if attr not in self.columns:
            self.columns[attr] = CodedColumn(bytearray([MISSING]) * self.size, Vocabulary([]))
        return self.columns[attr]

    def _grow(self, size: int) -> None:
        for column in self.columns.values():
            column.grow(size)
        self.order.grow(size)
        self.listing.grow(size)

    def _changed(self, row: int) -> None:
        if len(self.changes) >= _KEPT_CHANGES:
            self.changes = []  # a new list tells the runs to start afresh
        self.changes.append(row)
