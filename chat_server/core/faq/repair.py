"""Correct a mistyped word to one that the shop's phrasings or the lexicon's patterns know.

Words one edit apart share a form with one letter deleted ("symmetric delete", Garbe 2012), so a
look-up costs as many dictionary reads as the word has letters.
"""

from collections.abc import Iterable
from itertools import pairwise

from rapidfuzz.distance import OSA

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm")


def _keys_beside() -> dict[str, str]:
    beside: dict[str, str] = {}
    for row in _ROWS:
        for left, right in pairwise(row):
            beside[left] = beside.get(left, "") + right
            beside[right] = beside.get(right, "") + left
    return beside


_BESIDE = _keys_beside()
_SHORTEST = 4
_LEAST_SHARE = 0.6  # of a word that a known beginning must make up to correct it


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
        shortest = max(_SHORTEST, int(len(word) * _LEAST_SHARE))
        for length in range(len(word), shortest, -1):
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
    return [known for known in candidates if _is_slip(word, known)]


def _is_slip(word: str, known: str) -> bool:
    """Whether a thumb may have made ``word`` of ``known``: a letter missed, doubled or swapped
    with the next one, or the key beside it hit. Most words one letter apart are just others."""
    if word == known:
        return True
    if OSA.distance(word, known, score_cutoff=1) > 1:
        return False
    if len(word) == len(known):
        wrong = [place for place, char in enumerate(word) if char != known[place]]
        if len(wrong) == 2:
            return True
        (place,) = wrong
        return place > 0 and word[place] in _BESIDE.get(known[place], "")
    return word[0] == known[0]


def _deletions(word: str) -> Iterable[str]:
    yield word
    for position in range(len(word)):
        yield word[:position] + word[position + 1 :]
