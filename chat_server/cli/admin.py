"""``zalada shop add``, ``user add`` and ``migrate``: work on the database, no server needed."""

import getpass
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from argon2 import PasswordHasher
from sqlalchemy import Connection

from chat_server.app import database_url
from chat_server.cli.problem import ProblemError
from chat_server.core.hours import parse_hours
from chat_server.core.shop import Agent, Shop
from chat_server.settings import Settings
from chat_server.storage import agents as agent_rows
from chat_server.storage import audit
from chat_server.storage import shops as shop_rows
from chat_server.storage.database import Database, Tx
from chat_server.storage.engines import open_database
from chat_server.system import real_system
from chat_server.transport.origin import origin_of

PASSWORD_CHARS = 10
EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@.]{2,}")
COUNTRIES = {
    "pl": ("PL", "Europe/Warsaw", "PLN"),
    "sl": ("SI", "Europe/Ljubljana", "EUR"),
    "en": ("GB", "Europe/London", "GBP"),
}
BOT_NAMES = {"pl": "Asystent", "sl": "Pomočnik", "en": "Assistant"}


def working_hours(time_zone: str, country: str) -> dict[str, object]:
    """Monday to Friday from nine to five, closed on public holidays: something to start from."""
    day = [{"from": "09:00", "to": "17:00"}]
    weekdays = ("monday", "tuesday", "wednesday", "thursday", "friday")
    hours: dict[str, object] = {
        "time_zone": time_zone,
        "weekly": {**dict.fromkeys(weekdays, day), "saturday": [], "sunday": []},
        "holidays": {"country": country, "subdivision": None, "closed": True},
        "exceptions": [],
        "closures": [],
    }
    parse_hours(hours)
    return hours


def tag(public_url: str, key: str) -> str:
    """The one line to paste into a shop's pages."""
    return f'<script async src="{public_url}/widget.js" data-shop="{key}"></script>'


async def _open(settings: Settings, data: Path) -> Database:
    return await open_database(database_url(settings, data))


async def add_shop(
    settings: Settings, data: Path, name: str, origins: Sequence[str], language: str
) -> int:
    """Add a shop and print its tag."""
    checked = []
    for given in origins:
        origin = origin_of(given)
        if origin is None:
            raise ProblemError(f"--origin {given!r} is no web address: write https://shop.example")
        checked.append(origin)
    system = real_system()
    country, time_zone, currency = COUNTRIES[language]
    shop = Shop(
        id=system.ids.new("shp"),
        key=system.ids.new("k").removeprefix("k_")[:12],
        name=name,
        brand="#17604f",
        origins=tuple(checked),
        languages=(language, *(other for other in COUNTRIES if other != language)),
        country=country,
        time_zone=time_zone,
        currency=currency,
        bot_name=BOT_NAMES[language],
        hours=working_hours(time_zone, country),
        texts={"bot_name": BOT_NAMES},
        created_at=system.clock.now(),
    )

    def op(tx: Tx) -> None:
        shop_rows.insert(tx.conn, shop)
        audit.add(
            tx.conn,
            at=shop.created_at,
            actor="operator",
            action="shop.added",
            object=shop.id,
            shop_id=shop.id,
        )

    database = await _open(settings, data)
    try:
        await database.write(op)
    finally:
        await database.close()
    sys.stdout.write(
        f"{name} is added. Paste this line into every page, right before </body>:\n\n"
        f"  {tag(settings.public_url(), shop.key)}\n\n"
        "Add somebody who answers with: zalada user add --email … --name …\n"
        "A running server sees both within seconds.\n"
    )
    return 0


def read_password(*, from_stdin: bool) -> str:
    """The new agent's password, from standard input or asked twice."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Again: ") != password:
        raise ProblemError("The two passwords differ; nothing was added.")
    return password


async def add_user(
    settings: Settings,
    data: Path,
    *,
    email: str,
    name: str,
    keys: Sequence[str] | None,
    role: str,
    password: str,
) -> int:
    """Add an agent who can sign in."""
    if not EMAIL.fullmatch(email):
        raise ProblemError(f"--email {email!r} is no e-mail address.")
    if len(password) < PASSWORD_CHARS:
        raise ProblemError(f"A password needs at least {PASSWORD_CHARS} characters.")
    system = real_system()
    password_hash = PasswordHasher().hash(password)
    now = system.clock.now()

    def op(tx: Tx) -> int:
        taken = {agent.email.casefold() for agent in agent_rows.all_agents(tx.conn)}
        if email.casefold() in taken:
            raise ProblemError(f"{email} is an agent already.")
        agent = Agent(
            id=system.ids.new("agt"),
            email=email,
            name=name,
            face="",
            password_hash=password_hash,
            role=role,
            idle_since=now,
            created_at=now,
            shop_ids=_chosen(tx.conn, keys),
        )
        agent_rows.insert(tx.conn, agent)
        audit.add(
            tx.conn, at=now, actor="operator", action="agent.added", object=agent.id, role=role
        )
        return len(agent.shop_ids)

    database = await _open(settings, data)
    try:
        shops = await database.write(op)
    finally:
        await database.close()
    sys.stdout.write(
        f"{name} can sign in at {settings.public_url()}/console as {email}, "
        f"for {shops} shop{'s' if shops != 1 else ''}.\n"
    )
    return 0


def _chosen(conn: Connection, keys: Sequence[str] | None) -> tuple[str, ...]:
    shops = {shop.key: shop.id for shop in shop_rows.all_shops(conn)}
    if not shops:
        raise ProblemError("There is no shop yet: add one with zalada shop add.")
    unknown = [key for key in keys or () if key not in shops]
    if unknown:
        raise ProblemError(f"--shop {unknown[0]!r} is unknown; there are: {', '.join(shops)}.")
    return tuple(shops[key] for key in (keys or shops))


async def change_user(
    settings: Settings, data: Path, email: str, change: str, password: str = ""
) -> int:
    """Disable or enable somebody, or set their password; a running server follows at once."""
    if change == "password_set" and len(password) < PASSWORD_CHARS:
        raise ProblemError(f"A password needs at least {PASSWORD_CHARS} characters.")
    password_hash = PasswordHasher().hash(password) if password else ""
    now = real_system().clock.now()

    def op(tx: Tx) -> None:
        found = [
            a for a in agent_rows.all_agents(tx.conn) if a.email.casefold() == email.casefold()
        ]
        if not found:
            raise ProblemError(f"{email} is nobody's address here.")
        agent_id = found[0].id
        if change == "password_set":
            agent_rows.set_password(tx.conn, agent_id, password_hash)
        else:
            agent_rows.set_disabled(tx.conn, agent_id, now if change == "disabled" else None)
        audit.add(tx.conn, at=now, actor="operator", action=f"agent.{change}", object=agent_id)

    database = await _open(settings, data)
    try:
        await database.write(op)
    finally:
        await database.close()
    sys.stdout.write(f"{email}: {change.replace('_', ' ')}.\n")
    return 0


async def migrate(settings: Settings, data: Path) -> int:
    """Bring the schema up to date; harmless when it is."""
    database = await _open(settings, data)
    await database.close()
    sys.stdout.write("The database is up to date.\n")
    return 0
