"""What a shopper of the demo shop can open, and how strict its pages are."""

import re
from collections.abc import AsyncIterator
from html.parser import HTMLParser

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from chat_server.core.words import LANGUAGES
from chat_server.demo.catalogue import CATEGORIES, load
from chat_server.demo.routes import routes
from chat_server.demo.site import PAGES, DemoSite
from chat_server.transport.http import assets
from chat_server.transport.http.templates import environment

HUB = "http://localhost:8080"
WIDGET = f"{HUB}/widget.js"
ROUTES = routes(DemoSite(WIDGET, "demo", environment()))
Shop = TestClient[web.Request, web.Application]

PATHS = [
    "",
    *(f"c/{category}" for category in CATEGORIES),
    "c/vacuums?kind=robot&sort=price",
    *(f"i/{page}" for page in PAGES),
    "search",
    "search?q=worki",
    "search?q=xyzzy",
    "cart",
    "p/wicher-v12-pet",
    "p/halny-max-60",
    "p/wicher-aqua-tank",
    "p/kawa-na-lade",
]


class Page(HTMLParser):
    """The elements of a page: tag and attributes, and the text of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inline = ""
        self._in_code = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._in_code = tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._in_code = False

    def handle_data(self, data: str) -> None:
        if self._in_code:
            self.inline += data.strip()

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]


@pytest_asyncio.fixture
async def shop() -> AsyncIterator[Shop]:
    application = web.Application()
    application.add_routes(ROUTES)
    application.add_routes(assets.routes())
    async with TestClient(TestServer(application)) as client:
        yield client


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_page_opens_in_every_language(shop: Shop, language: str) -> None:
    products = [f"p/{product.id}" for product in load().products]
    for path in [*PATHS, *products]:
        answer = await shop.get(f"/demo/{language}/{path}")
        html = await answer.text()
        assert (path, answer.status) == (path, 200)
        assert f'<html lang="{language}"' in html


@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_page_has_inline_script_or_style(shop: Shop, language: str) -> None:
    for path in PATHS:
        page = Page(await (await shop.get(f"/demo/{language}/{path}")).text())
        handlers = [
            name
            for _, attrs in page.elements
            for name in attrs
            if name == "style" or name.startswith("on")
        ]
        assert (path, page.inline, page.all("style"), handlers) == (path, "", [], [])


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_page_carries_exactly_one_tag_of_the_widget(shop: Shop, language: str) -> None:
    for path in PATHS:
        html = await (await shop.get(f"/demo/{language}/{path}")).text()
        tag = f'<script async src="{WIDGET}" data-shop="demo" data-language="{language}"></script>'
        assert (path, html.count(tag), html.count("widget.js")) == (path, 1, 1)


async def test_pages_allow_themselves_and_the_hub_only(shop: Shop) -> None:
    answer = await shop.get("/demo/pl/")
    assert answer.headers["Content-Security-Policy"].split("; ") == [
        "default-src 'none'",
        f"script-src 'self' {HUB}",
        "style-src 'self'",
        "img-src 'self' data:",
        f"frame-src {HUB}",
        f"connect-src 'self' {HUB}",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]


async def test_nothing_a_page_refers_to_is_missing(shop: Shop) -> None:
    referred = set()
    for language in LANGUAGES:
        for path in PATHS:
            page = Page(await (await shop.get(f"/demo/{language}/{path}")).text())
            referred |= {one.get("href") for one in (*page.all("a"), *page.all("link"))}
            referred |= {one.get("src") for one in (*page.all("img"), *page.all("script"))}
    own = sorted(url for url in referred if url and re.match(r"/(demo|static)", url))
    broken = [url for url in own if (await shop.get(url)).status != 200]
    assert len(own) > 300
    assert broken == []


async def test_every_product_has_a_picture(shop: Shop) -> None:
    for product in load().products:
        answer = await shop.get(f"/demo/pictures/{product.id}.svg")
        drawn = await answer.text()
        assert (product.id, answer.status) == (product.id, 200)
        assert answer.content_type == "image/svg+xml"
        assert drawn.startswith("<svg")
        assert "$" not in drawn


async def test_the_entrance_speaks_the_browsers_language(shop: Shop) -> None:
    wanted = {"sl-SI,sl;q=0.9,en;q=0.8": "sl", "pl": "pl", "fr": "en", "de;q=1,pl;q=0.3": "pl"}
    for header, language in wanted.items():
        answer = await shop.get("/demo", headers={"Accept-Language": header}, allow_redirects=False)
        assert (header, answer.headers["Location"]) == (header, f"/demo/{language}/")


async def test_what_does_not_exist_is_explained_in_words(shop: Shop) -> None:
    for path in ("p/nothing", "c/cars", "i/jobs", "x/y/z", "p/%3Cscript%3E"):
        answer = await shop.get(f"/demo/sl/{path}")
        assert (path, answer.status) == (path, 404)
        assert "Te strani ni na polici" in await answer.text()


async def test_a_search_shows_what_was_typed_as_text(shop: Shop) -> None:
    html = await (await shop.get("/demo/en/search", params={"q": "<b>bags</b>"})).text()
    assert "&lt;b&gt;bags&lt;/b&gt;" in html
    assert "<b>bags" not in html


async def test_a_product_opens_the_guide_the_chat_and_the_callback(shop: Shop) -> None:
    category = await (await shop.get("/demo/pl/c/vacuums")).text()
    product = await (await shop.get("/demo/pl/p/wicher-v12-pet")).text()
    assert 'data-guide="vacuums"' in category
    assert "data-zalada-open" in product
    assert "data-callback" in product


async def test_an_unstated_attribute_says_so(shop: Shop) -> None:
    html = await (await shop.get("/demo/en/p/halny-max-60")).text()
    noise = re.search(r"<dt>Noise</dt><dd([^>]*)>([^<]*)</dd>", html)
    assert noise is not None
    assert noise.groups() == (' class="is-unknown"', "not stated by the maker")


async def test_the_basket_is_kept_from_page_to_page(shop: Shop) -> None:
    await shop.post("/demo/en/cart", data={"product": "aroma-nero-3"})
    await shop.post("/demo/en/cart", data={"product": "odkamieniacz"})
    html = await (await shop.post("/demo/en/cart", data={"product": "odkamieniacz"})).text()
    assert "Basket, 3 items" in html
    assert "€553" in html  # 539 + 2 × 7, delivery free


async def test_the_basket_answers_the_shops_script_in_words(shop: Shop) -> None:
    answer = await shop.post(
        "/demo/pl/cart",
        data={"product": "aroma-nero-3"},
        headers={"Accept": "application/json"},
    )
    assert await answer.json() == {
        "count": 1,
        "label": "Koszyk, 1 produkt",
        "message": "Aroma Nero 3 jest w\u00a0koszyku",
    }


async def test_an_order_empties_the_basket_and_names_orders_to_ask_about(shop: Shop) -> None:
    await shop.post("/demo/pl/cart", data={"product": "aroma-nero-3"})
    html = await (await shop.post("/demo/pl/order")).text()
    assert "KK-20481" in html
    assert "Koszyk jest pusty" in await (await shop.get("/demo/pl/cart")).text()
