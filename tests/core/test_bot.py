"""The bot's manners as tables: what it hears, what it says, what it offers."""

from dataclasses import replace

import pytest

from chat_server.core.bot import (
    Answered,
    AnswerRated,
    BotState,
    EmailLeft,
    EntryChosen,
    FaqAnswer,
    Handover,
    Input,
    NobodyCame,
    Opened,
    PersonAsked,
    Surroundings,
    VisitorSaid,
    render,
)
from tests.core.talk import BUSY, DESERTED, MONEY, NEAR, NIGHT, OPEN, RETURNS, Talk, ask


@pytest.mark.parametrize(
    ("around", "returning", "key", "words"),
    [
        (OPEN, False, "greeting.here", "Dzień dobry, miło, że jesteś! Jestem botem"),
        (OPEN, True, "greeting.here", "Cześć, miło znów Cię widzieć! Jestem botem"),
        (replace(OPEN, visitor_name="Ola"), True, "greeting.here", "Cześć, Ola, miło znów"),
        (replace(OPEN, visitor_name="Ola"), False, "greeting.here", "Dzień dobry, miło, że"),
        (NIGHT, False, "greeting.until", "Zespół wraca w poniedziałek o 9:00."),
        (DESERTED, False, "greeting.away", "Zespołu nie ma teraz przy ladzie"),
    ],
)
def test_the_greeting_knows_the_visitor_the_hours_and_says_that_it_is_a_bot(
    around: Surroundings, returning: bool, key: str, words: str
) -> None:
    [hello] = Talk(around, BotState()).hear(Opened(returning)).replies
    assert hello.key == key
    said = render(hello, "pl")
    assert words in said
    assert "botem" in said


def test_the_greeting_offers_what_the_bot_can_do() -> None:
    rich = replace(
        OPEN, offers_guide=True, offers_order_status=True, suggestions=(("ret", "Zwroty?"),)
    )
    [hello] = Talk(rich, BotState()).hear(Opened()).replies
    actions = [button.action for button in hello.buttons]
    assert actions == ["guide", "order_status", "faq", "person", "callback"]


def test_a_visitor_is_greeted_once() -> None:
    talk = Talk(OPEN, BotState())
    talk.hear(Opened())
    assert talk.keys(Opened(True)) == []


def test_a_visitor_who_speaks_first_is_told_that_it_is_a_bot() -> None:
    talk = Talk(OPEN, BotState())
    heard = VisitorSaid("ile na zwrot?", Answered((RETURNS,)))
    assert talk.keys(heard) == ["hello.first", "faq.answer"]
    assert talk.keys(ask("a co z łódką?")) == ["unknown.here"]


def test_hello_is_answered_with_the_greeting_and_not_with_i_do_not_know() -> None:
    assert Talk(OPEN, BotState()).keys(ask("Dzień dobry!")) == ["greeting.here"]


def test_a_sure_answer_is_the_shops_own_words_with_what_to_ask_next() -> None:
    [answer] = Talk().hear(VisitorSaid("zwrot?", Answered((RETURNS,)))).replies
    assert (render(answer, "en"), answer.entry_id) == ("Masz 30 dni.", "ret")
    assert [(button.action, button.entry_id) for button in answer.buttons] == [("faq", "mon")]


def test_two_questions_in_one_message_get_both_answers() -> None:
    both = VisitorSaid("zwrot i pieniądze?", Answered((RETURNS, MONEY)))
    assert [reply.entry_id for reply in Talk().hear(both).replies] == ["ret", "mon"]


def test_the_same_answer_is_not_given_twice_but_a_person_is_offered() -> None:
    talk = Talk()
    again = VisitorSaid("ile na zwrot?", Answered((RETURNS,)))
    talk.hear(again)
    assert talk.keys(again) == ["answer.again"]
    assert talk.keys(again) == ["stuck.here"]


def test_only_what_is_new_of_two_answers_is_said() -> None:
    talk = Talk()
    talk.hear(VisitorSaid("zwrot?", Answered((RETURNS,))))
    turn = talk.hear(VisitorSaid("zwrot i pieniądze?", Answered((RETURNS, MONEY))))
    assert [reply.entry_id for reply in turn.replies] == ["mon"]


def test_a_pressed_question_is_answered_again_unless_it_was_the_last_thing_said() -> None:
    talk = Talk()
    talk.hear(EntryChosen(RETURNS))
    assert talk.keys(EntryChosen(RETURNS)) == ["answer.again"]
    assert talk.keys(EntryChosen(RETURNS)) == ["faq.answer"]


def test_a_clarifying_question_is_asked_once_until_there_is_an_answer() -> None:
    talk = Talk()
    near = VisitorSaid("bateria na mokro", NEAR)
    assert talk.keys(near, near) == ["suggest.near"]
    assert talk.keys(near) == ["stuck.here"]
    talk.hear(VisitorSaid("zwrot?", Answered((RETURNS,))))
    assert talk.keys(near) == ["suggest.ask"]


def test_suggestions_are_buttons_and_never_what_was_answered_already() -> None:
    talk = Talk()
    talk.hear(EntryChosen(FaqAnswer("bat", "Jak długo działa bateria?", "60 minut.")))
    [reply] = talk.hear(VisitorSaid("bateria", NEAR)).replies
    assert [button.entry_id for button in reply.buttons if button.action == "faq"] == ["wet"]


@pytest.mark.parametrize(
    ("around", "first", "second"),
    [
        (OPEN, "unknown.here", "stuck.here"),
        (BUSY, "unknown.here", "stuck.here"),
        (NIGHT, "unknown.until", "unknown.again"),
        (DESERTED, "unknown.away", "unknown.again"),
    ],
)
def test_two_questions_in_a_row_without_an_answer_lead_to_a_stronger_offer(
    around: Surroundings, first: str, second: str
) -> None:
    talk = Talk(around)
    assert talk.keys(ask("łódka?")) == [first]
    assert talk.keys(ask("ponton?")) == [second]


