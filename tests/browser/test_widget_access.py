"""Everybody can use the widget, in every state, also in a long conversation."""

from collections.abc import Awaitable, Callable
from importlib.resources import files

import pytest
from playwright.async_api import Frame, expect

from tests.browser.shopper import Shopper
from tests.support.browsing import Browsing
from tests.support.serving import Hub

Visitor = Callable[..., Awaitable[Shopper]]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


async def problems(panel: Frame) -> list[str]:
    """What axe finds in the panel, and whether it is wider than its frame."""
    if not await panel.evaluate("'axe' in window"):
        await panel.evaluate(AXE)
    found = await panel.evaluate(
        "(tags) => axe.run(document, { runOnly: tags }).then(({ violations }) =>"
        " violations.map((one) => `${one.id}: ${one.nodes[0].html}`))",
        TAGS,
    )
    overflow = await panel.evaluate("document.documentElement.scrollWidth - innerWidth")
    return found if overflow <= 0 else [*found, f"{overflow} px too wide"]


@pytest.mark.parametrize(
    ("dark", "phone"), [(False, False), (True, True)], ids=["desktop by day", "phone by night"]
)
async def test_everybody_can_use_every_state(
    visitor: Visitor, hub: Hub, dark: bool, phone: bool
) -> None:
    shopper = await visitor(dark=dark, phone=phone)
    await shopper.visit(language="sl")
    panel = await shopper.open()
    found = {"home": await problems(panel)}
    await panel.locator(".z-panel__h").get_by_role("button").first.click()
    await panel.wait_for_selector(".z-menu")
    found["menu"] = await problems(panel)
    await shopper.page.keyboard.press("Escape")
    await shopper.page.evaluate("Zalada('callback', '')")
    await panel.wait_for_selector("#callback-phone")
    found["callback"] = await problems(panel)
    await panel.locator("button[type=submit]").click()
    await panel.wait_for_selector("#wrong-phone")
    found["callback, wrong"] = await problems(panel)
    await panel.locator(".z-panel__h button").first.click()
    await panel.locator(".w-tile").last.click()
    await panel.wait_for_selector("#leave-text")
    found["leave a message"] = await problems(panel)
    await panel.locator(".z-panel__h button").first.click()
    await shopper.say("what is your return policy")
    await expect(panel.locator(".z-grp--bot .z-msg").last).to_be_visible()
    found["bot"] = await problems(panel)
    await panel.locator(".z-human").click()
    await panel.wait_for_selector(".w-queue__n")
    found["queue"] = await problems(panel)
    agent = await hub.agent()
    await expect(panel.locator(".z-panel__h b")).to_have_text("Ana")
    item = agent.welcome["inbox"]["items"][0]
    conversation_id = item["conversation_id"]
    snapshot = await agent.open(conversation_id)
    await agent.say(conversation_id, "Dober dan!", snapshot["epoch"])
    await agent.do("typing.set", conversation_id=conversation_id, typing=True)
    await panel.wait_for_selector(".z-typing")
    found["agent"] = await problems(panel)
    await agent.do("conversation.close", conversation_id=conversation_id, epoch=snapshot["epoch"])
    await panel.get_by_role("radio").nth(4).click()
    found["rating"] = await problems(panel)
    assert {state: what for state, what in found.items() if what} == {}


async def test_three_hundred_messages_open_at_the_end_and_nothing_moves_what_is_read(
    browsing: Browsing, visitor: Visitor, hub: Hub
) -> None:
    agent = await hub.agent()
    shopper = await visitor()
    await shopper.visit()
    panel = await shopper.open()
    await shopper.say("Hello")
    await shopper.sees("Ana joined the chat")
    told = [one.payload for one in agent.told if one.name == "inbox.changed"]
    item = told[-1]["items"][0]
    for number in range(300):
        await agent.say(item["conversation_id"], f"Answer {number}", item["epoch"])
        hub.clock.advance(ms=100)
        if number % 50 == 0:
            await agent.drain()
    await shopper.sees("Answer 299")
    await shopper.visit("/second")
    panel = await shopper.until_panel()
    last = panel.get_by_text("Answer 299", exact=True)
    await expect(last).to_be_in_viewport()
    scroller = panel.get_by_role("region", name="Conversation")
    await scroller.evaluate("(box) => { box.scrollTop = 200; }")
    await expect(last).not_to_be_in_viewport()
    before = await scroller.evaluate("(box) => box.scrollTop")
    await agent.say(item["conversation_id"], "One more", item["epoch"])
    await panel.get_by_role("button", name="1 new message").wait_for()
    assert await scroller.evaluate("(box) => box.scrollTop") == before
    await panel.get_by_role("button", name="1 new message").click()
    await expect(panel.get_by_text("One more", exact=True)).to_be_in_viewport()
    await expect(panel.get_by_role("button", name="1 new message")).to_have_count(0)


async def test_a_word_longer_than_the_panel_and_markup_stay_words(
    visitor: Visitor, hub: Hub
) -> None:
    shopper = await visitor(phone=True)
    await shopper.visit()
    panel = await shopper.open()
    text = "<img src=x onerror=alert(1)> " + "Długachno" * 60
    await shopper.say(text)
    await expect(panel.locator(".z-grp--out .z-msg")).to_have_text(text)
    assert await problems(panel) == []
