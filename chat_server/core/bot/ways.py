"""Ways on from where the bot's own answers end: a person, a message, a callback."""

from dataclasses import replace

from chat_server.core.bot import speech
from chat_server.core.bot.model import (
    BotState,
    CallbackBooked,
    Exchange,
    FaqAnswer,
    Handover,
    Offer,
    Param,
    Phase,
    Reply,
    Response,
    Result,
    Surroundings,
)

EXCHANGES_KEPT = 20
TEXT_KEPT = 300


def said(state: BotState, *replies: Reply) -> Response:
    """The turn that says ``replies``."""
    return Response(speech.remember(state, replies), replies)


def noted(state: BotState, text: str, result: Result, answer: FaqAnswer | None = None) -> BotState:
    """With one more exchange, for the agent's summary."""
    entry_id, question = (answer.entry_id, answer.question) if answer else ("", "")
    one = Exchange(text[:TEXT_KEPT], result, entry_id, question)
    return replace(state, exchanges=(*state.exchanges, one)[-EXCHANGES_KEPT:])


def fresh_start(state: BotState) -> BotState:
    """With nothing left open: no misses, no offer, one clarifying question to spare."""
    return replace(state, misses=0, clarified=False, offer=Offer.NOTHING)


def offer(around: Surroundings) -> Offer:
    """What "yes" means to a reply with the ways out under it."""
    if speech.is_anybody_there(around):
        return Offer.PERSON
    return Offer.CALLBACK if around.offers_callback else Offer.NOTHING


def offering(state: BotState, key: str, around: Surroundings) -> Response:
    """Say ``key``, or another way to say it, and offer a person or what stands for one."""
    ways = [Reply(key), Reply("stuck.person"), Reply("stuck.again")]
    if not speech.is_anybody_there(around):
        ways = [Reply(key), Reply("stuck.message"), Reply("stuck.message_again")]
    reply = replace(speech.fresh(state, *ways), buttons=speech.ways_out(around))
    return said(replace(state, offer=offer(around)), reply)


def person(state: BotState, around: Surroundings) -> Response:
    """A person is wanted: hand over, or say why not now and what instead."""
    if not speech.is_anybody_there(around):
        return away(state, "person", around)
    return Response(replace(state, offer=Offer.NOTHING), (), Handover.PERSON)


def away(state: BotState, what: str, around: Surroundings) -> Response:
    """Nobody can answer now: ask for an address once, or keep the message for the known one.

    ``what`` begins the text's key: ``unknown`` (no answer was found), ``person`` (one was asked
    for) or ``gone`` (one was there).
    """
    buttons = speech.ways_out(around)
    if state.email or around.visitor_email:
        kept = _kept(state, state.email or around.visitor_email, around)
        if kept.replies or what == "unknown":
            return kept
        again = offering(kept.state, f"{what}.again", around)
        return replace(again, handover=Handover.MESSAGE)
    if state.email_asked:
        return offering(state, f"{what}.again", around)
    params = speech.opening_params(around)
    state = replace(state, email_asked=True, offer=offer(around))
    return said(state, Reply(f"{what}.{speech.when_back(around)}", params, buttons))


def _kept(state: BotState, email: str, around: Surroundings) -> Response:
    """The message goes to the agents, the answer to ``email``; that is said twice at most."""
    state = replace(state, email=email, offer=Offer.NOTHING)
    buttons = (speech.CALLBACK,) if around.offers_callback else ()
    for way in (Reply("message.kept", {"email": email}, buttons), Reply("message.kept_all")):
        if not speech.was_said(state, way):
            return replace(said(state, way), handover=Handover.MESSAGE)
    return Response(state, (), Handover.MESSAGE)


def email_left(state: BotState, email: str, around: Surroundings) -> Response:
    """An address to answer to: thank for it, and give the conversation to the agents."""
    is_new = email != state.email
    state = replace(state, email=email, email_asked=True, offer=Offer.NOTHING, misses=0)
    if state.phase in (Phase.SILENT, Phase.OVER):
        return Response(state)
    is_queued = state.phase is Phase.COLLECTING
    if not is_new:
        return Response(state) if is_queued else _kept(state, email, around)
    if is_queued and speech.is_anybody_there(around):
        return said(state, Reply("email.noted", {"email": email}))
    params: dict[str, Param] = {"email": email, **speech.opening_params(around)}
    thanks = Reply(f"email.{speech.when_back(around)}", params)
    return replace(said(state, thanks), handover=Handover.MESSAGE)


def callback_offered(state: BotState) -> Response:
    """The form is one tap away."""
    ways = [Reply("callback.offer"), Reply("callback.offer_again")]
    reply = replace(speech.fresh(state, *ways), buttons=(speech.CALLBACK,))
    return said(replace(state, offer=Offer.NOTHING), reply)


def callback_booked(state: BotState, heard: CallbackBooked) -> Response:
    """Confirm it in words, unless a human is speaking; who waited for one waits no more."""
    is_known = state.callback_reference == heard.reference
    state = replace(state, callback_reference=heard.reference, offer=Offer.NOTHING, misses=0)
    if is_known or state.phase in (Phase.SILENT, Phase.OVER):
        return Response(state)
    state = replace(state, phase=Phase.TALKING)
    if heard.when is None:
        return said(state, Reply("callback.booked_soon", {"reference": heard.reference}))
    params: dict[str, Param] = {
        "reference": heard.reference,
        "when": speech.moment(heard.when),
    }
    return said(state, Reply("callback.booked", params))
