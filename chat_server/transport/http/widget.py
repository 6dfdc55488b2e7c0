"""What a shop's page loads: the launcher's settings, and the panel in its frame."""

import hashlib
from urllib.parse import urlsplit

import orjson
from aiohttp import web
from jinja2 import Environment

from chat_server.core.shop import Shop
from chat_server.services.services import Services
from chat_server.services.shop_texts import shop_text
from chat_server.transport.http.assets import Page

CONFIG_VERSION = 1
CONFIG_CACHE = "public, max-age=60, stale-while-revalidate=600"
LAUNCHER_TEXTS = {
    "pl": {
        "open": "Otwórz czat",
        "close": "Zamknij czat",
        "dismiss": "Zamknij powitanie",
        "failed": "Czat jest chwilowo niedostępny. Spróbuj, proszę, za chwilę.",
    },
    "sl": {
        "open": "Odprite klepet",
        "close": "Zaprite klepet",
        "dismiss": "Zaprite pozdrav",
        "failed": "Klepet trenutno ni na voljo. Prosimo, poskusite čez nekaj časa.",
    },
    "en": {
        "open": "Open the chat",
        "close": "Close the chat",
        "dismiss": "Close the greeting",
        "failed": "The chat is not available right now. Please try again in a moment.",
    },
}


def language_for(shop: Shop, wanted: str) -> str:
    """``wanted`` if the shop speaks it (``pl-PL`` counts as ``pl``), else its first language."""
    short = wanted.strip().lower().split("-")[0]
    return short if short in shop.languages else shop.languages[0]


class WidgetPages:
    """Handlers of ``/widget/…``."""

    def __init__(
        self, services: Services, templates: Environment, panel: Page, public_url: str
    ) -> None:
        self._services = services
        self._template = templates.get_template("panel.html")
        self._panel = panel
        # never the request's Host: whoever sends it could write into the policy
        self._socket = urlsplit(public_url).netloc

    def routes(self) -> list[web.RouteDef]:
        """Method, path, handler."""
        return [
            web.get("/widget/config", self.config),
            web.get("/widget/panel", self.panel),
        ]

    def _shop(self, request: web.Request) -> Shop:
        shop = self._services.directory.shop_by_key(request.query.get("shop", ""))
        if shop is None:
            raise web.HTTPNotFound(headers={"Access-Control-Allow-Origin": "*"})
        return shop

    async def config(self, request: web.Request) -> web.Response:
        """Everything the launcher shows, at most 2 kB and cacheable."""
        shop = self._shop(request)
        language = language_for(shop, request.query.get("language", ""))
        availability = self._services.availability.known(shop.id)
        title = shop_text(shop, "greeting", language)
        body = orjson.dumps(
            {
                "v": CONFIG_VERSION,
                "shop": shop.key,
                "name": shop_text(shop, "name", language) or shop.name,
                "brand": shop.brand,
                "position": "right",
                "language": language,
                "languages": shop.languages,
                "greeting": {"title": title, "text": shop_text(shop, "greeting_more", language)}
                if title
                else None,
                "texts": LAUNCHER_TEXTS[language],
                "open": availability.open,
                "opens_at": availability.opens_at,
            }
        )
        etag = hashlib.sha256(body).hexdigest()[:20]
        headers = {
            "Cache-Control": CONFIG_CACHE,
            "Access-Control-Allow-Origin": "*",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "ETag": f'"{etag}"',
        }
        if request.headers.get("If-None-Match") == f'"{etag}"':
            return web.Response(status=304, headers=headers)
        return web.Response(body=body, content_type="application/json", headers=headers)

    async def panel(self, request: web.Request) -> web.Response:
        """The frame's page; only the shop's own pages may show it."""
        shop = self._shop(request)
        language = language_for(shop, request.query.get("language", ""))
        origins = " ".join(shop.origins)
        text = self._template.render(
            shop=shop,
            language=language,
            origins=origins,
            name=shop_text(shop, "name", language) or shop.name,
            page=self._panel,
        )
        socket = self._socket
        policy = (
            "default-src 'none'; script-src 'self'; style-src 'self'; "
            f"img-src 'self' data: https: {origins}; "
            f"connect-src 'self' ws://{socket} wss://{socket}; "
            f"frame-ancestors 'self' {origins}; base-uri 'none'; form-action 'none'"
        )
        headers = {
            "Content-Security-Policy": policy,
            "Cache-Control": "no-cache",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "cross-origin",
        }
        return web.Response(text=text, content_type="text/html", headers=headers)
