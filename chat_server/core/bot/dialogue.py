"""The bot's manners in one pure function: state, input, surroundings → state, replies, hand-over.

It says that it is a bot, asks at most one clarifying question, says nothing twice, always leaves a
way to a person, only collects while the visitor waits for one, and is silent while one is there.
Nothing here reads a clock: that the shop closes changes what is offered, never who speaks.
"""

from dataclasses import replace

from chat_server.core.bot import speech
from chat_server.core.bot.intent import Intent, email_in, intent_of, order_number_in
from chat_server.core.bot.model import (
    AgentGone,
    AgentTookOver,
    AnswerRated,
    BotState,
    CallbackBooked,
    Closed,
    EmailLeft,
    EntryChosen,
    HandedBack,
    Input,
    NobodyCame,
    Offer,
    Opened,
    PersonAsked,
    Phase,
    QueueJoined,
    QueueLeft,
    Reply,
    Response,
    Surroundings,
    VisitorSaid,
)
from chat_server.core.bot.questions import answer_rated, entry_chosen, visitor_said
from chat_server.core.bot.ways import (
    away,
    callback_booked,
    callback_offered,
    email_left,
    fresh_start,
    noted,
    offering,
    person,
    said,
)


def respond(state: BotState, heard: Input, around: Surroundings) -> Response:
    """The bot's turn after ``heard``; see ``Response`` for what the caller does with it."""
    match heard:
        case AgentTookOver():
            return Response(replace(fresh_start(state), phase=Phase.SILENT))
        case Closed():
            return Response(replace(state, phase=Phase.OVER, offer=Offer.NOTHING))
        case HandedBack():
            state = replace(fresh_start(state), phase=Phase.TALKING, greeted=True)
            back = speech.fresh(state, Reply("back"), Reply("back_again"))
            return said(state, replace(back, buttons=speech.home(around)))
        case AgentGone():
            return _agent_gone(fresh_start(state), heard, around)
        case QueueJoined():
            return _queue_joined(state, heard, around)
        case AnswerRated():
            return _answer_rated(state, heard, around)
        case EmailLeft():
            return email_left(state, heard.email, around)
        case CallbackBooked():
            return callback_booked(state, heard)
        case _:
            return _in_phase(state, heard, around)


def _in_phase(state: BotState, heard: Input, around: Surroundings) -> Response:
    match state.phase:
        case Phase.TALKING:
            return _talking(state, heard, around)
        case Phase.COLLECTING:
            return _collecting(state, heard, around)
        case Phase.SILENT | Phase.OVER:
            return Response(state)


def _talking(state: BotState, heard: Input, around: Surroundings) -> Response:
    match heard:
        case Opened() if not state.greeted:
            hello = speech.greeting(around, returning=heard.returning)
            return said(replace(state, greeted=True), hello)
        case VisitorSaid():
            return _introduced(state, visitor_said(state, heard, around), around)
        case EntryChosen():
            return entry_chosen(state, heard.answer, around)
        case PersonAsked():
            return person(state, around)
        case NobodyCame():
            return _no_person(state, around)
        case _:
            return Response(state)


def _introduced(before: BotState, after: Response, around: Surroundings) -> Response:
    """With a word on who is speaking, when the visitor spoke first."""
    if before.greeted or not after.replies:
        return after
    state = replace(after.state, greeted=True)
    if after.replies[0].key.startswith("greeting."):
        return replace(after, state=state)
    hello = Reply("hello.first", {"shop": around.shop_name})
    return replace(after, state=state, replies=(hello, *after.replies))


def _no_person(state: BotState, around: Surroundings) -> Response:
    """A person was to come and did not."""
    state = replace(state, phase=Phase.TALKING)
    if speech.is_anybody_there(around):
        return offering(state, "stuck.person", around)
    return away(state, "person", around)


def _queue_joined(state: BotState, heard: QueueJoined, around: Surroundings) -> Response:
    if state.phase is Phase.COLLECTING:
        return Response(state)
    wanted = "more" if state.order_number else "order"
    collect = wanted if state.exchanges else "topic"
    reply = speech.queue_place(heard.position, heard.wait_ms, collect)
    buttons = (speech.CALLBACK_INSTEAD,) if around.offers_callback else ()
    state = replace(fresh_start(state), phase=Phase.COLLECTING, greeted=True)
    if not speech.is_anybody_there(around):
        return away(state, "person", around)
    if speech.was_last(state, reply):
        return Response(state)
    return said(state, replace(reply, buttons=buttons))


def _collecting(state: BotState, heard: Input, around: Surroundings) -> Response:
    """Queued: note what is said, say so once, and answer nothing."""
    match heard:
        case VisitorSaid():
            return _collected(state, heard, around)
        case EntryChosen():
            return Response(noted(state, heard.answer.question, "noted"))
        case QueueLeft():
            state = replace(state, phase=Phase.TALKING)
            return said(state, Reply("queue.left", {}, speech.home(around)))
        case NobodyCame():
            return _no_person(state, around)
        case _:
            return Response(state)


def _collected(state: BotState, heard: VisitorSaid, around: Surroundings) -> Response:
    intent = intent_of(heard.text, around.language)
    if intent is Intent.CALLBACK and around.offers_callback:
        return callback_offered(state)
    if intent is not None:
        return Response(state)
    number, email = order_number_in(heard.text), email_in(heard.text)
    is_new = bool(number) and number != state.order_number
    state = noted(state, heard.text, "noted")
    state = replace(state, order_number=number or state.order_number)
    if email and email != state.email:
        return replace(email_left(state, email, around), email=email)
    reply = Reply("queue.noted_order", {"order": number}) if is_new else Reply("queue.noted")
    if speech.was_said(state, reply):
        return Response(state)
    return said(state, reply)


def _agent_gone(state: BotState, heard: AgentGone, around: Surroundings) -> Response:
    """The human left without handing back: the conversation is never left to nobody."""
    if heard.queued and not speech.is_anybody_there(around):
        return away(replace(state, phase=Phase.COLLECTING), "gone", around)
    if heard.queued:
        buttons = (speech.CALLBACK_INSTEAD,) if around.offers_callback else ()
        gone = speech.fresh(state, Reply("gone.queued"), Reply("gone.queued_again"))
        return said(replace(state, phase=Phase.COLLECTING), replace(gone, buttons=buttons))
    state = replace(state, phase=Phase.TALKING)
    if speech.is_anybody_there(around):
        return offering(state, "gone.here", around)
    return away(state, "gone", around)


def _answer_rated(state: BotState, heard: AnswerRated, around: Surroundings) -> Response:
    rated = [
        replace(one, helpful=heard.helpful) if one.entry_id == heard.entry_id else one
        for one in state.exchanges
    ]
    state = replace(state, exchanges=tuple(rated))
    if state.phase is not Phase.TALKING:
        return Response(state)
    return answer_rated(state, heard.helpful, around)
