"""The agents' list and the shoppers' places in the queue, pushed as they change.

Changes gather while a push is being prepared, and pushes keep a distance, so a busy shop costs
its consoles a few frames a second and not one a message.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection

from chat_server.core.errors import ChatError
from chat_server.core.fact import StoredFact
from chat_server.protocol.agent import Inbox as InboxView
from chat_server.protocol.ephemeral import InboxChanged, QueueMoved
from chat_server.protocol.views import ConversationSummary
from chat_server.services.desk import Desk
from chat_server.services.directory import Directory
from chat_server.services.ports import Push
from chat_server.services.snapshots import QueuePlace, Snapshots
from chat_server.storage import conversations
from chat_server.storage.database import Database
from chat_server.system import System

RETRY_MS = 1_000
# A push is followed by this many times its own duration without one.
IDLE_SHARE = 9

_QUEUE_TYPES = frozenset(
    {
        "conversation.queued",
        "conversation.assigned",
        "conversation.handed_to_bot",
        "conversation.closed",
    }
)


@dataclass(slots=True)
class _ShopState:
    revision: int = 0
    dirty: set[str] = field(default_factory=set)
    queue_moved: bool = False
    places: dict[str, QueuePlace] = field(default_factory=dict)
    task: asyncio.Task[None] | None = None


class Inbox:
    """Summaries of conversations, whole or as they change."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        snapshots: Snapshots,
        desk: Desk,
        push: Push,
        system: System,
        *,
        distance_ms: int = 100,
    ) -> None:
        self._database = database
        self._directory = directory
        self._snapshots = snapshots
        self._desk = desk
        self._push = push
        self._system = system
        self.distance_ms = distance_ms
        self._shops: dict[str, _ShopState] = {}

    def revision(self, shop_ids: Iterable[str]) -> int:
        """The sum of the pushes so far; grows with each."""
        return sum(self._shops[shop].revision for shop in shop_ids if shop in self._shops)

    async def all(self, shop_ids: tuple[str, ...], *, closed: bool = False) -> InboxView:
        """The whole list."""
        revision = self.revision(shop_ids)

        def read(conn: Connection) -> list[ConversationSummary]:
            rows = conversations.open_in(conn, shop_ids)
            if closed:
                rows += conversations.closed_in(conn, shop_ids)
            return self._snapshots.summaries(conn, rows)

        return InboxView(revision=revision, items=await self._database.read(read))

    def notice(self, facts: Iterable[StoredFact]) -> None:
        """Conversations changed."""
        for fact in facts:
            self.touch(fact.shop_id, fact.conversation_id, queue_moved=fact.type in _QUEUE_TYPES)

    def touch(self, shop_id: str, conversation_id: str, *, queue_moved: bool = False) -> None:
        """Something about the conversation's row in the list changed."""
        state = self._shops.setdefault(shop_id, _ShopState())
        state.dirty.add(conversation_id)
        state.queue_moved = state.queue_moved or queue_moved
        if state.task is None or state.task.done():
            state.task = asyncio.get_running_loop().create_task(self._flush(shop_id, state))

    async def _flush(self, shop_id: str, state: _ShopState) -> None:
        while state.dirty:
            began = self._system.clock.monotonic()
            try:
                await self._push_dirty(shop_id, state)
            except ChatError as error:
                await self._system.clock.sleep((error.retry_after_ms or RETRY_MS) / 1000)
            if self.distance_ms:
                # also when nothing waits yet: what comes meanwhile goes into the next push
                spent_s = self._system.clock.monotonic() - began
                await self._system.clock.sleep(max(self.distance_ms / 1000, spent_s * IDLE_SHARE))

    async def _push_dirty(self, shop_id: str, state: _ShopState) -> None:
        """Push what has changed; what can't be read now stays for the next time."""
        dirty, state.dirty = state.dirty, set()
        queue_moved, state.queue_moved = state.queue_moved, False
        said = state.places

        def read(
            conn: Connection,
        ) -> tuple[
            list[ConversationSummary], list[tuple[str, str, QueuePlace]], dict[str, QueuePlace]
        ]:
            rows = list(conversations.look(conn, dirty).values())
            if not queue_moved:
                return self._snapshots.summaries(conn, rows), [], said
            places = self._desk.places(conn, shop_id)
            queued = conversations.look(conn, places)
            moved = [
                (queued[key].visitor_id, key, place)
                for key, place in places.items()
                if key in dirty or said.get(key) != place
            ]
            return self._snapshots.summaries(conn, rows), moved, places

        try:
            items, moved, state.places = await self._database.read(read)
        except ChatError:
            state.dirty |= dirty
            state.queue_moved = state.queue_moved or queue_moved
            raise
        state.revision += 1
        self._tell(shop_id, items)
        for visitor_id, conversation_id, place in moved:
            event = QueueMoved(
                conversation_id=conversation_id,
                position=place.position,
                wait_ms=place.wait_ms,
            )
            self._push.to_visitor(visitor_id, event)

    def _tell(self, shop_id: str, items: list[ConversationSummary]) -> None:
        """Push rows; each agent's revision counts the pushes of all their shops."""
        by_shops: dict[tuple[str, ...], list[str]] = {}
        for agent in self._directory.agents_of(shop_id):
            by_shops.setdefault(agent.shop_ids, []).append(agent.id)
        for shop_ids, agent_ids in by_shops.items():
            event = InboxChanged(revision=self.revision(shop_ids), items=items)
            if len(by_shops) == 1:
                self._push.to_shop_agents(shop_id, event)
                continue
            for agent_id in agent_ids:
                self._push.to_agent(agent_id, event)

    async def idle(self) -> None:
        """Wait until every change so far is pushed."""
        while tasks := [s.task for s in self._shops.values() if s.task and not s.task.done()]:
            await asyncio.wait(tasks)

    async def close(self) -> None:
        """Stop pushing."""
        tasks = [state.task for state in self._shops.values() if state.task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
