"""The pictures of the documentation, taken from the running demo: ``python3 dev.py shots``.

A shopper and an agent really talk; nothing is drawn. ``--into`` takes another folder.
"""

import argparse
import asyncio
import contextlib
import sys
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientError, ClientSession
from playwright.async_api import Browser, Frame, Page

from chat_server.demo import content
from chat_server.demo.seed import PASSWORD
from tests.support.browsing import DESKTOP, PHONE, chromium_browser
from tests.support.processes import free_port
from tests.support.sources import ROOT

PICTURES = ROOT / "docs" / "pictures"
WIDE = {"width": 1440, "height": 900}
HELLO = {
    "pl": "Dzień dobry! Który odkurzacz jest najcichszy?",
    "sl": "Dober dan! Kateri sesalnik je najtišji?",
    "en": "Hello! Which vacuum cleaner is the quietest?",
}
READY_S = 60.0


@dataclass(frozen=True, slots=True)
class Demo:
    """The running demo and the browser that looks at it."""

    port: int
    browser: Browser
    into: Path

    @property
    def hub(self) -> str:
        """Where the console is."""
        return f"http://localhost:{self.port}"

    @property
    def shop(self) -> str:
        """Where the shop is, another origin."""
        return f"http://127.0.0.1:{self.port}/demo"

    async def person(self, *, dark: bool, size: dict[str, int], locale: str) -> Page:
        """A page of somebody new."""
        context = await self.browser.new_context(
            viewport=size,  # type: ignore[arg-type] # width and height
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale=locale,
            timezone_id="Europe/Warsaw",
            has_touch=size is PHONE,
        )
        context.set_default_timeout(20_000)
        return await context.new_page()

    async def shopper(
        self, language: str, *, dark: bool = False, size: dict[str, int] = DESKTOP
    ) -> tuple[Page, Frame]:
        """A shopper with the chat open."""
        page = await self.person(dark=dark, size=size, locale=language)
        await page.goto(f"{self.shop}/{language}/")
        await page.wait_for_function("typeof window.Zalada === 'function'")
        is_panel = asyncio.Event()

        def navigated(frame: Frame) -> None:
            if "/widget/panel" in frame.url:
                is_panel.set()

        page.on("framenavigated", navigated)
        await page.evaluate("window.Zalada('open')")
        await is_panel.wait()
        # the launcher's shadow root is closed, so no locator leads into its frame
        panel = next(one for one in page.frames if "/widget/panel" in one.url)
        await panel.locator("textarea").wait_for()
        return page, panel

    async def agent(self, *, dark: bool = False, size: dict[str, int] = WIDE) -> Page:
        """Marta at her console."""
        page = await self.person(dark=dark, size=size, locale="en-GB")
        await page.goto(f"{self.hub}/console")
        await page.fill("#email", content.agents()[0]["email"])
        await page.fill("#password", PASSWORD)
        await page.press("#password", "Enter")
        await page.get_by_role("heading", name="Inbox").first.wait_for()
        return page

    async def take(self, page: Page, name: str) -> None:
        """One picture."""
        await page.wait_for_load_state("networkidle")
        path = self.into / f"{name}.png"
        await page.screenshot(path=path)
        sys.stdout.write(f"  {path.name}\n")


@contextlib.asynccontextmanager
async def running_demo() -> AsyncIterator[int]:
    """The demo's port, while it runs."""
    port = free_port()
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", "chat_server", "demo", "--port", str(port), "--data", data]
        process = await asyncio.create_subprocess_exec(
            *command, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL
        )
        try:
            await _until_ready(port)
            yield port
        finally:
            process.terminate()
            await process.wait()


async def _until_ready(port: int) -> None:
    async with asyncio.timeout(READY_S), ClientSession() as http:
        while True:
            with contextlib.suppress(ClientError):
                async with http.get(f"http://localhost:{port}/readyz") as answer:
                    if answer.status == 200:
                        return
            waited = asyncio.Event()
            asyncio.get_running_loop().call_later(0.1, waited.set)
            await waited.wait()


async def say(panel: Frame, text: str) -> None:
    """Write into the chat and wait until it stands there."""
    field = panel.locator("textarea")
    await field.fill(text)
    await field.press("Enter")
    await panel.get_by_text(text).first.wait_for()


async def bot_alone(demo: Demo) -> None:
    """Nobody is there: home, an answer, the forms; in three languages and both themes."""
    for language in ("pl", "sl", "en"):
        page, _ = await demo.shopper(language, size=PHONE)
        await demo.take(page, f"widget-home-{language}-phone")
    for theme in ("light", "dark"):
        page, panel = await demo.shopper("pl", dark=theme == "dark")
        await demo.take(page, f"shop-home-{theme}")
        await say(panel, "jak odkamienić ekspres?")
        await panel.get_by_text("BOT").first.wait_for()
        await demo.take(page, f"shop-bot-{theme}")
        await page.evaluate("window.Zalada('callback')")
        await panel.locator("input[type=tel]").wait_for()
        await demo.take(page, f"shop-callback-{theme}")


async def both_sides(demo: Demo, theme: str) -> None:
    """Shopper and agent side by side, on a desk and on a phone."""
    is_dark = theme == "dark"
    console = await demo.agent(dark=is_dark)
    await console.get_by_role("button", name="Not now").click()
    for language in ("sl", "en"):
        _, panel = await demo.shopper(language, dark=is_dark)
        await say(panel, HELLO[language])
    page, panel = await demo.shopper("pl", dark=is_dark)
    await say(panel, HELLO["pl"])
    await console.get_by_text(HELLO["pl"]).first.click()
    answer = console.locator("textarea").last
    await answer.fill("Dzień dobry! Norda Silent 5, tylko 58 dB.")
    await answer.press("Enter")
    await panel.get_by_text("Norda Silent 5").first.wait_for()
    await demo.take(page, f"shop-chat-{theme}")
    await demo.take(console, f"console-{theme}")
    phone = await demo.agent(dark=is_dark, size=PHONE)
    await demo.take(phone, f"console-phone-{theme}")


async def pages(demo: Demo) -> None:
    """What the hub shows without an account."""
    for theme in ("light", "dark"):
        page = await demo.person(dark=theme == "dark", size=DESKTOP, locale="en-GB")
        for path, name in (("/", "start"), ("/console", "signin"), ("/docs", "docs")):
            await page.goto(demo.hub + path)
            await demo.take(page, f"{name}-{theme}")
        await page.context.close()


async def shoot(into: Path) -> None:
    """Every picture."""
    async with chromium_browser() as browser:
        async with running_demo() as port:
            demo = Demo(port, browser, into)
            await pages(demo)
            await bot_alone(demo)
        for theme in ("light", "dark"):
            async with running_demo() as port:
                await both_sides(Demo(port, browser, into), theme)


def main() -> None:
    """Read the folder and take the pictures."""
    parser = argparse.ArgumentParser(prog="python3 dev.py shots")
    parser.add_argument("--into", type=Path, default=PICTURES, metavar="DIR")
    into = parser.parse_args().into
    into.mkdir(parents=True, exist_ok=True)
    asyncio.run(shoot(into))


if __name__ == "__main__":
    main()