def test_the_address_to_answer_to_is_asked_for_once() -> None:
    talk = Talk(NIGHT)
    keys = [key for text in "abcdefgh" for key in talk.keys(ask(f"{text} łódka?"))]
    asking = [key for key in keys if "e-mail" in render_key(key)]
    assert asking == ["unknown.until"]


def render_key(key: str) -> str:
    return str(render(replace(EMPTY, key=key), "pl"))


EMPTY = Talk().hear(ask("x")).replies[0]


def test_an_address_in_the_message_is_taken_and_the_message_kept_for_the_agents() -> None:
    talk = Talk(NIGHT)
    talk.hear(ask("łódka?"))
    turn = talk.hear(ask("proszę bardzo: ola@sklep.example."))
    assert (turn.email, turn.handover) == ("ola@sklep.example", Handover.MESSAGE)
    assert render(turn.replies[0], "pl") == (
        "Dziękuję. Zespół wraca w poniedziałek o 9:00 i odpisze na ola@sklep.example."
    )


def test_a_known_address_is_used_and_not_asked_for() -> None:
    turn = Talk(replace(NIGHT, visitor_email="ola@sklep.example")).hear(ask("łódka?"))
    assert turn.handover is Handover.MESSAGE
    assert "ola@sklep.example" in render(turn.replies[0], "pl")


def test_what_follows_is_kept_too_and_that_is_said_once() -> None:
    talk = Talk(NIGHT)
    talk.hear(EmailLeft("ola@sklep.example"))
    turns = [talk.hear(ask(f"łódka {number}?")) for number in ("a", "b", "c")]
    assert [[reply.key for reply in turn.replies] for turn in turns] == [
        ["message.kept"],
        ["message.kept_all"],
        [],
    ]
    assert {turn.handover for turn in turns} == {Handover.MESSAGE}


def test_the_bot_still_answers_from_the_faq_after_a_message_was_left() -> None:
    talk = Talk(NIGHT)
    talk.hear(EmailLeft("ola@sklep.example"))
    assert talk.keys(VisitorSaid("zwrot?", Answered((RETURNS,)))) == ["faq.answer"]


@pytest.mark.parametrize("around", [OPEN, BUSY])
@pytest.mark.parametrize(
    "heard", [PersonAsked(), ask("chcę rozmawiać z człowiekiem"), ask("konsultant")]
)
def test_a_person_is_fetched_without_argument_when_somebody_is_there(
    around: Surroundings, heard: Input
) -> None:
    turn = Talk(around).hear(heard)
    assert (turn.handover, turn.replies) == (Handover.PERSON, ())


def test_a_person_wanted_in_words_outranks_an_answer_that_merely_fits() -> None:
    contact = FaqAnswer("contact", "Jak się z wami skontaktować?", "Pod numerem 22 123 45 67.")
    wanted = VisitorSaid("chcę porozmawiać z konsultantem", Answered((contact,)))
    assert Talk().hear(wanted).handover is Handover.PERSON
    question = VisitorSaid("jaki jest numer do obsługi klienta", Answered((contact,)))
    assert Talk().keys(question) == ["faq.answer"]


@pytest.mark.parametrize(("around", "key"), [(NIGHT, "person.until"), (DESERTED, "person.away")])
@pytest.mark.parametrize("heard", [PersonAsked(), NobodyCame()])
def test_without_anybody_there_a_message_and_a_callback_are_offered(
    around: Surroundings, key: str, heard: Input
) -> None:
    turn = Talk(around).hear(heard)
    [reply] = turn.replies
    assert (reply.key, turn.handover) == (key, Handover.NO)
    assert [button.action for button in reply.buttons] == ["leave_message", "callback"]


def test_yes_means_what_was_offered_and_nothing_later() -> None:
    talk = Talk()
    talk.hear(ask("łódka?"))
    assert talk.hear(ask("tak, poproszę")).handover is Handover.PERSON
    talk = Talk()
    talk.hear(ask("łódka?"), ask("nie"))
    assert talk.keys(ask("tak")) == ["small.yes"]


def test_yes_at_night_opens_the_callback() -> None:
    talk = Talk(NIGHT)
    talk.hear(ask("łódka?"))
    [reply] = talk.hear(ask("tak")).replies
    assert [button.action for button in reply.buttons] == ["callback"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("dziękuję bardzo", "small.thanks"),
        ("Cześć", "small.hello"),
        ("do widzenia", "small.goodbye"),
        ("nie, dziękuję", "small.no"),
        ("czy jesteś botem?", "bot.yes"),
        ("proszę oddzwonić", "callback.offer"),
    ],
)
def test_small_talk_is_answered_as_such(text: str, key: str) -> None:
    assert Talk().keys(ask(text)) == [key]


def test_a_question_with_a_greeting_in_front_is_a_question() -> None:
    assert Talk().keys(VisitorSaid("cześć, zwrot?", Answered((RETURNS,)))) == ["faq.answer"]
    assert Talk().keys(ask("cześć, gdzie moja łódka")) == ["unknown.here"]


def test_an_answer_that_did_not_help_brings_a_person_nearer() -> None:
    talk = Talk()
    talk.hear(EntryChosen(RETURNS))
    assert talk.keys(AnswerRated("ret", helpful=True)) == []
    assert talk.keys(AnswerRated("ret", helpful=False)) == ["answer.sorry"]
    assert talk.state.exchanges[-1].helpful is False
