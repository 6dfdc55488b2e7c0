"""The demo shop in a real browser: accessible, fits the screen, sells without reloading."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from chat_server.demo.routes import routes
from chat_server.demo.site import DemoSite
from chat_server.transport.http import assets
from chat_server.transport.http.templates import environment
from tests.support.browsing import Browsing

ROUTES = routes(DemoSite("/nothing.js", "demo", environment()))
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = (
    "pl/",
    "sl/c/vacuums",
    "en/p/halny-max-60",
    "sl/i/advice",
    "pl/i/contact",
    "en/search?q=xyzzy",
    "sl/cart",
    "en/nowhere",
)


@pytest_asyncio.fixture(loop_scope="session")
async def shop() -> AsyncIterator[str]:
    async def nothing(_: web.Request) -> web.Response:
        return web.Response(content_type="text/javascript")

    application = web.Application()
    application.add_routes([*ROUTES, *assets.routes(), web.get("/nothing.js", nothing)])
    async with TestServer(application) as server:
        yield str(server.make_url("/demo/"))


async def problems(page: Page) -> list[str]:
    """What axe finds, and whether the page is wider than the screen."""
    found = await Axe().run(page, options=RULES)
    listed = [f"{one['id']}: {one['nodes'][0]['html']}" for one in found.response["violations"]]
    overflow = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return listed if overflow <= 0 else [*listed, f"{overflow} px too wide"]


@pytest.mark.slow
@pytest.mark.parametrize("night", [False, True], ids=["desktop by day", "phone by night"])
async def test_everyone_can_use_every_page(shop: str, browsing: Browsing, night: bool) -> None:
    browsing.expect_error("404")
    page = await browsing.person(phone=night, dark=night)
    found = {}
    for path in PAGES:
        await page.goto(shop + path)
        found[path] = await problems(page)
    assert found == {path: [] for path in PAGES}


async def test_adding_to_the_basket_stays_on_the_page_and_says_so(
    shop: str, browsing: Browsing
) -> None:
    page = await browsing.person()
    await page.goto(shop + "pl/c/coffee")
    await page.get_by_role("button", name="Do koszyka: Aroma Nero 3").click()
    await expect(page.get_by_text("Aroma Nero 3 jest w\u00a0koszyku")).to_be_visible()
    await page.get_by_role("link", name="Koszyk, 1 produkt").click()
    await expect(page.get_by_role("heading", name="Aroma Nero 3")).to_be_visible()
    assert await problems(page) == []


async def test_without_script_the_same_buttons_work(shop: str, browsing: Browsing) -> None:
    page = await browsing.person(java_script_enabled=False)
    await page.goto(shop + "sl/p/wicher-v12-pet")
    await page.locator(".s-one").get_by_role("button", name="Dodaj v košarico").click()
    await expect(page).to_have_url(shop + "sl/cart")
    await page.get_by_role("button", name="Količina: 2").click()
    await expect(page.get_by_role("link", name="Košarica, 2 izdelka")).to_be_visible()
    await page.get_by_role("button", name="Odstrani iz košarice: Wicher V12 Pet").click()
    await expect(page.get_by_role("heading", name="Košarica je prazna")).to_be_visible()


async def test_on_a_phone_the_menu_leads_to_every_category(shop: str, browsing: Browsing) -> None:
    page = await browsing.person(phone=True)
    await page.goto(shop + "en/")
    await page.locator("summary").click()
    menu = page.get_by_role("navigation", name="Main menu")
    await expect(menu.get_by_role("link", name="Accessories")).to_be_visible()
    assert await problems(page) == []
    await menu.get_by_role("link", name="Accessories").click()
    await expect(page.get_by_role("heading", name="Accessories", level=1)).to_be_visible()
