"""The demo shop's products: read once, looked up, filtered, searched and sorted."""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).with_name("products")
CATEGORIES: Final = ("vacuums", "coffee", "accessories")
SORTS: Final = ("popular", "price", "price_desc", "rating")

Value = str | bool | int | float | list[str]


@dataclass(frozen=True, slots=True)
class Product:
    """One product of the shop.

    Texts are by language (``pl``, ``sl``, ``en``), money by currency (``PLN``, ``EUR``) and with
    VAT; ``vat`` in percent. An attribute that the maker does not state is absent from ``attrs``.
    ``fits`` are ids of the products an accessory is made for.
    """

    id: str
    category: str
    brand: str
    title: Mapping[str, str]
    tagline: Mapping[str, str]
    price: Mapping[str, Decimal]
    list_price: Mapping[str, Decimal] | None
    vat: Mapping[str, Decimal]
    availability: str  # in_stock, few, order, sold_out
    stock: int
    delivery_days: int
    delivery_cost: Mapping[str, Decimal]
    rating: Decimal  # of 5
    reviews: int
    badge: str | None  # hit, new
    attrs: Mapping[str, Value]
    fits: tuple[str, ...]
    picture_kind: str
    picture_colour: str

    @property
    def type(self) -> str:
        """The kind of machine or accessory: ``stick``, ``automatic``, ``bag`` …"""
        return str(self.attrs["type"])

    def for_guide(self, currency: str) -> dict[str, Any]:
        """The product as guides rank it: ``id``, ``price`` and ``attrs``."""
        return {"id": self.id, "price": float(self.price[currency]), "attrs": dict(self.attrs)}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All products, in the shop's own order."""

    products: tuple[Product, ...]
    by_id: Mapping[str, Product]

    def of(self, category: str) -> tuple[Product, ...]:
        """The products of a category."""
        return tuple(one for one in self.products if one.category == category)

    def types(self, category: str) -> tuple[str, ...]:
        """The kinds within a category, in order of appearance."""
        return tuple(dict.fromkeys(one.type for one in self.of(category)))

    def fitting(self, product_id: str) -> tuple[Product, ...]:
        """Accessories made for a product."""
        return tuple(one for one in self.products if product_id in one.fits)

    def similar(self, product: Product, limit: int = 4) -> tuple[Product, ...]:
        """Others of the same kind, nearest in price first."""
        price = product.price["PLN"]
        others = (one for one in self.products if one.type == product.type and one is not product)
        nearest = sorted(others, key=lambda one: (abs(one.price["PLN"] - price), one.id))
        return tuple(nearest[:limit])

    def search(self, query: str, language: str) -> tuple[Product, ...]:
        """Products whose texts hold every word of the query, however it is accented."""
        wanted = folded(query).split()
        if not wanted:
            return ()
        found = []
        for product in self.products:
            said = (product.title[language], product.tagline[language], product.brand, product.id)
            text = folded(" ".join(said))
            if all(word in text for word in wanted):
                found.append(product)
        return tuple(found)


def ordered(products: Iterable[Product], sort: str, currency: str) -> tuple[Product, ...]:
    """Products by one of ``SORTS``; what cannot be bought now stands last when popular."""
    if sort == "price":
        return tuple(sorted(products, key=lambda one: (one.price[currency], one.id)))
    if sort == "price_desc":
        return tuple(sorted(products, key=lambda one: (-one.price[currency], one.id)))
    if sort == "rating":
        return tuple(sorted(products, key=lambda one: (-one.rating, -one.reviews)))
    return tuple(sorted(products, key=lambda one: one.availability == "sold_out"))


def folded(text: str) -> str:
    """Lower case without accents; ``ł`` and ``đ`` too, which Unicode does not decompose."""
    plain = text.lower().translate({ord("ł"): "l", ord("đ"): "d"})
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


@lru_cache(maxsize=1)
def load() -> Catalogue:
    """The catalogue from the package's files."""
    products = tuple(
        _product(row)
        for category in CATEGORIES
        for row in json.loads((FOLDER / f"{category}.json").read_text("utf-8"))
    )
    return Catalogue(products, {one.id: one for one in products})


def _money(row: Mapping[str, float]) -> dict[str, Decimal]:
    return {currency: Decimal(str(amount)) for currency, amount in row.items()}


def _product(row: Mapping[str, Any]) -> Product:
    fits: Sequence[str] = row["fits"]
    return Product(
        id=row["id"],
        category=row["category"],
        brand=row["brand"],
        title=row["title"],
        tagline=row["tagline"],
        price=_money(row["price"]),
        list_price=_money(row["list_price"]) if row["list_price"] else None,
        vat=_money(row["vat"]),
        availability=row["availability"],
        stock=row["stock"],
        delivery_days=row["delivery"]["days"],
        delivery_cost=_money(row["delivery"]["cost"]),
        rating=Decimal(str(row["rating"])),
        reviews=row["reviews"],
        badge=row["badge"],
        attrs=row["attrs"],
        fits=tuple(fits),
        picture_kind=row["picture"]["kind"],
        picture_colour=row["picture"]["colour"],
    )
