"""Plural forms of whole numbers, by the rules of CLDR."""

from typing import Literal

PluralForm = Literal["one", "two", "few", "many", "other"]

FORMS: dict[str, tuple[PluralForm, ...]] = {
    "pl": ("one", "few", "many"),
    "sl": ("one", "two", "few", "other"),
    "en": ("one", "other"),
}
"""The forms that whole numbers take in each language."""


def plural_form(number: int, language: str) -> PluralForm:
    """The form that ``number`` takes in ``language``; English for any but pl and sl."""
    match language:
        case "pl":
            return _polish(number)
        case "sl":
            return _slovenian(number)
        case _:
            return "one" if number == 1 else "other"


def _polish(number: int) -> PluralForm:
    if number == 1:
        return "one"
    is_teen = 12 <= number % 100 <= 14
    return "few" if 2 <= number % 10 <= 4 and not is_teen else "many"


def _slovenian(number: int) -> PluralForm:
    match number % 100:
        case 1:
            return "one"
        case 2:
            return "two"
        case 3 | 4:
            return "few"
        case _:
            return "other"
