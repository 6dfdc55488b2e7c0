"""Whatever is said in whatever order, the bot keeps its manners."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from chat_server.core.bot import (
    AgentGone,
    AgentTookOver,
    Answered,
    AnswerRated,
    BotState,
    Button,
    CallbackBooked,
    Closed,
    EmailLeft,
    EntryChosen,
    FaqAnswer,
    HandedBack,
    Handover,
    Input,
    NobodyCame,
    Opened,
    PersonAsked,
    Phase,
    QueueJoined,
    QueueLeft,
    Suggested,
    Surroundings,
    Unknown,
    VisitorSaid,
    from_dict,
    render,
    render_label,
    respond,
    to_dict,
)
from chat_server.core.bot.render import LANGUAGES
from chat_server.core.hours import DayReason, HoursState, moment_hint
from chat_server.core.presence import Availability
from tests.core.wall import DAY, HOUR, at

NOW = at("2026-03-12 19:00")
hints = st.integers(1, 20 * 24).map(
    lambda hours: moment_hint(NOW + hours * HOUR, NOW, "Europe/Warsaw")
)
entries = st.sampled_from([FaqAnswer(f"e{n}", f"Q{n}?", f"A{n}.") for n in range(4)])
pairs = st.lists(
    st.tuples(st.sampled_from(["e0", "e1", "e5"]), st.just("Q?")),
    min_size=1,
    max_size=3,
    unique_by=lambda pair: pair[0],
).map(tuple)
decisions = (
    st.just(Unknown())
    | st.builds(Suggested, pairs)
    | st.builds(
        Answered,
        st.lists(entries, min_size=1, max_size=2, unique_by=lambda e: e.entry_id).map(tuple),
    )
)
questions = st.sampled_from(["łódka?", "ponton?"])
texts = st.sampled_from(
    ["łódka?", "ponton?", "tak", "nie", "dzięki", "cześć", "człowiek", "oddzwońcie",
     "jesteś botem", "KK-20455 nie dotarło", "ola@sklep.example", "pa"]
)  # fmt: skip
heard_things: st.SearchStrategy[Input] = st.one_of(
    st.builds(VisitorSaid, questions, decisions),
    st.builds(VisitorSaid, questions, decisions),
    st.builds(VisitorSaid, questions, st.builds(Suggested, pairs)),
    st.builds(VisitorSaid, texts, decisions),
    st.builds(Opened, st.booleans()),
    st.builds(EntryChosen, entries),
    st.builds(AnswerRated, st.just("e0"), st.booleans()),
    st.builds(QueueJoined, st.integers(1, 9), st.none() | st.integers(1, 10**7)),
    st.builds(AgentGone, st.booleans()),
    st.builds(EmailLeft, st.just("ola@sklep.example")),
    st.builds(CallbackBooked, st.just("K7M-4QX"), st.none() | hints),
    st.sampled_from([PersonAsked(), QueueLeft(), NobodyCame(), AgentTookOver(), HandedBack()]),
)
surroundings = st.builds(
    Surroundings,
    language=st.just("pl"),
    shop_name=st.just("Kurz & Kawa"),
    hours=st.just(HoursState(True, DayReason.OPEN)),
    availability=st.sampled_from(Availability),
    opening=st.none() | hints,
    visitor_name=st.sampled_from(["", "Ola"]),
    offers_callback=st.booleans(),
    offers_guide=st.booleans(),
)
talks = st.lists(st.tuples(heard_things, surroundings), max_size=12)


@given(talks)
def test_nothing_is_said_twice_in_a_row(talk: list[tuple[Input, Surroundings]]) -> None:
    state, last = BotState(), ""
    for heard, around in talk:
        turn = respond(state, heard, around)
        for reply in turn.replies:
            said = render(reply, "pl")
            assert said != last
            last = said
        state = turn.state


@given(talks)
def test_a_visitor_with_the_bot_always_has_a_way_on(
    talk: list[tuple[Input, Surroundings]],
) -> None:
    state = BotState(greeted=True)
    for heard, around in talk:
        turn = respond(state, heard, around)
        if isinstance(heard, PersonAsked) and state.phase is Phase.TALKING:
            buttons = [button.action for reply in turn.replies for button in reply.buttons]
            assert turn.handover is not Handover.NO or "leave_message" in buttons
        if isinstance(heard, VisitorSaid) and heard.text in ("łódka?", "ponton?"):
            lost = isinstance(heard.faq, Unknown) and state.phase is Phase.TALKING
            ways = {"person", "leave_message", "callback"}
            offered = {button.action for reply in turn.replies for button in reply.buttons}
            assert not lost or turn.handover is not Handover.NO or offered & ways
        state = turn.state


@given(talks)
def test_at_most_one_clarifying_question_stands_between_two_answers(
    talk: list[tuple[Input, Surroundings]],
) -> None:
    state, asked = BotState(), 0
    for heard, around in talk:
        turn = respond(state, heard, around)
        keys = [reply.key for reply in turn.replies]
        is_new_start = isinstance(heard, QueueJoined | AgentTookOver | AgentGone | HandedBack)
        if is_new_start or "faq.answer" in keys:
            asked = 0
        asked += keys.count("suggest.ask")
        assert asked <= 1
        state = turn.state


@given(talks)
def test_only_a_human_leaving_ends_the_silence(talk: list[tuple[Input, Surroundings]]) -> None:
    state = BotState()
    for heard, around in talk:
        turn = respond(state, heard, around)
        if state.phase is Phase.SILENT and turn.state.phase is not Phase.SILENT:
            assert isinstance(heard, HandedBack | AgentGone | QueueJoined)
        if turn.state.phase is Phase.SILENT:
            assert turn.replies == ()
        state = turn.state


@given(talks)
def test_while_it_waits_for_a_person_no_question_is_answered(
    talk: list[tuple[Input, Surroundings]],
) -> None:
    state = BotState()
    for heard, around in talk:
        turn = respond(state, heard, around)
        if state.phase is Phase.COLLECTING and turn.state.phase is Phase.COLLECTING:
            assert not [reply for reply in turn.replies if reply.content]
        state = turn.state


@given(talks)
def test_the_memory_survives_json_and_stays_small(talk: list[tuple[Input, Surroundings]]) -> None:
    state = BotState()
    for heard, around in talk * 3:
        state = respond(state, heard, around).state
    assert from_dict(to_dict(state)) == state
    assert len(state.exchanges) <= 20
    assert len(state.said) <= 8


@given(talks)
def test_every_reply_has_words_in_every_language(talk: list[tuple[Input, Surroundings]]) -> None:
    state = BotState()
    for heard, around in [*talk, (Closed(), replace(LAST, opening=None))]:
        turn = respond(state, heard, around)
        for reply in turn.replies:
            for language in LANGUAGES:
                words = [render(reply, language)]
                words += [render_label(button, language) for button in reply.buttons]
                assert all(word and "{" not in word for word in words)
        state = turn.state


LAST = Surroundings("pl", "Kurz & Kawa", HoursState(True, DayReason.OPEN), Availability.NOW)


def test_a_button_of_the_shops_own_keeps_its_words() -> None:
    assert render_label(Button("faq", "e1", label="Ile trwa {dostawa}?"), "sl") == (
        "Ile trwa {dostawa}?"
    )


def test_the_horizon_of_the_hints_reaches_from_today_to_a_date() -> None:
    relations = {
        moment_hint(NOW + days * DAY, NOW, "Europe/Warsaw").relation.value for days in range(9)
    }
    assert relations == {"today", "tomorrow", "weekday", "date"}
