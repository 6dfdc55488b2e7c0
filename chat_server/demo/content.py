"""What the demo shop brings besides products: shop, people, hours, guides, orders and FAQ entries.

Each function reads one JSON file of the package; the shapes:

- ``shop()``: ``key``, ``name``, ``greeting``, ``currency`` … by language where they differ.
- ``agents()``: ``id``, ``name``, ``email``, ``face``, ``role``, ``languages``, ``about``.
- ``hours()``: what ``core.hours.parse_hours`` reads.
- ``orders()``: ``number``, ``email``, ``status``, ``placed_days_ago``, ``eta_days``, ``items`` …
- ``guides()``: a ``criteria`` list of ``attr``, ``kind``, ``question``, ``help``, ``importance``
  (percent to start from), ``must_have`` (whether the shopper may require it), ``priority``,
  ``similar``, and either ``answers`` or ``slider``. An answer's ``set`` is what it contributes: the
  ``want`` of yes/no and choices (several chosen answers are joined), an empty object where choosing
  it is enough; ``skip`` leaves the criterion out. A slider's ``field`` names the bound it sets
  (``max``, ``min``), with ``margin`` as the criterion's tolerance, per currency for prices.
- ``faq(language)``: ``id``, ``question``, ``alternatives``, ``answer``, ``tags``: what only this
  shop knows; the general questions of any shop are the starter sets of ``core.faq``.
- ``answers(language)``: this shop's own answers to those general questions, by their ids.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from chat_server.core.words import LANGUAGES

_FOLDER: Final = Path(__file__).parent
GUIDES: Final = ("vacuums", "coffee")

Row = dict[str, Any]


@lru_cache(maxsize=32)
def _read(name: str) -> Any:
    return json.loads((_FOLDER / name).read_text("utf-8"))


def shop() -> Row:
    """The shop itself."""
    found: Row = _read("shop.json")
    return found


def agents() -> list[Row]:
    """The people behind the counter."""
    found: list[Row] = _read("agents.json")
    return found


def hours() -> Row:
    """Opening hours."""
    found: Row = _read("hours.json")
    return found


def orders() -> list[Row]:
    """Orders a shopper can ask about."""
    found: list[Row] = _read("orders.json")
    return found


def attributes() -> dict[str, Row]:
    """Attributes by name: ``label``, ``kind``, ``unit``, ``values``."""
    found: dict[str, Row] = _read("attributes.json")
    return found


def guides() -> list[Row]:
    """The two guides, in the order the shop shows them."""
    return [_read(f"guides/{name}.json") for name in GUIDES]


def faq(language: str) -> list[Row]:
    """This shop's own questions and answers in a language."""
    if language not in LANGUAGES:
        raise ValueError(f"no FAQ entries in {language}")
    found: list[Row] = _read(f"faq/{language}.json")
    return found


def answers(language: str) -> dict[str, str]:
    """This shop's answers to the starter sets' questions; what is missing stays as it is there."""
    found: dict[str, str] = _read(f"answers/{language}.json")
    return found
