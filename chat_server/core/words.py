"""Texts in a language: catalogue, CLDR plurals, numbers and prices. Pure.

A catalogue is a flat JSON object per language; a value is a text, or an object of plural forms
(``one``, ``two``, ``few``, ``many``, ``other``). Placeholders are ``{name}``; the number of a
plural is ``{n}``.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Final

Text = str | Mapping[str, str]

NO_BREAK_SPACE: Final = "\u00a0"


class MissingTextError(KeyError):
    """The catalogue has no such key, or no such plural form."""


def _polish(n: int) -> str:
    if n == 1:
        return "one"
    if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14):
        return "few"
    return "many"


def _slovenian(n: int) -> str:
    return {1: "one", 2: "two", 3: "few", 4: "few"}.get(n % 100, "other")


def _english(n: int) -> str:
    return "one" if n == 1 else "other"


# CLDR 45, cardinal rules for integers
_PLURAL: Final[Mapping[str, Callable[[int], str]]] = {
    "pl": _polish,
    "sl": _slovenian,
    "en": _english,
}
_SEPARATORS: Final = {"pl": (NO_BREAK_SPACE, ","), "sl": (".", ","), "en": (",", ".")}
_SYMBOLS: Final = {"PLN": "zł", "EUR": "€"}
_CENT: Final = Decimal("0.01")

LANGUAGES: Final = tuple(_PLURAL)


@dataclass(frozen=True, slots=True)
class Words:
    """One language's catalogue and its way of writing numbers."""

    language: str
    texts: Mapping[str, Text]

    def text(self, key: str, **values: object) -> str:
        """The text of ``key`` with its placeholders filled. Raises ``MissingTextError``."""
        found = self.texts.get(key)
        if not isinstance(found, str):
            raise MissingTextError(f"{self.language}: {key}")
        return found.format(**values) if values else found

    def count(self, key: str, n: int) -> str:
        """The plural of ``key`` for ``n`` pieces. Raises ``MissingTextError``."""
        forms = self.texts.get(key)
        form = _PLURAL[self.language](n)
        if not isinstance(forms, Mapping) or form not in forms:
            raise MissingTextError(f"{self.language}: {key}.{form}")
        return forms[form].format(n=self.number(n))

    def number(self, value: float | Decimal, decimals: int = 0) -> str:
        """A number with the language's separators: 1449 is ``1 449``, ``1.449`` or ``1,449``."""
        thousands, point = _SEPARATORS[self.language]
        exact = Decimal(str(value))
        return f"{exact:,.{decimals}f}".translate({ord(","): thousands, ord("."): point})

    def price(self, amount: Decimal, currency: str) -> str:
        """A price; whole amounts without cents, as shop windows write them."""
        cents = amount.quantize(_CENT, ROUND_HALF_UP)
        shown = self.number(cents, 0 if cents == cents.to_integral_value() else 2)
        symbol = _SYMBOLS.get(currency, currency)
        if self.language == "en" and currency == "EUR":
            return f"{symbol}{shown}"
        return f"{shown}{NO_BREAK_SPACE}{symbol}"


def read_words(folder: Path) -> dict[str, Words]:
    """The catalogues ``pl.json``, ``sl.json`` and ``en.json`` of a folder, by language."""
    return {
        language: Words(language, json.loads((folder / f"{language}.json").read_text("utf-8")))
        for language in LANGUAGES
    }
