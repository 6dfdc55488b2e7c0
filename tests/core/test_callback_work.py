"""A callback from the claim to the outcome, and what presses in between."""

from dataclasses import replace

import pytest

from chat_server.core.callback import (
    CallbackClosed,
    CallbackProblem,
    CallbackRefused,
    CallbackRescheduled,
    CallbackRules,
    CallbackStatus,
    CancelledBy,
    Outcome,
    SignalKind,
    Urgency,
    cancel,
    claim,
    evolve,
    move,
    record_outcome,
    release,
    retry_at,
    signals,
    start_call,
    urgency,
)
from tests.core.callback_request import (
    FORM,
    HOURS,
    RULES,
    SLOT,
    THURSDAY_10,
    after,
    claimed,
    stored,
)
from tests.core.wall import DAY, MINUTE, at


def test_one_agent_claims_and_the_other_is_told() -> None:
    callback = claimed("ana")
    with pytest.raises(CallbackRefused) as caught:
        claim(callback, "bor", THURSDAY_10)
    assert caught.value.problem is CallbackProblem.CONFLICT
    assert after(callback, claim(callback, "ana", THURSDAY_10)).agent_id == "ana"
    assert after(callback, claim(callback, "bor", THURSDAY_10, take_over=True)).agent_id == "bor"


def test_a_request_that_is_given_back_can_be_claimed_by_anybody() -> None:
    callback = claimed("ana")
    free = after(callback, release(callback, "ana", THURSDAY_10))
    assert (free.status, free.agent_id) == (CallbackStatus.OPEN, None)
    assert after(free, claim(free, "bor", THURSDAY_10)).agent_id == "bor"


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (Outcome.REACHED, CallbackStatus.REACHED),
        (Outcome.DONE, CallbackStatus.DONE),
        (Outcome.WRONG_NUMBER, CallbackStatus.WRONG_NUMBER),
    ],
)
def test_a_settled_request_is_over_and_keeps_who_settled_it(
    outcome: Outcome, status: CallbackStatus
) -> None:
    callback = claimed()
    fact = record_outcome(callback, "ana", outcome, hours=HOURS, rules=RULES, now=SLOT, note="ok")
    over = after(callback, fact)
    assert (over.status, over.agent_id, over.closed_at) == (status, "ana", SLOT)
    assert over.attempts[-1].note == "ok"
    assert not over.is_active


def test_nobody_but_the_owner_records_an_outcome() -> None:
    for callback in (stored(), claimed("bor")):
        with pytest.raises(CallbackRefused) as caught:
            record_outcome(callback, "ana", Outcome.DONE, hours=HOURS, rules=RULES, now=SLOT)
        assert caught.value.problem is CallbackProblem.CONFLICT


def test_unanswered_calls_are_tried_again_by_the_rule_and_then_given_up() -> None:
    callback, now = stored(), SLOT
    due = []
    while callback.is_active:
        callback = after(callback, claim(callback, "ana", now))
        fact = record_outcome(callback, "ana", Outcome.NO_ANSWER, hours=HOURS, rules=RULES, now=now)
        callback = after(callback, fact)
        if callback.is_active:
            assert (callback.status, callback.agent_id) == (CallbackStatus.OPEN, None)
            now = callback.due_at
            due.append(now)
    assert due == [at("2026-03-12 14:50"), at("2026-03-12 16:50"), at("2026-03-13 16:50")]
    assert callback.status is CallbackStatus.UNREACHED
    assert len(callback.attempts) == 4


def test_a_retry_never_falls_outside_the_hours() -> None:
    friday_evening = at("2026-03-13 16:50")
    assert retry_at(RULES.retry, 1, HOURS, friday_evening) == at("2026-03-16 09:00")


def test_a_promised_later_call_stays_with_the_agent_who_promised_it() -> None:
    callback, later = claimed(), at("2026-03-12 18:30")
    fact = record_outcome(
        callback, "ana", Outcome.CALL_LATER, hours=HOURS, rules=RULES, now=SLOT, call_at=later
    )
    assert isinstance(fact, CallbackRescheduled)
    moved = after(callback, fact)
    assert (moved.status, moved.agent_id, moved.due_at) == (CallbackStatus.CLAIMED, "ana", later)


@pytest.mark.parametrize("call_at", [None, SLOT, SLOT - 1])
def test_calling_later_needs_a_time_to_come(call_at: int | None) -> None:
    with pytest.raises(CallbackRefused) as caught:
        record_outcome(
            claimed(),
            "ana",
            Outcome.CALL_LATER,
            hours=HOURS,
            rules=RULES,
            now=SLOT,
            call_at=call_at,
        )
    assert caught.value.problem is CallbackProblem.IN_THE_PAST


