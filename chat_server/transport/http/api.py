"""The JSON routes: visitors' tokens, commands without a websocket, signing in and out."""

import asyncio
from dataclasses import dataclass
from typing import Any

import orjson
from aiohttp import web

from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.ratelimit import Limit, RateLimiter
from chat_server.services.services import Services
from chat_server.transport.dispatch import Dispatch
from chat_server.transport.http.device import device_of
from chat_server.transport.http.security import refusal
from chat_server.transport.origin import OwnOrigins
from chat_server.transport.sessions import VisitorSession
from chat_server.transport.socketio.address import Network, address_group
from chat_server.transport.socketio.handshake import remote_address

BODY_BYTES = 65_536
BODY_S = 10.0
# A page view needs none of these; a first intent needs one.
TOKENS_PER_ADDRESS = Limit(tokens=60, per_ms=3_600_000)
COMMANDS_PER_TOKEN = Limit(tokens=10, per_ms=1_000, burst=30)


@dataclass(frozen=True, slots=True)
class Cookie:
    """The console's session cookie; the ``__Host-`` prefix needs HTTPS."""

    name: str
    secure: bool


class Api:
    """Handlers of the JSON routes."""

    def __init__(
        self,
        services: Services,
        dispatch: Dispatch,
        origins: OwnOrigins,
        cookie: Cookie,
        trusted_proxies: tuple[Network, ...],
    ) -> None:
        self._services = services
        self._dispatch = dispatch
        self._origins = origins
        self._cookie = cookie
        self._proxies = trusted_proxies
        self._tokens = RateLimiter(TOKENS_PER_ADDRESS)
        self._commands = RateLimiter(COMMANDS_PER_TOKEN)

    def routes(self) -> list[web.RouteDef]:
        """Method, path, handler."""
        return [
            web.options("/api/v1/visitors", self.visitors_preflight),
            web.post("/api/v1/visitors", self.visitors),
            web.post("/api/v1/visitor/command", self.visitor_command),
            web.post("/api/v1/sign-in", self.sign_in),
            web.post("/api/v1/sign-out", self.sign_out),
        ]

    def _address(self, request: web.Request) -> str:
        return address_group(remote_address(request, self._proxies))

    async def visitors_preflight(self, request: web.Request) -> web.Response:
        """A browser asks whether a shop's page may ask for a token."""
        headers = _shared_with(request.headers.get("Origin", ""))
        headers |= {
            "Access-Control-Allow-Methods": "POST",
            "Access-Control-Allow-Headers": "content-type",
            "Access-Control-Max-Age": "86400",
        }
        return web.Response(status=204, headers=headers)

    async def visitors(self, request: web.Request) -> web.Response:
        """A token for a new visitor, on a page of one of the shop's origins only."""
        origin = request.headers.get("Origin")
        shared = _shared_with(origin or "")
        try:
            body = await _json(request)
            shop = self._services.directory.shop_by_key(str(body.get("shop", "")))
            if shop is None:
                raise ChatError(ErrorCode.NOT_FOUND, field="shop")
            if origin is not None and origin not in shop.origins and origin not in self._origins:
                raise ChatError(ErrorCode.FORBIDDEN, field="origin")
            now = self._services.system.clock.now()
            verdict = self._tokens.take(self._address(request), now)
            if not verdict.allowed:
                raise ChatError(ErrorCode.RATE_LIMITED, retry_after_ms=verdict.retry_after_ms)
            device = device_of(request.headers.get("User-Agent", ""))
            token, visitor_id = await self._services.visitors.issue(shop, shop.languages[0], device)
        except ChatError as error:
            response = refusal(error)
            response.headers.update(shared)
            return response
        return web.json_response(
            {"token": token, "visitor_id": visitor_id}, status=201, headers=shared
        )

    async def visitor_command(self, request: web.Request) -> web.Response:
        """One command with its ack, where websockets are blocked."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise ChatError(ErrorCode.AUTH_REQUIRED, field="token")
        origin = request.headers.get("Origin")
        if origin is not None and origin not in self._origins:
            raise ChatError(ErrorCode.FORBIDDEN, field="origin")
        identity = await self._services.visitors.identify(token.strip())
        now = self._services.system.clock.now()
        verdict = self._commands.take(identity.digest, now)
        if not verdict.allowed:
            raise ChatError(ErrorCode.RATE_LIMITED, retry_after_ms=verdict.retry_after_ms)
        body = await _json(request)
        language = await self._services.visitors.language(identity.visitor_id)
        address = self._address(request)
        session = VisitorSession(f"http/{identity.digest}", identity, language, address)
        outcome = self._dispatch(session, str(body.get("name", "")), body.get("payload"))
        return web.json_response(outcome if isinstance(outcome, dict) else await outcome)

    async def sign_in(self, request: web.Request) -> web.Response:
        """A session cookie for the right e-mail address and password."""
        self._require_own_page(request)
        body = await _json(request)
        email, password = body.get("email"), body.get("password")
        if not isinstance(email, str) or not 0 < len(email) <= 254:
            raise ChatError(ErrorCode.COMMAND_INVALID, field="email")
        if not isinstance(password, str) or not 0 < len(password) <= 1_000:
            raise ChatError(ErrorCode.COMMAND_INVALID, field="password")
        device = device_of(request.headers.get("User-Agent", ""))
        secret = await self._services.sign_in.sign_in(
            email, password, self._address(request), device
        )
        response = web.json_response({"ok": True})
        response.set_cookie(
            self._cookie.name,
            secret,
            httponly=True,
            secure=self._cookie.secure,
            samesite="Strict",
            path="/",
        )
        return response

    async def sign_out(self, request: web.Request) -> web.Response:
        """The session ends, and its consoles with it."""
        self._require_own_page(request)
        secret = request.cookies.get(self._cookie.name)
        response = web.json_response({"ok": True})
        response.del_cookie(self._cookie.name, path="/")
        try:
            agent, digest = await self._services.sign_in.agent_of(secret)
        except ChatError:
            return response
        await self._services.sign_in.sign_out(digest, agent.id)
        await self._services.end_consoles(agent.id, "signed_out", digest)
        return response

    def _require_own_page(self, request: web.Request) -> None:
        """Only the hub's own pages act on the cookie: its Origin, and a header no form sends."""
        origin = request.headers.get("Origin")
        if request.headers.get("X-Zalada") != "1" or (
            origin is not None and origin not in self._origins
        ):
            raise ChatError(ErrorCode.FORBIDDEN, field="origin")


def _shared_with(origin: str) -> dict[str, str]:
    return {
        "Access-Control-Allow-Origin": origin or "null",
        "Vary": "Origin",
    }


async def _json(request: web.Request) -> dict[str, Any]:
    if request.content_type != "application/json":
        raise ChatError(ErrorCode.COMMAND_INVALID, field="content_type")
    raw = bytearray()
    try:
        async with asyncio.timeout(BODY_S):
            async for part in request.content.iter_any():
                raw += part
                if len(raw) > BODY_BYTES:
                    raise ChatError(ErrorCode.COMMAND_TOO_LARGE)
    except TimeoutError as error:
        raise ChatError(ErrorCode.COMMAND_INVALID, field="body") from error
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise ChatError(ErrorCode.COMMAND_INVALID) from error
    if not isinstance(body, dict):
        raise ChatError(ErrorCode.COMMAND_INVALID)
    return body
