"""The desk: gives conversations to agents, keeps the queue, takes them back from the gone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from chat_server.core import conversation as moves
from chat_server.core import routing
from chat_server.core.bot import AgentGone, AgentTookOver
from chat_server.core.conversation import Conversation
from chat_server.core.routing import Assignment, Needs, Strategy, Waiting
from chat_server.protocol.bodies import (
    AssignReason,
    ConversationAssigned,
    ConversationQueued,
    QueueReason,
    SummaryAdded,
)
from chat_server.services.bot import Bot
from chat_server.services.directory import Directory
from chat_server.services.log import SYSTEM, Batch
from chat_server.services.presence import PresenceBoard
from chat_server.services.snapshots import QueuePlace
from chat_server.storage import conversations
from chat_server.storage.database import Database, Tx
from chat_server.system import System


class Desk:
    """Routing decisions, each made and stored in one transaction."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        presence: PresenceBoard,
        bot: Bot,
        system: System,
        strategy: Strategy = Strategy.FEWEST_OPEN,
    ) -> None:
        self._database = database
        self._directory = directory
        self._presence = presence
        self._bot = bot
        self._system = system
        self._strategy = strategy

    def route(self, tx: Tx, batch: Batch, row: Conversation, at: int) -> Conversation:
        """Give it to a free agent if there is one; otherwise it stays as it is."""
        counts = conversations.open_counts(tx.conn)
        candidates = self._presence.candidates(row.shop_id, counts, at)
        known = conversations.last_agents_of(tx.conn, [row.visitor_id])
        needs = Needs(language=row.language, preferred_agent_id=known.get(row.visitor_id))
        agent_id = routing.choose_agent(candidates, needs, self._strategy)
        if agent_id is None:
            needs = replace(needs, language=None)
            agent_id = routing.choose_agent(candidates, needs, self._strategy)
        if agent_id is None:
            return row
        return self.assign(tx, batch, row, agent_id, at, "routed")

    def assign(
        self,
        tx: Tx,
        batch: Batch,
        row: Conversation,
        agent_id: str,
        at: int,
        reason: AssignReason,
    ) -> Conversation:
        """The agent owns it; what the bot learned is noted for them."""
        agent = self._directory.agent(agent_id)
        was_with_bot = row.status in ("bot", "queued")
        row = moves.assigned(row, agent_id, at)
        body = ConversationAssigned(
            agent=self._directory.author(agent_id),
            face=agent.face if agent else "",
            epoch=row.epoch,
            reason=reason,
        )
        row = batch.public(row, body, sender=SYSTEM, at=at)
        shop = self._directory.shop(row.shop_id)
        reads = (agent.languages if agent else ()) or shop.languages
        lines = self._bot.summary_lines(tx.conn, row, reads[0]) if was_with_bot else []
        if lines:
            row = batch.team(row, SummaryAdded(lines=lines), sender=SYSTEM, at=at)
        row, _ = self._bot.feed(batch, row, AgentTookOver(), at)
        self._presence.note_idle(tx, agent_id, at)
        self._presence.note_assigned(agent_id, at)
        return row

    def enqueue(
        self, batch: Batch, row: Conversation, at: int, reason: QueueReason
    ) -> Conversation:
        """It waits for a person."""
        row = moves.queued(row, at)
        return batch.public(row, ConversationQueued(reason=reason), sender=SYSTEM, at=at)

    async def drain(self, shop_id: str) -> int:
        """Give out what waits, oldest first, as far as capacity goes; returns how many."""
        return await self._database.write(lambda tx: self._drain(tx, shop_id))

    def _drain(self, tx: Tx, shop_id: str) -> int:
        at = self._system.clock.now()
        queue = self._queue(tx.conn, shop_id)
        if not queue:
            return 0
        counts = conversations.open_counts(tx.conn)
        candidates = self._presence.candidates(shop_id, counts, at)
        if not any(routing.fits(candidate, routing.ANYBODY) for candidate in candidates):
            return 0
        queue = self._with_known_agents(tx.conn, queue)
        given = routing.drain(queue, candidates, at, self._strategy)
        rows = conversations.by_ids(tx.conn, [conversation_id for conversation_id, _ in given])
        batch = Batch(tx)
        changed = [
            self.assign(tx, batch, rows[conversation_id], agent_id, at, "routed")
            for conversation_id, agent_id in given
        ]
        batch.flush()
        conversations.save(tx.conn, changed)
        return len(changed)

    async def release(self, agent_ids: Sequence[str], reason: QueueReason) -> set[str]:
        """Take every conversation back from these agents; returns the shops concerned."""

        def op(tx: Tx) -> set[str]:
            return self._take_back(tx, conversations.assigned_to(tx.conn, agent_ids), reason)

        shops = await self._database.write(op)
        for shop_id in shops:
            await self.drain(shop_id)
        return shops

    async def unanswered(self, limit_ms: int, active_at: Mapping[str, int]) -> list[Assignment]:
        """Conversations whose agent has not said a word for ``limit_ms``, longest overdue first.

        ``active_at`` is the last sign of attention (typing, reading) by conversation.
        """
        rows = await self._database.read(conversations.without_a_first_word)
        assignments = [
            Assignment(
                conversation_id=row.id,
                agent_id=row.assignee_id or "",
                assigned_at=row.assigned_at,
                unanswered_since=row.waiting_since,
                agent_active_at=active_at.get(row.id, 0),
            )
            for row in rows
            if row.assigned_at is not None
        ]
        return routing.unanswered(assignments, self._system.clock.now(), limit_ms)

    async def take_back(self, late: Sequence[Assignment]) -> None:
        """Queue these again, unless something happened to them meanwhile, and give them out."""
        owners = {one.conversation_id: (one.agent_id, one.assigned_at) for one in late}

        def op(tx: Tx) -> set[str]:
            rows = [
                row
                for row in conversations.by_ids(tx.conn, owners).values()
                if row.status == "assigned"
                and (row.assignee_id, row.assigned_at) == owners[row.id]
                and row.waiting_since is not None
            ]
            return self._take_back(tx, rows, "no_answer")

        for shop_id in await self._database.write(op):
            await self.drain(shop_id)

    def _take_back(self, tx: Tx, rows: Sequence[Conversation], reason: QueueReason) -> set[str]:
        at = self._system.clock.now()
        batch = Batch(tx)
        taken = []
        for owned in rows:
            row = self.enqueue(batch, owned, at, reason)
            if not row.message_left:
                row, _ = self._bot.feed(batch, row, AgentGone(queued=True), at)
            taken.append(row)
        batch.flush()
        conversations.save(tx.conn, taken)
        return {row.shop_id for row in taken}

    def _queue(self, conn: Connection, shop_id: str) -> list[Waiting]:
        return [
            Waiting(row.id, row.waiting_since or row.created_at)
            for row in conversations.queued_in(conn, shop_id)
        ]

    def _with_known_agents(self, conn: Connection, queue: Sequence[Waiting]) -> list[Waiting]:
        """The queue with the agent each visitor knows, who goes first."""
        rows = conversations.look(conn, [waiting.conversation_id for waiting in queue])
        known = conversations.last_agents_of(conn, {row.visitor_id for row in rows.values()})
        return [
            replace(
                waiting,
                needs=Needs(preferred_agent_id=known.get(rows[waiting.conversation_id].visitor_id)),
            )
            for waiting in queue
        ]

    def finished(self, tx: Tx, row: Conversation, at: int) -> None:
        """Whoever owned it has a hand free from now on."""
        if row.status == "assigned" and row.assignee_id is not None:
            self._presence.note_idle(tx, row.assignee_id, at)

    def places(self, conn: Connection, shop_id: str) -> dict[str, QueuePlace]:
        """Position and estimated wait of everybody in the shop's queue, in its order."""
        queue = routing.in_order(self._queue(conn, shop_id))
        if not queue:
            return {}
        now = self._system.clock.now()
        counts = conversations.open_counts(conn)
        candidates = self._presence.candidates(shop_id, counts, now)
        times = conversations.handling_times(conn, shop_id)
        return {
            waiting.conversation_id: QueuePlace(
                place, routing.estimated_wait_ms(place, times, candidates)
            )
            for place, waiting in enumerate(queue, 1)
        }

    def place_of(self, conn: Connection, row: Conversation) -> QueuePlace | None:
        """Where a conversation stands in the queue, None when it is not queued."""
        if row.status != "queued":
            return None
        return self.places(conn, row.shop_id).get(row.id)
