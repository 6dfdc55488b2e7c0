"""The demo shop over HTTP, as strict as a careful shop: no inline script or style."""

import re
from dataclasses import replace
from typing import Final

from aiohttp import web

from chat_server.core.words import LANGUAGES
from chat_server.demo import pictures
from chat_server.demo.cart import QUANTITY_MAX, read_cart, with_added, with_quantity, write_cart
from chat_server.demo.catalogue import CATEGORIES, Product
from chat_server.demo.site import PAGES, THEMES, DemoSite, Visit
from chat_server.transport.http.pages import preferred_language

CART_COOKIE: Final = "demo_cart"
_CART_AGE_S: Final = 7 * 24 * 3600
_QUERY_MAX: Final = 80


def content_security_policy(demo: DemoSite) -> str:
    """The shop allows itself and the hub, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {demo.hub}",
            "style-src 'self'",
            "img-src 'self' data:",
            f"frame-src {demo.hub}",
            f"connect-src 'self' {demo.hub}",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def routes(demo: DemoSite) -> list[web.RouteDef]:
    """Everything under ``/demo``; the shop's static files are served with the hub's.

    Reads and draws all it needs now, so that no request waits for a file.
    """
    shop = _DemoRoutes(demo)
    return [
        web.get("/demo", shop.entrance),
        web.get("/demo/", shop.entrance),
        web.get("/demo/pictures/{product}.svg", shop.picture),
        web.get("/demo/{language:pl|sl|en}", shop.to_home),
        web.get("/demo/{language:pl|sl|en}/", shop.home),
        web.get("/demo/{language:pl|sl|en}/c/{category}", shop.category),
        web.get("/demo/{language:pl|sl|en}/p/{product}", shop.product),
        web.get("/demo/{language:pl|sl|en}/i/{page}", shop.info),
        web.get("/demo/{language:pl|sl|en}/search", shop.search),
        web.get("/demo/{language:pl|sl|en}/cart", shop.cart),
        web.post("/demo/{language:pl|sl|en}/cart", shop.change_cart),
        web.post("/demo/{language:pl|sl|en}/order", shop.order),
        web.get("/demo/{language:pl|sl|en}/{tail:.*}", shop.missing),
    ]


class _DemoRoutes:
    def __init__(self, demo: DemoSite) -> None:
        self._demo = demo
        demo.read_ahead()
        self._pictures = {
            one.id: pictures.picture(one.picture_kind, one.picture_colour)
            for one in demo.catalogue.products
        }
        self._headers = {
            "Content-Security-Policy": content_security_policy(demo),
            "Cache-Control": "no-cache",
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "X-Content-Type-Options": "nosniff",
        }

    async def entrance(self, request: web.Request) -> web.StreamResponse:
        language = preferred_language(request.headers.get("Accept-Language", ""), LANGUAGES)
        raise web.HTTPFound(f"/demo/{language}/", headers={"Vary": "Accept-Language"})

    async def to_home(self, request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound(f"/demo/{request.match_info['language']}/")

    async def home(self, request: web.Request) -> web.StreamResponse:
        return self._shown(self._demo.home(self._visit(request)))

    async def category(self, request: web.Request) -> web.StreamResponse:
        category = request.match_info["category"]
        if category not in CATEGORIES:
            return await self.missing(request)
        kind, sort = request.query.get("kind", ""), request.query.get("sort", "")
        return self._shown(self._demo.category(self._visit(request), category, kind, sort))

    async def product(self, request: web.Request) -> web.StreamResponse:
        product = self._product(request.match_info["product"])
        if product is None:
            return await self.missing(request)
        return self._shown(self._demo.product(self._visit(request), product))

    async def info(self, request: web.Request) -> web.StreamResponse:
        page = request.match_info["page"]
        if page not in PAGES:
            return await self.missing(request)
        return self._shown(self._demo.info(self._visit(request), page))

    async def search(self, request: web.Request) -> web.StreamResponse:
        query = request.query.get("q", "").strip()[:_QUERY_MAX]
        return self._shown(self._demo.search(self._visit(request), query))

    async def cart(self, request: web.Request) -> web.StreamResponse:
        return self._shown(self._demo.cart(self._visit(request)))

    async def change_cart(self, request: web.Request) -> web.StreamResponse:
        visit = self._visit(request)
        form = await request.post()
        product = self._product(str(form.get("product", "")))
        if product is None:
            return await self.missing(request)
        quantity = str(form.get("quantity", ""))
        if re.fullmatch(rf"[0-{QUANTITY_MAX}]", quantity, re.ASCII):
            cart = with_quantity(visit.cart, product, int(quantity))
        else:
            cart = with_added(visit.cart, product)
        if "application/json" in request.headers.get("Accept", ""):
            answer = web.json_response(self._demo.added(replace(visit, cart=cart), product))
        else:
            answer = web.Response(status=303, headers={"Location": f"/demo/{visit.language}/cart"})
        answer.set_cookie(
            CART_COOKIE,
            write_cart(cart),
            path="/demo",
            max_age=_CART_AGE_S,
            httponly=True,
            samesite="Lax",
        )
        return answer

    async def order(self, request: web.Request) -> web.StreamResponse:
        visit = replace(self._visit(request), cart={}, path="cart")
        answer = self._shown(self._demo.order(visit))
        answer.del_cookie(CART_COOKIE, path="/demo")
        return answer

    async def picture(self, request: web.Request) -> web.StreamResponse:
        drawn = self._pictures.get(request.match_info["product"])
        if drawn is None:
            raise web.HTTPNotFound
        headers = {
            "Cache-Control": "public, max-age=3600",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(text=drawn, content_type="image/svg+xml", headers=headers)

    async def missing(self, request: web.Request) -> web.StreamResponse:
        return self._shown(self._demo.not_found(self._visit(request)), status=404)

    def _product(self, product_id: str) -> Product | None:
        return self._demo.catalogue.by_id.get(product_id)

    def _visit(self, request: web.Request) -> Visit:
        language = request.match_info["language"]
        theme = request.query.get("theme")
        return Visit(
            language=language,
            cart=read_cart(request.cookies.get(CART_COOKIE, ""), self._demo.catalogue),
            theme=theme if theme in THEMES else None,
            path=request.path.removeprefix(f"/demo/{language}").lstrip("/"),
        )

    def _shown(self, html: str, *, status: int = 200) -> web.Response:
        return web.Response(
            text=html, status=status, content_type="text/html", headers=self._headers
        )
