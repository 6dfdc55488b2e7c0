"""Correct a mistyped word to one that the shop's phrasings or the lexicon's patterns know.

Words one edit apart share a form with one letter deleted ("symmetric delete", Garbe 2012), so a
look-up costs as many dictionary reads as the word has letters.
"""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

_SHORTEST = 4


class Speller:
    """Maps unknown words to known ones, or to known beginnings, at most one slip away."""

    __slots__ = ("_beginnings", "_by_deletion", "_known")

    def __init__(self, counts: dict[str, int], beginnings: Iterable[str]) -> None:
        self._known = counts
        self._by_deletion = _index(word for word in counts if len(word) >= _SHORTEST)
        self._beginnings = _index(word for word in beginnings if len(word) > _SHORTEST)

    def correct(self, word: str) -> str | None:
        """The likeliest spelling of an unknown word; ``None`` when it is known or hopeless."""
        if len(word) < _SHORTEST or word in self._known or word.isdigit():
            return None
        close = _close(word, self._by_deletion)
        if close:
            # The same first letter first (typos are rare there), then the more frequent word.
            return min(close, key=lambda known: (known[0] != word[0], -self._known[known], known))
        for length in range(len(word), _SHORTEST, -1):
            start = word[:length]
            close = _close(start, self._beginnings)
            if close:
                return min(close, key=lambda known: (known[0] != word[0], known)) + word[length:]
        return None


def _index(known: Iterable[str]) -> dict[str, list[str]]:
    by_deletion: dict[str, list[str]] = {}
    for word in known:
        for form in _deletions(word):
            by_deletion.setdefault(form, []).append(word)
    return by_deletion


def _close(word: str, index: dict[str, list[str]]) -> list[str]:
    candidates = {known for form in _deletions(word) for known in index.get(form, ())}
    return [known for known in candidates if OSA.distance(word, known, score_cutoff=1) <= 1]


def _deletions(word: str) -> Iterable[str]:
    yield word
    for position in range(len(word)):
        yield word[:position] + word[position + 1 :]
