"""Which agent gets which conversation, in what order, and how long the others wait.

Every function is deterministic: ties end at the id, so two nodes that see the same rows decide
the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import median

from chat_server.core.presence import Presence, takes_conversations

ESTIMATE_SAMPLES_MIN = 3
ESTIMATE_SAMPLES_MAX = 50


class Strategy(StrEnum):
    """How the next agent is picked among those who fit."""

    FEWEST_OPEN = "fewest_open"
    ROUND_ROBIN = "round_robin"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An agent as routing sees one.

    ``idle_since`` is when the agent last got or finished a conversation; ``last_assigned_at``
    when one was last given (0: never). Empty ``languages`` means that none were recorded, and
    then nobody is turned away.
    """

    agent_id: str
    presence: Presence
    is_online: bool
    open_conversations: int
    capacity: int
    idle_since: int
    last_assigned_at: int = 0
    languages: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    team_ids: frozenset[str] = frozenset()

    @property
    def free_places(self) -> int:
        """How many more conversations fit; never negative, though a take-over may overfill."""
        return max(0, self.capacity - self.open_conversations)


@dataclass(frozen=True, slots=True)
class Needs:
    """What a conversation asks of its agent.

    ``preferred_agent_id`` is the one the shopper knows. ``refused_agent_ids`` are those who let
    this conversation wait, and are not asked again.
    """

    language: str | None = None
    skills: frozenset[str] = frozenset()
    team_id: str | None = None
    preferred_agent_id: str | None = None
    refused_agent_ids: frozenset[str] = frozenset()


