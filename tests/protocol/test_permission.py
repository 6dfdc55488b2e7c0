"""Every command and every route has its row, and every row its command or route."""

from dataclasses import replace

import pytest

from chat_server.core.permission import (
    AGENT_COMMANDS,
    ROUTES,
    TEAM,
    VISITOR_COMMANDS,
    Actor,
    may,
)
from chat_server.protocol.audience import PUBLIC_BODIES, TEAM_BODIES, Audience, audience_of
from chat_server.protocol.surface import AGENT, VISITOR, Surface, schemas
from chat_server.storage import shops as shop_rows
from chat_server.storage.engines import open_database
from chat_server.system import System
from tests.support.serving import Hub, serving
from tests.support.shop import SHOP
from tests.support.system import FakeClock


def routes(hub: Hub) -> set[str]:
    """Method and path of every route; HEAD comes with GET."""
    return {
        f"{route.method} {route.resource.canonical.rstrip('/') or '/'}"
        for route in hub.server.web_app.router.routes()
        if route.method != "HEAD" and route.resource is not None
    }


@pytest.mark.parametrize(
    ("surface", "rows"), [(VISITOR, VISITOR_COMMANDS), (AGENT, AGENT_COMMANDS)]
)
def test_every_command_has_a_row_and_every_row_a_command(
    surface: Surface, rows: dict[str, frozenset[Actor]]
) -> None:
    assert set(rows) == set(surface.by_name())


def test_visitors_and_the_team_share_no_rights() -> None:
    for name, actors in VISITOR_COMMANDS.items():
        assert (name, actors) == (name, frozenset({Actor.VISITOR}))
    for name, actors in AGENT_COMMANDS.items():
        assert actors, name
        assert actors <= TEAM, name
    assert not may(Actor.VISITOR, AGENT_COMMANDS, "note.add")
    assert not may(Actor.ADMIN, AGENT_COMMANDS, "no.such")


async def test_every_route_has_a_row_and_every_row_a_route(hub: Hub) -> None:
    assert routes(hub) == set(ROUTES)


async def test_the_demo_adds_nothing_but_its_own_pages(
    system: System, clock: FakeClock, tmp_path: object, storage_url: str
) -> None:
    database = await open_database(storage_url)
    shop = replace(SHOP, id="shp_demo", key="demo", created_at=3)
    await database.write(lambda tx: shop_rows.insert(tx.conn, shop))
    await database.close()
    async with serving(system, clock, tmp_path, storage_url=storage_url) as hub:  # type: ignore[arg-type] # a Path
        more = routes(hub) - set(ROUTES)
    assert more
    assert {route.split()[1].split("/")[1] for route in more} == {"demo"}


def test_every_kind_of_event_has_an_audience() -> None:
    for body in PUBLIC_BODIES:
        assert audience_of(body) == {Audience.VISITOR, Audience.TEAM}
    for body in TEAM_BODIES:
        assert audience_of(body) == {Audience.TEAM}
    with pytest.raises(KeyError):
        audience_of(object)


def test_the_visitors_side_of_the_wire_has_no_name_for_the_teams_things() -> None:
    words = str(schemas(VISITOR)).lower()
    named = [
        word
        for word in ("team_seq", "team_event", "noteadded", "note.added", "summaryadded", "inbox",
                     "agentview", "visitorview")
        if word in words
    ]  # fmt: skip
    assert named == []
