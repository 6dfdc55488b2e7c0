"""A callback request, what happens to it, and what it becomes by that."""

from dataclasses import dataclass, replace
from enum import StrEnum

from chat_server.core.callback.phone import Phone


class CallbackStatus(StrEnum):
    """Where a request stands. The first two are active, the others are the end."""

    OPEN = "open"
    CLAIMED = "claimed"
    REACHED = "reached"
    DONE = "done"  # settled without a call
    WRONG_NUMBER = "wrong_number"
    UNREACHED = "unreached"  # no answer at any attempt
    CANCELLED = "cancelled"


ACTIVE = frozenset({CallbackStatus.OPEN, CallbackStatus.CLAIMED})


class Outcome(StrEnum):
    """What an agent records after a call, or instead of one."""

    REACHED = "reached"
    DONE = "done"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    CALL_LATER = "call_later"


class CancelledBy(StrEnum):
    """Who called it off."""

    VISITOR = "visitor"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Consent:
    """The text agreed to, by version and language, and when."""

    version: str
    language: str
    given_at: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """One recorded outcome; ``at`` is when it was recorded."""

    at: int
    agent_id: str
    outcome: Outcome
    note: str = ""


@dataclass(frozen=True, slots=True)
class Callback:
    """A request to be called.

    ``slot_at``..``slot_end_at`` is the agreed slot, both None for "as soon as possible".
    ``due_at`` is when to call (next), ``late_at`` from when on that is late. ``calling_since`` is
    set while an agent is on the phone. ``sequence`` grows with each change of the shopper's
    appointment. ``time_zone`` is the shopper's.
    """

    id: str
    reference: str
    shop_id: str
    phone: Phone
    language: str
    time_zone: str
    consent: Consent
    requested_at: int
    due_at: int
    late_at: int
    slot_at: int | None = None
    slot_end_at: int | None = None
    team_id: str | None = None
    visitor_id: str | None = None
    conversation_id: str | None = None
    name: str = ""
    topic: str = ""
    product_id: str | None = None
    order_number: str | None = None
    email: str | None = None
    status: CallbackStatus = CallbackStatus.OPEN
    agent_id: str | None = None
    claimed_at: int | None = None
    calling_since: int | None = None
    attempts: tuple[Attempt, ...] = ()
    closed_at: int | None = None
    sequence: int = 0

    @property
    def is_active(self) -> bool:
        """Whether somebody still has to call."""
        return self.status in ACTIVE

    def is_on_call(self, now: int, call_ms_max: int) -> bool:
        """Whether its agent is on the phone; after ``call_ms_max`` an outcome was forgotten."""
        return self.calling_since is not None and now < self.calling_since + call_ms_max


@dataclass(frozen=True, slots=True)
class CallbackRequested:
    """A shopper (or an agent for one) asked to be called."""

    callback: Callback


@dataclass(frozen=True, slots=True)
class CallbackClaimed:
    """An agent took it on, maybe from a colleague."""

    agent_id: str
    at: int


@dataclass(frozen=True, slots=True)
class CallbackReleased:
    """The agent gave it back: anybody may claim it."""

    agent_id: str
    at: int


@dataclass(frozen=True, slots=True)
class CallStarted:
    """The owner dials."""

    agent_id: str
    at: int


@dataclass(frozen=True, slots=True)
class CallbackRescheduled:
    """Not settled by this attempt: to be called again at ``due_at``.

    ``agent_id`` keeps it (a promised later call), None opens it for everybody (no answer).
    """

    attempt: Attempt
    agent_id: str | None
    due_at: int
    late_at: int


@dataclass(frozen=True, slots=True)
class CallbackClosed:
    """Settled, or given up, by this attempt."""

    attempt: Attempt
    status: CallbackStatus


@dataclass(frozen=True, slots=True)
class CallbackMoved:
    """The shopper has another time now; anybody may claim it, for the old owner may be off."""

    at: int
    due_at: int
    late_at: int
    slot_at: int | None
    slot_end_at: int | None


@dataclass(frozen=True, slots=True)
class CallbackCancelled:
    """Nobody is to call any more."""

    by: CancelledBy
    at: int


CallbackFact = (
    CallbackRequested
    | CallbackClaimed
    | CallbackReleased
    | CallStarted
    | CallbackRescheduled
    | CallbackClosed
    | CallbackMoved
    | CallbackCancelled
)


def evolve(callback: Callback | None, fact: CallbackFact) -> Callback:
    """The request after ``fact``; only ``CallbackRequested`` begins one."""
    if isinstance(fact, CallbackRequested):
        return fact.callback
    if callback is None:
        raise ValueError(f"{type(fact).__name__} needs a callback that was requested")
    if isinstance(fact, CallbackRescheduled | CallbackClosed):
        return _after_attempt(callback, fact)
    return _after_step(callback, fact)


def _after_attempt(callback: Callback, fact: CallbackRescheduled | CallbackClosed) -> Callback:
    tried = replace(callback, attempts=(*callback.attempts, fact.attempt), calling_since=None)
    if isinstance(fact, CallbackClosed):
        return replace(
            tried, status=fact.status, agent_id=fact.attempt.agent_id, closed_at=fact.attempt.at
        )
    return replace(
        tried,
        status=CallbackStatus.OPEN if fact.agent_id is None else CallbackStatus.CLAIMED,
        agent_id=fact.agent_id,
        claimed_at=callback.claimed_at if fact.agent_id is not None else None,
        due_at=fact.due_at,
        late_at=fact.late_at,
    )


def _after_step(
    callback: Callback,
    fact: CallbackClaimed | CallbackReleased | CallStarted | CallbackMoved | CallbackCancelled,
) -> Callback:
    match fact:
        case CallbackClaimed():
            return replace(
                callback,
                status=CallbackStatus.CLAIMED,
                agent_id=fact.agent_id,
                claimed_at=fact.at,
                calling_since=None,
            )
        case CallbackReleased():
            return _unowned(callback)
        case CallStarted():
            return replace(callback, calling_since=fact.at)
        case CallbackMoved():
            return replace(
                _unowned(callback),
                due_at=fact.due_at,
                late_at=fact.late_at,
                slot_at=fact.slot_at,
                slot_end_at=fact.slot_end_at,
                sequence=callback.sequence + 1,
            )
        case CallbackCancelled():
            return replace(
                callback,
                status=CallbackStatus.CANCELLED,
                calling_since=None,
                closed_at=fact.at,
                sequence=callback.sequence + 1,
            )


def _unowned(callback: Callback) -> Callback:
    return replace(
        callback,
        status=CallbackStatus.OPEN,
        agent_id=None,
        claimed_at=None,
        calling_since=None,
    )
