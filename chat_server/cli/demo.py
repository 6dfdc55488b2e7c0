"""``zalada demo``: the server with the demo shop in it."""

from pathlib import Path

from chat_server.app import database_url, demo_url
from chat_server.cli.serve import serve
from chat_server.demo import content
from chat_server.demo.seed import PASSWORD, seed
from chat_server.settings import Settings
from chat_server.storage.engines import open_database
from chat_server.system import real_system


def demo_origins(settings: Settings) -> tuple[str, ...]:
    """Where the demo shop's pages are."""
    return (f"http://127.0.0.1:{settings.server.port}",)


def addresses(settings: Settings) -> str:
    """What is where, and how to sign in."""
    hub = settings.public_url()
    rows = [
        ("Start page", hub),
        ("Demo shop", demo_url(settings)),
        ("Console", f"{hub}/console"),
    ]
    rows += [("  sign in as", f"{person['email']}  {PASSWORD}") for person in content.agents()[:2]]
    rows.append(("Documentation", f"{hub}/docs"))
    lines = [f"  {name:<14} {value}" for name, value in rows]
    return "\n".join(["", "Zalada is ready. Ctrl-C stops it.", "", *lines, ""])


async def demo(settings: Settings, data: Path) -> int:
    """Load the demo shop if it is not there yet, then serve."""
    database = await open_database(database_url(settings, data))
    try:
        await seed(database, real_system(), demo_origins(settings))
    finally:
        await database.close()
    return await serve(settings, data, say=addresses)
