"""The few things people say to any bot, in each language: hello, thanks, yes, "a human, please"."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from chat_server.core.faq.text import fold

_WORD = re.compile(r"[a-z0-9]+")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ORDER = re.compile(r"(?<![\w+])(?:#\s?\d{3,12}|[A-Za-z]{1,5}[-/]?\d{4,12}|\d{5,8})(?![\w-])")
LANGUAGES = ("pl", "sl", "en")
_SHORT = 7  # words; a longer message is about something, whatever words it borrows


class Intent(StrEnum):
    """What a message means apart from any question."""

    HELLO = "hello"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    YES = "yes"
    NO = "no"
    PERSON = "person"
    PERSON_MAYBE = "person_maybe"  # names one, and may as well be a question about one
    CALLBACK = "callback"
    ARE_YOU_A_BOT = "are_you_a_bot"


@dataclass(frozen=True, slots=True)
class _Language:
    phrases: Mapping[Intent, tuple[tuple[str, ...], ...]]
    filler: frozenset[str]


# In small talk every word has to be accounted for, so that "hello, where is my parcel" is a
# question. The others are heard within a short sentence.
_SMALL_TALK = (Intent.YES, Intent.NO, Intent.HELLO, Intent.THANKS, Intent.GOODBYE)
_WITHIN = (Intent.ARE_YOU_A_BOT, Intent.PERSON, Intent.CALLBACK, Intent.PERSON_MAYBE)


@lru_cache(maxsize=8)
def _language(language: str) -> _Language:
    known = language if language in LANGUAGES else "en"
    path = files("chat_server.core.bot") / "intents" / f"{known}.json"
    data = json.loads(path.read_text("utf-8"))
    return _Language(
        {
            intent: tuple(tuple(phrase.split()) for phrase in data[intent.value])
            for intent in Intent
        },
        frozenset(data["filler"]),
    )


def intent_of(text: str, language: str) -> Intent | None:
    """What ``text`` means, or None when it is something to look up."""
    known = _language(language)
    spoken = _WORD.findall(fold(text))
    if not spoken:
        return None
    for intent in _WITHIN:
        if len(spoken) <= _SHORT and any(
            _at(spoken, start, phrase)
            for phrase in known.phrases[intent]
            for start in range(len(spoken))
        ):
            return intent
    return _small_talk(spoken, known)


def _small_talk(spoken: Sequence[str], known: _Language) -> Intent | None:
    """The weightiest of the intents that together account for every word of ``spoken``."""
    heard: set[Intent] = set()
    place = 0
    while place < len(spoken):
        for intent in _SMALL_TALK:
            lengths = [len(one) for one in known.phrases[intent] if _at(spoken, place, one)]
            if lengths:
                heard.add(intent)
                place += max(lengths)
                break
        else:
            if spoken[place] not in known.filler:
                return None
            place += 1
    return next((intent for intent in _SMALL_TALK if intent in heard), None)


def _at(spoken: Sequence[str], start: int, phrase: Sequence[str]) -> bool:
    """Whether ``phrase`` stands at ``start``; a word ending in * stands for its beginnings."""
    if start + len(phrase) > len(spoken):
        return False
    return all(
        word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
        for wanted, word in zip(phrase, spoken[start:], strict=False)
    )


def email_in(text: str) -> str:
    """The first e-mail address in ``text``, empty if none."""
    found = _EMAIL.search(text)
    return found.group().rstrip(".-") if found else ""


def order_number_in(text: str) -> str:
    """The first thing in ``text`` that looks like an order number, empty if none.

    Nine digits and more without letters are a phone number and not meant.
    """
    found = _ORDER.search(_EMAIL.sub(" ", text))
    return found.group().strip() if found else ""
