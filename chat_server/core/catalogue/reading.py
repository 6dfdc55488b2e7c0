"""Attributes from text to typed values; each distinct text is read once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from chat_server.core.catalogue.attribute import (
    AttributeType,
    Profile,
    Raw,
    detect,
    fits_unit,
    read_number,
)
from chat_server.core.catalogue.units import converted, unit_of
from chat_server.core.catalogue.values import is_missing, parse_set, parse_yes_no

Value = float | bool | str | tuple[str, ...]

_KEPT: Final = 50_000  # readings remembered of one attribute


@dataclass(frozen=True, slots=True)
class Misread:
    """Why a value could not be read; the product goes in without it."""

    attr: str
    raw: str
    reason: str  # "not_a_number", "other_unit", "not_yes_or_no"


class Profiler:
    """First pass of an import: sees every product's attributes, finds each one's type."""

    def __init__(self) -> None:
        self.profiles: dict[str, Profile] = {}
        self.products = 0

    def add(self, attrs: Mapping[str, Raw]) -> None:
        """Note one product."""
        self.products += 1
        profiles = self.profiles
        for attr, raw in attrs.items():
            profile = profiles.get(attr)
            if profile is None:
                profile = profiles[attr] = Profile()
            profile.add(raw)

    def types(self, overrides: Mapping[str, AttributeType]) -> dict[str, AttributeType]:
        """Type of each attribute seen; ``overrides``: what the owner said about some."""
        return {
            attr: detect(profile, override=overrides.get(attr))
            for attr, profile in self.profiles.items()
        }


class Reader:
    """Second pass: typed values, in one unit an attribute."""

    def __init__(self, types: Mapping[str, AttributeType]) -> None:
        self._types = types
        self._known: dict[str, dict[Raw, Value | Misread | None]] = {attr: {} for attr in types}

    def read(self, attrs: Mapping[str, Raw]) -> tuple[dict[str, Value], list[Misread]]:
        """Values of one product's attributes; missing and unreadable ones are left out."""
        values: dict[str, Value] = {}
        misread: list[Misread] = []
        for attr, raw in attrs.items():
            known = self._known.get(attr)
            if known is None:
                continue
            value = known.get(raw, _UNREAD)
            if value is _UNREAD:
                value = self._remember(known, attr, raw)
            if isinstance(value, Misread):
                misread.append(value)
            elif value is not None:
                values[attr] = value
        return values, misread

    def _remember(
        self, known: dict[Raw, Value | Misread | None], attr: str, raw: Raw
    ) -> Value | Misread | None:
        value = read_value(attr, raw, self._types[attr])
        if len(known) < _KEPT:
            known[raw] = value
        return value


_UNREAD: Final[Value] = ("not", "read", "yet")


def read_value(attr: str, raw: Raw, type_: AttributeType) -> Value | Misread | None:
    """One value; None where it is missing."""
    if type_.kind == "set":
        return _read_set(raw, type_.separator)
    text = (raw if isinstance(raw, str) else ", ".join(raw)).strip()
    if is_missing(text):
        return None
    if type_.kind == "number":
        return _read_number(attr, text, type_)
    if type_.kind == "yes_no":
        answer = parse_yes_no(text)
        return Misread(attr, text, "not_yes_or_no") if answer is None else answer
    return text


def _read_set(raw: Raw, separator: str) -> Value | None:
    texts: Iterable[str] = (raw,) if isinstance(raw, str) else raw
    if separator:
        parts = [part for text in texts for part in parse_set(text, separator)]
    else:
        parts = [text.strip() for text in texts if not is_missing(text)]
    return tuple(dict.fromkeys(parts)) or None


def _read_number(attr: str, text: str, type_: AttributeType) -> Value | Misread:
    quantity = read_number(text, type_)
    if quantity is None:
        return Misread(attr, text, "not_a_number")
    if not quantity.unit:
        return quantity.number
    if not fits_unit(quantity, type_):
        return Misread(attr, text, "other_unit")
    return converted(quantity.number, unit_of(quantity.unit), unit_of(type_.unit))
