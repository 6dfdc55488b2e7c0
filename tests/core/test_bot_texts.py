"""The bot's words: whole in three languages, with the plurals and times each of them has."""

import re
from typing import Any

import pytest

from chat_server.core.bot import Phrase, Reply, render
from chat_server.core.bot.intent import Intent, email_in, intent_of, order_number_in
from chat_server.core.bot.model import CalendarDate, ClockTime
from chat_server.core.bot.plural import FORMS, plural_form
from chat_server.core.bot.render import LANGUAGES, catalogue, render_phrase
from chat_server.core.hours import DayRelation
from tests.support.sources import files


def slots(text: Any) -> set[str]:
    forms = text.values() if isinstance(text, dict) else [text]
    return set().union(*(re.findall(r"\{(\w+)\}", form) for form in forms))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_texts_with_the_same_slots(language: str) -> None:
    english = catalogue("en")
    texts = catalogue(language)
    assert texts.keys() == english.keys()
    differing = [
        key
        for key, text in texts.items()
        if slots(text) - {"count"} != slots(english[key]) - {"count"}
    ]
    assert differing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_with_a_number_has_exactly_the_forms_of_its_language(language: str) -> None:
    for text in catalogue(language).values():
        if isinstance(text, dict):
            assert tuple(text) == FORMS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_texts_are_the_same(language: str) -> None:
    texts = [
        text
        for key, text in catalogue(language).items()
        if isinstance(text, str) and not key.startswith("button.")
    ]
    assert len(set(texts)) == len(texts)


BUILT = {
    "weekday": "1234567",
    "moment": list(DayRelation),
    "language": LANGUAGES,
    "hello": ("new", "returning"),
    "greeting": ("here", "until", "away"),
    "email": ("here", "until", "away"),
    "unknown": ("until", "away", "again"),
    "person": ("until", "away", "again"),
    "gone": ("until", "away", "again"),
    "small": ("hello", "thanks", "goodbye", "yes", "no"),
    "collect": ("topic", "order", "more"),
    "summary": [
        "asked",
        "unanswered",
        "unrated",
        "helped",
        "did_not_help",
        "guide",
        "order",
        "email",
        "callback",
        "page",
        "language",
    ],
}
"""Keys that the code puts together from two parts; the others stand in it as they are."""


def test_every_text_is_used_somewhere_in_the_bot() -> None:
    source = "".join(path.read_text() for path in files(".py", under=("chat_server/core/bot",)))
    quoted = set(re.findall(r'"([a-z_]+(?:\.[a-z_]+)?)"', source))
    built = {f"{first}.{last}" for first, rest in BUILT.items() for last in rest}
    assert sorted(catalogue("en").keys() - quoted - built) == []
    assert built <= catalogue("en").keys()


@pytest.mark.parametrize(
    ("language", "number", "form"),
    [
        ("pl", 1, "one"), ("pl", 2, "few"), ("pl", 4, "few"), ("pl", 5, "many"), ("pl", 12, "many"),
        ("pl", 14, "many"), ("pl", 21, "many"), ("pl", 22, "few"), ("pl", 112, "many"),
        ("pl", 0, "many"), ("sl", 1, "one"), ("sl", 2, "two"), ("sl", 3, "few"), ("sl", 4, "few"),
        ("sl", 5, "other"), ("sl", 101, "one"), ("sl", 102, "two"), ("sl", 11, "other"),
        ("sl", 0, "other"), ("en", 1, "one"), ("en", 0, "other"), ("en", 21, "other"),
        ("de", 1, "one"),
    ],
)  # fmt: skip
def test_plural_forms_are_those_of_cldr(language: str, number: int, form: str) -> None:
    assert plural_form(number, language) == form


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("pl", "w niedzielę o 9:05 / 5 marca o 18:00"),
        ("sl", "v nedeljo ob 9.05 / 5. marca ob 18.00"),
        ("en", "on Sunday at 9:05 / on 5 March at 18:00"),
        ("de", "on Sunday at 9:05 / on 5 March at 18:00"),
    ],
)
def test_moments_are_written_as_the_language_writes_them(language: str, expected: str) -> None:
    sunday = Phrase("moment.weekday", {"weekday": Phrase("weekday.7"), "time": ClockTime("09:05")})
    later = Phrase("moment.date", {"date": CalendarDate("2026-03-05"), "time": ClockTime("18:00")})
    both = " / ".join(render_phrase(one, language) for one in (sunday, later))
    assert both == expected


