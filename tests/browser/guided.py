"""A shopper in the product guide: what they are asked, answer, and see."""

from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Frame, expect

from chat_server.core.guide_definition import words
from chat_server.demo import content
from tests.browser.shopper import Shopper

VACUUMS: dict[str, Any] = next(one for one in content.guides() if one["id"] == "vacuums")
CRITERIA: dict[str, dict[str, Any]] = {one["attr"]: one for one in VACUUMS["criteria"]}


@dataclass
class Guided:
    """One shopper's guide; ``language`` is the one they read."""

    shopper: Shopper
    language: str
    asked: list[str] = field(default_factory=list)

    @property
    def panel(self) -> Frame:
        """The chat's frame."""
        return self.shopper.panel

    async def start(self, key: str = "vacuums") -> None:
        """Open the guide as the shop's page does, and wait for the first question."""
        await self.shopper.page.evaluate("key => Zalada('guide', key)", key)
        await self.shopper.until_frame()
        await expect(self.panel.locator(".g-ask h2")).to_be_visible()

    async def question(self) -> dict[str, Any] | None:
        """The criterion that is asked about; None when the results are there."""
        await self.panel.wait_for_selector(".g-ask h2, .g-list")
        heading = self.panel.locator(".g-ask h2")
        if await heading.count() == 0:
            return None
        asked = await heading.inner_text()
        return next(
            one for one in CRITERIA.values() if words(one["question"], self.language) == asked
        )

    async def answer(self, attr: str, option: str | None) -> None:
        """Press an option, or leave the slider where it stands, and go on."""
        if option is not None:
            labels = {one["id"]: one["label"] for one in CRITERIA[attr]["answers"]}
            label = words(labels[option], self.language)
            chip = self.panel.locator(".g-ask .z-chip").get_by_text(label, exact=True)
            await chip.click()
            await expect(chip).to_have_attribute("aria-pressed", "true")
        await self.onward(".z-btn--primary")

    async def onward(self, button: str) -> None:
        """Next or skip, and wait until something else is asked or shown."""
        before = await self.panel.locator(".g-ask h2").inner_text()
        await self.panel.locator(f".g-steps {button}").last.click()
        await expect(self.panel.locator(".g-ask h2").filter(has_text=before)).to_have_count(0)

    async def answer_all(self, answers: dict[str, str | None]) -> None:
        """Answer these, skip the others, until the results are there."""
        while (criterion := await self.question()) is not None:
            attr = criterion["attr"]
            self.asked.append(attr)
            if attr in answers:
                await self.answer(attr, answers[attr])
            else:
                await self.onward(".z-btn--ghost")

    async def order(self) -> list[str]:
        """The ids of the products, as listed."""
        rows = self.panel.locator(".g-list [data-product]")
        return [str(await row.get_attribute("data-product")) for row in await rows.all()]

    async def importance(self, attr: str, percent: int) -> None:
        """Set an importance with the keyboard."""
        label = words(CRITERIA[attr]["label"], self.language)
        slider = self.panel.locator(f'input[type=range][aria-label*="{label}"].z-range').last
        await slider.focus()
        await slider.press("Home")
        for _ in range(percent // 5):
            await slider.press("ArrowRight")
        await expect(slider).to_have_value(str(percent))
