"""From the words of a feed to a product: the same rules for every format."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final, NamedTuple

from chat_server.core.catalogue.attribute import Raw
from chat_server.core.catalogue.values import parse_quantity
from chat_server.services.feed.product import SHOWN, Availability, FeedProduct, RowError

_LONGEST: Final = (("id", 200), ("title", 500), ("link", 2000))  # characters
_LINK: Final = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_CURRENCY: Final = re.compile(r"\b([A-Z]{3})\b")
_SYMBOLS: Final = {"zł": "PLN", "€": "EUR", "kč": "CZK", "$": "USD", "£": "GBP"}
_AVAILABILITY: Final[Mapping[str, Availability]] = {
    "in_stock": "in_stock", "in stock": "in_stock", "instock": "in_stock", "available": "in_stock",
    "yes": "in_stock", "true": "in_stock", "1": "in_stock", "dostępny": "in_stock",
    "na zalogi": "in_stock", "limitedavailability": "in_stock", "onlineonly": "in_stock",
    "instoreonly": "in_stock",
    "out_of_stock": "out_of_stock", "out of stock": "out_of_stock", "outofstock": "out_of_stock",
    "soldout": "out_of_stock", "sold out": "out_of_stock", "unavailable": "out_of_stock",
    "no": "out_of_stock", "false": "out_of_stock", "0": "out_of_stock",
    "niedostępny": "out_of_stock", "ni na zalogi": "out_of_stock",
    "discontinued": "out_of_stock", "reserved": "out_of_stock",
    "preorder": "preorder", "pre-order": "preorder", "presale": "preorder",
    "backorder": "backorder", "back_order": "backorder", "on demand": "backorder",
    "madetoorder": "backorder",
}  # fmt: skip
_EXACT_WORDS: Final = {word: _AVAILABILITY[word] for word in ("in_stock", "in stock")}


@dataclass(slots=True)
class Item:
    """One product in a feed's words: texts by our field names, attributes apart."""

    row: int
    fields: dict[str, str] = field(default_factory=dict)
    images: list[str] = field(default_factory=list)
    attrs: dict[str, Raw] = field(default_factory=dict)

    def put(self, name: str, text: str | None) -> None:
        """Set a field, unless it is set already or the text is empty."""
        if text and (text := text.strip()):
            self.fields.setdefault(name, text)

    def add_attribute(self, name: str, text: str | None) -> None:
        """Add an attribute; one that comes again becomes several values."""
        name = name.strip()
        if not name or text is None or not (text := text.strip()):
            return
        before = self.attrs.get(name)
        if before is None:
            self.attrs[name] = text
        else:
            self.attrs[name] = (*((before,) if isinstance(before, str) else before), text)


class Money(NamedTuple):
    """An amount and the currency it was written with ("" for none)."""

    amount: float
    currency: str


@lru_cache(maxsize=65536)
def parse_money(text: str) -> Money | None:
    """ "1 299,00 zł", "799.00 PLN" or "EUR 12": None when there is no amount."""
    currency = ""
    lowered = text.casefold()
    for symbol, code in _SYMBOLS.items():
        if symbol in lowered:
            currency = code
            at = lowered.index(symbol)
            text = text[:at] + text[at + len(symbol) :]
            break
    else:
        found = _CURRENCY.search(text)
        if found is not None:
            currency = found[1]
            text = text[: found.start()] + text[found.end() :]
    quantity = parse_quantity(text)
    if quantity is None or quantity.unit:
        return None
    return Money(quantity.number, currency)


