"""An agent's day in the console: who waits, answering, notes, colleagues, and what survives."""

from playwright.async_api import expect

from tests.browser.agent_desk import desk, guest, keep_busy
from tests.browser.shop_site import ShopSite
from tests.support.browsing import Browsing
from tests.support.serving import Hub
from tests.support.shop import AGENTS


async def test_who_waits_longest_stands_first_in_words_and_is_answered(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    await keep_busy(hub)
    await guest(hub, site, "Does it fit under the shelf?")
    hub.clock.advance(minutes=8)
    second = await guest(hub, site, "Hello?")
    hub.clock.advance(minutes=4)
    marta = await desk(browsing, hub)
    await marta.visit()
    rows = marta.page.locator(".c-row")
    await expect(rows).to_have_count(2)
    await expect(rows.nth(0)).to_contain_text("Waiting 12 min")
    await expect(rows.nth(0).locator(".z-wait")).to_have_attribute("data-age", "late")
    await expect(rows.nth(1).locator(".z-wait")).to_have_attribute("data-age", "aging")
    await rows.nth(1).click()
    await marta.button("Take it").click()
    await expect(marta.composer).to_be_focused()
    await marta.say("Good morning!")
    posted = await second.until("message.posted", text="Good morning!")
    await expect(marta.page.locator(".z-mark")).to_contain_text("Sent")
    seen = {"delivered_seq": posted["seq"], "read_seq": posted["seq"]}
    await second.do("receipt.mark", conversation_id=posted["conversation_id"], **seen)
    await expect(marta.page.locator(".z-mark")).to_contain_text("Read")


async def test_several_conversations_at_once_keep_their_drafts_over_a_reload(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    marta = await desk(browsing, hub)
    await marta.visit()
    one = await guest(hub, site, "First")
    two = await guest(hub, site, "Second")
    await marta.row("Visitor 1").click()
    await marta.composer.fill("half an ans")
    await marta.row("Visitor 2").click()
    await expect(marta.composer).to_have_value("")
    await marta.say("To the second")
    await two.until("message.posted", text="To the second")
    await marta.page.reload()
    await marta.sees("To the second")
    await marta.row("Visitor 1").click()
    await expect(marta.composer).to_have_value("half an ans")
    assert "To the second" not in one.texts()


async def test_a_note_is_yellow_for_the_team_and_nothing_for_the_visitor(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    marta = await desk(browsing, hub)
    await marta.visit()
    visitor = await guest(hub, site, "Hello")
    await marta.row("Visitor 1").click()
    await expect(marta.composer).to_be_focused()
    await marta.page.keyboard.press("Escape")
    await marta.page.keyboard.press("n")
    await expect(marta.composer).to_have_accessible_name("Note for the team")
    await marta.say("Call her after two")
    await expect(marta.page.locator(".z-note")).to_contain_text("Call her after two")
    told = await visitor.drain()
    assert "Call her after two" not in str(told)


async def test_the_slower_of_two_agents_is_told_who_has_it(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    await keep_busy(hub)
    await keep_busy(hub, AGENTS[1])
    await guest(hub, site, "Hello")
    marta = await desk(browsing, hub)
    await marta.visit()
    await marta.row("Visitor 1").click()
    await expect(marta.button("Take it")).to_be_visible()
    await marta.page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    jan = await hub.agent(AGENTS[1])
    [row] = jan.welcome["inbox"]["items"]
    await jan.do("conversation.claim", conversation_id=row["conversation_id"], epoch=row["epoch"])
    await marta.page.evaluate("window.dispatchEvent(new Event('pageshow'))")
    await expect(marta.page.locator(".c-stand")).to_contain_text("Jan is answering here.")
    await marta.sees("Taken by Jan")


async def test_resolve_asks_nothing_and_undo_takes_it_up_again(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    marta = await desk(browsing, hub)
    await marta.visit()
    visitor = await guest(hub, site, "Thanks, that was all")
    await marta.row("Visitor 1").click()
    await marta.button("Resolve").click()
    await marta.told("Visitor 1: resolved")
    await visitor.until("conversation.closed")
    await marta.button("Undo").click()
    await visitor.until("conversation.reopened")
    await marta.sees("Reopened by Ana")
    await expect(marta.button("Resolve")).to_be_visible()


async def test_a_conversation_goes_to_a_colleague_with_a_note(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    marta = await desk(browsing, hub)
    await marta.visit()
    await guest(hub, site, "My machine leaks")
    jan = await desk(browsing, hub, AGENTS[1])
    await jan.visit()
    await marta.row("Visitor 1").click()
    await marta.button("Transfer").click()
    await marta.page.get_by_role("radio", name="Jan").check()
    await marta.page.get_by_label("Note for whoever takes it").fill("Nero 3, under warranty")
    await marta.page.get_by_role("dialog").get_by_role("button", name="Transfer").click()
    await marta.told("Handed to Jan")
    await expect(jan.page).to_have_title("(1) Zalada")
    await jan.row("Visitor 1").click()
    await jan.sees("Nero 3, under warranty")
    await jan.sees("Handed to you")


async def test_what_needs_me_counts_in_the_title_until_i_look(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    marta = await desk(browsing, hub)
    await marta.visit()
    one = await guest(hub, site, "First")
    await guest(hub, site, "Second")
    await expect(marta.page).to_have_title("(2) Zalada")
    await marta.row("Visitor 1").click()
    await expect(marta.page).to_have_title("(1) Zalada")
    await one.say("Are you there?")
    await marta.sees("Are you there?")
    await marta.row("Visitor 2").click()
    await expect(marta.page).to_have_title("Zalada")
    await one.say("Hello?")
    hub.clock.advance(seconds=1)
    await expect(marta.page).to_have_title("(1) Zalada")
    await expect(marta.row("Visitor 1")).to_contain_text("1 unread message")


async def test_what_is_written_without_a_line_goes_out_once_when_it_is_back(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    marta = await desk(browsing, hub)
    await marta.visit()
    visitor = await guest(hub, site, "Hello")
    await marta.row("Visitor 1").click()
    await expect(marta.composer).to_be_focused()
    await marta.page.context.set_offline(True)
    await marta.say("Are you still there?")
    await expect(marta.page.locator('.z-msg[data-state="pending"]')).to_have_count(1)
    await marta.page.context.clock.fast_forward(12_000)
    await expect(marta.page.get_by_text("No connection")).to_be_visible()
    await marta.page.context.set_offline(False)
    await marta.page.context.clock.fast_forward(12_000)
    await visitor.until("message.posted", text="Are you still there?")
    await expect(marta.page.get_by_text("No connection")).to_be_hidden()
    await expect(marta.page.locator(".z-msg[data-state]")).to_have_count(0)
    assert visitor.texts().count("Are you still there?") == 1
    assert (await marta.messages()).count("Are you still there?") == 1


async def test_older_pages_come_while_scrolling_and_new_messages_wait_below(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    marta = await desk(browsing, hub)
    await marta.visit()
    visitor = await guest(hub, site, "message 0")
    for number in range(1, 130):
        if number % 10 == 0:
            hub.clock.advance(minutes=1)
            await hub.agent(AGENTS[0])
        await visitor.say(f"message {number}")
    await marta.visit()
    await marta.row("Visitor 1").click()
    await marta.sees("message 129")
    log = marta.page.locator(".z-log")
    for _ in range(6):
        await log.evaluate("log => log.scrollTo(0, 0)")
        await expect(marta.page.get_by_text("Loading earlier")).to_be_hidden()
    shown = await marta.messages()
    assert [text for text in shown if text.startswith("message ")] == [
        f"message {number}" for number in range(130)
    ]
    await visitor.say("and one more")
    await marta.page.get_by_role("button", name="1 new").click()
    await expect(log.get_by_text("and one more")).to_be_in_viewport()
