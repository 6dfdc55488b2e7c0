"""Ready-made entries for a shop to edit, instead of starting from nothing.

The texts are ``starter/<language>.json``. The same ids are in every language, so that a shop with
two languages can tell which entry is which; terms and prices in the answers are examples.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

from chat_server.core.faq.lexicon import LANGUAGES


@dataclass(frozen=True, slots=True)
class StarterEntry:
    """One entry to begin with."""

    id: str
    question: str
    alternatives: tuple[str, ...]
    answer: str
    tags: tuple[str, ...]


@cache
def starter_entries(language: str) -> tuple[StarterEntry, ...]:
    """The starter set of a language; raises ``LookupError`` for one that has none."""
    if language not in LANGUAGES:
        raise LookupError(f"there is no starter set for the language {language}")
    path = resources.files(__package__) / "starter" / f"{language}.json"
    return tuple(
        StarterEntry(
            id=raw["id"],
            question=raw["question"],
            alternatives=tuple(raw["alternatives"]),
            answer=raw["answer"],
            tags=tuple(raw["tags"]),
        )
        for raw in json.loads(path.read_text(encoding="utf-8"))
    )
