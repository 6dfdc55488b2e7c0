"""A callback request to work with."""

from chat_server.core.callback import (
    Callback,
    CallbackFact,
    CallbackForm,
    CallbackRecognised,
    CallbackRequested,
    CallbackRules,
    Consent,
    Recent,
    claim,
    evolve,
    request,
)
from chat_server.core.hours import parse_hours
from tests.core.wall import at

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
HOURS = parse_hours(
    {
        "time_zone": "Europe/Warsaw",
        "weekly": {day: [{"from": "09:00", "to": "17:00"}] for day in WEEKDAYS},
        "holidays": {"country": "PL"},
    }
)
RULES = CallbackRules()
NONE_BEFORE = Recent()
THURSDAY_10 = at("2026-03-12 10:00")
SLOT = at("2026-03-12 14:20")
FORM = CallbackForm(
    phone="601 234 567",
    country="PL",
    language="pl",
    time_zone="Europe/Warsaw",
    consent=Consent("2026-01", "pl", THURSDAY_10),
    slot_at=SLOT,
    topic="Gwarancja na ekspres",
    visitor_id="vis_1",
)


def requested(
    form: CallbackForm = FORM,
    *,
    now: int = THURSDAY_10,
    taken: dict[int, int] | None = None,
    active: tuple[Callback, ...] = (),
    recent: Recent = NONE_BEFORE,
    rules: CallbackRules = RULES,
) -> CallbackRequested | CallbackRecognised:
    return request(
        form,
        callback_id="cb_1",
        reference="K7M-4QX",
        shop_id="shp_1",
        hours=HOURS,
        rules=rules,
        taken=taken or {},
        active=active,
        recent=recent,
        now=now,
    )


def stored(form: CallbackForm = FORM, now: int = THURSDAY_10) -> Callback:
    fact = requested(form, now=now)
    assert isinstance(fact, CallbackRequested)
    return evolve(None, fact)


def after(callback: Callback, *facts: CallbackFact) -> Callback:
    for fact in facts:
        callback = evolve(callback, fact)
    return callback


def claimed(agent_id: str = "ana", form: CallbackForm = FORM) -> Callback:
    callback = stored(form)
    return after(callback, claim(callback, agent_id, THURSDAY_10))
