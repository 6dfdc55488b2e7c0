"""References short enough to say on the phone, such as ``K7M-4QX``."""

import re

# No vowels, so no words by accident, and nothing that is read or heard as something else.
ALPHABET = "23456789CDFHJKMNPQRTVWX"
_LENGTH = 6
_LOOK_ALIKES = str.maketrans({"B": "8", "G": "6", "S": "5", "Z": "2"})


def make_reference(fraction: float) -> str:
    """The reference for a chance ``fraction`` in [0, 1): one of 23^6, about 148 million.

    The caller makes another one if it is taken in the shop.
    """
    number = int(fraction * len(ALPHABET) ** _LENGTH)
    letters = []
    for _ in range(_LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[digit])
    return f"{''.join(letters[:3])}-{''.join(letters[3:])}"


def read_reference(text: str) -> str | None:
    """The reference that ``text`` means as people type it, None if it cannot be one."""
    letters = re.sub(r"[\s.\-–#]", "", text).upper().translate(_LOOK_ALIKES)
    if len(letters) != _LENGTH or any(letter not in ALPHABET for letter in letters):
        return None
    return f"{letters[:3]}-{letters[3:]}"
