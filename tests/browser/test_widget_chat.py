"""A shopper's conversation in a real browser, with the bot and with somebody behind the counter."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import expect

from chat_server.system import System
from tests.browser.conftest import stock_shop_of
from tests.browser.shop_site import ShopSite
from tests.browser.shopper import Shopper
from tests.browser.shopper import shopper as new_shopper
from tests.support.browsing import Browsing
from tests.support.clients import AgentClient
from tests.support.processes import free_port
from tests.support.serving import Hub, serving
from tests.support.system import FakeClock

Visitor = Callable[..., Awaitable[Shopper]]


async def assigned_to(agent: AgentClient) -> tuple[str, int]:
    """The conversation the agent was given, and its epoch."""
    await agent.until("inbox.changed")
    told = [one.payload for one in agent.told if one.name == "inbox.changed"]
    item = told[-1]["items"][0]
    return item["conversation_id"], item["epoch"]


async def test_the_bot_answers_from_the_faq_and_a_person_is_one_tap_away(
    visitor: Visitor, hub: Hub
) -> None:
    shopper = await visitor()
    await shopper.visit()
    panel = await shopper.open()
    await shopper.say("what is your return policy")
    await shopper.sees("You have 30 days.")
    log = panel.get_by_role("log")
    await expect(log.locator(".z-botmark").first).to_be_visible()
    await expect(log).to_contain_text("How long can I return things?")
    await log.get_by_role("button", name="Yes").click()
    await expect(log).to_contain_text("Thank you, that is good to know.")
    await expect(log.locator(".z-mark[data-state=read]")).to_be_visible()
    await panel.get_by_role("button", name="Talk to a person").last.click()
    await expect(panel.locator(".w-queue__n")).to_have_text("1")
    await panel.get_by_role("button", name="Back to the assistant").click()
    await expect(panel.locator(".w-queue__n")).to_have_count(0)
    await expect(log).to_contain_text("You are no longer waiting")


async def test_shopper_and_agent_talk_see_each_other_type_and_read(
    visitor: Visitor, hub: Hub
) -> None:
    agent = await hub.agent()
    shopper = await visitor()
    await shopper.visit()
    panel = await shopper.open()
    await shopper.say("Is it loud?\nI have a baby.")
    await shopper.sees("Ana joined the chat")
    mark = panel.locator(".z-mark")
    await expect(mark).to_contain_text("Sent")
    conversation_id, epoch = await assigned_to(agent)
    snapshot = await agent.open(conversation_id)
    await agent.do(
        "receipt.mark",
        conversation_id=conversation_id,
        delivered_seq=snapshot["seq"],
        read_seq=snapshot["seq"],
    )
    await expect(mark).to_contain_text("Read")
    await agent.do("typing.set", conversation_id=conversation_id, typing=True)
    await expect(panel.get_by_label("Ana is writing")).to_be_visible()
    await agent.say(conversation_id, "66 dB, see https://shop.example/quiet.", epoch)
    await shopper.sees("66 dB")
    await expect(panel.get_by_label("Ana is writing")).to_have_count(0)
    link = panel.get_by_role("link")
    assert await link.get_attribute("href") == "https://shop.example/quiet"
    assert await link.get_attribute("rel") == "noopener noreferrer nofollow"
    await panel.locator(".z-compose textarea").press_sequentially("Th")
    await agent.until("typing.changed", conversation_id=conversation_id, typing=True)
    posted = [event["body"] for event in snapshot["events"] if "text" in event["body"]]
    assert [body["text"] for body in posted] == ["Is it loud?\nI have a baby."]
    assert agent.texts() == ["66 dB, see https://shop.example/quiet."]


async def test_what_is_said_while_the_chat_is_closed_stands_on_the_launcher(
    visitor: Visitor, hub: Hub
) -> None:
    agent = await hub.agent()
    shopper = await visitor()
    await shopper.visit()
    panel = await shopper.open()
    await shopper.say("Hello")
    await shopper.sees("Ana joined the chat")
    conversation_id, epoch = await assigned_to(agent)
    await shopper.page.keyboard.press("Escape")
    await shopper.page.evaluate(
        "void (window.unread = new Promise((seen) => document.addEventListener("
        "'zalada:unread', ({ detail }) => detail.count && seen(detail.count))))"
    )
    await agent.say(conversation_id, "Good morning!", epoch)
    assert await shopper.page.evaluate("unread") == 1
    assert (await shopper.launcher())["name"] == "Open chat, 1 new message"
    await shopper.open()
    await expect(panel.get_by_role("log")).to_contain_text("Good morning!")
    await shopper.page.evaluate("Zalada('close')")
    assert (await shopper.launcher())["name"] == "Open the chat"


async def test_a_reload_another_page_and_a_second_tab_show_the_same_conversation(
    visitor: Visitor, hub: Hub
) -> None:
    shopper = await visitor()
    await shopper.visit()
    await shopper.open()
    await shopper.say("Can I pay by card?")
    await shopper.sees("By card, BLIK or bank transfer.")
    said = await shopper.messages()
    await shopper.visit("/second")
    await shopper.until_panel()
    await shopper.sees("By card, BLIK or bank transfer.")
    assert await shopper.messages() == said

    other = Shopper(await shopper.page.context.new_page(), shopper.site)
    await other.visit("/third")
    await other.until_panel()
    await other.open()
    await other.say("when will you deliver")
    await other.sees("Tomorrow, as a rule.")
    await shopper.sees("Tomorrow, as a rule.")
    assert await shopper.messages() == await other.messages()


async def test_a_draft_survives_a_reload(visitor: Visitor, hub: Hub) -> None:
    shopper = await visitor()
    await shopper.visit()
    panel = await shopper.open()
    await panel.locator(".z-compose textarea").fill("Half a sen")
    await shopper.page.wait_for_function(
        "Object.values(localStorage).some((kept) => kept === 'Half a sen')"
    )
    await shopper.visit()
    panel = await shopper.until_panel()
    await expect(panel.locator(".z-compose textarea")).to_have_value("Half a sen")


async def test_messages_written_while_the_server_is_away_arrive_once_and_in_order(
    browsing: Browsing,
    system: System,
    clock: FakeClock,
    tmp_path: Path,
    site: ShopSite,
    storage_url: str,
) -> None:
    browsing.expect_error("ERR_CONNECTION_REFUSED")
    await stock_shop_of(site, storage_url)
    port = free_port()
    shopper = await new_shopper(browsing, site)
    async with serving(system, clock, tmp_path, storage_url=storage_url, port=port) as hub:
        site.hub = hub.url
        await hub.agent()
        await shopper.visit()
        panel = await shopper.open()
        await shopper.say("one")
        await shopper.sees("Ana joined the chat")
    await shopper.say("two")
    await shopper.say("three")
    await expect(panel.locator(".z-banner")).to_be_visible()
    await expect(panel.locator('.z-msg[data-state="pending"]')).to_have_count(2)
    kept = "Object.keys(localStorage).filter((key) => key.includes(':out:')).length"
    assert await shopper.page.evaluate(kept) == 2
    async with serving(system, clock, tmp_path, storage_url=storage_url, port=port) as again:
        await expect(panel.locator(".z-banner")).to_have_count(0, timeout=20_000)
        await expect(panel.locator('.z-msg[data-state="pending"]')).to_have_count(0)
        agent = await again.agent()
        item = agent.welcome["inbox"]["items"][0]
        snapshot = await agent.open(item["conversation_id"])
        bodies = [event["body"] for event in snapshot["events"]]
        posted = [body for body in bodies if body["type"] == "message.posted"]
        texts = [body["text"] for body in posted if body["author"]["kind"] == "visitor"]
        assert texts == ["one", "two", "three"]
        await expect(panel.locator(".z-grp--out .z-msg")).to_have_text(["one", "two", "three"])
        assert await shopper.page.evaluate(kept) == 0


async def test_where_websockets_are_blocked_the_chat_works_over_https(
    visitor: Visitor, hub: Hub
) -> None:
    shopper = await visitor()
    await shopper.page.context.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    await shopper.visit()
    await shopper.open()
    await shopper.say("Can I pay by card?")
    await shopper.sees("By card, BLIK or bank transfer.")
    assert (await shopper.messages())[0] == "Can I pay by card?"


async def test_a_closed_chat_can_be_rated_and_taken_up_again(visitor: Visitor, hub: Hub) -> None:
    agent = await hub.agent()
    shopper = await visitor()
    await shopper.visit()
    panel = await shopper.open()
    await shopper.say("Hello")
    await shopper.sees("Ana joined the chat")
    conversation_id, epoch = await assigned_to(agent)
    await agent.open(conversation_id)
    await agent.say(conversation_id, "Hello!", epoch)
    await agent.do("conversation.close", conversation_id=conversation_id, epoch=epoch)
    await shopper.sees("Chat ended")
    await panel.get_by_role("radio", name="Good").click()
    await panel.get_by_label("Anything to add?").fill("Quick")
    await panel.get_by_role("button", name="Send rating").click()
    await expect(panel.get_by_text("Thank you for your rating!")).to_be_visible()
    rated = await agent.until("conversation.rated")
    assert (rated["body"]["score"], rated["body"]["comment"]) == (4, "Quick")
    await shopper.say("One more thing")
    await shopper.sees("One more thing")
    assert "Hello!" in await shopper.messages()


WORDS = {
    "pl": ("Mam pytanie", "Porozmawiaj z człowiekiem"),
    "sl": ("Imam vprašanje", "Pogovor s človekom"),
    "en": ("I have a question", "Talk to a person"),
}


@pytest.mark.parametrize("language", WORDS)
async def test_the_chat_speaks_the_pages_language(
    visitor: Visitor, hub: Hub, language: str
) -> None:
    shopper = await visitor()
    await shopper.visit(language=language)
    panel = await shopper.open()
    ask, person = WORDS[language]
    await panel.get_by_role("button", name=ask).click()
    await expect(panel.get_by_role("button", name=person)).to_be_visible()
    assert await panel.evaluate("document.documentElement.lang") == language


async def test_a_chosen_language_stays_on_the_next_page(visitor: Visitor, hub: Hub) -> None:
    shopper = await visitor()
    await shopper.visit(language="en")
    panel = await shopper.open()
    await panel.get_by_role("button", name="Menu").click()
    async with shopper.page.expect_response("**/widget/config*language=sl"):
        await panel.get_by_label("Language").select_option("sl")
    await expect(panel.get_by_role("button", name="Imam vprašanje")).to_be_visible()
    await shopper.visit("/second", language="en")
    panel = await shopper.until_panel()
    await expect(panel.get_by_role("button", name="Imam vprašanje")).to_be_visible()
