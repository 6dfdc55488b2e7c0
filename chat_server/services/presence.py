"""Who is there: leases renewed by heartbeats, what each agent chose, and what shoppers may know."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chat_server.core import presence as rules
from chat_server.core.hours import HoursState
from chat_server.core.presence import Lease, Presence
from chat_server.core.routing import Candidate
from chat_server.core.shop import Agent
from chat_server.protocol.views import AgentView, Availability
from chat_server.services.directory import Directory
from chat_server.storage import agents as agent_rows
from chat_server.storage.agents import StoredLease
from chat_server.storage.database import Database, Tx
from chat_server.system import Clock

FACES_SHOWN = 3
JUMP_MS = 1_000


@dataclass(frozen=True, slots=True)
class PresenceTimes:
    """How long a console may be silent, and how long a reload may take."""

    lease_ms: int = rules.LEASE_MS
    heartbeat_ms: int = rules.HEARTBEAT_MS
    reload_grace_ms: int = rules.RELOAD_GRACE_MS


class PresenceBoard:
    """The live leases and each agent's chosen state, mirrored in the database."""

    def __init__(self, database: Database, directory: Directory, times: PresenceTimes) -> None:
        self._database = database
        self._directory = directory
        self.times = times
        self._leases: dict[str, Lease] = {}
        self._wall_ahead_ms: int | None = None
        self._last_assigned: dict[str, int] = {}

    async def load(self, now: int) -> None:
        """Take over the leases of before a restart: a reload's grace decides who is still there."""
        stored = await self._database.read(agent_rows.all_leases)
        for row in stored:
            lease = Lease(row.agent_id, row.id, row.expires_at)
            self._leases[row.id] = rules.disconnected(
                lease, now, grace_ms=self.times.reload_grace_ms
            )

    async def renew(self, agent_id: str, lease_id: str, now: int) -> bool:
        """A console is alive; returns whether its agent has just come online."""
        was_online = agent_id in self.online(now)
        lease = self._leases.get(lease_id) or Lease(agent_id, lease_id, now)
        lease = rules.renew(lease, now, lease_ms=self.times.lease_ms)
        row = StoredLease(lease_id, agent_id, lease.expires_at)
        await self._database.write(lambda tx: agent_rows.save_lease(tx.conn, row))
        self._leases[lease_id] = lease
        return not was_online

    async def disconnected(self, lease_id: str, now: int) -> None:
        """A console's socket closed: its lease counts for a reload's grace at most."""
        lease = self._leases.get(lease_id)
        if lease is None:
            return
        lease = rules.disconnected(lease, now, grace_ms=self.times.reload_grace_ms)
        self._leases[lease_id] = lease
        row = StoredLease(lease_id, lease.agent_id, lease.expires_at)
        await self._database.write(lambda tx: agent_rows.save_lease(tx.conn, row))

    async def drop(self, agent_id: str) -> None:
        """Every lease of the agent ends now (sign-out, disabled, forced offline)."""
        ids = [key for key, lease in self._leases.items() if lease.agent_id == agent_id]
        for key in ids:
            del self._leases[key]
        await self._database.write(lambda tx: agent_rows.delete_leases(tx.conn, ids))

    def follow(self, clock: Clock) -> bool:
        """Move the leases along with a wall clock that was corrected; returns whether it was.

        A lease is a duration: an hour forwards must not end it, nor an hour back prolong it.
        """
        now = clock.now()
        before, self._wall_ahead_ms = self._wall_ahead_ms, now - round(clock.monotonic() * 1000)
        jump_ms = self._wall_ahead_ms - (self._wall_ahead_ms if before is None else before)
        if abs(jump_ms) < JUMP_MS:
            return False
        latest = now + self.times.lease_ms
        self._leases = {
            key: replace(lease, expires_at=min(lease.expires_at + jump_ms, latest))
            for key, lease in self._leases.items()
        }
        return True

    async def expire(self, now: int) -> list[str]:
        """Forget the leases that are over; returns the agents who went offline by that."""
        over = rules.expired(self._leases.values(), now)
        if not over:
            return []
        ids = [lease.session_id for lease in over]
        for key in ids:
            self._leases.pop(key, None)
        await self._database.write(lambda tx: agent_rows.delete_leases(tx.conn, ids))
        return rules.gone({lease.agent_id for lease in over}, self._leases.values(), now)

    def next_expiry(self, now: int) -> int | None:
        """When to look again."""
        return rules.next_expiry(self._leases.values(), now)

    def online(self, now: int) -> frozenset[str]:
        """Agents with a live lease."""
        # a copy, made in one step: routing asks from the database's threads
        return rules.online(list(self._leases.values()), now)

    async def choose(self, agent_id: str, state: Presence) -> None:
        """The agent says what they want to be."""
        await self._database.write(lambda tx: agent_rows.set_state(tx.conn, agent_id, state))
        agent = self._directory.agent(agent_id)
        if agent is not None:
            self._directory.put_agent(replace(agent, state=state.value))

    def note_idle(self, tx: Tx, agent_id: str, at: int) -> None:
        """The agent got or finished a conversation."""
        agent_rows.set_idle_since(tx.conn, agent_id, at)
        agent = self._directory.agent(agent_id)
        if agent is not None:
            self._directory.put_agent(replace(agent, idle_since=at))

    def note_assigned(self, agent_id: str, at: int) -> None:
        """For round robin: it was this agent's turn."""
        self._last_assigned[agent_id] = at

    def candidates(self, shop_id: str, counts: Mapping[str, int], now: int) -> list[Candidate]:
        """The shop's agents as routing sees them; ``counts`` are their open conversations."""
        there = self.online(now)
        return [
            Candidate(
                agent_id=agent.id,
                presence=Presence(agent.state),
                is_online=agent.id in there,
                open_conversations=counts.get(agent.id, 0),
                capacity=agent.capacity,
                idle_since=agent.idle_since,
                last_assigned_at=self._last_assigned.get(agent.id, 0),
                languages=frozenset(agent.languages),
            )
            for agent in self._directory.agents_of(shop_id)
        ]

    def availability(
        self, shop_id: str, hours: HoursState, counts: Mapping[str, int], now: int
    ) -> Availability:
        """What the shop's widgets may say."""
        there = self.online(now)
        answering = [
            agent
            for agent in self._directory.agents_of(shop_id)
            if agent.id in there and agent.state in (Presence.AVAILABLE, Presence.BUSY)
        ]
        people = [self._directory.person(agent.id) for agent in answering[:FACES_SHOWN]]
        return Availability(
            open=hours.open,
            agents_online=len(answering),
            free=any(
                agent.state == Presence.AVAILABLE and counts.get(agent.id, 0) < agent.capacity
                for agent in answering
            ),
            opens_at=hours.opens_at,
            closes_at=hours.closes_at,
            typical_reply_ms=None,
            faces=[person for person in people if person],
        )

    def view(self, agent: Agent, open_count: int, now: int) -> AgentView:
        """An agent as colleagues see them."""
        chosen = Presence(agent.state)
        online = agent.id in self.online(now)
        return AgentView.model_validate(
            {
                "agent_id": agent.id,
                "name": agent.name,
                "face": agent.face,
                "role": agent.role,
                "online": online and chosen is not Presence.INVISIBLE,
                "state": chosen.value,
                "open_count": open_count,
                "capacity": agent.capacity,
                "languages": list(agent.languages),
            }
        )
