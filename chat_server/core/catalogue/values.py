"""What shops write into attributes, read: "2,1 kg", '2.5"', "1 024 MB", "tak", "HEPA | turbo"."""

import re
from typing import Final, NamedTuple

MISSING: Final = frozenset(
    {"", "-", "--", "—", "–", "/", "?", "n/a", "n.a.", "na", "null", "none", "nan", "n/d", "nd",
     "b/d", "bd", "brak danych", "nie dotyczy", "no data", "unknown", "ni podatka", "ni podatkov",
     "nieznany", "neznano"}
)  # fmt: skip
YES: Final = frozenset(
    {"tak", "t", "yes", "y", "true", "da", "jest", "posiada", "✓", "✔", "ano", "áno", "1"}
)
NO: Final = frozenset(
    {"nie", "n", "no", "false", "ne", "brak", "nie posiada", "ni", "✗", "✘", "x", "0"}
)

_NUMBER: Final = re.compile(
    r"""^(?:ok\.?|około|ca\.?|approx\.?|cca|max\.?|maks\.?|min\.?|do|od|up\ to|[~≈≤≥<>±])?\s*
        (?P<number>[+\-−]?
            (?:\d{1,3}(?:[\ '\u00a0\u2009\u202f]\d{3})+|\d[\d.,]*|[.,]\d+)(?:[.,]\d+)?)
        \s*(?P<unit>[^\d\s].*)?$""",
    re.VERBOSE | re.IGNORECASE,
)
_SPACES: Final = str.maketrans("", "", " '\u00a0\u2009\u202f")
_UNIT: Final = re.compile(r"""(?:[^\W\d_]|["'″”%°º])[^\d]{0,11}(?:[23]|-1)?(?:/[a-z]+)?$""")


class Quantity(NamedTuple):
    """A number and the unit it was written with ("" for none)."""

    number: float
    unit: str


def is_missing(text: str) -> bool:
    """Whether the text says that nothing is known."""
    return text.strip().casefold() in MISSING


def parse_yes_no(text: str) -> bool | None:
    """tak/nie, da/ne, yes/no, true/false, 1/0 and their like; None for anything else."""
    word = text.strip().casefold()
    return True if word in YES else False if word in NO else None


def parse_quantity(text: str, grouping: str = "") -> Quantity | None:
    """A number with its unit; None for a text that is not one number (a range, a model name).

    ``grouping``: "." or "," where it separates thousands; by default a single one is decimal.
    """
    found = _NUMBER.match(text.strip())
    if found is None:
        return None
    unit = (found["unit"] or "").strip()
    if unit and not _UNIT.match(unit):
        return None
    number = _number(found["number"].translate(_SPACES).replace("−", "-"), grouping)
    return None if number is None else Quantity(number, unit)


def _number(digits: str, grouping: str) -> float | None:
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        grouping = "," if digits.rfind(".") > digits.rfind(",") else "."
    elif dots > 1 or commas > 1:
        grouping = "." if dots else ","
    if grouping and not _is_grouped(digits, grouping):
        return None
    plain = digits.replace(grouping, "") if grouping else digits
    try:
        return float(plain.replace(",", "."))
    except ValueError:
        return None


def _is_grouped(digits: str, grouping: str) -> bool:
    """Whether every group after the first has three digits ("192.168.1.1" is no number)."""
    whole = digits.lstrip("+-").split("." if grouping == "," else ",")[0]
    return all(len(group) == 3 for group in whole.split(grouping)[1:])


def grouping_shown(text: str) -> str:
    """Which separator must group thousands in this number: "." or ","; "" when it does not tell."""
    found = _NUMBER.match(text.strip())
    if found is None:
        return ""
    digits = found["number"]
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        return "," if digits.rfind(".") > digits.rfind(",") else "."
    return "." if dots > 1 else "," if commas > 1 else ""


def parse_set(text: str, separator: str) -> tuple[str, ...]:
    """The values between separators, without blanks and repetitions, in the order written."""
    parts = (part.strip() for part in text.split(separator))
    return tuple(dict.fromkeys(part for part in parts if part and not is_missing(part)))
