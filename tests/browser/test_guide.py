"""Guided selling in a real browser: from the first question to the product, and with an agent."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from chat_server.demo import shelf
from chat_server.storage import guides as guide_rows
from chat_server.storage import products as product_rows
from chat_server.storage.database import Tx
from chat_server.storage.engines import open_database
from chat_server.system import System
from tests.browser.conftest import stock_shop_of
from tests.browser.guided import Guided
from tests.browser.shop_site import ShopSite
from tests.browser.shopper import Shopper
from tests.browser.test_widget_access import problems
from tests.support.serving import Hub, serving
from tests.support.shop import SHOP
from tests.support.system import FakeClock

Visitor = Callable[..., Awaitable[Shopper]]
FIVE: dict[str, str | None] = {
    "price": None,
    "type": "stick",
    "turbo_brush": "cat",
    "noise_db": "quiet",
    "weight_kg": "light",
}


@pytest_asyncio.fixture(loop_scope="session")
async def hub(
    system: System, clock: FakeClock, tmp_path: Path, site: ShopSite, storage_url: str
) -> AsyncIterator[Hub]:
    """The hub of a shop with vacuum cleaners and coffee machines."""
    await stock_shop_of(site, storage_url)
    database = await open_database(storage_url)

    def fill(tx: Tx) -> None:
        product_rows.replace_all(tx.conn, SHOP.id, shelf.products(SHOP.id))
        for guide in shelf.guides(SHOP.id, 1):
            guide_rows.publish(tx.conn, replace(guide, shop_id=SHOP.id))

    await database.write(fill)
    await database.close()
    async with serving(system, clock, tmp_path, storage_url=storage_url) as running:
        site.hub = running.url
        yield running


async def in_guide(
    visitor: Visitor, language: str = "en", *, phone: bool = False, dark: bool = False
) -> Guided:
    """A shopper at the guide's first question."""
    shopper = await visitor(phone=phone, dark=dark)
    await shopper.visit(language=language)
    guided = Guided(shopper, language)
    await guided.start()
    return guided


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
@pytest.mark.parametrize("language", ["pl", "sl", "en"])
async def test_five_answers_lead_to_a_product_and_everybody_can_use_each_state(
    visitor: Visitor, hub: Hub, language: str, phone: bool
) -> None:
    guided = await in_guide(visitor, language, phone=phone, dark=phone)
    panel = guided.panel
    found = {"question": await problems(panel)}
    await guided.answer_all(FIVE)
    found["results"] = await problems(panel)
    assert set(guided.asked) >= set(FIVE)
    best = panel.locator(".g-list [data-product]").first
    percent = int((await best.locator(".z-ring > span").inner_text()).replace("%", ""))
    await best.locator(".g-why").click()
    found["opened"] = await problems(panel)
    points = await best.locator(".z-crit__pts").all_inner_texts()
    assert len(points) == len(FIVE)
    assert sum(int(text.split()[0]) for text in points) == percent
    for row in range(2):
        await panel.locator(".g-acts input").nth(row).check()
    compare = panel.locator(".z-seg button, .g-foot .z-btn").last
    await compare.click()
    await expect(panel.locator(".v-cmp thead th")).to_have_count(3)
    found["compare"] = await problems(panel)
    assert not {state: one for state, one in found.items() if one}


async def test_the_order_follows_the_importances_and_says_who_moved(
    visitor: Visitor, hub: Hub
) -> None:
    guided = await in_guide(visitor)
    await guided.answer_all(FIVE)
    for attr in ("price", "turbo_brush", "weight_kg"):
        await guided.importance(attr, 0)
    before = await guided.order()
    await guided.panel.locator('input[aria-label*="Light"]').press("End")
    await expect(guided.panel.locator(".g-list .z-move").first).to_be_visible()
    await expect(guided.panel.get_by_role("status").filter(has_text="is now number")).to_have_count(
        1
    )
    after = await guided.order()
    assert after != before
    assert set(after) & set(before)


async def test_on_a_phone_the_importances_stand_over_the_list_that_follows(
    visitor: Visitor, hub: Hub
) -> None:
    guided = await in_guide(visitor, phone=True)
    await guided.answer_all(FIVE)
    before = await guided.order()
    await guided.panel.get_by_role("button", name="Change importance").click()
    assert await problems(guided.panel) == []
    for attr, percent in {"noise_db": 0, "turbo_brush": 0, "weight_kg": 100}.items():
        await guided.importance(attr, percent)
    await expect(guided.panel.locator(".g-list [data-product]").first).not_to_have_attribute(
        "data-product", before[0]
    )
    await guided.shopper.page.keyboard.press("Escape")
    await expect(guided.panel.locator(".g-sheet")).to_have_count(0)
    await expect(guided.panel.get_by_role("button", name="Change importance")).to_be_focused()


