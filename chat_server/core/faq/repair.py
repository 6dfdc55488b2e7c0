"""Correct a mistyped word to one that the shop's phrasings or the lexicon know.

Words one edit apart share a form with one letter deleted ("symmetric delete", Garbe 2012), so a
look-up costs as many dictionary reads as the word has letters.
"""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

_SHORTEST = 4


class Speller:
    """Maps unknown words to a known one at most one edit (or swapped letters) away."""

    __slots__ = ("_by_deletion", "_known")

    def __init__(self, counts: dict[str, int]) -> None:
        self._known = counts
        self._by_deletion: dict[str, list[str]] = {}
        for word in counts:
            if len(word) >= _SHORTEST:
                for form in _deletions(word):
                    self._by_deletion.setdefault(form, []).append(word)

    def correct(self, word: str) -> str | None:
        """The likeliest known word for an unknown one; ``None`` when there is none."""
        if len(word) < _SHORTEST or word in self._known or word.isdigit():
            return None
        candidates = {
            known for form in _deletions(word) for known in self._by_deletion.get(form, ())
        }
        close = [known for known in candidates if OSA.distance(word, known, score_cutoff=1) <= 1]
        if not close:
            return None
        # The same first letter first (typos are rare there), then the more frequent word.
        return min(close, key=lambda known: (known[0] != word[0], -self._known[known], known))


def _deletions(word: str) -> Iterable[str]:
    yield word
    for position in range(len(word)):
        yield word[:position] + word[position + 1 :]
