"""What the engine reads of a product, from a mapping or from an object."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

SOLD_OUT: Final = "out_of_stock"


class ProductError(ValueError):
    """A product that cannot be ranked. ``str(error)`` and ``field`` name what is wrong with it."""

    def __init__(self, field: str, *, row: int | None = None, id_: Any = None) -> None:
        super().__init__(field)
        self.field = field
        self.row = row  # its place among the products given, from 0
        self.id = id_


class Entry(NamedTuple):
    """The read fields of one product."""

    id: Any
    price: float | None
    attrs: Mapping[str, Any]
    group: Any  # item_group_id, None for a product without variants
    sold_out: bool


def read_product(product: Any) -> Entry:
    """Read ``id``, ``price``, ``attrs`` and, where there, ``item_group_id`` and ``availability``.

    Raises:
        ProductError: no id, a price that is no number, attributes that are no mapping.
    """
    if isinstance(product, Mapping):
        get = product.get
        entry = Entry(
            get("id"),
            get("price"),
            get("attrs") or {},
            get("item_group_id"),
            get("availability") == SOLD_OUT,
        )
    else:
        entry = Entry(
            getattr(product, "id", None),
            getattr(product, "price", None),
            getattr(product, "attrs", None) or {},
            getattr(product, "item_group_id", None),
            getattr(product, "availability", None) == SOLD_OUT,
        )
    if entry.id is None:
        raise ProductError("id")
    if not isinstance(entry.attrs, Mapping):
        raise ProductError("attrs", id_=entry.id)
    price_number(entry.price)
    return entry


def price_number(price: Any) -> float:
    """A price as a float, NaN for none.

    Raises:
        ProductError: it is no number.
    """
    if price is None:
        return float("nan")
    if isinstance(price, str):
        raise ProductError("price")
    try:
        return float(price)
    except (TypeError, ValueError, OverflowError):
        raise ProductError("price") from None
