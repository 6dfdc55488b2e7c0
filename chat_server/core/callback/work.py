"""The agents' side: claim, dial, record what came of it, and what is pressing."""

from dataclasses import dataclass
from enum import StrEnum

from chat_server.core.callback.model import (
    Attempt,
    Callback,
    CallbackCancelled,
    CallbackClaimed,
    CallbackClosed,
    CallbackReleased,
    CallbackRescheduled,
    CallbackStatus,
    CallStarted,
    CancelledBy,
    Outcome,
)
from chat_server.core.callback.problem import CallbackProblem, CallbackRefused
from chat_server.core.callback.rules import MINUTE_MS, CallbackRules, retry_at
from chat_server.core.hours import Hours


class Urgency(StrEnum):
    """In which part of the list a request stands at a moment."""

    UPCOMING = "upcoming"
    DUE = "due"
    OVERDUE = "overdue"
    OVER = "over"  # no longer active


class SignalKind(StrEnum):
    """What the agents are told about an active request, and when."""

    REMINDER = "reminder"
    DUE = "due"
    OVERDUE = "overdue"
    ESCALATION = "escalation"


@dataclass(frozen=True, slots=True)
class Signal:
    """To be given once at ``at``; ``key`` is the same at every look, and new after a move."""

    kind: SignalKind
    at: int
    key: str


def claim(
    callback: Callback, agent_id: str, now: int, *, take_over: bool = False
) -> CallbackClaimed:
    """Take it on; ``CONFLICT`` when it is over or, without ``take_over``, a colleague's.

    Claiming one's own again is harmless, so a repeated click is.
    """
    is_colleagues = callback.agent_id is not None and callback.agent_id != agent_id
    if not callback.is_active or (is_colleagues and not take_over):
        raise CallbackRefused(CallbackProblem.CONFLICT)
    return CallbackClaimed(agent_id, now)


def release(callback: Callback, agent_id: str, now: int) -> CallbackReleased:
    """Give it back; only its owner can."""
    _owned(callback, agent_id)
    return CallbackReleased(agent_id, now)


def start_call(callback: Callback, agent_id: str, now: int) -> CallStarted:
    """Dial; only its owner can."""
    _owned(callback, agent_id)
    return CallStarted(agent_id, now)


def record_outcome(
    callback: Callback,
    agent_id: str,
    outcome: Outcome,
    *,
    hours: Hours,
    rules: CallbackRules,
    now: int,
    note: str = "",
    call_at: int | None = None,
) -> CallbackClosed | CallbackRescheduled:
    """What came of the call; only its owner can tell.

    No answer schedules the next attempt by the retry rule and opens it for everybody, or gives up.
    "Call later" needs ``call_at`` (``IN_THE_PAST`` otherwise) and stays with the agent who
    promised it; it may lie outside the hours, since the agent knows.
    """
    _owned(callback, agent_id)
    attempt = Attempt(now, agent_id, outcome, note)
    late_ms = rules.late_after_minutes * MINUTE_MS
    match outcome:
        case Outcome.REACHED:
            return CallbackClosed(attempt, CallbackStatus.REACHED)
        case Outcome.DONE:
            return CallbackClosed(attempt, CallbackStatus.DONE)
        case Outcome.WRONG_NUMBER:
            return CallbackClosed(attempt, CallbackStatus.WRONG_NUMBER)
        case Outcome.CALL_LATER:
            if call_at is None or call_at <= now:
                raise CallbackRefused(CallbackProblem.IN_THE_PAST, "call_at")
            return CallbackRescheduled(attempt, agent_id, call_at, call_at + late_ms)
        case Outcome.NO_ANSWER:
            unanswered = 1 + sum(one.outcome is Outcome.NO_ANSWER for one in callback.attempts)
            due_at = retry_at(rules.retry, unanswered, hours, now)
            if due_at is None:
                return CallbackClosed(attempt, CallbackStatus.UNREACHED)
            return CallbackRescheduled(attempt, None, due_at, due_at + late_ms)


def cancel(callback: Callback, by: CancelledBy, now: int) -> CallbackCancelled:
    """Call it off; refused with ``CONFLICT`` when it is over already."""
    if not callback.is_active:
        raise CallbackRefused(CallbackProblem.CONFLICT)
    return CallbackCancelled(by, now)


def urgency(callback: Callback, now: int, rules: CallbackRules) -> Urgency:
    """Where it stands at ``now``; while somebody is on the phone it is due and never overdue."""
    if not callback.is_active:
        return Urgency.OVER
    if callback.is_on_call(now, rules.call_minutes_max * MINUTE_MS):
        return Urgency.DUE
    if now >= callback.late_at:
        return Urgency.OVERDUE
    if now >= callback.due_at - rules.due_within_minutes * MINUTE_MS:
        return Urgency.DUE
    return Urgency.UPCOMING


def signals(callback: Callback, rules: CallbackRules) -> list[Signal]:
    """What to tell the agents about it if nothing changes, in order of time.

    No reminder for a request that was made (or last tried) after its time. A call that was begun
    puts off what comes after it, and does not silence it.
    """
    if not callback.is_active:
        return []
    known_at = callback.attempts[-1].at if callback.attempts else callback.requested_at
    late_at = callback.late_at
    if callback.calling_since is not None:
        late_at = max(late_at, callback.calling_since + rules.call_minutes_max * MINUTE_MS)
    times = {
        SignalKind.REMINDER: callback.due_at - rules.reminder_minutes * MINUTE_MS,
        SignalKind.DUE: callback.due_at,
        SignalKind.OVERDUE: late_at,
        SignalKind.ESCALATION: late_at + rules.escalate_after_minutes * MINUTE_MS,
    }
    return [
        Signal(kind, at, f"{callback.id}:{callback.due_at}:{kind}")
        for kind, at in times.items()
        if kind is not SignalKind.REMINDER or at >= known_at
    ]


def _owned(callback: Callback, agent_id: str) -> None:
    if callback.status is not CallbackStatus.CLAIMED or callback.agent_id != agent_id:
        raise CallbackRefused(CallbackProblem.CONFLICT)
