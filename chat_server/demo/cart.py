"""The shopper's cart: a cookie of ids and quantities, read forgivingly. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from chat_server.demo.catalogue import Catalogue, Product

QUANTITY_MAX: Final = 9
LINES_MAX: Final = 20
FREE_DELIVERY_FROM: Final = {"PLN": Decimal(300), "EUR": Decimal(70)}
DELIVERY_COST: Final = {"PLN": Decimal("14.90"), "EUR": Decimal("4.90")}

_ENTRY: Final = re.compile(r"([a-z0-9-]{1,60})\.([1-9])", re.ASCII)

Quantities = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CartLine:
    """One product and how many of it."""

    product: Product
    quantity: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class CartSummary:
    """What the cart page shows; amounts in one currency, with VAT."""

    lines: tuple[CartLine, ...]
    goods: Decimal
    delivery: Decimal
    total: Decimal


def read_cart(cookie: str, catalogue: Catalogue) -> dict[str, int]:
    """Quantities by product id; what is unknown or malformed is left out."""
    found: dict[str, int] = {}
    for part in cookie.split("_")[:LINES_MAX]:
        entry = _ENTRY.fullmatch(part)
        if entry and entry[1] in catalogue.by_id:
            found[entry[1]] = int(entry[2])
    return found


def write_cart(quantities: Quantities) -> str:
    """The cookie's value, made of characters that need no quoting."""
    return "_".join(f"{product}.{quantity}" for product, quantity in quantities.items())


def with_added(quantities: Quantities, product: Product) -> dict[str, int]:
    """One more of a product, as far as it can be bought and the limits go."""
    if product.availability == "sold_out":
        return dict(quantities)
    if product.id not in quantities and len(quantities) >= LINES_MAX:
        return dict(quantities)
    return {**quantities, product.id: min(quantities.get(product.id, 0) + 1, QUANTITY_MAX)}


def with_quantity(quantities: Quantities, product: Product, quantity: int) -> dict[str, int]:
    """So many of a product that is in the cart; none takes it out."""
    kept = {one: count for one, count in quantities.items() if one != product.id or quantity > 0}
    if product.id in kept:
        kept[product.id] = min(quantity, QUANTITY_MAX)
    return kept


def summary(quantities: Quantities, catalogue: Catalogue, currency: str) -> CartSummary:
    """Lines, delivery and total."""
    lines = tuple(
        CartLine(product, quantity, product.price[currency] * quantity)
        for product, quantity in ((catalogue.by_id[one], n) for one, n in quantities.items())
    )
    goods = sum((line.amount for line in lines), Decimal(0))
    free = not lines or goods >= FREE_DELIVERY_FROM[currency]
    delivery = Decimal(0) if free else DELIVERY_COST[currency]
    return CartSummary(lines, goods, delivery, goods + delivery)
