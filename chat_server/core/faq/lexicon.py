"""What the engine knows about a language before it sees a shop: manners, concepts, background.

The files ``lexicon/<language>.json`` hold

- ``polite``: word sequences that carry no question (greetings, thanks, "could you tell me"),
- ``joiners``: words that may join two questions, ``askers``: words that begin a question,
- ``concepts``: concept → word patterns. ``paczk*`` matches by beginning, ``faktura`` the whole
  word, ``nie dziala*`` two words in a row. All patterns are folded (no diacritics),
- ``background``: everyday questions that no shop answers, and small talk.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

LANGUAGES = ("pl", "sl", "en")


@dataclass(frozen=True, slots=True)
class PatternTable:
    """Word patterns indexed by their first word, for one pass over a text."""

    exact: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    prefix: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    remembered: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)

    def add(self, pattern: str, label: str) -> None:
        """Index one pattern under its first word."""
        parts = tuple(pattern.split())
        first = parts[0]
        table = self.prefix if first.endswith("*") else self.exact
        table.setdefault(first.rstrip("*"), []).append((parts, label))

    def at(self, tokens: Sequence[str], start: int) -> list[tuple[int, str]]:
        """Matches that begin at ``start``: (number of words, label), longest first."""
        candidates = self._starting_with(tokens[start])
        if not candidates:
            return []
        found: list[tuple[int, str]] = []
        for parts, label in candidates:
            end = start + len(parts)
            if end <= len(tokens) and all(
                _fits(part, tokens[start + 1 + offset]) for offset, part in enumerate(parts[1:])
            ):
                found.append((len(parts), label))
        found.sort(key=lambda match: -match[0])
        return found

    def _starting_with(self, token: str) -> list[tuple[tuple[str, ...], str]]:
        known = self.remembered.get(token)
        if known is None:
            known = list(self.exact.get(token, ()))
            for length in range(2, len(token) + 1):
                known.extend(self.prefix.get(token[:length], ()))
            if len(self.remembered) > 20_000:
                self.remembered.clear()
            self.remembered[token] = known
        return known


def _fits(part: str, token: str) -> bool:
    return token.startswith(part[:-1]) if part.endswith("*") else token == part


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's shipped knowledge."""

    language: str
    polite: PatternTable
    concepts: PatternTable
    joiners: frozenset[str]
    askers: frozenset[str]
    background: tuple[str, ...]
    known_words: frozenset[str]
    beginnings: frozenset[str]


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; an empty one for languages that none is shipped for."""
    data: dict[str, object] = {}
    if language in LANGUAGES:
        path = resources.files(__package__) / "lexicon" / f"{language}.json"
        data = json.loads(path.read_text(encoding="utf-8"))
    return _build(language, data)


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _build(language: str, data: dict[str, object]) -> Lexicon:
    polite, concepts = PatternTable(), PatternTable()
    for phrase in _texts(data.get("polite")):
        polite.add(phrase, phrase)
    known: set[str] = set()
    beginnings: set[str] = set()
    groups = data.get("concepts")
    if isinstance(groups, dict):
        for concept, patterns in groups.items():
            for pattern in str(patterns).split(","):
                concepts.add(pattern.strip(), str(concept))
                for part in pattern.split():
                    (beginnings if part.endswith("*") else known).add(part.rstrip("*"))
    return Lexicon(
        language=language,
        polite=polite,
        concepts=concepts,
        joiners=frozenset(_texts(data.get("joiners"))),
        askers=frozenset(_texts(data.get("askers"))),
        background=tuple(_texts(data.get("background"))),
        known_words=frozenset(known),
        beginnings=frozenset(beginnings),
    )