class Normaliser:
    """Turns items into products and says what is wrong with each. One for each feed."""

    def __init__(self, currency: str, vat_rate: float | None, now: int) -> None:
        """``currency`` and ``vat_rate`` (percent): of the shop, for items that do not tell.

        ``now`` (ms UTC): sale prices of another time are left out.
        """
        self._currency = currency
        self._now = now
        self._vat_rate = vat_rate
        self._ids: set[str] = set()

    def products(self, items: Iterable[Item | RowError]) -> Iterable[FeedProduct | RowError]:
        """Products, and before each what it lost; errors of rows that are out altogether."""
        for item in items:
            if isinstance(item, RowError):
                yield item
            else:
                yield from self._product(item)

    def _product(self, item: Item) -> list[FeedProduct | RowError]:
        texts = item.fields
        fault = self._fault(item)
        if fault is not None:
            return [fault]
        id_ = texts["id"]
        self._ids.add(id_)
        price_text = texts.get("price")
        price = parse_money(price_text) if price_text else None
        rest = _Reading(item.row, id_, texts)
        sale = rest.money("sale_price") if "sale_price" in texts else None
        if sale and "sale_period" in texts and not rest.is_in("sale_period", self._now):
            sale = None
        delivery = rest.money("delivery_cost") if "delivery_cost" in texts else None
        product = FeedProduct(
            item.row,
            id_,
            texts["title"],
            texts.get("link", ""),
            tuple([image for image in item.images if _LINK.match(image)]),
            texts.get("brand", ""),
            texts.get("category", ""),
            price.amount if price else None,
            sale.amount if sale and price and sale.amount < price.amount else None,
            (price and price.currency) or texts.get("currency", self._currency).upper(),
            rest.number("vat_rate") if "vat_rate" in texts else self._vat_rate,
            _EXACT_WORDS.get(texts.get("availability", "in_stock")) or rest.availability(),
            delivery.amount if delivery else None,
            rest.whole("delivery_days") if "delivery_days" in texts else None,
            rest.number("rating") if "rating" in texts else None,
            rest.whole("reviews") if "reviews" in texts else None,
            rest.link("manual_link") if "manual_link" in texts else "",
            rest.link("safety_link") if "safety_link" in texts else "",
            texts.get("item_group_id"),
            item.attrs,
        )
        return [*rest.errors, product] if rest.errors else [product]

    def _fault(self, item: Item) -> RowError | None:
        """What keeps a product out."""
        texts, row = item.fields, item.row
        id_ = texts.get("id", "")
        for name in ("id", "title"):
            if name not in texts:
                return RowError(row, id_, name, "missing", "", kept=False)
        for name, longest in _LONGEST:
            if name in texts and len(texts[name]) > longest:
                return RowError(row, id_[:SHOWN], name, "too_long", texts[name][:SHOWN], False)
        if id_ in self._ids:
            return RowError(row, id_, "id", "duplicate", id_, kept=False)
        link = texts.get("link")
        if link is not None and not _LINK.match(link):
            return RowError(row, id_, "link", "not_a_link", link[:SHOWN], kept=False)
        price = texts.get("price")
        if price is not None:
            money = parse_money(price)
            if money is None or money.amount < 0:
                reason = "not_a_number" if money is None else "negative"
                return RowError(row, id_, "price", reason, price[:SHOWN], kept=False)
        return None


class _Reading:
    """Reads the fields a product can do without; what cannot be read is noted."""

    def __init__(self, row: int, id_: str, texts: Mapping[str, str]) -> None:
        self._row, self._id, self._texts = row, id_, texts
        self.errors: list[RowError] = []

    def _note(self, name: str, reason: str) -> None:
        value = self._texts[name][:SHOWN]
        self.errors.append(RowError(self._row, self._id, name, reason, value, kept=True))

    def money(self, name: str) -> Money | None:
        text = self._texts[name]
        money = parse_money(text)
        if money is None or money.amount < 0:
            self._note(name, "not_a_number" if money is None else "negative")
            return None
        return money

    def number(self, name: str) -> float | None:
        text = self._texts[name]
        quantity = parse_quantity(text)
        if quantity is None or quantity.number < 0:
            self._note(name, "not_a_number" if quantity is None else "negative")
            return None
        return quantity.number

    def whole(self, name: str) -> int | None:
        number = self.number(name)
        return None if number is None else round(number)

    def is_in(self, name: str, now: int) -> bool:
        """Whether a moment (ms UTC) lies in an ISO 8601 interval; UTC unless it names a zone."""
        start, _, end = self._texts[name].partition("/")
        try:
            return _moment(start) <= now < _moment(end)
        except ValueError:
            self._note(name, "unreadable")
            return False

    def availability(self) -> Availability:
        text = self._texts["availability"]
        known = _AVAILABILITY.get(text.rsplit("/", 1)[-1].casefold())
        if known is None:
            self._note("availability", "unknown_word")
            return "in_stock"
        return known

    def link(self, name: str) -> str:
        text = self._texts[name]
        if not _LINK.match(text):
            self._note(name, "not_a_link")
            return ""
        return text


def _moment(text: str) -> int:
    moment = datetime.fromisoformat(text.strip())
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)
