"""A real server with a shop of its own, in the test's loop, and real clients for it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from aiohttp import ClientSession, DummyCookieJar
from aiohttp.test_utils import TestServer
from argon2 import PasswordHasher
from sqlalchemy import Connection, func, select

from chat_server.app import Server, build
from chat_server.core.shop import Agent, Shop
from chat_server.settings import Settings
from chat_server.storage import agents as agent_rows
from chat_server.storage import faq as faq_rows
from chat_server.storage import shops as shop_rows
from chat_server.storage.database import Tx
from chat_server.storage.engines import open_database
from chat_server.storage.faq import FaqEntry
from chat_server.storage.schema import audit, conversation, metadata
from chat_server.system import System
from tests.support.clients import AgentClient, VisitorClient
from tests.support.processes import free_port
from tests.support.shop import AGENTS, FAQ, OTHER_AGENT, OTHER_SHOP, SHOP
from tests.support.system import FakeClock

T = TypeVar("T")

PASSWORD = "correct horse battery"
# cheap on purpose: what is tested is not how long hashing takes
HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass(slots=True)
class Hub:
    """A running server and how to become somebody's client of it."""

    server: Server
    url: str
    clock: FakeClock
    http: ClientSession
    clients: list[VisitorClient | AgentClient] = field(default_factory=list)

    @property
    def origin(self) -> str:
        """The hub's own origin, as a browser on its pages sends it."""
        return self.url

    async def visitor_token(self, shop: Shop = SHOP) -> str:
        """A fresh visitor of the shop."""
        async with self.http.post(
            f"{self.url}/api/v1/visitors",
            json={"shop": shop.key},
            headers={"Origin": shop.origins[0]},
        ) as answer:
            body = await answer.json()
            token: str = body["token"]
            return token

    async def visitor(
        self,
        *,
        token: str = "",
        shop: Shop = SHOP,
        language: str = "en",
        page_url: str = "",
        start: bool = True,
    ) -> VisitorClient:
        """A connected visitor, who has sent ``session.start``."""
        client = VisitorClient(token or await self.visitor_token(shop))
        self.clients.append(client)
        await client.connect(self.url, {"Origin": self.origin})
        if start:
            await client.begin(language=language, page_url=page_url)
        return client

    async def sign_in(self, agent: Agent = AGENTS[0]) -> str:
        """The cookie of a new session."""
        async with self.http.post(
            f"{self.url}/api/v1/sign-in",
            json={"email": agent.email, "password": PASSWORD},
            headers={"X-Zalada": "1", "Origin": self.origin},
        ) as answer:
            if answer.status != 200:
                raise AssertionError(await answer.text())
            return answer.cookies["zalada"].value

    async def agent(self, agent: Agent = AGENTS[0], *, start: bool = True) -> AgentClient:
        """A signed-in, connected agent, who has sent ``session.start``."""
        cookie = await self.sign_in(agent)
        client = AgentClient(agent.id, cookie)
        self.clients.append(client)
        await client.connect(self.url, {"Origin": self.origin, "Cookie": f"zalada={cookie}"})
        if start:
            await client.begin()
        return client

    async def at_once(self, *asked: Awaitable[T]) -> list[T]:
        """Do all of this at the same time; returns what each brought."""
        return await asyncio.gather(*asked)

    async def audit(self) -> list[dict[str, object]]:
        """The audit trail, oldest first."""
        return await self.server.services.database.read(_audit)

    async def count(self, table: str) -> int:
        """How many rows a table has."""
        query = select(func.count()).select_from(metadata.tables[table])
        return await self.server.services.database.read(
            lambda conn: int(conn.execute(query).scalar_one())
        )

    async def everything(self) -> dict[str, list[str]]:
        """Every row of every table."""
        return await self.server.services.database.read(_everything)

    async def gone(self, client: VisitorClient | AgentClient) -> None:
        """Wait until the server has noticed that the client is gone."""
        sid = client.socket.get_sid()
        await self.server.hub.until(lambda: self.server.connections.session(sid or "") is None)

    async def settle(self) -> None:
        """Wait until the bot has answered, what is due is done and everything is pushed."""
        services = self.server.services
        await services.bot_replies.idle()
        await self.server.tick()
        await services.bot_replies.idle()
        await services.inbox.idle()

    async def pass_time(self, *, ms: int = 0, seconds: float = 0, minutes: float = 0) -> None:
        """Move the clock on and do what is due then."""
        self.clock.advance(ms=ms, seconds=seconds, minutes=minutes)
        await self.settle()

    async def require_laws(self) -> None:
        """What every journey ends with: nobody missed anything or saw what is not theirs."""
        # what the journey spent of its clients' rates has come back by now
        self.clock.advance(seconds=5)
        await self.settle()
        owners = await self.server.services.database.read(_owners)
        for client in self.clients:
            if client.socket.connected:
                await client.require_replay_law()
            if isinstance(client, VisitorClient):
                client.require_own_surface(owners)


