"""A shop with visitors and signed-in agents, made once and copied for every fault."""

import asyncio
import json
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from chat_server.services.visitors import TokenTimes, Visitors, digest_of
from chat_server.storage import agents as agent_rows
from chat_server.storage import shops as shop_rows
from chat_server.storage.agents import AgentSession
from chat_server.storage.database import Tx
from chat_server.storage.engines import open_database, sqlite_url
from chat_server.system import real_system
from tests.support.shop import AGENTS, SHOP

AT_ONCE = 200
AGENT_COUNT = 20
DATABASE = "zalada.sqlite3"
YEAR_MS = 366 * 86_400_000
WHOLE_DAY = [{"from": "00:00", "to": "23:59"}]
ALWAYS = {
    **SHOP.hours,
    "weekly": dict.fromkeys(SHOP.hours["weekly"], WHOLE_DAY),
    "holidays": {"country": "PL", "subdivision": None, "closed": False},
}


@dataclass(frozen=True, slots=True)
class Visitor:
    """A shopper with their token."""

    id: str
    token: str


@dataclass(frozen=True, slots=True)
class People:
    """Everybody who may connect, agents by id with the secret of their session."""

    visitors: tuple[Visitor, ...]
    agents: dict[str, str]


async def make(folder: Path, visitors: int, capacity: int = 1_000) -> None:
    """Fill ``folder`` with a database and what is needed to speak for its people."""
    system = real_system()
    database = await open_database(sqlite_url(folder / DATABASE))
    now = system.clock.now()
    secrets = {f"agt_{number:02}": system.chance.token() for number in range(AGENT_COUNT)}

    def op(tx: Tx) -> None:
        shop_rows.insert(tx.conn, replace(SHOP, hours=ALWAYS))
        for agent_id, secret in secrets.items():
            agent = replace(
                AGENTS[0],
                id=agent_id,
                email=f"{agent_id}@shop.example",
                name=agent_id,
                capacity=capacity,
                idle_since=now,
            )
            agent_rows.insert(tx.conn, agent)
            session = AgentSession(digest_of(secret), agent_id, now, now, now + YEAR_MS, "test")
            agent_rows.insert_session(tx.conn, session)

    await database.write(op)
    issue = Visitors(database, system, TokenTimes()).issue
    issued: list[tuple[str, str]] = []
    while len(issued) < visitors:
        some = min(AT_ONCE, visitors - len(issued))
        issued += await asyncio.gather(*(issue(SHOP, "en", "") for _ in range(some)))
    await database.close()
    people = {"visitors": [[key, token] for token, key in issued], "agents": secrets}
    (folder / "people.json").write_text(json.dumps(people))


def copy(template: Path, folder: Path) -> People:
    """A copy of its own for one server; returns who may connect to it."""
    shutil.copytree(template, folder, dirs_exist_ok=True)
    return read(folder)


def read(folder: Path) -> People:
    """Who may connect to the server of this folder."""
    listed = json.loads((folder / "people.json").read_text())
    return People(tuple(Visitor(*pair) for pair in listed["visitors"]), listed["agents"])
