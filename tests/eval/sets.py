"""The evaluation sets: phrasings the engine may see, questions it may not."""

from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Literal

DATA = Path(__file__).parent / "data"
Half = Literal["dev", "test"]


@dataclass(frozen=True, slots=True)
class Topic:
    """One entry: five phrasings, and questions in other words for each half."""

    id: str
    phrasings: tuple[str, ...]
    dev: tuple[str, ...]
    test: tuple[str, ...]

    @property
    def entry(self) -> dict[str, object]:
        """What the engine is trained on."""
        first, *rest = self.phrasings
        return {"id": self.id, "question": first, "alternatives": rest}

    def questions(self, half: Half) -> tuple[str, ...]:
        """The questions of one half."""
        return self.dev if half == "dev" else self.test


@dataclass(frozen=True, slots=True)
class EvalSet:
    """Topics of one language, questions near the shop that none answers, unrelated ones."""

    name: str
    language: str
    topics: tuple[Topic, ...]
    shop_like: tuple[str, ...]
    unrelated: tuple[str, ...]

    @property
    def entries(self) -> list[dict[str, object]]:
        """All topics as entries."""
        return [topic.entry for topic in self.topics]

    def half_of(self, texts: tuple[str, ...], half: Half) -> tuple[str, ...]:
        """Every second text, from the first for development and the second for the test."""
        return texts[0 if half == "dev" else 1 :: 2]


def _split(line: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in line.split("|") if part.strip())


def read(name: str) -> EvalSet:
    """The set in ``data/<name>.txt``; its language is the name's first two letters."""
    topics: list[Topic] = []
    extra: dict[str, tuple[str, ...]] = {}
    heading = ""
    lines: dict[str, tuple[str, ...]] = {}
    for line in (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "@":
            heading, lines = rest, {}
        elif mark in ("p:", "d:", "t:"):
            lines[mark] = _split(rest)
            if mark == "t:":
                topics.append(Topic(heading, lines["p:"], lines["d:"], lines["t:"]))
        elif mark == "!":
            heading = rest
        elif mark == "-":
            extra[heading] = _split(rest)
    return EvalSet(
        name, name[:2], tuple(topics), extra.get("shop-like, not answered", ()),
        extra["unrelated"],
    )  # fmt: skip


def mixed(chosen: EvalSet, half: Half, shuffle: int) -> EvalSet:
    """Phrasings and the half's questions shuffled together: five to learn, the rest to ask."""
    topics: list[Topic] = []
    for topic in chosen.topics:
        texts = [*topic.phrasings, *topic.questions(half)]
        Random(f"{topic.id} {shuffle}").shuffle(texts)
        rest = tuple(texts[5:])
        topics.append(Topic(topic.id, tuple(texts[:5]), rest, rest))
    return replace(chosen, topics=tuple(topics))