def test_a_shops_own_words_go_before_ours_and_may_hold_any_brace() -> None:
    own = {"small.thanks": "Bitte {name} {} {shop!r}"}
    assert render(Reply("small.thanks", {"name": "Ola"}), "pl", own) == "Bitte Ola {} {shop!r}"


def test_an_unknown_key_is_a_bug_and_says_so() -> None:
    with pytest.raises(KeyError, match=r"no\.such"):
        render(Reply("no.such"), "pl")


@pytest.mark.parametrize(
    ("language", "text", "intent"),
    [
        ("pl", "DZIEŃ DOBRY!!!", Intent.HELLO),
        ("pl", "hej", Intent.HELLO),
        ("pl", "dziękuję bardzo za pomoc", Intent.THANKS),
        ("pl", "dzieki, do widzenia", Intent.THANKS),
        ("pl", "tak, poproszę", Intent.YES),
        ("pl", "nie, dziękuję", Intent.NO),
        ("pl", "Chcę rozmawiać z człowiekiem", Intent.PERSON),
        ("pl", "proszę mnie połączyć z konsultantem", Intent.PERSON),
        ("pl", "infolinia", Intent.PERSON_MAYBE),
        ("pl", "czy jesteś człowiekiem?", Intent.ARE_YOU_A_BOT),
        ("pl", "oddzwońcie proszę", Intent.CALLBACK),
        ("pl", "ile kosztuje wysyłka", None),
        ("pl", "dzień dobry, ile kosztuje wysyłka", None),
        ("pl", "człowiek który dostarczył paczkę zostawił ją u sąsiada pod drzwiami", None),
        ("pl", "...", None),
        ("sl", "Dober dan", Intent.HELLO),
        ("sl", "najlepša hvala za pomoč", Intent.THANKS),
        ("sl", "ja, prosim", Intent.YES),
        ("sl", "ne, hvala", Intent.NO),
        ("sl", "želim govoriti s človekom", Intent.PERSON),
        ("sl", "ste robot?", Intent.ARE_YOU_A_BOT),
        ("sl", "pokličite me", Intent.CALLBACK),
        ("sl", "koliko stane poštnina", None),
        ("en", "Hi there", Intent.HELLO),
        ("en", "thank you so much", Intent.THANKS),
        ("en", "yes please", Intent.YES),
        ("en", "no thanks", Intent.NO),
        ("en", "can I talk to a human", Intent.PERSON),
        ("en", "are you a robot?", Intent.ARE_YOU_A_BOT),
        ("en", "please call me back", Intent.CALLBACK),
        ("en", "how much is shipping", None),
        ("de", "good morning", Intent.HELLO),
    ],
)
def test_the_few_things_people_say_to_any_bot_are_understood(
    language: str, text: str, intent: Intent | None
) -> None:
    assert intent_of(text, language) is intent


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("gdzie jest KK-20455?", "KK-20455"),
        ("zamówienie kk20455", "kk20455"),
        ("nr 1234567", "1234567"),
        ("# 123", "# 123"),
        ("mój numer 601 234 567", ""),
        ("tel. 601234567", ""),
        ("+48601234567", ""),
        ("12-05-2026 o 10:00", ""),
        ("kod 61-001, 2 szt.", ""),
        ("od 2024", ""),
        ("ola12345@sklep.example", ""),
    ],
)
def test_order_numbers_are_told_from_phones_dates_and_addresses(text: str, number: str) -> None:
    assert order_number_in(text) == number


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("to ola@sklep.example.", "ola@sklep.example"),
        ("a.b+c@x-y.co.uk, dzięki", "a.b+c@x-y.co.uk"),
        ("ola@sklep", ""),
        ("@sklep.pl", ""),
    ],
)
def test_an_address_is_found_within_a_sentence(text: str, email: str) -> None:
    assert email_in(text) == email
