"""Which of a shop's guides a shopper's words are about, whatever endings they have."""

from collections.abc import Mapping

from chat_server.core.faq.text import fold, words

# Shorter words ("do", "the", "kava") end in too few letters to tell an ending from another word.
STEM_MIN = 4
ENDING_MAX = 3


def guide_meant(text: str, names: Mapping[str, str]) -> str | None:
    """The one guide (by id) whose name shares a word with ``text``; None for none or several."""
    said = [word for word in words(fold(text)) if len(word) >= STEM_MIN]
    found = [
        guide_id
        for guide_id, name in names.items()
        if any(_same(one, other) for one in said for other in words(fold(name)))
    ]
    return found[0] if len(found) == 1 else None


def _same(one: str, other: str) -> bool:
    """Whether two words differ in no more than their endings."""
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return shared >= STEM_MIN and max(len(one), len(other)) - shared <= ENDING_MAX
