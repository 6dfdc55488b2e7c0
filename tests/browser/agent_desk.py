"""An agent with a browser: what they see and do in the console."""

from dataclasses import dataclass, replace
from typing import Any

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Locator, Page, expect

from chat_server.core.shop import Agent
from tests.browser.shop_site import ShopSite
from tests.support.browsing import Browsing
from tests.support.clients import VisitorClient
from tests.support.serving import Hub
from tests.support.shop import AGENTS, SHOP
from tests.support.system import START

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@dataclass
class Desk:
    """One tab with the console."""

    page: Page
    hub: Hub

    async def visit(self, path: str = "") -> None:
        """Open the console, at a conversation or a page if wanted."""
        await self.page.goto(f"{self.hub.url}/console{path}")
        await self.page.wait_for_selector(".c-list h1, .c-main h1, form[data-signin]")

    def row(self, name: str) -> Locator:
        """The row of a visitor in the list."""
        return self.page.locator(".c-row").filter(has_text=name)

    @property
    def log(self) -> Locator:
        """What was said."""
        return self.page.get_by_role("log")

    @property
    def composer(self) -> Locator:
        """Where one writes."""
        return self.page.locator("#composer")

    def button(self, name: str) -> Locator:
        """A button of exactly this name."""
        return self.page.get_by_role("button", name=name, exact=True)

    async def say(self, text: str) -> None:
        """Write and press Enter."""
        await self.composer.fill(text)
        await self.composer.press("Enter")

    async def sees(self, text: str) -> None:
        """The conversation shows these words."""
        await expect(self.log).to_contain_text(text)

    async def told(self, text: str) -> None:
        """The line at the bottom says this."""
        await expect(self.page.locator(".z-toast")).to_contain_text(text)

    async def messages(self) -> list[str]:
        """The texts of all bubbles, from the first to the last."""
        return [text.strip() for text in await self.page.locator(".z-msg").all_inner_texts()]

    async def problems(self) -> list[str]:
        """What axe finds, and whether the page is wider than the screen."""
        found = await Axe().run(self.page, options=RULES)
        listed = [f"{one['id']}: {one['nodes'][0]['html']}" for one in found.response["violations"]]
        wide = await self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return listed if wide <= 0 else [*listed, f"{wide} px too wide"]


async def desk(
    browsing: Browsing, hub: Hub, agent: Agent = AGENTS[0], *, heard: bool = True, **options: Any
) -> Desk:
    """A signed-in agent's browser, whose clock shows what the hub's shows at the start."""
    # the hub ends before the pages that are connected to it
    browsing.expect_error("WebSocket")
    page = await browsing.person(**options)
    await page.context.clock.install(time=START)
    if heard:
        await page.add_init_script(
            "localStorage['zalada:console:preferences'] ??= '{\"soundTested\":true}'"
        )
    cookie = await hub.sign_in(agent)
    await page.context.add_cookies([{"name": "zalada", "value": cookie, "url": hub.url}])
    return Desk(page, hub)


async def guest(
    hub: Hub, site: ShopSite, *texts: str, language: str = "en", person: bool = True
) -> VisitorClient:
    """A shopper who wrote something and, if wanted, asked for a person."""
    token = await hub.visitor_token(replace(SHOP, origins=(site.origin,)))
    visitor = await hub.visitor(token=token, language=language, page_url=f"{site.origin}/aroma")
    for text in texts:
        await visitor.say(text)
    await hub.settle()
    if person:
        await visitor.do("person.request")
        await hub.settle()
    return visitor


async def keep_busy(hub: Hub, agent: Agent = AGENTS[0]) -> None:
    """From now on nothing is given to this agent by itself."""
    client = await hub.agent(agent)
    await client.do("presence.set", state="busy")
    await client.close()
