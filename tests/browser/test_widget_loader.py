"""The launcher on a shop's page: what it costs, what it survives, how it is reached."""

from playwright.async_api import Request, Route, expect

from tests.browser.shop_site import ShopSite
from tests.browser.shopper import shopper
from tests.support.browsing import Browsing
from tests.support.serving import Hub


async def test_a_page_view_costs_two_small_requests_and_no_socket(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    one = await shopper(browsing, site)
    asked: list[Request] = []
    sockets: list[str] = []
    one.page.on("request", lambda request: asked.append(request))
    one.page.on("websocket", lambda socket: sockets.append(socket.url))
    await one.visit()
    paths = [request.url.removeprefix(hub.url) for request in asked if hub.url in request.url]
    assert paths == ["/widget.js", "/widget/config?shop=test-shop&language=en"]
    config = await (await asked[-1].response()).body()  # type: ignore[union-attr]
    assert len(config) <= 2048
    assert sockets == []
    assert not one.has_panel


async def test_the_launcher_opens_the_chat_and_escape_gives_the_focus_back(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    one = await shopper(browsing, site)
    await one.visit()
    assert await one.launcher() == {"name": "Open the chat", "expanded": False}
    panel = await one.open()
    assert await one.launcher() == {"name": "Close the chat", "expanded": True}
    await expect(panel.locator("textarea")).to_be_focused()
    await one.page.keyboard.press("Escape")
    await one.page.wait_for_function("document.activeElement.tagName === 'DIV'")
    assert await one.launcher() == {"name": "Open the chat", "expanded": False}


async def test_without_its_settings_the_shop_stays_as_it_is(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    browsing.expect_error("503")
    one = await shopper(browsing, site)

    async def refuse(route: Route) -> None:
        await route.fulfill(status=503, headers={"Access-Control-Allow-Origin": "*"})

    await one.page.route("**/widget/config*", refuse)
    async with one.page.expect_response("**/widget/config*"):
        await one.page.goto(f"{site.origin}/")
    await one.page.get_by_role("button", name="Chat").click()
    assert await one.page.locator("body > div").count() == 0
    assert not one.has_panel


async def test_what_the_page_called_before_the_script_came_is_done(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    one = await shopper(browsing, site)
    await one.page.add_init_script(
        "if (window === top) {"
        " window.Zalada = function () { (Zalada.q = Zalada.q || []).push(arguments); };"
        " window.heard = [];"
        " Zalada('on', 'opened', () => heard.push('opened'));"
        " Zalada('identify', { name: 'Nadia', phone: '601 234 567' });"
        " Zalada('callback', 'Aroma Nero'); }"
    )
    await one.visit()
    panel = await one.until_panel()
    await expect(panel.locator("#callback-topic")).to_have_value("Aroma Nero")
    await expect(panel.locator("#callback-phone")).to_have_value("601 234 567")
    assert await one.page.evaluate("heard") == ["opened"]


async def test_a_second_tag_changes_nothing(browsing: Browsing, site: ShopSite, hub: Hub) -> None:
    one = await shopper(browsing, site)
    await one.visit(tags=2)
    await one.open()
    assert await one.page.locator("body > div").count() == 1
    assert len([frame for frame in one.page.frames if "/widget/panel" in frame.url]) == 1


async def test_an_element_of_the_shop_leads_to_the_callback_form(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    one = await shopper(browsing, site)
    await one.visit()
    await one.page.get_by_role("button", name="Call me about this").click()
    panel = await one.until_panel()
    await expect(panel.locator("#callback-topic")).to_have_value("Aroma Nero")


async def test_the_chat_works_where_storage_is_forbidden(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    one = await shopper(browsing, site)
    await one.page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, name, { get() { throw new DOMException('no'); } });"
    )
    await one.visit()
    await one.open()
    await one.say("Can I pay by card?")
    await one.sees("By card, BLIK or bank transfer.")


async def test_on_a_phone_the_chat_fills_the_screen_and_the_page_stays_still(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    one = await shopper(browsing, site, phone=True)
    await one.visit()
    panel = await one.open()
    size = await panel.evaluate("[innerWidth, innerHeight]")
    assert size == [390, 844]
    assert await one.page.evaluate("document.documentElement.style.overflow") == "hidden"
    await panel.get_by_role("button", name="Close chat").click()
    await one.page.wait_for_function("document.documentElement.style.overflow === ''")


async def test_only_the_shops_own_pages_may_show_the_panel(
    browsing: Browsing, site: ShopSite, hub: Hub
) -> None:
    browsing.expect_error("frame-ancestors")
    browsing.expect_error("chrome-error")
    page = await browsing.person()
    other = site.origin.replace("127.0.0.1", "127.0.0.2")

    async def foreign(route: Route) -> None:
        body = f'<iframe src="{hub.url}/widget/panel?shop=test-shop&language=en"></iframe>'
        await route.fulfill(body=body, content_type="text/html")

    await page.route(f"{other}/**", foreign)
    await page.goto(f"{other}/")
    frame = page.frames[-1]
    assert await frame.locator("script[type=module]").count() == 0
