"""The shop's rules for callbacks, and the retry rule."""

from dataclasses import dataclass, field

from chat_server.core.hours import Hours, next_opening

MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class RetryRule:
    """After the n-th unanswered call wait ``delays_minutes[n]``; past the last one give up."""

    delays_minutes: tuple[int, ...] = (30, 120, 24 * 60)


@dataclass(frozen=True, slots=True)
class RequestLimits:
    """How many requests are taken within the window from one visitor, number and address."""

    per_visitor: int = 3
    per_phone: int = 3
    per_address: int = 10
    window_ms: int = 24 * 60 * MINUTE_MS


@dataclass(frozen=True, slots=True)
class CallbackRules:
    """What a shop has set.

    A call is late ``late_after_minutes`` after its slot began; one wanted as soon as possible,
    ``asap_within_minutes`` of open time after the request. A reminder goes out before, an
    escalation after. A call that was begun ``call_minutes_max`` ago without an outcome was
    forgotten, and presses again.
    """

    slot_minutes: int = 20
    capacity: int = 1
    lead_minutes: int = 30
    days: int = 5
    asap_within_minutes: int = 60
    late_after_minutes: int = 3
    call_minutes_max: int = 30
    due_within_minutes: int = 30
    reminder_minutes: int = 10
    escalate_after_minutes: int = 15
    retry: RetryRule = field(default_factory=RetryRule)
    limits: RequestLimits = field(default_factory=RequestLimits)
    allowed_countries: frozenset[str] | None = None


def retry_at(rule: RetryRule, unanswered_calls: int, hours: Hours, now: int) -> int | None:
    """When to try again after ``unanswered_calls`` calls without an answer, in the open hours.

    None: that was the last attempt, or the shop does not open again.
    """
    if not 1 <= unanswered_calls <= len(rule.delays_minutes):
        return None
    return next_opening(hours, now + rule.delays_minutes[unanswered_calls - 1] * MINUTE_MS)
