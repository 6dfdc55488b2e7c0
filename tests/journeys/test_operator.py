"""What the operator does on the command line while the server runs."""

from pathlib import Path

from chat_server.cli import admin
from chat_server.settings import Settings, StorageSettings
from tests.support.serving import Hub
from tests.support.shop import AGENTS


def settings_of(tmp_path: Path) -> Settings:
    """The settings that lead to the running server's database."""
    return Settings(storage=StorageSettings(url=f"sqlite:///{tmp_path / 'zalada.sqlite3'}"))


async def test_disabling_somebody_cuts_their_console_within_a_tick(
    hub: Hub, tmp_path: Path
) -> None:
    agent = await hub.agent(AGENTS[1])
    await admin.change_user(settings_of(tmp_path), tmp_path, AGENTS[1].email, "disabled")
    await hub.server.tick()
    await agent.until_gone()
    async with hub.http.post(
        f"{hub.url}/api/v1/sign-in",
        json={"email": AGENTS[1].email, "password": "correct horse battery"},
        headers={"X-Zalada": "1", "Origin": hub.origin},
    ) as answer:
        assert answer.status == 401
    await admin.change_user(settings_of(tmp_path), tmp_path, AGENTS[1].email, "enabled")
    assert await hub.sign_in(AGENTS[1])


async def test_a_new_shop_is_served_without_a_restart(hub: Hub, tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    directory = hub.server.services.directory
    before = {shop.id for shop in directory.shops()}
    await admin.add_shop(settings, tmp_path, "Second", ["https://second.example"], "en")
    hub.clock.advance(seconds=6)
    await hub.server.tick()
    assert [shop.name for shop in directory.shops() if shop.id not in before] == ["Second"]
