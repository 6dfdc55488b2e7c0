"""A callback request: taken, recognised, or refused with its reason."""

from dataclasses import replace

import pytest

from chat_server.core.callback import (
    CallbackForm,
    CallbackProblem,
    CallbackRecognised,
    CallbackRefused,
    CallbackRequested,
    CallbackRules,
    CallbackStatus,
    CancelledBy,
    Recent,
    cancel,
    duplicate_of,
)
from tests.core.callback_request import (
    FORM,
    SLOT,
    THURSDAY_10,
    after,
    requested,
    stored,
)
from tests.core.wall import HOUR, MINUTE, at


def test_a_request_is_due_at_its_slot_and_late_soon_after() -> None:
    callback = stored()
    assert callback.status is CallbackStatus.OPEN
    assert (callback.phone.e164, callback.reference) == ("+48601234567", "K7M-4QX")
    assert (callback.slot_at, callback.slot_end_at) == (SLOT, SLOT + 20 * MINUTE)
    assert (callback.due_at, callback.late_at) == (SLOT, SLOT + 3 * MINUTE)


def test_as_soon_as_possible_means_now_while_open_and_within_an_hour() -> None:
    callback = stored(replace(FORM, slot_at=None))
    assert callback.slot_at is None
    assert (callback.due_at, callback.late_at) == (THURSDAY_10, THURSDAY_10 + HOUR)


def test_as_soon_as_possible_on_friday_evening_means_monday_morning() -> None:
    callback = stored(replace(FORM, slot_at=None), now=at("2026-03-13 19:00"))
    assert (callback.due_at, callback.late_at) == (at("2026-03-16 09:00"), at("2026-03-16 10:00"))


def test_the_hour_of_as_soon_as_possible_runs_on_open_time_only() -> None:
    callback = stored(replace(FORM, slot_at=None), now=at("2026-03-12 16:40"))
    assert callback.late_at == at("2026-03-13 09:40")


@pytest.mark.parametrize(
    ("form", "arguments", "problem", "field"),
    [
        (replace(FORM, phone="12"), {}, CallbackProblem.PHONE_INVALID, "phone"),
        (
            FORM,
            {"rules": CallbackRules(allowed_countries=frozenset({"SI"}))},
            CallbackProblem.PHONE_INVALID,
            "phone",
        ),
        (
            replace(FORM, slot_at=at("2026-03-12 09:40")),
            {},
            CallbackProblem.IN_THE_PAST,
            "slot_at",
        ),
        (
            replace(FORM, slot_at=at("2026-03-12 10:20")),
            {},
            CallbackProblem.IN_THE_PAST,
            "slot_at",
        ),
        (
            replace(FORM, slot_at=at("2026-03-14 10:00")),
            {},
            CallbackProblem.OUTSIDE_HOURS,
            "slot_at",
        ),
        (
            replace(FORM, slot_at=at("2026-03-12 14:30")),
            {},
            CallbackProblem.OUTSIDE_HOURS,
            "slot_at",
        ),
        (
            replace(FORM, slot_at=at("2027-03-12 14:20")),
            {},
            CallbackProblem.OUTSIDE_HOURS,
            "slot_at",
        ),
        (FORM, {"taken": {SLOT: 1}}, CallbackProblem.SLOT_TAKEN, "slot_at"),
        (FORM, {"recent": Recent(visitor=3)}, CallbackProblem.RATE_LIMITED, None),
        (FORM, {"recent": Recent(phone=3)}, CallbackProblem.RATE_LIMITED, None),
        (FORM, {"recent": Recent(address=10)}, CallbackProblem.RATE_LIMITED, None),
    ],
)
def test_every_refusal_has_its_code_and_its_field(
    form: CallbackForm, arguments: dict[str, object], problem: CallbackProblem, field: str | None
) -> None:
    with pytest.raises(CallbackRefused) as caught:
        requested(form, **arguments)  # type: ignore[arg-type]
    assert (caught.value.problem, caught.value.field) == (problem, field)


def test_a_shopper_who_asks_twice_is_shown_the_request_already_made() -> None:
    first = stored()
    again = requested(active=(first,), taken={SLOT: 1}, recent=Recent(visitor=3))
    assert again == CallbackRecognised(first, is_own=True)


@pytest.mark.parametrize("visitor_id", ["vis_2", None])
def test_a_stranger_with_the_same_number_is_recognised_without_being_its_owner(
    visitor_id: str | None,
) -> None:
    first = stored()
    again = requested(replace(FORM, visitor_id=visitor_id), active=(first,))
    assert again == CallbackRecognised(first, is_own=False)


def test_a_stranger_learns_nothing_about_a_number_from_a_refusal() -> None:
    stranger = replace(FORM, visitor_id="vis_2", slot_at=at("2026-03-14 10:00"))
    for active in ((), (stored(),)):
        with pytest.raises(CallbackRefused) as caught:
            requested(stranger, active=active)
        assert caught.value.problem is CallbackProblem.OUTSIDE_HOURS


def test_a_number_may_ask_again_once_the_first_request_is_over() -> None:
    over = after(stored(), cancel(stored(), CancelledBy.VISITOR, THURSDAY_10))
    assert duplicate_of([over], "+48601234567") is None
    assert isinstance(requested(active=(over,)), CallbackRequested)
