"""``zalada doctor``: looks at everything a server needs and says what is wrong."""

import asyncio
import socket
import sys
from collections.abc import Coroutine
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from redis import asyncio as aioredis

from chat_server.app import database_url
from chat_server.settings import Settings
from chat_server.storage import shops as shop_rows
from chat_server.storage.engines import DatabaseProblemError, open_database
from chat_server.transport.http import assets

CHECK_S = 10.0


async def doctor(settings: Settings, data: Path) -> int:
    """Print a line a check; returns 1 if one failed."""
    problems = []
    for name, outcome in [
        ("database", await _guarded(_database(settings, data))),
        ("bus", await _guarded(_bus(settings))),
        ("port", _port(settings)),
        ("widget and console", _assets()),
        ("time zones", await _guarded(_time_zones(settings, data))),
        ("public address", _public_url(settings)),
    ]:
        sys.stdout.write(f"{'ok  ' if outcome is None else 'FAIL'}  {name}")
        sys.stdout.write(f": {outcome}\n" if outcome else "\n")
        problems += [name] if outcome else []
    return 1 if problems else 0


async def _guarded(check: Coroutine[None, None, str | None]) -> str | None:
    try:
        return await asyncio.wait_for(check, CHECK_S)
    except TimeoutError:
        return f"no answer within {CHECK_S:.0f} s"
    except DatabaseProblemError as error:
        return str(error)
    except Exception as error:  # whatever it is, it is what is wrong
        return f"{type(error).__name__}: {error}".splitlines()[0]


async def _database(settings: Settings, data: Path) -> str | None:
    database = await open_database(database_url(settings, data))
    try:
        await database.ping()
    finally:
        await database.close()
    return None


async def _bus(settings: Settings) -> str | None:
    if settings.bus.kind == "local":
        return None
    client = aioredis.from_url(settings.bus.url)
    try:
        await client.ping()
    finally:
        await client.aclose()
    return None


def _port(settings: Settings) -> str | None:
    host, port = settings.server.host, settings.server.port
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return f"{host}:{port} can't be used ({error.strerror}); is a server running already?"
    return None


def _assets() -> str | None:
    try:
        assets.read_page("panel", "src/panel/main.tsx")
        assets.read_page("console", "src/main.tsx")
    except (assets.AssetsMissingError, KeyError) as error:
        return str(error)
    return None if (assets.DIST / "widget.js").is_file() else "widget.js was not built"


async def _time_zones(settings: Settings, data: Path) -> str | None:
    database = await open_database(database_url(settings, data))
    try:
        shops = await database.read(shop_rows.all_shops)
    finally:
        await database.close()
    for name in {"Europe/Warsaw", "Europe/Ljubljana", *(shop.time_zone for shop in shops)}:
        try:
            ZoneInfo(name)
        except ZoneInfoNotFoundError:
            return f"{name} is unknown here: pip install tzdata"
    return None


def _public_url(settings: Settings) -> str | None:
    url = settings.public_url()
    local = settings.server.host in ("127.0.0.1", "localhost", "::1")
    if not local and not url.startswith("https://"):
        return f"{url} is not https, but the server listens on {settings.server.host}"
    return None
