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

    def explained(self, analysis: Analysis, entry: int, is_own: bool = False) -> float:
        """Share (0–1, by weight) of the text's words that the entry's phrasings know.

        A word counts in full when its stem occurs, for 0.7 when only a concept of it does. With
        ``is_own`` the text is one of these phrasings and does not count for itself.
        """
        least = 2 if is_own else 1
        covered: dict[int, float] = {}
        for concept, positions in analysis.concepts:
            if self.concepts.get(concept, _NOWHERE).get(entry, 0) >= least:
                for position in positions:
                    covered[position] = _BY_CONCEPT
        total = known = 0.0
        for position, stem in enumerate(analysis.stems):
            weight = self.weights.get(stem, self.rarest)
            total += weight
            if self.stems.get(stem, _NOWHERE).get(entry, 0) >= least:
                known += weight
            else:
                known += weight * covered.get(position, 0.0)
        return known / total if total else 0.0


def facts(
    scores: Matrix, nearest: Matrix, background: Matrix, explained: Matrix, lengths: Matrix
) -> Matrix:
    """One row of facts a text.

    ``scores`` and ``nearest`` are texts × entries: classifier score and similarity of the
    entry's nearest phrasing; ``background``, ``explained`` and ``lengths`` are one number a
    text: similarity of the nearest unrelated question, share explained, number of words.
    """
    rows = np.arange(len(scores))
    best = scores.argmax(axis=1)
    top, near = scores[rows, best], nearest[rows, best]
    others_scores, others_near = scores.copy(), nearest.copy()
    others_scores[rows, best] = -np.inf
    others_near[rows, best] = -np.inf
    single = scores.shape[1] == 1
    second = np.zeros(len(rows)) if single else others_scores.max(axis=1)
    second_near = np.zeros(len(rows)) if single else others_near.max(axis=1)
    columns = [
        np.ones(len(rows)), top, top - np.maximum(second, 0), near, near - second_near,
        near - background, explained, np.log1p(lengths),
    ]  # fmt: skip
    return np.column_stack(columns)
