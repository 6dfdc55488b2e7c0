"""The facts about a match that the confidence is computed from."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chat_server.core.faq.analysis import Analysis

Matrix = NDArray[np.float64]

_NOWHERE: dict[int, int] = {}
_BY_CONCEPT = 0.7
_SHARPNESS = 0.04


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """In how many phrasings of each entry stems and concepts occur, and how telling stems are."""

    stems: dict[str, dict[int, int]]
    concepts: dict[str, dict[int, int]]
    weights: dict[str, float]
    rarest: float

    @classmethod
    def of(cls, texts: Sequence[Analysis], owners: Sequence[int]) -> "Vocabulary":
        """Counted over analysed texts; owner −1 marks texts of no entry."""
        stems: dict[str, dict[int, int]] = {}
        concepts: dict[str, dict[int, int]] = {}
        frequency: Counter[str] = Counter()
        for analysis, owner in zip(texts, owners, strict=True):
            frequency.update(set(analysis.stems))
            if owner < 0:
                continue
            for stem in set(analysis.stems):
                counts = stems.setdefault(stem, {})
                counts[owner] = counts.get(owner, 0) + 1
            for concept in {concept for concept, _ in analysis.concepts}:
                counts = concepts.setdefault(concept, {})
                counts[owner] = counts.get(owner, 0) + 1
        rarest = math.log(1 + len(texts))
        weights = {stem: rarest - math.log(count) for stem, count in frequency.items()}
        return cls(stems, concepts, weights, rarest)

    def account_for(self, analysis: Analysis, entry: int, is_own: bool = False) -> "Account":
        """How much of the text the entry's phrasings know.

        A word counts in full when its stem occurs, for 0.7 when only a concept of it does. With
        ``is_own`` the text is one of these phrasings and does not count for itself.
        """
        least = 2 if is_own else 1
        covered: dict[int, float] = {}
        shared: set[str] = set()
        for concept, positions in analysis.concepts:
            if self.concepts.get(concept, _NOWHERE).get(entry, 0) >= least:
                shared.add(concept)
                for position in positions:
                    covered[position] = _BY_CONCEPT
        total = known = strange = 0.0
        for position, stem in enumerate(analysis.stems):
            weight = self.weights.get(stem, self.rarest)
            total += weight
            if self.stems.get(stem, _NOWHERE).get(entry, 0) >= least:
                known += weight
            elif position in covered:
                known += weight * covered[position]
            else:
                strange += weight
        return Account(
            explained=known / total if total else 0.0,
            strange=strange / self.rarest if self.rarest else 0.0,
            concepts=len(shared),
            words=len(analysis.tokens),
        )


@dataclass(frozen=True, slots=True)
class Account:
    """Share of a text's words (by weight) that an entry knows, what it does not know in units
    of the rarest word, how many concepts they share, and how many words there are."""

    explained: float
    strange: float
    concepts: int
    words: int


FACTS = (
    "always one", "score", "lead over the next entry", "lead over unrelated questions",
    "share of all entries' evidence", "words explained", "words not explained",
    "concepts shared", "length",
)  # fmt: skip


def facts(scores: Matrix, unrelated: Matrix, accounts: Sequence[Account]) -> Matrix:
    """One row of :data:`FACTS` a text.

    ``scores`` is texts × entries; ``unrelated`` is each text's score as an unrelated question;
    ``accounts`` are those of the best entry.
    """
    rows = np.arange(len(scores))
    best = scores.argmax(axis=1)
    top = scores[rows, best]
    others = scores.copy()
    others[rows, best] = -np.inf
    second = np.maximum(others.max(axis=1), 0)
    share = 1 / np.exp((scores - top[:, None]) / _SHARPNESS).sum(axis=1)
    columns = [
        np.ones(len(rows)), top, top - second, top - unrelated, share,
        np.asarray([account.explained for account in accounts]),
        np.asarray([account.strange / 5 for account in accounts]),
        np.asarray([min(account.concepts, 4) / 4 for account in accounts]),
        np.log1p(np.asarray([float(account.words) for account in accounts])),
    ]  # fmt: skip
    return np.column_stack(columns)
