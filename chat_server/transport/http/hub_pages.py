"""Pages of the hub itself: the start page, the console, the references, and its health."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hmac import compare_digest
from pathlib import Path

from aiohttp import web
from jinja2 import Environment
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    ProcessCollector,
    generate_latest,
)

from chat_server.core.errors import ChatError
from chat_server.services.services import Services
from chat_server.transport.http.assets import Page, file_in
from chat_server.transport.http.pages import preferred_language
from chat_server.transport.http.security import PAGE_POLICY
from chat_server.transport.http.widget import LAUNCHER_TEXTS
from chat_server.transport.socketio.handshake import remote_address

LANGUAGES = tuple(LAUNCHER_TEXTS)
REFERENCES = Path(__file__).resolve().parents[2] / "references"
DOCS_SHOWN = {"PROTOCOL.md": "text/plain", "asyncapi.json": "application/json"}
LOOPBACK = frozenset({"127.0.0.1", "::1"})


def pictures_from(origins: Iterable[str]) -> str:
    """The pages' policy, with product pictures from the shops and wherever they keep them."""
    allowed = " ".join(["img-src 'self' data: blob: https:", *sorted(set(origins))])
    return PAGE_POLICY.replace("img-src 'self' data: blob:", allowed)


@dataclass(frozen=True, slots=True)
class PageParts:
    """What the pages are made of."""

    templates: Environment
    console: Page
    sign_in: Page
    cookie_name: str
    metrics_token: str
    public_url: Callable[[], str]
    demo_url: Callable[[], str]
    demo_key: str
    demo_sign_in: Mapping[str, str]  # email and password, told only where the demo shop is


class Pages:
    """Handlers of pages and probes."""

    def __init__(self, services: Services, parts: PageParts, metrics: CollectorRegistry) -> None:
        self._services = services
        self._parts = parts
        self._metrics_registry = metrics
        self._process_registry = CollectorRegistry()
        ProcessCollector(registry=self._process_registry)

    def routes(self, *, docs: bool) -> list[web.RouteDef]:
        """Method, path, handler; the references only if ``docs``."""
        references = [web.get("/docs", self.docs), web.get("/docs/{name}", self.doc)]
        return [
            *(references if docs else []),
            web.get("/", self.start),
            web.get("/console", self.console),
            web.get("/healthz", self.healthz),
            web.get("/readyz", self.readyz),
            web.get("/metrics", self.metrics),
        ]

    def _render(self, request: web.Request, name: str, **values: object) -> web.Response:
        language = request.query.get("lang", "")
        if language not in LANGUAGES:
            accepted = request.headers.get("Accept-Language", "")
            language = preferred_language(accepted, LANGUAGES)
        shops = self._services.directory.shops()
        demo = any(shop.key == self._parts.demo_key for shop in shops)
        text = self._parts.templates.get_template(name).render(
            language=language,
            lang=language,
            public_url=self._parts.public_url(),
            demo_url=self._parts.demo_url() if demo else "",
            demo_sign_in=self._parts.demo_sign_in if demo else None,
            shops=shops,
            **values,
        )
        headers = {"Cache-Control": "no-cache"}
        return web.Response(text=text, content_type="text/html", headers=headers)

    async def start(self, request: web.Request) -> web.Response:
        """What is where."""
        return self._render(request, "start.html")

    async def console(self, request: web.Request) -> web.Response:
        """The console for somebody signed in, the sign-in page for everybody else."""
        try:
            secret = request.cookies.get(self._parts.cookie_name)
            agent, _ = await self._services.sign_in.agent_of(secret)
        except ChatError:
            return self._render(request, "signin.html", page=self._parts.sign_in)
        page = self._render(request, "console.html", page=self._parts.console)
        directory = self._services.directory
        shops = [directory.shop(shop_id) for shop_id in agent.shop_ids]
        page.headers["Content-Security-Policy"] = pictures_from(
            origin for shop in shops for origin in shop.origins
        )
        return page

    async def docs(self, request: web.Request) -> web.Response:
        """The list of references."""
        return self._render(request, "docs.html", names=sorted(DOCS_SHOWN))

    async def doc(self, request: web.Request) -> web.StreamResponse:
        """One reference."""
        name = request.match_info["name"]
        if name not in DOCS_SHOWN:
            raise web.HTTPNotFound
        path = await asyncio.to_thread(file_in, REFERENCES, name)
        headers = {"Content-Type": f"{DOCS_SHOWN[name]}; charset=utf-8"}
        return web.FileResponse(path, headers=headers)

    async def healthz(self, _: web.Request) -> web.Response:
        """The process answers."""
        return web.json_response({"status": "ok"})

    async def readyz(self, _: web.Request) -> web.Response:
        """The database answers too."""
        try:
            await self._services.database.ping()
        except ChatError as error:
            return web.json_response(
                {"status": "unavailable", "storage": error.code.value}, status=503
            )
        return web.json_response({"status": "ok", "storage": "ok"})

    async def metrics(self, request: web.Request) -> web.Response:
        """Prometheus metrics, for this machine or whoever has the token."""
        token = self._parts.metrics_token
        if token:
            given = request.headers.get("Authorization", "")
            wanted = f"Bearer {token}"
            allowed = compare_digest(given.encode(errors="replace"), wanted.encode())
        else:
            forwarded = "X-Forwarded-For" in request.headers
            allowed = remote_address(request, ()) in LOOPBACK and not forwarded
        if not allowed:
            raise web.HTTPForbidden
        body = generate_latest(self._metrics_registry)
        # memory and descriptors are read from files
        body += await asyncio.to_thread(generate_latest, self._process_registry)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})
