"""Texts as hurried thumbs type them: one slip in about twenty letters, diacritics left out."""

import unicodedata
from random import Random

_NEIGHBOURS = dict(
    zip(
        "qwertyuiopasdfghjklzxcvbnm",
        "wqeryuiopo sdfghjkl xcvbnmn".replace(" ", "a"),
        strict=False,
    )
)


def strip_diacritics(text: str) -> str:
    """Without accents; ł and đ become l and d."""
    text = text.translate(str.maketrans("łŁđĐ", "lLdD"))
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def spoil(text: str) -> str:
    """The text with slips; the same text is always spoilt the same way."""
    chance = Random(text)
    if chance.random() < 0.6:
        text = strip_diacritics(text)
    letters = list(text)
    for _ in range(max(1, round(len(letters) / 20))):
        spots = [i for i in range(1, len(letters) - 1) if letters[i].isalpha()]
        if not spots:
            break
        spot = chance.choice(spots)
        slip = chance.choice(("swap", "drop", "double", "neighbour"))
        if slip == "swap" and letters[spot + 1].isalpha():
            letters[spot], letters[spot + 1] = letters[spot + 1], letters[spot]
        elif slip == "drop":
            del letters[spot]
        elif slip == "double":
            letters.insert(spot, letters[spot])
        else:
            letters[spot] = _NEIGHBOURS.get(letters[spot].lower(), "e")
    return "".join(letters)
