"""What a shopper leaves when nobody can answer now: a callback request, a written message."""

from collections.abc import Awaitable, Callable

from playwright.async_api import Frame, expect

from tests.browser.shopper import Shopper
from tests.support.serving import Hub

Visitor = Callable[..., Awaitable[Shopper]]


async def callback_form(shopper: Shopper) -> Frame:
    """The form, on the shop's page."""
    await shopper.visit()
    await shopper.page.evaluate("Zalada('callback', 'Aroma Nero')")
    panel = await shopper.until_panel()
    await panel.wait_for_selector("#callback-phone")
    return panel


async def choose_time(panel: Frame, number: int) -> str:
    """Choose a free time of the first day that has one; returns it as it is shown."""
    at_a_time = panel.get_by_role("radio", name="At a time I choose")
    if await at_a_time.count():
        await at_a_time.check()
    slot = panel.locator(".z-slots button:not([disabled])").nth(number)
    time = await slot.inner_text()
    await slot.click()
    return time


async def test_a_callback_is_asked_for_moved_and_cancelled(visitor: Visitor, hub: Hub) -> None:
    agent = await hub.agent()
    shopper = await visitor()
    panel = await callback_form(shopper)
    await panel.locator("#callback-phone").fill("601 234 567")
    time = await choose_time(panel, 3)
    await panel.get_by_role("checkbox").check()
    await panel.get_by_role("button", name=f"at {time}").click()
    await expect(panel.get_by_role("main")).to_contain_text("+48 601 234 567")
    await expect(panel.locator(".w-big")).to_contain_text(time)
    told = await agent.until("callback.changed")
    assert (told["callback"]["phone"], told["callback"]["topic"]) == (
        "+48 601 234 567",
        "Aroma Nero",
    )

    await panel.get_by_role("button", name="Another time").click()
    later = await choose_time(panel, 6)
    await panel.get_by_role("button", name="Move to").click()
    await expect(panel.locator(".w-big")).to_contain_text(later)

    await panel.get_by_role("button", name="Cancel").click()
    await expect(panel.get_by_role("main")).to_contain_text("Cancelled. We will not call.")
    await agent.until("callback.changed")
    assert [
        one.payload["callback"]["status"] for one in agent.told if one.name == "callback.changed"
    ][-1] == "cancelled"


async def test_what_is_wrong_in_the_form_is_said_in_words_and_brought_into_view(
    visitor: Visitor, hub: Hub
) -> None:
    shopper = await visitor()
    panel = await callback_form(shopper)
    await panel.locator("#callback-phone").fill("12")
    submit = panel.locator("button[type=submit]")
    await choose_time(panel, 2)
    await submit.click()
    await expect(panel.locator("#wrong-phone")).to_have_text(
        "Please check the number, we could not call it"
    )
    await expect(panel.locator("#callback-phone")).to_be_focused()
    await panel.locator("#callback-phone").fill("601 234 567")
    await submit.click()
    await expect(panel.locator("#wrong-consent")).to_be_visible()
    await panel.get_by_role("checkbox").check()
    await panel.locator("#callback-phone").fill("123 456")
    await submit.click()
    await expect(panel.locator("#wrong-phone")).to_be_visible()
    await panel.locator("#callback-phone").fill("601 234 567")
    await submit.click()
    await expect(panel.locator(".w-done")).to_be_visible()


async def test_a_written_message_waits_for_the_agents(visitor: Visitor, hub: Hub) -> None:
    hub.clock.advance(hours=12)
    shopper = await visitor()
    await shopper.visit()
    panel = await shopper.open()
    await panel.get_by_role("button", name="Leave a message").click()
    await panel.get_by_label("What is it about?").fill("The tray light stays on.")
    await panel.get_by_label("Your e-mail").fill("nadia@post")
    await panel.get_by_role("button", name="Send message").click()
    await expect(panel.get_by_label("Your e-mail")).to_be_focused()
    await expect(panel.locator("#wrong-email")).to_be_visible()
    await panel.get_by_label("Your e-mail").fill("nadia@post.example")
    await panel.get_by_role("button", name="Send message").click()
    await expect(panel.get_by_role("main")).to_contain_text("We will answer to nadia@post.example.")
    await panel.get_by_role("button", name="Back to the chat").click()
    await shopper.sees("The tray light stays on.")
    await expect(panel.locator(".w-queue")).to_have_count(0)
    agent = await hub.agent()
    assert [item["message_left"] for item in agent.welcome["inbox"]["items"]] == [True]
