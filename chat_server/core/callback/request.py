"""Deciding on a request: taken, recognised as one already open, or refused with its reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chat_server.core.callback.model import (
    Callback,
    CallbackMoved,
    CallbackRequested,
    Consent,
)
from chat_server.core.callback.phone import normalise_phone
from chat_server.core.callback.problem import CallbackProblem, CallbackRefused
from chat_server.core.callback.rules import MINUTE_MS, CallbackRules, RequestLimits
from chat_server.core.callback.slots import check_slot
from chat_server.core.hours import Hours, after_open_ms, next_opening


@dataclass(frozen=True, slots=True)
class CallbackForm:
    """What was filled in. ``slot_at`` None means as soon as possible."""

    phone: str
    country: str
    language: str
    time_zone: str
    consent: Consent
    slot_at: int | None = None
    name: str = ""
    topic: str = ""
    product_id: str | None = None
    order_number: str | None = None
    email: str | None = None
    visitor_id: str | None = None
    conversation_id: str | None = None
    team_id: str | None = None


@dataclass(frozen=True, slots=True)
class Recent:
    """How many requests came within the limits' window from this visitor, number, address."""

    visitor: int = 0
    phone: int = 0
    address: int = 0


@dataclass(frozen=True, slots=True)
class CallbackRecognised:
    """The number already has an active request in the shop; nothing is stored.

    ``is_own`` tells whether this visitor made it. Only then may its details be told; anybody else
    gets a confirmation that looks like any other.
    """

    callback: Callback
    is_own: bool


@dataclass(frozen=True, slots=True)
class Appointment:
    """When to call: the slot (None: as soon as possible), when it is due, from when on late."""

    slot_at: int | None
    slot_end_at: int | None
    due_at: int
    late_at: int


def duplicate_of(active: Iterable[Callback], e164: str) -> Callback | None:
    """The shop's active request for this number, the oldest if several."""
    same = (one for one in active if one.is_active and one.phone.e164 == e164)
    return min(same, key=lambda one: (one.requested_at, one.id), default=None)


def check_limits(recent: Recent, limits: RequestLimits) -> None:
    """Refuse with ``RATE_LIMITED`` when one of the counts has reached its limit."""
    if (
        recent.visitor >= limits.per_visitor
        or recent.phone >= limits.per_phone
        or recent.address >= limits.per_address
    ):
        raise CallbackRefused(CallbackProblem.RATE_LIMITED)


def appointment(
    slot_at: int | None,
    hours: Hours,
    rules: CallbackRules,
    taken: Mapping[int, int],
    now: int,
) -> Appointment:
    """When the shop will call, for a wanted slot or as soon as possible.

    ``taken`` counts agreed calls by start. Refused as in ``check_slot``; as soon as possible only
    with ``OUTSIDE_HOURS``, when the shop never opens.
    """
    if slot_at is not None:
        slot = check_slot(
            hours,
            slot_at,
            now,
            slot_minutes=rules.slot_minutes,
            capacity=rules.capacity,
            taken=taken,
            lead_minutes=rules.lead_minutes,
        )
        late_at = slot.start_at + rules.late_after_minutes * MINUTE_MS
        return Appointment(slot.start_at, slot.end_at, slot.start_at, late_at)
    due_at = next_opening(hours, now)
    if due_at is None:
        raise CallbackRefused(CallbackProblem.OUTSIDE_HOURS, "slot_at")
    within_ms = rules.asap_within_minutes * MINUTE_MS
    late_at = after_open_ms(hours, due_at, within_ms) or due_at + within_ms
    return Appointment(None, None, due_at, late_at)


def request(
    form: CallbackForm,
    *,
    callback_id: str,
    reference: str,
    shop_id: str,
    hours: Hours,
    rules: CallbackRules,
    taken: Mapping[int, int],
    active: Iterable[Callback],
    recent: Recent,
    now: int,
) -> CallbackRequested | CallbackRecognised:
    """Take the request, or recognise the one that is already there.

    Raises ``CallbackRefused``. Somebody else's duplicate is only recognised after every other
    check, so that a stranger who tries a number learns nothing from the answer.
    """
    phone = normalise_phone(form.phone, form.country, allowed_countries=rules.allowed_countries)
    existing = duplicate_of(active, phone.e164)
    is_own = (
        existing is not None
        and form.visitor_id is not None
        and existing.visitor_id == form.visitor_id
    )
    if existing is not None and is_own:
        return CallbackRecognised(existing, is_own=True)
    check_limits(recent, rules.limits)
    when = appointment(form.slot_at, hours, rules, taken, now)
    if existing is not None:
        return CallbackRecognised(existing, is_own=False)
    return CallbackRequested(
        Callback(
            id=callback_id,
            reference=reference,
            shop_id=shop_id,
            phone=phone,
            language=form.language,
            time_zone=form.time_zone,
            consent=form.consent,
            requested_at=now,
            due_at=when.due_at,
            late_at=when.late_at,
            slot_at=when.slot_at,
            slot_end_at=when.slot_end_at,
            team_id=form.team_id,
            visitor_id=form.visitor_id,
            conversation_id=form.conversation_id,
            name=form.name,
            topic=form.topic,
            product_id=form.product_id,
            order_number=form.order_number,
            email=form.email,
        )
    )


def move(
    callback: Callback,
    slot_at: int | None,
    *,
    hours: Hours,
    rules: CallbackRules,
    taken: Mapping[int, int],
    now: int,
) -> CallbackMoved:
    """Agree on another slot; ``taken`` must not count this request's own one.

    Refused with ``CONFLICT`` when it is over or the agent is on the phone with the shopper.
    """
    if not callback.is_active or callback.is_on_call(now, rules.call_minutes_max * MINUTE_MS):
        raise CallbackRefused(CallbackProblem.CONFLICT)
    when = appointment(slot_at, hours, rules, taken, now)
    return CallbackMoved(now, when.due_at, when.late_at, when.slot_at, when.slot_end_at)