def test_a_moved_request_has_the_new_slot_a_higher_sequence_and_no_owner() -> None:
    callback, tomorrow = claimed(), at("2026-03-13 11:00")
    moved = after(
        callback, move(callback, tomorrow, hours=HOURS, rules=RULES, taken={}, now=THURSDAY_10)
    )
    assert (moved.slot_at, moved.due_at, moved.sequence) == (tomorrow, tomorrow, 1)
    assert (moved.status, moved.agent_id) == (CallbackStatus.OPEN, None)


def test_a_request_cannot_be_moved_while_the_shopper_is_on_the_phone() -> None:
    calling = after(claimed(), start_call(claimed(), "ana", SLOT))
    with pytest.raises(CallbackRefused) as caught:
        move(calling, None, hours=HOURS, rules=RULES, taken={}, now=SLOT + MINUTE)
    assert caught.value.problem is CallbackProblem.CONFLICT


def test_what_is_over_can_neither_be_claimed_moved_nor_cancelled() -> None:
    over = after(stored(), cancel(stored(), CancelledBy.VISITOR, THURSDAY_10))
    assert (over.status, over.sequence) == (CallbackStatus.CANCELLED, 1)
    for step in (
        lambda: claim(over, "ana", SLOT, take_over=True),
        lambda: cancel(over, CancelledBy.AGENT, SLOT),
        lambda: move(over, SLOT, hours=HOURS, rules=RULES, taken={}, now=THURSDAY_10),
    ):
        with pytest.raises(CallbackRefused) as caught:
            step()
        assert caught.value.problem is CallbackProblem.CONFLICT


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (SLOT - 30 * MINUTE - 1, Urgency.UPCOMING),
        (SLOT - 30 * MINUTE, Urgency.DUE),
        (SLOT + 3 * MINUTE - 1, Urgency.DUE),
        (SLOT + 3 * MINUTE, Urgency.OVERDUE),
        (SLOT + 9 * DAY, Urgency.OVERDUE),
    ],
)
def test_a_request_is_upcoming_then_due_then_overdue(now: int, expected: Urgency) -> None:
    assert urgency(stored(), now, RULES) is expected


def test_a_call_in_progress_is_not_overdue_but_a_forgotten_one_is() -> None:
    calling = after(claimed(), start_call(claimed(), "ana", SLOT))
    assert urgency(calling, SLOT + 29 * MINUTE, RULES) is Urgency.DUE
    assert urgency(calling, SLOT + 30 * MINUTE, RULES) is Urgency.OVERDUE


def test_a_settled_request_presses_nobody() -> None:
    over = after(stored(), cancel(stored(), CancelledBy.AGENT, SLOT))
    assert urgency(over, SLOT + DAY, RULES) is Urgency.OVER
    assert signals(over, RULES) == []


def test_agents_are_reminded_told_and_then_alarmed_in_order() -> None:
    given = signals(stored(), RULES)
    assert [(signal.kind, signal.at - SLOT) for signal in given] == [
        (SignalKind.REMINDER, -10 * MINUTE),
        (SignalKind.DUE, 0),
        (SignalKind.OVERDUE, 3 * MINUTE),
        (SignalKind.ESCALATION, 18 * MINUTE),
    ]
    assert len({signal.key for signal in given}) == 4


def test_a_move_makes_new_signals_and_a_second_look_makes_none() -> None:
    callback = stored()
    tomorrow = at("2026-03-13 11:00")
    moved = after(
        callback, move(callback, tomorrow, hours=HOURS, rules=RULES, taken={}, now=THURSDAY_10)
    )
    assert signals(callback, RULES) == signals(callback, RULES)
    before = {signal.key for signal in signals(callback, RULES)}
    assert before.isdisjoint(signal.key for signal in signals(moved, RULES))


def test_nobody_is_reminded_of_what_was_due_when_it_came() -> None:
    asap = stored(replace(FORM, slot_at=None))
    assert SignalKind.REMINDER not in {signal.kind for signal in signals(asap, RULES)}


def test_a_begun_call_puts_the_alarm_off_and_does_not_silence_it() -> None:
    calling = after(claimed(), start_call(claimed(), "ana", SLOT))
    overdue = next(one for one in signals(calling, RULES) if one.kind is SignalKind.OVERDUE)
    assert overdue.at == SLOT + 30 * MINUTE


def test_a_fact_without_its_request_is_a_bug_and_says_so() -> None:
    with pytest.raises(ValueError, match="CallbackCancelled needs a callback"):
        evolve(None, cancel(stored(), CancelledBy.AGENT, SLOT))


def test_giving_up_is_recorded_as_unreached_and_never_as_done() -> None:
    rules = CallbackRules(retry=replace(RULES.retry, delays_minutes=()))
    fact = record_outcome(claimed(), "ana", Outcome.NO_ANSWER, hours=HOURS, rules=rules, now=SLOT)
    assert isinstance(fact, CallbackClosed)
    assert fact.status is CallbackStatus.UNREACHED
