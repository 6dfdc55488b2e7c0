"""The console for everybody: by keyboard, for screen readers, on a phone, by night."""

import pytest
from playwright.async_api import expect

from tests.browser.agent_desk import desk, guest, keep_busy
from tests.browser.shop_site import ShopSite
from tests.browser.test_console_callbacks import ask_for_a_call
from tests.support.browsing import Browsing
from tests.support.serving import Hub

WORDS = {
    "en": ("Inbox", "Waiting for anyone", "Take it"),
    "pl": ("Rozmowy", "Czekają na kogokolwiek", "Biorę"),
    "sl": ("Pogovori", "Čakajo na kogar koli", "Prevzemi"),
}


@pytest.mark.slow
@pytest.mark.parametrize("night", [False, True], ids=["desktop by day", "phone by night"])
async def test_everyone_can_use_every_screen(
    browsing: Browsing, site: ShopSite, hub: Hub, night: bool
) -> None:
    await keep_busy(hub)
    waiting = await guest(hub, site, "Does it fit under the shelf?")
    await ask_for_a_call(waiting, wanted_at=None)
    await guest(hub, site, "How can I pay?")
    marta = await desk(browsing, hub, heard=False, phone=night, dark=night)
    page = marta.page
    found = {}
    await marta.visit()
    found["list"] = await marta.problems()
    await page.get_by_role("button", name="Ana").locator("visible=true").click()
    found["me"] = await marta.problems()
    await page.keyboard.press("Escape")
    await marta.row("Visitor 2").click()
    await marta.button("Take it").click()
    await expect(marta.composer).to_have_accessible_name("Reply to Visitor 2")
    await marta.say("By card, or when it arrives.")
    await expect(page.locator(".z-mark")).to_contain_text("Sent")
    found["conversation"] = await marta.problems()
    await page.keyboard.press("Escape")
    await page.keyboard.press("Control+k")
    await page.keyboard.type("nadia")
    found["palette"] = await marta.problems()
    await page.keyboard.press("Escape")
    await marta.button("Transfer").click()
    found["transfer"] = await marta.problems()
    await page.keyboard.press("Escape")
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    found["shortcuts"] = await marta.problems()
    await page.keyboard.press("Escape")
    await marta.visit("#/callbacks")
    await page.get_by_role("button", name="Claim").click()
    await page.get_by_role("button", name="Call later").click()
    found["callbacks"] = await marta.problems()
    assert found == {screen: [] for screen in found}


async def test_a_conversation_is_found_taken_answered_and_resolved_by_keyboard(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    await keep_busy(hub)
    visitor = await guest(hub, site, "Hello")
    marta = await desk(browsing, hub)
    await marta.visit()
    keys = marta.page.keyboard
    await expect(marta.row("Visitor 1")).to_be_visible()
    await keys.press("j")
    await marta.sees("Hello")
    await keys.press("a")
    await expect(marta.composer).to_have_accessible_name("Reply to Visitor 1")
    await expect(marta.composer).to_be_focused()
    await keys.type("Good morning")
    await keys.press("Shift+Enter")
    await keys.type("e n r j")
    await keys.press("Enter")
    await visitor.until("message.posted", text="Good morning\ne n r j")
    await keys.press("Escape")
    await expect(marta.row("Visitor 1")).to_be_focused()
    await keys.press("e")
    await visitor.until("conversation.closed")
    await keys.press("Control+k")
    await keys.type("callb")
    await keys.press("Enter")
    await expect(marta.page.get_by_role("heading", name="Callbacks")).to_be_visible()
    await keys.press("i")
    await expect(marta.page.get_by_role("heading", name="Inbox")).to_be_visible()


async def test_a_phone_shows_one_pane_at_a_time_and_goes_back(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    marta = await desk(browsing, hub, phone=True)
    await marta.visit()
    await guest(hub, site, "Hello")
    row = marta.row("Visitor 1")
    await row.click()
    await marta.sees("Hello")
    await expect(row).to_be_hidden()
    await marta.page.get_by_role("link", name="Who is this").click()
    await expect(marta.page.get_by_role("complementary")).to_contain_text("Journey")
    await expect(marta.log).to_be_hidden()
    await marta.page.go_back()
    await expect(marta.log).to_be_visible()
    await marta.page.get_by_role("link", name="Back to the list").click()
    await expect(row).to_be_visible()


@pytest.mark.parametrize("language", ["en", "pl", "sl"])
async def test_the_console_speaks_the_browsers_language(
    browsing: Browsing, site: ShopSite, hub: Hub, language: str
) -> None:
    await keep_busy(hub)
    await guest(hub, site, "Hello")
    marta = await desk(browsing, hub, heard=False, locale=language)
    await marta.visit()
    inbox, waiting, take = WORDS[language]
    await expect(marta.page.get_by_role("heading", name=inbox)).to_be_visible()
    await expect(marta.page.get_by_text(waiting)).to_be_visible()
    await marta.page.locator(".c-row").click()
    await expect(marta.button(take)).to_be_visible()
    assert await marta.page.locator("html").get_attribute("lang") == language
