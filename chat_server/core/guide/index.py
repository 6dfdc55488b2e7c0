"""From products to a catalogue that ranks them."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np

from chat_server.core.guide.arrays import Rows
from chat_server.core.guide.catalogue import PRICE, Catalogue
from chat_server.core.guide.encode import ColumnBuilder
from chat_server.core.guide.listing import Listing
from chat_server.core.guide.order import TieOrder
from chat_server.core.guide.product import ProductError, read_product

_NO_PRICE: Final = float("nan")


def index(products: Iterable[Any]) -> Catalogue:
    """Build a catalogue of products, read once and not kept.

    A product is a mapping or an object with ``id`` (all strings or all numbers), ``price`` (a
    number or None) and ``attrs`` (mapping of attribute to number, text, yes/no, or list, tuple or
    set of values; None and NaN mean missing); optionally ``item_group_id`` (variants) and
    ``availability`` (``"out_of_stock"`` is listed only on request).

    Raises:
        ProductError: with row and field: no id, an id twice, a value that cannot be compared.
    """
    builder = CatalogueBuilder()
    for product in products:
        builder.add(product)
    return builder.build()


class CatalogueBuilder:
    """Takes products one by one, so that an import can build as it reads."""

    def __init__(self) -> None:
        self._ids: list[Any] = []
        self._seen: set[Any] = set()
        self._prices: list[float] = []
        self._columns: dict[str, ColumnBuilder] = {PRICE: ColumnBuilder()}
        self._groups: dict[int, Any] = {}
        self._sold_out: list[int] = []

    def add(self, product: Any) -> None:
        """One more product.

        Raises:
            ProductError: it was not taken.
        """
        try:
            entry = read_product(product)
        except ProductError as error:
            error.row = len(self._ids)
            raise
        self.put(*entry)

    def put(
        self, id_: Any, price: float | None, attrs: Mapping[str, Any], group: Any, sold_out: bool
    ) -> None:
        """One more product whose fields have been read and checked.

        Raises:
            ProductError: its id is taken, or a value cannot be compared; it was not taken.
        """
        row = len(self._ids)
        if id_ in self._seen:
            raise ProductError("id", row=row, id_=id_)
        columns, attr = self._columns, PRICE
        try:
            columns[PRICE].put(row, price)
            for attr, value in attrs.items():
                if attr != PRICE:
                    column = columns.get(attr)
                    if column is None:
                        column = columns[attr] = ColumnBuilder()
                    column.put(row, value)
        except TypeError:
            for column in columns.values():
                column.take_back(row)
            raise ProductError(attr, row=row, id_=id_) from None
        self._ids.append(id_)
        self._seen.add(id_)
        self._prices.append(_NO_PRICE if price is None else price)
        if group is not None:
            self._groups[row] = group
        if sold_out:
            self._sold_out.append(row)

    def build(self) -> Catalogue:
        """The catalogue of all products taken."""
        prices = np.array(self._prices, np.float64)
        order = self._order(prices)
        ids = [self._ids[i] for i in order.tolist()]
        columns = {attr: c.build(order, len(order)) for attr, c in self._columns.items()}
        place = np.empty(len(order), np.intp)
        place[order] = np.arange(len(order))
        sold_out = place[np.array(self._sold_out, np.intp)].tolist()
        groups = [self._groups.get(i) for i in order.tolist()] if self._groups else []
        return Catalogue(
            ids, TieOrder(prices[order], ids), columns, Listing(len(ids), sold_out, groups)
        )

    def _order(self, prices: "np.ndarray[Any, np.dtype[np.float64]]") -> Rows:
        try:
            by_id = np.array(sorted(range(len(self._ids)), key=self._ids.__getitem__), np.intp)
        except TypeError:
            raise ProductError("id") from None
        known = np.where(np.isnan(prices), np.inf, prices)
        return by_id[np.argsort(known[by_id], kind="stable")]
