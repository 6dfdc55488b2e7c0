"""Questions that say the same, put together: spelling, case, order and accents do not matter."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from chat_server.core.faq.text import fold

# From here on two texts differ by spelling rather than by what they ask.
ALIKE = 84.0


def grouped(texts: Sequence[str]) -> list[list[int]]:
    """Places in ``texts`` of those alike, each group led by its first, the largest group first."""
    folded = [" ".join(sorted(fold(text).split())) for text in texts]
    groups: list[list[int]] = []
    for place, text in enumerate(folded):
        for group in groups:
            if fuzz.ratio(text, folded[group[0]], score_cutoff=ALIKE):
                group.append(place)
                break
        else:
            groups.append([place])
    return sorted(groups, key=len, reverse=True)
