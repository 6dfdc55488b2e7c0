"""Into the console and out of it."""

from playwright.async_api import expect

from tests.browser.agent_desk import Desk, desk
from tests.browser.shop_site import ShopSite
from tests.support.browsing import Browsing
from tests.support.serving import PASSWORD, Hub
from tests.support.shop import AGENTS


async def test_a_wrong_password_is_said_in_words_and_the_right_one_opens_the_counter(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    browsing.expect_error("401")
    browsing.expect_error("WebSocket")
    marta = Desk(await browsing.person(), hub)
    await marta.visit()
    await marta.page.get_by_label("Email").fill(AGENTS[0].email)
    await marta.page.get_by_label("Password").fill("guess")
    await marta.page.keyboard.press("Enter")
    await expect(marta.page.get_by_role("alert")).to_contain_text("Email or password is not right.")
    await marta.page.get_by_label("Password").fill(PASSWORD)
    await marta.page.keyboard.press("Enter")
    await expect(marta.page.get_by_role("heading", name="Inbox")).to_be_visible()
    assert await marta.problems() == []


async def test_the_bell_is_offered_once_and_what_was_chosen_is_remembered(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    marta = await desk(browsing, hub, heard=False)
    await marta.visit()
    await expect(marta.page.get_by_role("group", name="Can you hear the bell?")).to_be_visible()
    await marta.button("Ring the bell").click()
    await marta.button("Not now").click()
    await marta.page.get_by_role("button", name="Ana").click()
    await marta.button("slovenščina").click()
    await marta.button("Temen").click()
    await marta.page.reload()
    await expect(marta.page.get_by_role("heading", name="Pogovori")).to_be_visible()
    await expect(marta.page.locator("html")).to_have_attribute("data-theme", "dark")
    await expect(marta.page.locator(".c-offer")).to_have_count(0)


async def test_signing_out_in_one_tab_ends_the_other_and_says_why(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    marta = await desk(browsing, hub)
    await marta.visit()
    other = Desk(await marta.page.context.new_page(), hub)
    await other.visit()
    await marta.page.get_by_role("button", name="Ana").click()
    await marta.button("Sign out").click()
    await expect(marta.page.get_by_label("Password")).to_be_visible()
    await expect(other.page.get_by_text("You were signed out in another tab.")).to_be_visible()
