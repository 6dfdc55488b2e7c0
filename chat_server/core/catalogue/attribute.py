"""What kind of thing an attribute is, found out from its values; the owner's word counts more."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final, Literal

from chat_server.core.catalogue.units import unit_of
from chat_server.core.catalogue.values import (
    Quantity,
    grouping_shown,
    is_missing,
    parse_quantity,
    parse_set,
    parse_yes_no,
)

Kind = Literal["number", "yes_no", "choice", "set", "text"]
Raw = str | tuple[str, ...]  # one value as written, or several given apart from each other

SEPARATORS: Final = ("|", ";", "\n", ", ", " / ", " + ")
_MOST_DISTINCT: Final = 50_000  # values kept of one attribute; it is a text long before that
_SURE: Final = 0.9  # share of products whose value must read as the kind
_FEW: Final = 12  # distinct values that are a choice even when each product has its own
_LONGEST_CHOICE: Final = 60  # characters


@dataclass(frozen=True, slots=True)
class AttributeType:
    """How an attribute's values are read. Owners override ``kind`` and ``unit``."""

    kind: Kind
    unit: str = ""  # of numbers: what all are converted to; "" for bare numbers
    grouping: str = ""  # of numbers: "." or "," where it separates thousands
    separator: str = ""  # of sets written as one text


@dataclass(slots=True)
class Profile:
    """All an import remembers of one attribute: how often each value was seen."""

    counts: Counter[Raw] = field(default_factory=Counter)
    products: int = 0  # with a value, missing ones left out
    overflow: int = 0  # products whose value came after there were too many to count

    def add(self, raw: Raw) -> None:
        """Note one product's value."""
        counts = self.counts
        if raw in counts or len(counts) < _MOST_DISTINCT:
            counts[raw] += 1
        else:
            self.overflow += 1


def detect(profile: Profile, *, override: AttributeType | None = None) -> AttributeType:
    """The type of an attribute; ``override``: what the owner said, completed where it is silent."""
    counts = Counter({raw: n for raw, n in profile.counts.items() if _is_known(raw)})
    if override is not None:
        return _completed(override, counts)
    total = sum(counts.values())
    if not total:
        return AttributeType("text")
    single = {raw: n for raw, n in counts.items() if isinstance(raw, str)}
    if _share(single, parse_yes_no, total) >= _SURE and not single.keys() <= {"0", "1"}:
        return AttributeType("yes_no")
    number = _as_number(single)
    if number is not None and _share_of_unit(single, number, total) >= _SURE:
        return number
    return _as_words(counts, total, profile.overflow)


def _is_known(raw: Raw) -> bool:
    return not is_missing(raw) if isinstance(raw, str) else bool(raw)


def _share(counts: dict[str, int], parse: object, total: int) -> float:
    assert callable(parse)
    return sum(n for text, n in counts.items() if parse(text) is not None) / total


def _as_number(counts: dict[str, int]) -> AttributeType | None:
    """Numbers in the unit that most products use."""
    hints = Counter[str]()
    for text, n in counts.items():
        hints[grouping_shown(text)] += n
    grouping = max((g for g in hints if g), key=lambda g: hints[g], default="")
    units = Counter[str]()
    for text, n in counts.items():
        quantity = parse_quantity(text, grouping)
        if quantity is not None:
            units[quantity.unit] += n
    if not units:
        return None
    named = Counter[str]()
    for unit, n in units.items():
        if unit:
            named[unit_of(unit).symbol] += n
    return AttributeType("number", named.most_common(1)[0][0] if named else "", grouping)


def _share_of_unit(counts: dict[str, int], number: AttributeType, total: int) -> float:
    return (
        sum(n for text, n in counts.items() if fits_unit(read_number(text, number), number)) / total
    )


def read_number(text: str, number: AttributeType) -> Quantity | None:
    """A number as the attribute's numbers are written."""
    return parse_quantity(text, number.grouping)


def fits_unit(quantity: Quantity | None, number: AttributeType) -> bool:
    """Whether a number can be had in the attribute's unit; a bare number is taken to be in it."""
    if quantity is None:
        return False
    if not quantity.unit or not number.unit:
        return quantity.unit == "" or number.unit != ""
    return unit_of(quantity.unit).dimension == unit_of(number.unit).dimension


def _as_words(counts: Counter[Raw], total: int, overflow: int) -> AttributeType:
    if any(isinstance(raw, tuple) for raw in counts):
        return AttributeType("set", separator=_separator(counts))
    separator = _separator(counts)
    if separator:
        return AttributeType("set", separator=separator)
    distinct = len(counts)
    short = all(len(raw) <= _LONGEST_CHOICE for raw in counts if isinstance(raw, str))
    repeated = distinct <= max(_FEW, total // 2)
    return AttributeType("choice" if short and repeated and not overflow else "text")


def _separator(counts: Counter[Raw]) -> str:
    """The separator that splits many values into parts that come up again and again."""
    texts = {raw: n for raw, n in counts.items() if isinstance(raw, str)}
    total = sum(texts.values())
    for separator in SEPARATORS:
        split = {text: n for text, n in texts.items() if separator in text}
        if sum(split.values()) * 10 < total:
            continue
        parts = Counter[str]()
        for text, n in texts.items():
            for part in parse_set(text, separator):
                parts[part] += n
        short = all(len(part) <= _LONGEST_CHOICE for part in parts)
        if short and parts and sum(parts.values()) >= 2 * len(parts) and len(parts) <= len(texts):
            return separator
    return ""


def _completed(override: AttributeType, counts: Counter[Raw]) -> AttributeType:
    if override.kind == "number":
        found = _as_number({raw: n for raw, n in counts.items() if isinstance(raw, str)})
        unit = override.unit or (found.unit if found else "")
        return AttributeType("number", unit, override.grouping or (found.grouping if found else ""))
    if override.kind == "set":
        return AttributeType("set", separator=override.separator or _separator(counts))
    return override
