"""Replies in words: texts by language with plural forms, times and dates as people write them."""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from chat_server.core.bot.model import Button, CalendarDate, ClockTime, Param, Phrase, Reply
from chat_server.core.bot.plural import plural_form

LANGUAGES = ("pl", "sl", "en")

_SLOT = re.compile(r"\{(\w+)\}")
_NO_OWN_TEXTS: Mapping[str, str] = {}


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> Mapping[str, Any]:
    """The texts of ``language`` by key; a text with plural forms is a mapping by form."""
    path = files("chat_server.core.bot") / "texts" / f"{language}.json"
    texts: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return texts


def render(reply: Reply, language: str, own_texts: Mapping[str, str] = _NO_OWN_TEXTS) -> str:
    """The reply's words in ``language`` (English if it is none of ours).

    ``own_texts`` are the shop's words by key, in this language, and go before ours. A shop's
    answer is given as it stands.
    """
    if reply.content:
        return reply.content
    return render_phrase(Phrase(reply.key, reply.params), language, own_texts)


def render_label(
    button: Button, language: str, own_texts: Mapping[str, str] = _NO_OWN_TEXTS
) -> str:
    """The words on a button."""
    return button.label or render_phrase(Phrase(button.label_key), language, own_texts)


def render_phrase(
    phrase: Phrase, language: str, own_texts: Mapping[str, str] = _NO_OWN_TEXTS
) -> str:
    """The words of ``phrase``. A key that no catalogue has is a bug of ours: ``KeyError``."""
    if language not in LANGUAGES:
        language = "en"
    text = own_texts.get(phrase.key) or catalogue(language)[phrase.key]
    if not isinstance(text, str):
        count = phrase.params["count"]
        text = text[plural_form(count if isinstance(count, int) else 0, language)]

    def filled(slot: re.Match[str]) -> str:
        # Not str.format: a shop's own text with a stray brace must come out as it is.
        value = phrase.params.get(slot[1])
        return slot[0] if value is None else _written(value, language, own_texts)

    return _SLOT.sub(filled, text)


def _written(value: Param, language: str, own_texts: Mapping[str, str]) -> str:
    match value:
        case Phrase():
            return render_phrase(value, language, own_texts)
        case ClockTime():
            hour, minute = value.text.split(":")
            return f"{int(hour)}{'.' if language == 'sl' else ':'}{minute}"
        case CalendarDate():
            _, month, day = value.iso.split("-")
            name = catalogue(language)["months"].split()[int(month) - 1]
            return f"{int(day)}{'.' if language == 'sl' else ''} {name}"
        case _:
            return str(value)
