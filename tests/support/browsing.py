"""A real Chromium, and pages that tell on themselves."""

import contextlib
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from tools.browser import find_chromium
from tools.node import find_node

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


@contextlib.asynccontextmanager
async def chromium_browser() -> AsyncIterator[Browser]:
    """A started browser; raises when there is none, and ``dev.py test`` brings one."""
    executable = find_chromium()
    if executable is None:
        raise RuntimeError("There is no Chromium: python3 dev.py test brings one.")
    node = find_node()
    if node is not None:
        # the driver's own node lacks a library on a fresh Debian
        os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(node.node)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            await browser.close()


@dataclass
class Browsing:
    """Opens people's browsers: each context is a person of their own, with nobody's storage.

    Whatever a page throws or writes to its console as an error fails the test at its end, unless
    the test says with ``expect_error`` that it is meant.
    """

    browser: Browser
    errors: list[str] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)
    _expected: list[str] = field(default_factory=list)

    async def person(self, *, phone: bool = False, dark: bool = False, **options: Any) -> Page:
        """A fresh page of a fresh person; ``options`` go to the browser context."""
        context = await self.browser.new_context(
            **{
                "viewport": PHONE if phone else DESKTOP,
                "has_touch": phone,
                "color_scheme": "dark" if dark else "light",
                "reduced_motion": "reduce",
                "locale": "en-GB",
                "timezone_id": "Europe/Warsaw",
                **options,
            }
        )
        context.set_default_timeout(10_000)
        self._contexts.append(context)
        context.on("page", self._listen)
        return await context.new_page()

    def expect_error(self, part: str) -> None:
        """Errors that contain ``part`` are what the test provokes."""
        self._expected.append(part)

    async def close(self) -> None:
        """End everybody's browsing; raises ``AssertionError`` with the errors of their pages."""
        for context in self._contexts:
            await context.close()
        surprising = [
            error for error in self.errors if not any(part in error for part in self._expected)
        ]
        assert not surprising, "\n".join(surprising)

    def _listen(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: (
                self.errors.append(f"{page.url}: {message.text} ({message.location})")
                if message.type == "error"
                else None
            ),
        )
