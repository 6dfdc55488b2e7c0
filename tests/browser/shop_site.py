"""A shop's own site: another origin than the hub, a strict CSP, and the one tag."""

from dataclasses import dataclass

from aiohttp import web
from aiohttp.test_utils import TestServer

PAGE = """<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
{tags}
</head>
<body>
<h1>{title}</h1>
<a href="/second?language={language}">Second page</a>
<button type="button" data-zalada-open>Chat</button>
<button type="button" data-callback="Aroma Nero">Call me about this</button>
</body>
</html>
"""


@dataclass(slots=True)
class ShopSite:
    """Pages with the widget's tag; ``hub`` is set once the hub's address is known."""

    server: TestServer
    hub: str = ""

    @property
    def origin(self) -> str:
        """The shop's origin."""
        return f"http://127.0.0.1:{self.server.port}"

    async def page(self, request: web.Request) -> web.Response:
        """Any path; ``language`` and ``tags`` (how many times the tag stands there) by query."""
        language = request.query.get("language", "en")
        tag = (
            f'<script async src="{self.hub}/widget.js" data-shop="test-shop"'
            f' data-language="{language}"></script>'
        )
        policy = (
            f"default-src 'none'; script-src {self.hub}; frame-src {self.hub};"
            f" connect-src {self.hub}; img-src data:; require-trusted-types-for 'script'"
        )
        body = PAGE.format(
            language=language,
            title=f"Shop {request.path}",
            tags=tag * int(request.query.get("tags", "1")),
        )
        return web.Response(
            text=body, content_type="text/html", headers={"Content-Security-Policy": policy}
        )


async def start_shop_site() -> ShopSite:
    """Serve the site on a port of its own."""
    app = web.Application()
    server = TestServer(app, host="127.0.0.1")
    site = ShopSite(server)
    app.router.add_get("/{path:.*}", site.page)
    await server.start_server()
    return site
