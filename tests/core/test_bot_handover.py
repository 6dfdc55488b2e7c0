"""Who has the conversation: the bot, the queue, a human, and what is handed over."""

from dataclasses import replace

import pytest

from chat_server.core.bot import (
    AgentGone,
    AgentTookOver,
    Answered,
    AnswerRated,
    BotState,
    CallbackBooked,
    Closed,
    EmailLeft,
    EntryChosen,
    HandedBack,
    Handover,
    Input,
    NobodyCame,
    Opened,
    Page,
    PersonAsked,
    Phase,
    QueueJoined,
    QueueLeft,
    Surroundings,
    VisitorSaid,
    from_dict,
    render,
    summary,
    summary_lines,
)
from chat_server.core.hours import MomentHint
from tests.core.talk import BUSY, DESERTED, MONDAY_9, NEAR, NIGHT, OPEN, RETURNS, Talk, ask


@pytest.mark.parametrize(
    ("said", "wait_ms", "words"),
    [
        ((), 170_000, "Twoje miejsce w kolejce: 2, jeszcze około 3 minut. Żeby poszło szybciej"),
        ((), 1, "jeszcze około minuty."),
        ((), None, "Twoje miejsce w kolejce: 2. Żeby poszło szybciej"),
        ((ask("ekspres cieknie"),), None, "podaj jego numer"),
        ((ask("zamówienie KK-20455 nie dotarło"),), None, "nie trzeba się powtarzać"),
    ],
)
def test_in_the_queue_the_place_is_told_and_what_may_be_added(
    said: tuple[Input, ...], wait_ms: int | None, words: str
) -> None:
    talk = Talk(BUSY)
    talk.hear(*said)
    [reply] = talk.hear(QueueJoined(2, wait_ms)).replies
    assert words in render(reply, "pl")
    assert [button.action for button in reply.buttons] == ["callback"]


def test_in_the_queue_the_bot_only_collects_and_says_so_once() -> None:
    talk = Talk(BUSY)
    talk.hear(QueueJoined(2, None))
    assert talk.keys(VisitorSaid("ile na zwrot?", Answered((RETURNS,)))) == ["queue.noted"]
    assert talk.keys(ask("halo, ekspres cieknie")) == []
    assert talk.keys(ask("numer KK-20455")) == ["queue.noted_order"]
    assert talk.keys(EntryChosen(RETURNS)) == []
    assert talk.keys(QueueJoined(1, None)) == []
    assert talk.keys(ask("dziękuję")) == []
    assert (talk.state.phase, talk.state.order_number) == (Phase.COLLECTING, "KK-20455")


@pytest.mark.parametrize(
    ("heard", "key"),
    [(QueueJoined(1, None), "person.until"), (AgentGone(queued=True), "gone.until")],
)
def test_whoever_queues_while_nobody_is_there_is_told_so_and_asked_for_an_address(
    heard: Input, key: str
) -> None:
    talk = Talk(NIGHT)
    assert talk.keys(heard) == [key]
    turn = talk.hear(ask("ola@sklep.example"))
    assert [reply.key for reply in turn.replies] == ["email.until"]
    assert (turn.email, turn.handover) == ("ola@sklep.example", Handover.MESSAGE)
    assert talk.state.phase is Phase.COLLECTING


def test_an_address_written_while_waiting_is_noted_once() -> None:
    talk = Talk(BUSY)
    talk.hear(QueueJoined(2, None))
    assert talk.hear(ask("mój adres: ola@sklep.example")).email == "ola@sklep.example"
    assert talk.state.said[-1] == "email.noted:"
    assert talk.hear(ask("mój adres: ola@sklep.example")).email == ""


def test_a_callback_instead_of_waiting_brings_the_bot_back() -> None:
    talk = Talk(BUSY)
    talk.hear(QueueJoined(2, None))
    assert talk.keys(CallbackBooked("K7M-4QX", MONDAY_9)) == ["callback.booked"]
    assert talk.keys(VisitorSaid("zwrot?", Answered((RETURNS,)))) == ["faq.answer"]


def test_whoever_stops_waiting_has_the_bot_again() -> None:
    talk = Talk(BUSY)
    talk.hear(QueueJoined(2, None))
    assert talk.keys(QueueLeft()) == ["queue.left"]
    assert talk.keys(VisitorSaid("zwrot?", Answered((RETURNS,)))) == ["faq.answer"]


def test_a_queue_that_everybody_left_is_no_dead_end() -> None:
    talk = Talk(BUSY)
    talk.hear(QueueJoined(2, None))
    talk.around = NIGHT
    assert talk.keys(NobodyCame()) == ["person.until"]
    assert talk.state.phase is Phase.TALKING