def _owners(conn: Connection) -> dict[str, str]:
    """Every conversation's visitor."""
    rows = conn.execute(select(conversation.c.id, conversation.c.visitor_id))
    return {row[0]: row[1] for row in rows}


def _audit(conn: Connection) -> list[dict[str, object]]:
    return [dict(row) for row in conn.execute(select(audit).order_by(audit.c.id)).mappings()]


def _everything(conn: Connection) -> dict[str, list[str]]:
    return {
        name: sorted(str(tuple(row)) for row in conn.execute(select(table)))
        for name, table in metadata.tables.items()
    }


async def stock(url: str) -> None:
    """Put the tests' shop, agents and FAQ into a database."""
    database = await open_database(url)
    password_hash = HASHER.hash(PASSWORD)

    def op(tx: Tx) -> None:
        if any(shop.id == SHOP.id for shop in shop_rows.all_shops(tx.conn)):
            return
        shop_rows.insert(tx.conn, SHOP)
        shop_rows.insert(tx.conn, OTHER_SHOP)
        for agent in (*AGENTS, OTHER_AGENT):
            agent_rows.insert(tx.conn, replace(agent, password_hash=password_hash))
        for number, (language, question, alternatives, answer) in enumerate(FAQ, 1):
            entry = FaqEntry(
                f"faq_{number}",
                SHOP.id,
                language,
                question,
                alternatives,
                answer,
                (),
                enabled=True,
                suggested=number <= 3,
                created_at=number,
                updated_at=number,
            )
            faq_rows.insert(tx.conn, entry)

    await database.write(op)
    await database.close()


def stock_now(url: str) -> None:
    """``stock`` from outside of any loop."""
    # a loop of its own that is nobody's current one: a test's loop stays untouched
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(stock(url))
    finally:
        loop.close()


def patient(**limits: object) -> Settings:
    """Settings under which a busy test is not taken for an attack."""
    settings = Settings()
    generous = {
        "burst": 5_000,
        "connections_per_ip": 1_000,
        "sockets_per_visitor": 20,
        "conversations_per_ip_per_hour": 1_000,
    }
    return settings.model_copy(
        update={"limits": settings.limits.model_copy(update={**generous, **limits})}
    )


@asynccontextmanager
async def serving(
    system: System,
    clock: FakeClock,
    data: Path,
    *,
    storage_url: str,
    port: int = 0,
    settings: Settings | None = None,
) -> AsyncIterator[Hub]:
    """A server on a port of its own, stopped in order at the end."""
    chosen = settings or patient()
    port = port or free_port()
    chosen = chosen.model_copy(
        update={
            "server": chosen.server.model_copy(update={"port": port}),
            "storage": chosen.storage.model_copy(update={"url": storage_url}),
        }
    )
    server = await build(chosen, system, data)
    # a list is pushed when it changes: the distance of pushes has a test of its own
    server.services.inbox.distance_ms = 0
    test_server = TestServer(server.web_app, host="127.0.0.1", port=port)
    await test_server.start_server()
    async with ClientSession(cookie_jar=DummyCookieJar()) as http:
        hub = Hub(server, f"http://localhost:{port}", clock, http)
        try:
            yield hub
        finally:
            await test_server.close()
            for client in hub.clients:
                await client.close()
