"""A hub, a shop's site that embeds its widget, and shoppers who visit it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from chat_server.storage import shops as shop_rows
from chat_server.storage.database import Tx
from chat_server.storage.engines import open_database
from chat_server.system import System
from tests.browser.shop_site import ShopSite, start_shop_site
from tests.browser.shopper import Shopper, shopper
from tests.support.browsing import Browsing
from tests.support.serving import Hub, serving, stock
from tests.support.shop import SHOP
from tests.support.system import FakeClock


@pytest_asyncio.fixture(loop_scope="session")
async def site() -> AsyncIterator[ShopSite]:
    """The shop's own site."""
    running = await start_shop_site()
    yield running
    await running.server.close()


@pytest.fixture
def storage_url(tmp_path: Path) -> str:
    """Where the hub of this test keeps everything, also over a restart."""
    return f"sqlite:///{tmp_path / 'zalada.sqlite3'}"


async def stock_shop_of(site: ShopSite, storage_url: str) -> None:
    """Put the tests' shop, which is on ``site``, with its agents and FAQ into a database."""
    await stock(storage_url)
    database = await open_database(storage_url)

    def move_shop(tx: Tx) -> None:
        shop_rows.save(tx.conn, replace(SHOP, origins=(site.origin,)))

    await database.write(move_shop)
    await database.close()


@pytest_asyncio.fixture(loop_scope="session")
async def hub(
    system: System, clock: FakeClock, tmp_path: Path, site: ShopSite, storage_url: str
) -> AsyncIterator[Hub]:
    """The hub, whose shop is on ``site``."""
    await stock_shop_of(site, storage_url)
    async with serving(system, clock, tmp_path, storage_url=storage_url) as running:
        site.hub = running.url
        yield running


@pytest.fixture
def visitor(browsing: Browsing, site: ShopSite, hub: Hub) -> Callable[..., Awaitable[Shopper]]:
    """``await visitor(phone=, dark=)``: a new shopper."""

    async def new(*, phone: bool = False, dark: bool = False) -> Shopper:
        return await shopper(browsing, site, phone=phone, dark=dark)

    return new
