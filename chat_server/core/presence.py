"""Who is really there: leases of agents, what they chose to be, and what the widget may say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

LEASE_MS = 30_000
HEARTBEAT_MS = 10_000
RELOAD_GRACE_MS = 10_000


class Presence(StrEnum):
    """What an agent chose. Only ``AVAILABLE`` is given conversations."""

    AVAILABLE = "available"
    BUSY = "busy"
    AWAY = "away"
    INVISIBLE = "invisible"


class Standing(StrEnum):
    """What colleagues see of an agent: the choice, or ``OFFLINE`` without a live lease."""

    AVAILABLE = "available"
    BUSY = "busy"
    AWAY = "away"
    OFFLINE = "offline"


class Availability(StrEnum):
    """What a shopper can expect when asking for a person now."""

    NOW = "now"  # somebody is available and has a free place
    QUEUE = "queue"  # people are there, all of them occupied
    NOBODY = "nobody"  # nobody who takes conversations is there


@dataclass(frozen=True, slots=True)
class Lease:
    """One console's proof of life. It counts while ``now < expires_at``."""

    agent_id: str
    session_id: str
    expires_at: int


def renew(lease: Lease, now: int, *, lease_ms: int = LEASE_MS) -> Lease:
    """The lease after a heartbeat at ``now``; a late heartbeat never shortens it."""
    return replace(lease, expires_at=max(lease.expires_at, now + lease_ms))


def disconnected(lease: Lease, now: int, *, grace_ms: int = RELOAD_GRACE_MS) -> Lease:
    """The lease after its socket closed: long enough for a reload, never longer than before."""
    return replace(lease, expires_at=min(lease.expires_at, now + grace_ms))


def is_live(lease: Lease, now: int) -> bool:
    """Whether the lease still counts at ``now``."""
    return now < lease.expires_at


def online(leases: Iterable[Lease], now: int) -> frozenset[str]:
    """Ids of the agents with at least one live lease."""
    return frozenset(lease.agent_id for lease in leases if is_live(lease, now))


def expired(leases: Iterable[Lease], now: int) -> list[Lease]:
    """The leases that are over, first ended first."""
    over = (lease for lease in leases if not is_live(lease, now))
    return sorted(over, key=lambda lease: (lease.expires_at, lease.agent_id, lease.session_id))


def gone(agent_ids: Iterable[str], leases: Iterable[Lease], now: int) -> list[str]:
    """Those of ``agent_ids`` (owners of conversations, say) without a live lease, sorted."""
    return sorted(set(agent_ids) - online(leases, now))


def next_expiry(leases: Iterable[Lease], now: int) -> int | None:
    """When the next live lease ends unless renewed: the moment to look again."""
    return min((lease.expires_at for lease in leases if is_live(lease, now)), default=None)


def standing(chosen: Presence, *, is_online: bool) -> Standing:
    """What colleagues see. An invisible agent looks offline, and so does one without a lease."""
    if not is_online or chosen is Presence.INVISIBLE:
        return Standing.OFFLINE
    return Standing(chosen.value)


def takes_conversations(chosen: Presence, *, is_online: bool) -> bool:
    """Whether routing may give this agent a conversation."""
    return is_online and chosen is Presence.AVAILABLE


def availability(
    chosen: Mapping[str, Presence],
    free_places: Mapping[str, int],
    leases: Iterable[Lease],
    now: int,
) -> Availability:
    """What to tell a shopper, over the agents of a shop or team.

    ``chosen`` and ``free_places`` are keyed by agent id. Busy agents count as being there: their
    places may free up, so waiting makes sense. Away and invisible ones don't.
    """
    there = online(leases, now)
    answering = [
        agent_id
        for agent_id, presence in chosen.items()
        if agent_id in there and presence in (Presence.AVAILABLE, Presence.BUSY)
    ]
    if not answering:
        return Availability.NOBODY
    if any(
        chosen[agent_id] is Presence.AVAILABLE and free_places.get(agent_id, 0) > 0
        for agent_id in answering
    ):
        return Availability.NOW
    return Availability.QUEUE