@pytest.mark.parametrize(
    "heard",
    [
        ask("halo?"),
        ask("chcę rozmawiać z człowiekiem"),
        VisitorSaid("zwrot?", Answered((RETURNS,))),
        VisitorSaid("bateria", NEAR),
        EntryChosen(RETURNS),
        PersonAsked(),
        NobodyCame(),
        QueueLeft(),
        Opened(True),
        EmailLeft("ola@sklep.example"),
        CallbackBooked("K7M-4QX", MONDAY_9),
        AnswerRated("ret", helpful=False),
    ],
)
@pytest.mark.parametrize("around", [OPEN, BUSY, NIGHT, DESERTED])
def test_the_bot_is_silent_while_a_human_owns_the_conversation_whatever_the_hour(
    heard: Input, around: Surroundings
) -> None:
    talk = Talk()
    talk.hear(ask("łódka?"), AgentTookOver())
    talk.around = around
    turn = talk.hear(heard)
    assert (turn.replies, turn.handover) == ((), Handover.NO)
    assert talk.state.phase is Phase.SILENT


@pytest.mark.parametrize(
    ("heard", "around", "key", "phase"),
    [
        (HandedBack(), OPEN, "back", Phase.TALKING),
        (AgentGone(queued=True), OPEN, "gone.queued", Phase.COLLECTING),
        (AgentGone(queued=False), OPEN, "gone.here", Phase.TALKING),
        (AgentGone(queued=False), NIGHT, "gone.until", Phase.TALKING),
        (AgentGone(queued=False), DESERTED, "gone.away", Phase.TALKING),
        (QueueJoined(1, None), BUSY, "queue.joined", Phase.COLLECTING),
    ],
)
def test_the_bot_speaks_again_only_when_the_human_hands_back_or_is_gone(
    heard: Input, around: Surroundings, key: str, phase: Phase
) -> None:
    talk = Talk(around)
    talk.hear(AgentTookOver())
    assert talk.keys(heard) == [key]
    assert talk.state.phase is phase


def test_a_closed_conversation_is_left_in_peace() -> None:
    talk = Talk()
    talk.hear(Closed())
    for heard in (ask("halo?"), PersonAsked(), EmailLeft("a@b.example"), Opened()):
        assert talk.keys(heard) == []


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (MONDAY_9, "Zapisane: zadzwonimy w poniedziałek o 9:00. Numer zgłoszenia: K7M-4QX."),
        (None, "zadzwonimy, gdy tylko ktoś będzie wolny. Numer zgłoszenia: K7M-4QX."),
    ],
)
def test_a_booked_callback_is_confirmed_in_words(when: MomentHint | None, words: str) -> None:
    [reply] = Talk(NIGHT).hear(CallbackBooked("K7M-4QX", when)).replies
    assert words in render(reply, "pl")


def test_a_shop_without_callbacks_never_offers_one() -> None:
    talk = Talk(replace(NIGHT, offers_callback=False))
    for heard in (Opened(), ask("łódka?"), ask("tak"), ask("oddzwońcie"), PersonAsked()):
        for reply in talk.hear(heard).replies:
            assert "callback" not in [button.action for button in reply.buttons]


def test_the_agent_gets_what_was_asked_answered_and_left_open() -> None:
    talk = Talk()
    talk.hear(
        VisitorSaid("ile na zwrot?", Answered((RETURNS,))),
        AnswerRated("ret", helpful=False),
        ask("a łódka? zamówienie KK-20455"),
    )
    known = summary(talk.state, "pl", Page("Ekspresy"), (("Budżet", "do 700 zł"),))
    assert summary_lines(known, "en") == [
        "Asked: ile na zwrot?",
        "Asked, not answered: a łódka? zamówienie KK-20455",
        "Bot answered: Ile mam czasu na zwrot? (did not help)",
        "Guide, Budżet: do 700 zł",
        "Order: KK-20455",
        "Page: Ekspresy",
        "Language: Polish",
    ]


def test_there_is_no_summary_of_nothing() -> None:
    talk = Talk(OPEN, BotState())
    talk.hear(Opened(), PersonAsked())
    assert summary_lines(summary(talk.state, "sl", Page("Ekspresy")), "pl") == []


def test_the_memory_of_an_older_bot_is_still_understood() -> None:
    assert from_dict({}) == BotState()
    assert from_dict({"misses": 1, "mood": "sunny"}) == BotState(misses=1)
