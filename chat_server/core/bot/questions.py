"""What the bot makes of a message: an answer, a suggestion, small talk, or not knowing."""

from dataclasses import replace

from chat_server.core.bot import speech
from chat_server.core.bot.intent import Intent, email_in, intent_of, order_number_in
from chat_server.core.bot.model import (
    Answered,
    BotState,
    FaqAnswer,
    Offer,
    Reply,
    Response,
    Suggested,
    Surroundings,
    VisitorSaid,
)
from chat_server.core.bot.ways import (
    away,
    callback_offered,
    email_left,
    fresh_start,
    noted,
    offer,
    offering,
    person,
    said,
)

GIVEN_KEPT = 20
MISSES_UNTIL_STUCK = 2


def visitor_said(state: BotState, heard: VisitorSaid, around: Surroundings) -> Response:
    """The turn after a message, while the bot owns the conversation."""
    state = replace(state, order_number=order_number_in(heard.text) or state.order_number)
    answers = heard.faq.answers if isinstance(heard.faq, Answered) else ()
    email = email_in(heard.text)
    if email and not answers and (state.email_asked or not speech.is_anybody_there(around)):
        if heard.text.strip() != email:
            state = noted(state, heard.text, "noted")
        return replace(email_left(state, email, around), email=email)
    intent = intent_of(heard.text, around.language)
    reaction = _wish(state, intent, bool(answers), around) or _small_talk(state, intent, around)
    if reaction is not None:
        return reaction
    if answers:
        return _answered(state, heard.text, answers, around)
    if isinstance(heard.faq, Suggested):
        left = tuple(one for one in heard.faq.entries if one[0] not in state.given)
        if left:
            return _suggested(state, heard.text, left, around)
    return _unknown(noted(state, heard.text, "unknown"), around)


def entry_chosen(state: BotState, answer: FaqAnswer, around: Surroundings) -> Response:
    """A pressed question is answered again on request, only not twice running."""
    state = noted(state, answer.question, "answered", answer)
    if speech.was_last(state, speech.answer(answer)):
        return _given_before(state, around)
    return _give(state, (answer,))


def answer_rated(state: BotState, helpful: bool, around: Surroundings) -> Response:
    """An answer that did not help is a miss; one that did needs no words."""
    if helpful:
        return Response(state)
    return offering(replace(state, misses=state.misses + 1), "answer.sorry", around)


def _wish(
    state: BotState, intent: Intent | None, answered: bool, around: Surroundings
) -> Response | None:
    """The turn after a wish for a person or a call, or a yes to what was offered."""
    match intent:
        case Intent.PERSON:
            return person(state, around)
        case Intent.PERSON_MAYBE if not answered:
            return person(state, around)
        case Intent.YES if state.offer is Offer.PERSON:
            return person(state, around)
        case Intent.YES if state.offer is Offer.CALLBACK:
            return callback_offered(state)
        case Intent.CALLBACK if not answered and around.offers_callback:
            return callback_offered(state)
        case _:
            return None


def _small_talk(state: BotState, intent: Intent | None, around: Surroundings) -> Response | None:
    """The turn after a greeting, a thank-you and the like; None to look for an answer."""
    match intent:
        case Intent.ARE_YOU_A_BOT:
            return offering(state, "bot.yes", around)
        case Intent.HELLO if not state.greeted:
            hello = speech.greeting(around, returning=False)
            return said(replace(state, greeted=True), hello)
        case Intent.YES | Intent.NO | Intent.HELLO | Intent.THANKS | Intent.GOODBYE:
            return _polite(replace(state, offer=Offer.NOTHING), intent, around)
        case _:
            return None


def _polite(state: BotState, intent: Intent, around: Surroundings) -> Response:
    reply = Reply(f"small.{intent}")
    if intent is Intent.GOODBYE:
        return Response(state) if speech.was_said(state, reply) else said(state, reply)
    chosen = speech.fresh(state, reply, Reply("small.listening"), Reply("small.ready"))
    return said(
        state, replace(chosen, buttons=speech.home(around) if intent is Intent.HELLO else ())
    )


def _answered(
    state: BotState, text: str, answers: tuple[FaqAnswer, ...], around: Surroundings
) -> Response:
    for answer in answers:
        state = noted(state, text, "answered", answer)
    new = tuple(answer for answer in answers if answer.entry_id not in state.given)
    return _give(state, new) if new else _given_before(state, around)


def _give(state: BotState, answers: tuple[FaqAnswer, ...]) -> Response:
    ids = [answer.entry_id for answer in answers]
    older = [one for one in state.given if one not in ids]
    state = replace(fresh_start(state), given=tuple([*older, *ids][-GIVEN_KEPT:]))
    return said(state, *(speech.answer(answer) for answer in answers))


def _given_before(state: BotState, around: Surroundings) -> Response:
    """All that is known was said already: no second time, but somebody who may know more."""
    if state.misses + 1 >= MISSES_UNTIL_STUCK:
        return _unknown(state, around)
    return offering(replace(state, misses=state.misses + 1), "answer.again", around)


def _suggested(
    state: BotState, text: str, entries: tuple[tuple[str, str], ...], around: Surroundings
) -> Response:
    """Ask which one is meant, once; after that name what is near without asking."""
    buttons = tuple(speech.faq_buttons(entries[: speech.SUGGESTIONS_SHOWN]))
    state = noted(state, text, "suggested")
    if not state.clarified:
        ask = Reply("suggest.ask", {}, (*buttons, speech.ways_out(around)[0]))
        return said(
            replace(state, clarified=True, misses=state.misses + 1, offer=Offer.NOTHING), ask
        )
    near = Reply("suggest.near", {}, (*buttons, *speech.ways_out(around)))
    if speech.was_said(state, near):
        return _unknown(state, around)
    return said(replace(state, misses=state.misses + 1, offer=offer(around)), near)


def _unknown(state: BotState, around: Surroundings) -> Response:
    state = replace(state, misses=state.misses + 1)
    if not speech.is_anybody_there(around):
        return away(state, "unknown", around)
    is_stuck = state.misses >= MISSES_UNTIL_STUCK
    return offering(state, "stuck.here" if is_stuck else "unknown.here", around)
