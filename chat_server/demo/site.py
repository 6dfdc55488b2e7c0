"""The demo shop's pages: functions from data to HTML."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from jinja2 import Environment

from chat_server.core.words import LANGUAGES, Words, read_words
from chat_server.demo import content, pictures
from chat_server.demo.cart import Quantities, summary
from chat_server.demo.catalogue import (
    CATEGORIES,
    SORTS,
    Catalogue,
    Product,
    load,
    ordered,
)
from chat_server.demo.describe import Describer

PAGES: Final = ("advice", "delivery", "contact")
THEMES: Final = ("light", "dark")
_BESTSELLERS: Final = 8
_TRIED: Final = 40  # reviews, before a product counts as chosen often
_COFFEE_ON_HOME: Final = 4


@lru_cache(maxsize=1)
def words() -> dict[str, Words]:
    """The shop's texts by language."""
    return read_words(Path(__file__).with_name("texts"))


@dataclass(frozen=True, slots=True)
class Visit:
    """What a page must know of the request: language, cart, and the theme if one was asked for.

    ``path`` is the page's path after the language, for the links to the other languages.
    """

    language: str
    cart: Quantities = field(default_factory=dict)
    theme: str | None = None
    path: str = ""


@dataclass(frozen=True, slots=True)
class DemoSite:
    """The shop, ready to show pages.

    ``widget_src`` is the address of the widget's script, ``shop_key`` the shop it is for.
    ``jinja`` must escape by itself and find the package's templates.
    """

    widget_src: str
    shop_key: str
    jinja: Environment
    catalogue: Catalogue = field(default_factory=load)

    @property
    def hub(self) -> str:
        """The hub's origin, as a Content-Security-Policy names it."""
        parts = urlsplit(self.widget_src)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else "'self'"

    def read_ahead(self) -> None:
        """Read every file that pages are made from, by making each kind of page once."""
        for language in LANGUAGES:
            visit = Visit(language, cart={self.catalogue.products[0].id: 1})
            self.home(visit)
            self.category(visit, CATEGORIES[0], "", "")
            self.product(visit, self.catalogue.products[0])
            self.search(visit, "a")
            self.cart(visit)
            self.order(visit)
            self.not_found(visit)
            for page in PAGES:
                self.info(visit, page)

    def home(self, visit: Visit) -> str:
        """The first page."""
        products = self.catalogue.products
        tried = [one for one in products if one.category != "accessories" and one.reviews >= _TRIED]
        loved = sorted(tried, key=lambda one: (one.badge != "hit", -one.rating, -one.reviews))
        bestsellers = _mixed(loved)[:_BESTSELLERS]
        coffee = [one for one in self.catalogue.of("coffee") if one not in bestsellers]
        return self._page(
            "home",
            visit,
            bestsellers=bestsellers,
            more=ordered(coffee, "rating", "PLN")[:_COFFEE_ON_HOME],
        )

    def category(self, visit: Visit, category: str, kind: str, sort: str) -> str:
        """A category, of one kind only when ``kind`` is one of its own."""
        types = self.catalogue.types(category)
        chosen = kind if kind in types else ""
        products = [one for one in self.catalogue.of(category) if chosen in ("", one.type)]
        order = sort if sort in SORTS else SORTS[0]
        return self._page(
            "category",
            visit,
            category=category,
            types=types,
            kind=chosen,
            sort=order,
            sorts=SORTS,
            products=ordered(products, order, self._currency(visit)),
        )

    def product(self, visit: Visit, product: Product) -> str:
        """One product."""
        return self._page(
            "product",
            visit,
            product=product,
            details=self._describer(visit).details(product, self.catalogue),
            accessories=self.catalogue.fitting(product.id),
            fits=[self.catalogue.by_id[one] for one in product.fits],
            similar=self.catalogue.similar(product),
        )

    def search(self, visit: Visit, query: str) -> str:
        """What was found for a query."""
        found = self.catalogue.search(query, visit.language)
        return self._page("search", visit, query=query, products=found)

    def cart(self, visit: Visit) -> str:
        """The cart."""
        bill = summary(visit.cart, self.catalogue, self._currency(visit))
        return self._page("cart", visit, bill=bill)

    def order(self, visit: Visit) -> str:
        """Thanks for an order that was not placed."""
        return self._page("order", visit, orders=[one["number"] for one in content.orders()])

    def info(self, visit: Visit, page: str) -> str:
        """One of ``PAGES``."""
        return self._page(page, visit, agents=content.agents())

    def not_found(self, visit: Visit) -> str:
        """There is no such page."""
        return self._page("missing", visit)

    def added(self, visit: Visit, product: Product) -> dict[str, str | int]:
        """What the shop's script shows after a product was added without leaving the page."""
        text = words()[visit.language]
        count = sum(visit.cart.values())
        return {
            "count": count,
            "label": text.count("cart.link", count),
            "message": text.text("cart.added", title=product.title[visit.language]),
        }

    def _currency(self, visit: Visit) -> str:
        currency: str = content.shop()["currency"][visit.language]
        return currency

    def _describer(self, visit: Visit) -> Describer:
        return Describer(words()[visit.language], self._currency(visit))

    def _page(self, name: str, visit: Visit, **context: Any) -> str:
        text = words()[visit.language]
        shop = content.shop()
        return self.jinja.get_template(f"demo/{name}.html").render(
            t=text.text,
            n=text.count,
            lang=visit.language,
            languages=LANGUAGES,
            path=visit.path,
            theme=visit.theme,
            shop=shop,
            shop_name=shop["name"][visit.language],
            cart_count=sum(visit.cart.values()),
            categories=CATEGORIES,
            say=self._describer(visit),
            drawing=pictures.shapes,
            widget_src=self.widget_src,
            shop_key=self.shop_key,
            **context,
        )


def _mixed(products: Iterable[Product]) -> list[Product]:
    """The same products, one of each kind first, so that a row shows what the shop has."""
    seen: set[str] = set()
    first: list[Product] = []
    rest: list[Product] = []
    for product in products:
        (rest if product.type in seen else first).append(product)
        seen.add(product.type)
    return [*first, *rest]
