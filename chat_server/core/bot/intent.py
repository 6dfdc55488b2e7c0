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
    phrases: Mapping[Intent, re.Pattern[str]]
    filler: re.Pattern[str]


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
        {intent: _pattern(data[intent.value]) for intent in Intent}, _pattern(data["filler"])
    )


def _pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """Any of ``phrases``, whole words, the longest first; * stands for the rest of a word."""
    longest_first = sorted(phrases, key=len, reverse=True)
    either = "|".join(phrase.replace("*", "[a-z0-9]*") for phrase in longest_first)
    return re.compile(rf"(?<!\S)(?:{either})(?:\s|$)")


def intent_of(text: str, language: str) -> Intent | None:
    """What ``text`` means, or None when it is something to look up."""
    known = _language(language)
    words = _WORD.findall(fold(text))
    spoken = " ".join(words)
    if len(words) <= _SHORT:
        for intent in _WITHIN:
            if known.phrases[intent].search(spoken):
                return intent
    return _small_talk(spoken, known) if spoken else None


def _small_talk(spoken: str, known: _Language) -> Intent | None:
    """The weightiest of the intents that together account for every word of ``spoken``."""
    heard: set[Intent] = set()
    place = 0
    while place < len(spoken):
        found = [(known.phrases[one].match(spoken, place), one) for one in _SMALL_TALK]
        ends = [(match.end(), one) for match, one in found if match]
        filler = known.filler.match(spoken, place)
        if ends:
            place, intent = max(ends, key=lambda end: end[0])
            heard.add(intent)
        elif filler:
            place = filler.end()
        else:
            return None
    return next((intent for intent in _SMALL_TALK if intent in heard), None)


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
