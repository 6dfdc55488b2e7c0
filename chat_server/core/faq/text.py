"""From a shopper's message to clean lower-case words: folding, masking, splitting.

All matching happens on *folded* text (no diacritics), because shoppers leave them out at will;
so "paczkę" and "paczke", "pošiljka" and "posiljka" are the same word from here on.
"""

import re
import unicodedata

_UNFOLDED = str.maketrans(
    {
        "ł": "l", "đ": "d", "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i",
        "’": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"',
        "–": "-", "—": "-",
    }
)  # fmt: skip

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w/-])\+?\(?\d{1,4}\)?(?:[ ./-]?\(?\d{1,4}\)?){2,6}(?!\w)")
_CODE = re.compile(r"(?<!\w)(?=[\w/-]*\d)[#№]?[A-Za-z]{0,6}[-/]?\d[\w/-]{3,}(?!\w)|#\s?\d+")
_LONG_NUMBER = re.compile(r"\d{4,}")

EMAIL_MARK, LINK_MARK, PHONE_MARK, NUMBER_MARK = "[e-mail]", "[link]", "[phone]", "[number]"
_MARK = re.compile(r"\[(?:e-mail|link|phone|number)\]")

_WORD = re.compile(r"[a-z0-9]+")
_REPEATED = re.compile(r"([a-z])\1{2,}")
_SENTENCE_END = re.compile(r"[?!;\n]+|\.(?=\s|$)")


def mask(text: str) -> str:
    """Hide e-mail addresses, links, phone numbers and order-like numbers behind fixed marks."""
    text = _EMAIL.sub(EMAIL_MARK, text)
    text = _LINK.sub(LINK_MARK, text)
    text = _PHONE.sub(_mask_phone, text)
    text = _CODE.sub(NUMBER_MARK, text)
    return _LONG_NUMBER.sub(NUMBER_MARK, text)


def _mask_phone(found: re.Match[str]) -> str:
    digits = sum(char.isdigit() for char in found.group())
    if digits >= 9:
        return PHONE_MARK
    return NUMBER_MARK if digits >= 4 else found.group()


def fold(text: str) -> str:
    """Lower-case without diacritics and typographic marks; ``ł`` and ``đ`` included."""
    if text.isascii():
        return text.lower()
    text = text.lower().translate(_UNFOLDED)
    return "".join(
        char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char)
    )


def unmarked(masked: str) -> str:
    """Masked text without the marks, otherwise as it was written."""
    return " ".join(_MARK.sub(" ", masked).split())


def words(masked: str) -> list[str]:
    """Folded words in order; marks are dropped, letters drawn out ("soooo") shortened."""
    folded = fold(_MARK.sub(" ", masked)).replace("'", "")
    return _WORD.findall(_REPEATED.sub(r"\1\1", folded))


def sentences(masked: str) -> list[str]:
    """The message cut at sentence ends, blanks left out."""
    return [part.strip() for part in _SENTENCE_END.split(masked) if part.strip()]
