"""A real server with a shop of its own, in the test's loop, and real clients for it."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from argon2 import PasswordHasher

from chat_server.app import Server, build
from chat_server.core.shop import Agent, Shop
from chat_server.settings import Settings
from chat_server.storage import agents as agent_rows
from chat_server.storage import faq as faq_rows
from chat_server.storage import shops as shop_rows
from chat_server.storage.database import Tx
from chat_server.storage.engines import open_database
from chat_server.storage.faq import FaqEntry
from chat_server.system import System
from tests.support.clients import AgentClient, VisitorClient
from tests.support.shop import AGENTS, FAQ, SHOP
from tests.support.system import FakeClock

PASSWORD = "correct horse battery"
# cheap on purpose: what is tested is not how long hashing takes
HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def free_port() -> int:
    """A port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


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
        self, *, token: str = "", language: str = "en", page_url: str = "", start: bool = True
    ) -> VisitorClient:
        """A connected visitor, who has sent ``session.start``."""
        client = VisitorClient(token or await self.visitor_token())
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

    async def settle(self) -> None:
        """Wait until the bot has answered everything it heard."""
        await self.server.services.bot_replies.idle()


async def stock(url: str) -> None:
    """Put the tests' shop, agents and FAQ into a database."""
    database = await open_database(url)
    password_hash = HASHER.hash(PASSWORD)

    def op(tx: Tx) -> None:
        if any(shop.id == SHOP.id for shop in shop_rows.all_shops(tx.conn)):
            return
        shop_rows.insert(tx.conn, SHOP)
        for agent in AGENTS:
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


@asynccontextmanager
async def serving(
    system: System,
    clock: FakeClock,
    data: Path,
    *,
    storage_url: str = "",
    port: int = 0,
    settings: Settings | None = None,
) -> AsyncIterator[Hub]:
    """A server on a port of its own, stopped in order at the end."""
    chosen = settings or Settings()
    port = port or free_port()
    url = storage_url or f"sqlite:///{data / 'zalada.sqlite3'}"
    chosen = chosen.model_copy(
        update={
            "server": chosen.server.model_copy(update={"port": port}),
            "storage": chosen.storage.model_copy(update={"url": url}),
        }
    )
    await stock(url)
    server = await build(chosen, system, data)
    test_server = TestServer(server.web_app, host="127.0.0.1", port=port)
    await test_server.start_server()
    async with ClientSession() as http:
        hub = Hub(server, f"http://localhost:{port}", clock, http)
        try:
            yield hub
        finally:
            for client in hub.clients:
                await client.close()
            await test_server.close()