ANYBODY = Needs()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A queued conversation. ``waiting_since`` survives a reassignment, so nobody starts over."""

    conversation_id: str
    waiting_since: int
    needs: Needs = ANYBODY
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Assignment:
    """An owned conversation, as the no-answer rule sees it.

    ``unanswered_since`` is the first shopper message that no agent has answered, None when
    nothing is open. ``agent_active_at`` is the owner's last sign of attention to it (typing,
    reading), 0 for none.
    """

    conversation_id: str
    agent_id: str
    assigned_at: int
    unanswered_since: int | None
    agent_active_at: int = 0


@dataclass(frozen=True, slots=True)
class Reassignment:
    """Take ``conversation_id`` from ``from_agent_id``; to nobody means back to the queue."""

    conversation_id: str
    from_agent_id: str
    to_agent_id: str | None


def fits(candidate: Candidate, needs: Needs) -> bool:
    """Whether the agent may be given the conversation now: there, free, able, not refused."""
    return (
        takes_conversations(candidate.presence, is_online=candidate.is_online)
        and candidate.free_places > 0
        and candidate.agent_id not in needs.refused_agent_ids
        and (needs.team_id is None or needs.team_id in candidate.team_ids)
        and needs.skills <= candidate.skills
        and (
            needs.language is None
            or not candidate.languages
            or needs.language in candidate.languages
        )
    )


def choose_agent(
    candidates: Iterable[Candidate],
    needs: Needs = ANYBODY,
    strategy: Strategy = Strategy.FEWEST_OPEN,
) -> str | None:
    """The agent to give a conversation to, or None when nobody fits.

    The known agent goes first, only if online and free. Then fewest open, longest idle, id; or,
    round robin: whose turn is longest ago, id.
    """
    able = [candidate for candidate in candidates if fits(candidate, needs)]
    if not able:
        return None
    if any(candidate.agent_id == needs.preferred_agent_id for candidate in able):
        return needs.preferred_agent_id
    match strategy:
        case Strategy.FEWEST_OPEN:
            return min(
                able, key=lambda c: (c.open_conversations, c.idle_since, c.agent_id)
            ).agent_id
        case Strategy.ROUND_ROBIN:
            return min(able, key=lambda c: (c.last_assigned_at, c.agent_id)).agent_id


def in_order(queue: Iterable[Waiting]) -> list[Waiting]:
    """The queue as it is served: higher priority, then longest waiting, then id."""
    return sorted(queue, key=lambda w: (-w.priority, w.waiting_since, w.conversation_id))


def drain(
    queue: Iterable[Waiting],
    candidates: Iterable[Candidate],
    now: int,
    strategy: Strategy = Strategy.FEWEST_OPEN,
) -> list[tuple[str, str]]:
    """Pairs of (conversation id, agent id) to assign at once, in the order of the queue.

    Someone whose needs nobody meets does not hold up those behind. Capacity is never exceeded.
    """
    agents = {candidate.agent_id: candidate for candidate in candidates}
    given: list[tuple[str, str]] = []
    for waiting in in_order(queue):
        agent_id = choose_agent(agents.values(), waiting.needs, strategy)
        if agent_id is None:
            continue
        agent = agents[agent_id]
        # One tick later each time, so that round robin also goes round within one drain.
        agents[agent_id] = replace(
            agent,
            open_conversations=agent.open_conversations + 1,
            idle_since=now,
            last_assigned_at=max(now, agent.last_assigned_at) + len(given) + 1,
        )
        given.append((waiting.conversation_id, agent_id))
    return given


def position(queue: Iterable[Waiting], conversation_id: str) -> int | None:
    """The place in the queue, 1 for next, None when not queued.

    Those waiting for another team are not in front of anybody.
    """
    ahead: list[Waiting] = []
    for waiting in in_order(queue):
        if waiting.conversation_id == conversation_id:
            team_id = waiting.needs.team_id
            return 1 + sum(
                team_id is None or other.needs.team_id in (None, team_id) for other in ahead
            )
        ahead.append(waiting)
    return None


def estimated_wait_ms(
    place: int, handling_times_ms: Sequence[int], candidates: Iterable[Candidate]
) -> int | None:
    """How long the shopper at ``place`` will wait, None when it would be a guess.

    With ``places`` conversations handled side by side, each taking the median of the newest
    handling times, one ends every median / places, and ``place`` of them have to end. The median
    keeps one forgotten chat from scaring everybody away.
    """
    recent = [duration for duration in handling_times_ms if duration > 0][-ESTIMATE_SAMPLES_MAX:]
    places = sum(
        max(candidate.capacity, 0)
        for candidate in candidates
        if candidate.is_online and candidate.presence in (Presence.AVAILABLE, Presence.BUSY)
    )
    if place < 1 or len(recent) < ESTIMATE_SAMPLES_MIN or places == 0:
        return None
    return round(place * median(recent) / places)


def answer_due_at(assignment: Assignment, limit_ms: int) -> int | None:
    """When the owner must have answered, None while nothing waits.

    The clock starts at the later of the shopper's message and the assignment, and again at each
    sign that the owner is at it: nobody is cut off in the middle of a sentence.
    """
    if assignment.unanswered_since is None:
        return None
    since = max(assignment.unanswered_since, assignment.assigned_at, assignment.agent_active_at)
    return since + limit_ms


def unanswered(assignments: Iterable[Assignment], now: int, limit_ms: int) -> list[Assignment]:
    """The conversations whose owner let the limit pass, longest overdue first."""
    late = []
    for assignment in assignments:
        due_at = answer_due_at(assignment, limit_ms)
        if due_at is not None and due_at <= now:
            late.append((due_at, assignment.conversation_id, assignment))
    return [assignment for _, _, assignment in sorted(late, key=lambda row: row[:2])]


def reassign(
    released: Sequence[tuple[Waiting, str]],
    candidates: Iterable[Candidate],
    now: int,
    strategy: Strategy = Strategy.FEWEST_OPEN,
) -> list[Reassignment]:
    """Where conversations taken from their owners go: each pair is (as queued, former owner).

    The former owner is not asked again and gets none of the others either (whoever ignored one
    chat is set away). Nobody free means back to the queue, with the old ``waiting_since``.
    """
    former = {waiting.conversation_id: agent_id for waiting, agent_id in released}
    away = frozenset(former.values())
    others = [candidate for candidate in candidates if candidate.agent_id not in away]
    queue = [waiting for waiting, _ in released]
    given = dict(drain(queue, others, now, strategy))
    return [
        Reassignment(
            waiting.conversation_id,
            former[waiting.conversation_id],
            given.get(waiting.conversation_id),
        )
        for waiting in in_order(queue)
    ]
