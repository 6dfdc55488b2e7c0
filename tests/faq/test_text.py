"""How messages are read before they are matched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat_server.core.faq.analysis import Analyser
from chat_server.core.faq.questions import split_questions
from chat_server.core.faq.repair import Speller
from chat_server.core.faq.text import fold, mask, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zażółć gęślą jaźń", "zazolc gesla jazn"),
        ("ŁÓDŹ", "lodz"),
        ("Čaša žlica škoda", "casa zlica skoda"),
    ],
)
def test_diacritics_of_polish_and_slovenian_fold_away(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("zamówienie 123456", "zamówienie [number]"),
        ("nr ZAM/2024/0815", "nr [number]"),
        ("order #77", "order [number]"),
        ("mail: ana.novak@example.si", "mail: [e-mail]"),
        ("call 041 234 567", "call [phone]"),
        ("+386 (0)41 234-567 now", "[phone] now"),
        ("see https://shop.example/p/1?x=2", "see [link]"),
        ("14 dni, 30 zł", "14 dni, 30 zł"),
        ("rozmiar 38 albo 39", "rozmiar 38 albo 39"),
    ],
)
def test_what_names_a_person_or_an_order_is_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@given(st.text(max_size=200))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    once = mask(text)
    assert words(mask(once)) == words(once)


@pytest.mark.parametrize(
    ("language", "text", "left"),
    [
        ("pl", "Dzień dobry, proszę powiedzieć kiedy dostawa, dziękuję", ["kiedy", "dostawa"]),
        ("sl", "Pozdravljeni, zanima me kdaj je dostava. Hvala!", ["kdaj", "je", "dostava"]),
        ("en", "Hello, could you tell me when you deliver? Thanks", ["when", "you", "deliver"]),
    ],
)
def test_greetings_and_politeness_are_left_out(language: str, text: str, left: list[str]) -> None:
    assert Analyser(language).tokens(text) == left


def test_a_greeting_alone_is_kept_and_known_as_one() -> None:
    analyser = Analyser("en")
    assert analyser.tokens("hello") == ["hello"]
    assert analyser.is_only_polite("Hello, good morning!")
    assert not analyser.is_only_polite("hello, where are you")


@pytest.mark.parametrize(
    ("language", "forms", "concept"),
    [
        ("pl", ("paczka", "paczkę", "paczce", "przesyłki", "przesyłek"), "parcel"),
        ("pl", ("kasa", "pieniędzy", "pieniądze", "hajsu"), "money"),
        ("sl", ("poštnina", "poštnine"), "postage"),
        ("sl", ("dostava", "pošiljate", "pripeljete"), "delivery"),
        ("en", ("parcel", "packages", "shipment"), "parcel"),
    ],
)
def test_inflected_forms_and_synonyms_share_a_concept(
    language: str, forms: tuple[str, ...], concept: str
) -> None:
    analyser = Analyser(language)
    for form in forms:
        analysis = analyser.analyse(analyser.tokens(form))
        assert concept in {name for name, _ in analysis.concepts}, form


def test_polish_inflection_leaves_one_stem() -> None:
    analyser = Analyser("pl")
    assert len({analyser.stem(word) for word in ("dostawa", "dostawy", "dostawe", "dostawie")}) == 1


def test_a_message_is_cut_where_a_new_question_begins() -> None:
    analyser = Analyser("en")
    assert split_questions("where is my order and how do i return it", analyser) == [
        ["where", "is", "my", "order"],
        ["how", "do", "i", "return", "it"],
    ]
    assert len(split_questions("do you sell bread and butter", analyser)) == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("pazcka", "paczka"), ("dostwa", "dostawa"), ("dostawwa", "dostawa"), ("dostaqa", "dostawa")],
)
def test_one_slip_in_a_word_is_corrected(typed: str, meant: str) -> None:
    assert Speller({"paczka": 3, "dostawa": 3}, ()).correct(typed) == meant


def test_another_word_one_letter_apart_is_not_taken_for_a_slip() -> None:
    speller = Speller({"placa": 1, "wieksza": 1}, ("wieksz", "placi"))
    for word in ("splaca", "wiersz", "praca"):
        assert speller.correct(word) is None


def test_known_short_and_strange_words_are_left_alone() -> None:
    speller = Speller({"dostawa": 1, "raty": 1}, ("zwrot",))
    for word in ("dostawa", "rat", "hipopotam", "1234"):
        assert speller.correct(word) is None
