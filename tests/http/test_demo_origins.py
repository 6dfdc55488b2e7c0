"""The demo shop and the hub: one port, two origins, and no demo where there is no demo shop."""

from dataclasses import replace

import pytest

from chat_server.storage import shops as shop_rows
from chat_server.storage.engines import open_database
from tests.http.conftest import Serve
from tests.support.serving import Hub
from tests.support.shop import SHOP


async def test_without_the_demo_shop_there_is_no_demo(hub: Hub) -> None:
    for path in ("/demo", "/demo/en/", "/demo/en/cart"):
        async with hub.http.get(f"{hub.url}{path}") as answer:
            assert (path, answer.status) == (path, 404)
    async with hub.http.get(hub.url) as answer:
        assert "/demo" not in await answer.text()


@pytest.fixture
async def with_demo(serve: Serve, storage_url: str) -> Hub:
    """A server whose database has a shop called demo."""
    database = await open_database(storage_url)
    shop = replace(SHOP, id="shp_demo", key="demo", created_at=3)
    await database.write(lambda tx: shop_rows.insert(tx.conn, shop))
    await database.close()
    return await serve(None)


async def landed(hub: Hub, url: str) -> tuple[int, str]:
    """Status and Location of the first answer."""
    async with hub.http.get(url, allow_redirects=False) as answer:
        return answer.status, answer.headers.get("Location", "")


async def test_the_shop_is_shown_on_its_own_origin_only(with_demo: Hub) -> None:
    hub, shop = with_demo.url, with_demo.url.replace("localhost", "127.0.0.1")
    for path in ("/demo", "/demo/", "/demo/pl/?theme=dark"):
        assert await landed(with_demo, f"{hub}{path}") == (302, f"{shop}{path}")
    assert (await landed(with_demo, f"{shop}/demo/en/"))[0] == 200


async def test_the_console_is_shown_on_the_hubs_origin_only(with_demo: Hub) -> None:
    hub, shop = with_demo.url, with_demo.url.replace("localhost", "127.0.0.1")
    assert await landed(with_demo, f"{shop}/console") == (302, f"{hub}/console")
    assert (await landed(with_demo, f"{hub}/console"))[0] == 200
    async with with_demo.http.get(hub) as answer:
        assert f"{shop}/demo" in await answer.text()
