"""The hub and the demo shop on one port: each is shown on its own origin, as real shops are."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

CONSOLE = "/console"


def two_origins(public_url: str, demo_url: str) -> Callable[..., Awaitable[web.StreamResponse]]:
    """Middleware that leads whoever asks one origin for the other's pages to the right one.

    The demo stands on ``demo_url``, on this machine; the hub's name must be ``localhost``.
    """
    hub, demo = urlsplit(public_url), urlsplit(demo_url)
    shop_origin = f"{demo.scheme}://{demo.netloc}"

    @web.middleware
    async def lead(request: web.Request, handler: Handler) -> web.StreamResponse:
        path = request.path
        is_shops = path == demo.path or path.startswith(f"{demo.path}/")
        if is_shops and request.host == hub.netloc:
            raise web.HTTPFound(f"{shop_origin}{request.path_qs}")
        if path == CONSOLE and request.host == demo.netloc:
            raise web.HTTPFound(f"{public_url}{request.path_qs}")
        return await handler(request)

    return lead


def are_two(public_url: str) -> bool:
    """Whether the hub's origin differs from the demo's, which is 127.0.0.1."""
    return urlsplit(public_url).hostname == "localhost"