async def test_what_the_maker_does_not_say_is_shown_as_what_it_could_be(
    visitor: Visitor, hub: Hub
) -> None:
    guided = await in_guide(visitor)
    await guided.answer_all(FIVE)
    could = guided.panel.locator(".g-could")
    more = guided.panel.get_by_role("button", name="Show more")
    while await could.count() == 0:
        listed = len(await guided.order())
        await more.click()
        await expect(guided.panel.locator(".g-list [data-product]").nth(listed)).to_be_attached()
    await expect(could.first).to_contain_text("once we know")
    row = guided.panel.locator(".g-row", has=could).first
    await row.locator(".g-why").click()
    await expect(row.locator('.z-crit[data-fit="unknown"]').first).to_contain_text(
        "the maker does not say"
    )
    label = await row.locator(".z-ring").get_attribute("aria-label")
    assert label is not None
    assert "up to" in label


async def test_when_nothing_fits_one_condition_less_brings_the_list_back(
    visitor: Visitor, hub: Hub
) -> None:
    guided = await in_guide(visitor, phone=True)
    panel = guided.panel
    while (criterion := await guided.question()) is not None:
        if criterion["attr"] == "price":
            await panel.locator(".g-bound input").press("Home")
            await panel.get_by_role("switch").check()
        elif criterion["attr"] == "turbo_brush":
            await panel.locator(".g-ask .z-chip").first.click()
            await panel.get_by_role("switch").check()
        await guided.onward(
            ".z-btn--primary" if criterion["attr"] in ("price", "turbo_brush") else ".z-btn--ghost"
        )
    await expect(panel.get_by_text("No model meets everything")).to_be_visible()
    await expect(panel.get_by_text("Close, but not all you require")).to_be_visible()
    await expect(panel.get_by_text("Does not meet: Price").first).to_be_visible()
    assert await problems(panel) == []
    await panel.get_by_role("button", name="Price: nice to have").click()
    await expect(panel.get_by_text("No model meets everything")).to_have_count(0)


async def test_an_agent_changes_an_importance_and_the_shopper_takes_it_back(
    visitor: Visitor, hub: Hub
) -> None:
    agent = await hub.agent()
    shopper = await visitor()
    await shopper.visit()
    await shopper.open()
    await shopper.say("Hello")
    told = await agent.until("inbox.changed")
    conversation_id = told["items"][0]["conversation_id"]
    await agent.do("conversation.open", conversation_id=conversation_id)
    guided = Guided(shopper, "en")
    await guided.start()
    await guided.answer_all(FIVE)
    changed = await agent.until("guide.changed", conversation_id=conversation_id)
    quiet = {"attr": "noise_db", "chosen": ["quiet"], "importance": 95}
    await agent.do("guide.nudge", run_id=changed["live"]["run"]["run_id"], answer=quiet)
    notice = guided.panel.locator(".g-nudge")
    await expect(notice).to_contain_text("Ana changed “Quiet” from 50% to 95%")
    assert await problems(guided.panel) == []
    slider = guided.panel.locator('input[aria-label*="Quiet"]')
    await expect(slider).to_have_value("95")
    await notice.get_by_role("button", name="Undo").click()
    await expect(slider).to_have_value("50")
    await expect(notice).to_have_count(0)


async def test_a_reload_and_another_language_go_on_where_the_shopper_was(
    visitor: Visitor, hub: Hub
) -> None:
    guided = await in_guide(visitor)
    await guided.answer_all(FIVE)
    order = await guided.order()
    await guided.shopper.page.evaluate("Zalada('language', 'pl')")
    await expect(guided.panel.get_by_text("Najlepiej pasuje")).to_be_visible()
    assert await guided.order() == order
    await guided.shopper.visit(language="pl")
    await guided.shopper.page.evaluate("Zalada('guide', 'vacuums')")
    await guided.shopper.until_frame()
    await expect(guided.panel.get_by_text("Najlepiej pasuje")).to_be_visible()
    assert await guided.order() == order
    await guided.panel.get_by_role("button", name="Zacznij od nowa").click()
    await expect(guided.panel.locator(".g-ask h2")).to_be_visible()


async def test_the_shop_hears_how_the_guide_goes_and_without_a_key_offers_both(
    visitor: Visitor, hub: Hub
) -> None:
    shopper = await visitor()
    await shopper.page.add_init_script(
        "if (window === top) { window.heard = [];"
        " document.addEventListener('zalada:guide', ({ detail }) => heard.push(detail)); }"
    )
    await shopper.visit()
    panel = await shopper.open()
    await panel.get_by_role("button", name="Find a product").click()
    await expect(panel.get_by_role("heading", name="What are you looking for?")).to_be_visible()
    assert await problems(panel) == []
    await panel.get_by_role("button", name="Find your vacuum cleaner").click()
    guided = Guided(shopper, "en")
    await guided.answer_all(FIVE)
    heard = await shopper.page.evaluate("heard")
    assert [one["event"] for one in heard if one["event"] != "skipped"] == [
        "started",
        *["answered"] * len(FIVE),
        "finished",
    ]
    assert heard[-1]["guide"] == "vacuums"
    assert heard[-1]["best"]["product_id"] == (await guided.order())[0]
