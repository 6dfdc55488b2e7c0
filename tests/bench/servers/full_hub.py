"""The product itself, durable and complete, with a shop whose limits don't meet the load."""

import asyncio
import json
import os
from dataclasses import replace
from pathlib import Path

from argon2 import PasswordHasher

from chat_server.app import build
from chat_server.runtime import tune
from chat_server.settings import LimitSettings, PresenceSettings, Settings
from chat_server.storage import agents as agent_rows
from chat_server.storage import shops as shop_rows
from chat_server.storage.database import Tx
from chat_server.storage.engines import open_database, sqlite_url
from chat_server.system import real_system
from tests.bench.servers.history import fill
from tests.bench.servers.people import AGENT_COUNT, PASSWORD, TOKENS
from tests.bench.servers.serving import run, run_until_killed
from tests.support.shop import AGENTS, SHOP

AT_ONCE = 200
HOUR_MS = 3_600_000


async def stock(data: Path) -> None:
    """A shop with ten agents who can talk to everybody at once."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    password_hash = hasher.hash(PASSWORD)
    database = await open_database(sqlite_url(data / "zalada.sqlite3"))

    def op(tx: Tx) -> None:
        if shop_rows.all_shops(tx.conn):
            return
        shop_rows.insert(tx.conn, SHOP)
        for number in range(AGENT_COUNT):
            agent = replace(
                AGENTS[0],
                id=f"agt_{number}",
                email=f"agent{number}@shop.example",
                name=f"Agent {number}",
                capacity=1_000,
                password_hash=password_hash,
            )
            agent_rows.insert(tx.conn, agent)

    await database.write(op)
    if "BENCH_MESSAGES" in os.environ:
        conversations = int(os.environ["BENCH_CONVERSATIONS"])
        await fill(database, conversations, int(os.environ["BENCH_MESSAGES"]))
    await database.close()


async def main() -> None:
    data = Path(os.environ["BENCH_DATA"])
    await stock(data)
    settings = Settings(
        limits=LimitSettings(
            commands_per_s=float(os.environ.get("BENCH_COMMANDS_PER_S", "1e9")),
            burst=int(os.environ.get("BENCH_BURST", "1000000000")),
            connections_per_ip=1_000_000,
            conversations_per_ip_per_hour=1_000_000,
            sockets_per_visitor=1_000_000,
        ),
        presence=PresenceSettings(lease_ms=10 * HOUR_MS, heartbeat_ms=HOUR_MS),
    )
    server = await build(settings, real_system(), data)
    count = int(os.environ["BENCH_VISITORS"])
    tokens: list[str] = []
    while len(tokens) < count:
        issue = server.services.visitors.issue
        some = min(AT_ONCE, count - len(tokens))
        tokens += [
            token
            for token, _ in await asyncio.gather(*(issue(SHOP, "en", "") for _ in range(some)))
        ]
    (data / TOKENS).write_text(json.dumps(tokens))
    tune()
    await run_until_killed(server.web_app)


if __name__ == "__main__":
    run(main())
