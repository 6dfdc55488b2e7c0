"""The product's services without a wire, which a test drives, crashes and builds again."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from chat_server.core.fact import PUBLIC_LOG, StoredFact
from chat_server.protocol.wire import Event
from chat_server.services.ports import EndReason
from chat_server.services.presence import PresenceTimes
from chat_server.services.services import Services, Times
from chat_server.services.speaker import Speaker
from chat_server.storage import agents as agent_rows
from chat_server.storage import shops as shop_rows
from chat_server.storage.database import Tx
from chat_server.storage.engines import open_database
from chat_server.system import System
from tests.support.shop import AGENTS, SHOP
from tests.support.system import FakeClock, SeededChance, SequenceIds

LEASE_MS = 30_000
GRACE_MS = 10_000
AGENT_IDS = ("agt_ana", "agt_jan", "agt_eva")


class Silence:
    """Nobody listens to what is ephemeral; what is stored is told through ``World.told``."""

    def to_visitor(self, visitor_id: str, event: Event) -> None: ...

    def to_shop_visitors(self, shop_id: str, event: Event) -> None: ...

    def to_agent(self, agent_id: str, event: Event) -> None: ...

    def to_shop_agents(self, shop_id: str, event: Event) -> None: ...

    def to_watchers(
        self, conversation_id: str, event: Event, *, except_agent: str = ""
    ) -> None: ...

    def visitor_online(self, visitor_id: str) -> bool:
        return False

    def end_agent(self, agent_id: str, reason: EndReason, digest: str = "") -> bool:
        return False


@dataclass(slots=True)
class World:
    """One database, and the process that is built on it again after each crash."""

    url: str
    clock: FakeClock = field(default_factory=FakeClock)
    system: System = field(init=False)
    services: Services = field(init=False)
    tell: Callable[[StoredFact], None] = lambda fact: None
    speakers: list[Speaker] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.system = System(self.clock, SequenceIds(), SeededChance())

    async def build(self) -> None:
        """The process starts: memory is empty, the database is as it was."""
        database = await open_database(self.url)
        times = Times(
            presence=PresenceTimes(LEASE_MS, 10_000, GRACE_MS),
            inbox_distance_ms=0,
            conversations_an_hour=1_000_000,
        )
        self.services = services = Services(database, Silence(), self.system, times)

        def committed(facts: list[StoredFact]) -> None:
            for fact in facts:
                if fact.log == PUBLIC_LOG:
                    self.tell(fact)
            services.notice(facts)

        database.on_commit = committed
        await services.start()

    async def people(self, visitors: int = 2) -> None:
        """A shop, three agents with two places each, and visitors."""

        def op(tx: Tx) -> None:
            shop_rows.insert(tx.conn, SHOP)
            for agent_id in AGENT_IDS:
                agent = replace(
                    AGENTS[1], id=agent_id, email=f"{agent_id}@shop.example", capacity=2
                )
                agent_rows.insert(tx.conn, agent)

        await self.services.database.write(op)
        await self.services.directory.refresh(self.clock.now())
        for _ in range(visitors):
            _, visitor_id = await self.services.visitors.issue(SHOP, "en", "")
            self.speakers.append(Speaker(visitor_id, SHOP.id, "en", "192.0.2.1"))

    async def crash(self) -> None:
        """Memory is lost in the middle of nothing; tasks die with it."""
        await self.services.bot_replies.idle()
        await self.services.inbox.close()
        await self.services.database.close()

    async def settle(self) -> None:
        """The bot has answered, and the lists are told."""
        await self.services.bot_replies.idle()
        await self.services.inbox.idle()

    async def end(self) -> None:
        """An orderly end."""
        await self.services.close()
        await self.services.database.close()

    def agent(self, agent_id: str) -> Any:
        """The agent as the directory knows them."""
        agent = self.services.directory.agent(agent_id)
        assert agent is not None
        return agent
