"""A shopper with a browser: what they see and do in the widget."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from playwright.async_api import Frame, Page, expect

from tests.browser.shop_site import ShopSite
from tests.support.browsing import Browsing
from tests.support.system import START


@dataclass
class Shopper:
    """One tab on the shop's site."""

    page: Page
    site: ShopSite
    framed: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.page.on("framenavigated", self._navigated)

    def _navigated(self, frame: Frame) -> None:
        if frame is self.page.main_frame:
            self.framed.clear()
        elif "/widget/panel" in frame.url:
            self.framed.set()

    @property
    def panel(self) -> Frame:
        """The chat's frame."""
        return next(frame for frame in self.page.frames if "/widget/panel" in frame.url)

    @property
    def has_panel(self) -> bool:
        """Whether the chat was loaded at all."""
        return any("/widget/panel" in frame.url for frame in self.page.frames)

    async def visit(self, path: str = "/", *, language: str = "en", tags: int = 1) -> None:
        """Look at a page and wait for the launcher."""
        await self.page.goto(f"{self.site.origin}{path}?language={language}&tags={tags}")
        await self.until_launcher()

    async def until_launcher(self) -> None:
        """Wait until the launcher stands there: its host is the body's only ``div``."""
        await self.page.wait_for_selector("body > div", state="attached")

    async def open(self) -> Frame:
        """Press the launcher; its shadow root is closed, so by where it stands."""
        size = self.page.viewport_size or {"width": 1280, "height": 800}
        await self.page.mouse.click(size["width"] - 50, size["height"] - 50)
        return await self.until_panel()

    async def until_frame(self) -> None:
        """Wait until the panel's page is there."""
        async with asyncio.timeout(10):
            await self.framed.wait()

    async def until_panel(self) -> Frame:
        """The panel, as soon as it shows a screen."""
        await self.until_frame()
        await self.panel.wait_for_selector(".z-compose, .p-form, .z-panel [role=alert]")
        return self.panel

    async def say(self, text: str) -> None:
        """Write and press Enter."""
        field = self.panel.locator(".z-compose textarea")
        await field.fill(text)
        await field.press("Enter")

    async def sees(self, text: str) -> None:
        """The conversation shows these words."""
        await expect(self.panel.get_by_role("log")).to_contain_text(text)

    async def messages(self) -> list[str]:
        """The texts of all bubbles, from the first to the last."""
        return await self.panel.locator(".z-msg").all_inner_texts()

    async def launcher(self) -> dict[str, Any]:
        """The launcher as a screen reader has it: name and whether it is expanded."""
        session = await self.page.context.new_cdp_session(self.page)
        tree = await session.send("Accessibility.getFullAXTree")
        await session.detach()
        for node in tree["nodes"]:
            properties = {
                one["name"]: one["value"].get("value") for one in node.get("properties", [])
            }
            if node.get("role", {}).get("value") == "button" and "expanded" in properties:
                return {"name": node["name"]["value"], "expanded": properties["expanded"]}
        raise AssertionError("no launcher")


async def shopper(
    browsing: Browsing, site: ShopSite, *, phone: bool = False, dark: bool = False
) -> Shopper:
    """A new shopper, whose clock shows what the hub's shows."""
    page = await browsing.person(phone=phone, dark=dark)
    await page.context.clock.install(time=datetime.fromtimestamp(START / 1000, UTC))
    return Shopper(page, site)
