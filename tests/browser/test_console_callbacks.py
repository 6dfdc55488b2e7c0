"""Callback requests on the board: live, claimed by one, worked off."""

from typing import Any

from playwright.async_api import expect

from tests.browser.agent_desk import desk, guest
from tests.browser.shop_site import ShopSite
from tests.support.browsing import Browsing
from tests.support.clients import VisitorClient
from tests.support.serving import Hub
from tests.support.shop import AGENTS


async def ask_for_a_call(visitor: VisitorClient, **wanted: Any) -> None:
    """Request a callback at the first free time."""
    slots = await visitor.do("callback.slots")
    await visitor.do(
        "callback.request",
        **{
            "client_id": visitor.client_id(),
            "phone": "601234567",
            "contact_name": "Nadia Burska",
            "topic": "Warranty on the Aroma Nero",
            "wanted_at": next(slot["start_at"] for slot in slots["slots"] if slot["free"]),
            "consent": True,
            "consent_version": slots["consent_version"],
            **wanted,
        },
    )


async def test_a_request_appears_at_once_is_claimed_by_one_and_worked_off(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    marta = await desk(browsing, hub)
    await marta.visit("#/callbacks")
    jan = await desk(browsing, hub, AGENTS[1])
    await jan.visit("#/callbacks")
    await expect(marta.page.get_by_text("Nobody asked for a call")).to_be_visible()
    await ask_for_a_call(await guest(hub, site, person=False))
    card = marta.page.get_by_role("article", name="Nadia Burska")
    await expect(card).to_contain_text("Warranty on the Aroma Nero")
    await card.get_by_role("button", name="Claim").click()
    call = card.get_by_role("link", name="Call", exact=True)
    assert (await call.get_attribute("href") or "").replace(" ", "") == "tel:+48601234567"
    theirs = jan.page.get_by_role("article", name="Nadia Burska")
    await expect(theirs).to_contain_text("with Ana")
    await expect(theirs.get_by_role("button", name="Claim")).to_have_count(0)
    await card.get_by_role("button", name="No answer").click()
    await card.get_by_label("Note").fill("Voice mail twice")
    await card.get_by_role("button", name="Save").click()
    await marta.told("Call with Nadia Burska saved")
    await expect(card).to_contain_text("1 attempt")
    await expect(theirs.get_by_role("button", name="Claim")).to_be_visible()
    await theirs.get_by_role("button", name="Claim").click()
    await theirs.get_by_role("button", name="Reached").click()
    await theirs.get_by_role("button", name="Save").click()
    await expect(card).to_have_count(0)
    await marta.page.get_by_role("link", name="Done").click()
    row = marta.page.get_by_role("row").filter(has_text="Nadia Burska")
    await expect(row).to_contain_text("Reached")
    await expect(row).to_contain_text("Jan")


async def test_a_forgotten_call_is_overdue_in_words_and_counts_in_the_title(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    await ask_for_a_call(await guest(hub, site, "Is my machine under warranty?", person=False))
    hub.clock.advance(hours=2)
    marta = await desk(browsing, hub)
    await marta.visit("#/callbacks")
    column = marta.page.get_by_role("region", name="Overdue")
    await expect(column.locator(".z-wait")).to_contain_text("late")
    await expect(column.locator(".z-wait")).to_have_attribute("data-age", "late")
    await expect(marta.page.get_by_text("1 overdue")).to_be_visible()
    await expect(marta.page).to_have_title("(1) Zalada")
    await column.get_by_role("link", name="Open the conversation").click()
    await expect(marta.page.get_by_role("log")).to_contain_text("Asked to be called")
    await expect(marta.page.get_by_role("complementary")).to_contain_text("Open callback")
