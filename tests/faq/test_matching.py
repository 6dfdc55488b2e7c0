"""What the bot makes of a shopper's message."""

from dataclasses import dataclass

import pytest

from chat_server.core import faq

POLISH = faq.train(faq.starter_entries("pl"), language="pl", vectors=False)
SLOVENIAN = faq.train(faq.starter_entries("sl"), language="sl", vectors=False)
ENGLISH = faq.train(faq.starter_entries("en"), language="en", vectors=False)


@pytest.mark.parametrize(
    ("text", "entry_id"),
    [
        ("gdzie jest moja paczka", "order_status"),
        ("gdzie jest moja paczka nr 4471882?", "order_status"),
        ("Dzień dobry, ile kosztuje dostawa? Z góry dziękuję i pozdrawiam", "delivery_cost"),
        ("czy mozna zaplacic przy odbiorze", "cash_on_delivery"),
        ("ZAPOMNIAŁAM HASŁA!!!", "account"),
        ("do której godziny jesteście otwarci w sobotę", "opening_hours"),
    ],
)
def test_a_polish_question_finds_its_entry(text: str, entry_id: str) -> None:
    assert POLISH.match(text).answer == entry_id


@pytest.mark.parametrize(
    ("text", "entry_id"),
    [
        ("kje je moj paket", "order_status"),
        ("Lep pozdrav, koliko stane dostava?", "delivery_cost"),
        ("ali lahko placam po povzetju", "cash_on_delivery"),
        ("pozabil sem geslo", "account"),
        ("ste v nedeljo odprti?", "opening_hours"),
    ],
)
def test_a_slovenian_question_finds_its_entry(text: str, entry_id: str) -> None:
    assert SLOVENIAN.match(text).answer == entry_id


@pytest.mark.parametrize(
    ("text", "entry_id"),
    [
        ("hi, where's my order??", "order_status"),
        ("how much is shipping please", "delivery_cost"),
        ("can i pay when it arrives", "cash_on_delivery"),
        ("i forgot my password", "account"),
        ("what are your opening hours on saturday", "opening_hours"),
    ],
)
def test_an_english_question_finds_its_entry(text: str, entry_id: str) -> None:
    assert ENGLISH.match(text).answer == entry_id


@pytest.mark.parametrize(
    ("matcher", "text"),
    [
        (POLISH, "kto wygrał wczorajszy mecz"),
        (POLISH, "ile lat żyje żółw"),
        (SLOVENIAN, "kakšno bo jutri vreme"),
        (SLOVENIAN, "kdo je predsednik Francije"),
        (ENGLISH, "who won the game last night"),
        (ENGLISH, "what is the capital of australia"),
        (ENGLISH, "asdf qwerty"),
    ],
)
def test_an_unrelated_question_is_not_answered(matcher: faq.Matcher, text: str) -> None:
    decision = matcher.match(text)
    assert decision.answer is None
    assert decision.outcome is not faq.Outcome.ANSWER


@pytest.mark.parametrize(
    ("plain", "spoilt"),
    [
        ("gdzie jest moja paczka", "gdzie jset moja paczka"),
        ("jak anulować zamówienie", "jak anulowac zamowenie"),
        ("czy wystawiacie faktury", "czy wystawiacie fakutry"),
    ],
)
def test_a_slip_of_the_finger_does_not_change_the_answer(plain: str, spoilt: str) -> None:
    assert POLISH.match(spoilt).ranked[0].id == POLISH.match(plain).ranked[0].id


def test_capitals_and_punctuation_do_not_matter() -> None:
    assert (
        POLISH.match("GDZIE jest: moja PACZKA!?").ranked
        == POLISH.match("gdzie jest moja paczka").ranked
    )


def test_a_near_question_gets_up_to_three_suggestions_and_no_answer() -> None:
    decision = ENGLISH.match("something about the courier and money")
    assert decision.outcome is faq.Outcome.SUGGEST
    assert decision.answer is None
    assert 1 <= len(decision.suggestions) <= 3
    assert decision.suggestions[0] == decision.ranked[0].entry_id


def test_a_message_without_words_is_unknown() -> None:
    for text in ("", "   ", "?!", "👍"):
        decision = ENGLISH.match(text)
        assert (decision.outcome, decision.ranked) == (faq.Outcome.UNKNOWN, ())


def test_candidates_come_best_first_with_confidences_between_0_and_1() -> None:
    ranked = POLISH.match("kiedy będzie kurier").ranked
    confidences = [confidence for _, confidence in ranked]
    assert len(ranked) >= 3
    assert confidences == sorted(confidences, reverse=True)
    assert all(0 <= confidence <= 1 for confidence in confidences)


def test_two_questions_in_one_message_are_told_apart() -> None:
    decision = POLISH.match("Gdzie jest moja paczka? I jak mogę zwrócić towar?")
    assert [part.answer for part in decision.parts] == ["order_status", "returns"]
    joined = ENGLISH.match("where is my order and how can I return an item")
    assert [part.answer for part in joined.parts] == ["order_status", "returns"]


def test_one_question_has_no_parts() -> None:
    assert ENGLISH.match("where is my order").parts == ()


def test_numbers_and_addresses_are_hidden_in_what_is_kept() -> None:
    decision = ENGLISH.match("order AB-123456, write to jan@example.com or +48 600 700 800")
    assert decision.masked == "order [number], write to [e-mail] or [phone]"


def test_the_order_number_does_not_change_the_ranking() -> None:
    assert ENGLISH.match("where is order 551234").ranked == (
        ENGLISH.match("where is order 998877").ranked
    )


def test_the_editor_learns_which_words_and_concepts_decided() -> None:
    reasons = POLISH.match("gdzie jest moja paczka").why
    assert {"parcel", "where"} <= {reason.text for reason in reasons if reason.kind == "concept"}
    assert "paczka" in {reason.text for reason in reasons if reason.kind == "word"}
    assert [abs(r.points) for r in reasons] == sorted(
        (abs(r.points) for r in reasons), reverse=True
    )


def test_a_shop_may_answer_what_is_small_talk_elsewhere() -> None:
    entries = [
        {
            "id": "weather",
            "question": "What is the weather?",
            "alternatives": ["Will it rain today"],
        },
        {"id": "boats", "question": "Can I rent a boat?", "alternatives": ["boat hire prices"]},
        {"id": "bikes", "question": "Do you rent bikes?", "alternatives": ["bicycle hire"]},
    ]
    matcher = faq.train(entries, language="en", vectors=False)
    assert matcher.match("will it rain").ranked[0].id == "weather"


@dataclass(frozen=True)
class Row:
    id: str
    question: str
    alternatives: tuple[str, ...]


def test_entries_may_be_objects_or_dicts() -> None:
    rows = [Row("a", "Where is my parcel?", ("track it",)), Row("b", "Do you gift wrap?", ())]
    dicts = [
        {"id": r.id, "question": r.question, "alternatives": list(r.alternatives)} for r in rows
    ]
    question = "where is the parcel"
    assert (
        faq.train(rows, "en", vectors=False).match(question).ranked
        == faq.train(dicts, "en", vectors=False).match(question).ranked
    )


def test_training_twice_gives_the_same_matcher() -> None:
    again = faq.train(faq.starter_entries("sl"), language="sl", vectors=False)
    assert again.threshold == SLOVENIAN.threshold
    for text in ("kje je paket", "koliko stane", "rad bi vrnil"):
        assert again.match(text) == SLOVENIAN.match(text)


def test_a_matcher_can_be_used_before_its_calibration() -> None:
    quick = faq.train(faq.starter_entries("en"), language="en", calibrate=False, vectors=False)
    assert quick.match("where is my order").ranked[0].id == "order_status"
    assert 0 < quick.threshold < 1


def test_an_empty_faq_knows_nothing() -> None:
    assert faq.train([], language="pl").match("gdzie jest paczka").outcome is faq.Outcome.UNKNOWN


def test_a_single_entry_answers_its_own_question_only() -> None:
    one = [{"id": "a", "question": "Do you repair bikes?", "alternatives": ["bike repair"]}]
    matcher = faq.train(one, language="en", vectors=False)
    assert matcher.match("do you repair bikes").ranked[0].id == "a"
    assert matcher.match("who is the president of france").answer is None


@pytest.mark.parametrize(
    ("entries", "error"),
    [
        ([{"id": "a", "question": "x"}, {"id": "a", "question": "y"}], ValueError),
        ([{"question": "no id"}], ValueError),
        ([{"id": "a", "question": "x", "alternatives": "not a list"}], TypeError),
        (["text"], TypeError),
    ],
)
def test_malformed_entries_are_refused(entries: list[object], error: type[Exception]) -> None:
    with pytest.raises(error):
        faq.train(entries, language="en")


def test_an_unknown_language_is_matched_by_its_letters() -> None:
    entries = [
        {"id": "ship", "question": "Wann kommt mein Paket?", "alternatives": ["Lieferzeit"]},
        {"id": "pay", "question": "Wie kann ich bezahlen?", "alternatives": ["Zahlungsarten"]},
    ]
    assert faq.train(entries, language="de").match("wann kommt das paket").ranked[0].id == "ship"
