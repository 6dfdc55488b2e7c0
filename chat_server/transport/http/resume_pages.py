"""The way from a mail back into the conversation; see ``services.resume`` for the codes."""

from urllib.parse import urlsplit

import orjson
from aiohttp import web
from jinja2 import Environment

from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.ratelimit import Limit, RateLimiter
from chat_server.core.words import Words
from chat_server.services.resume import Resume, page_of
from chat_server.services.services import Services
from chat_server.services.shop_texts import shop_text
from chat_server.transport.http.security import PAGE_POLICY, refusal
from chat_server.transport.socketio.address import Network, address_group
from chat_server.transport.socketio.handshake import remote_address

CODES_PER_ADDRESS = Limit(tokens=60, per_ms=3_600_000)
BODY_MAX = 4_096


class ResumePages:
    """Handlers of ``/resume/…`` and of the loader's last step.

    Opening the link changes nothing, for mail scanners open links too; its button does.
    """

    def __init__(
        self,
        services: Services,
        templates: Environment,
        words: dict[str, Words],
        trusted_proxies: tuple[Network, ...],
    ) -> None:
        self._services = services
        self._resume: Resume = services.resume
        self._template = templates.get_template("links/resume.html")
        self._words = words
        self._proxies = trusted_proxies
        self._codes = RateLimiter(CODES_PER_ADDRESS)

    def routes(self) -> list[web.RouteDef]:
        """Method, path, handler."""
        return [
            web.get("/resume/{code}", self.show),
            web.post("/resume/{code}", self.leave),
            web.options("/api/v1/visitors/resume", self.preflight),
            web.post("/api/v1/visitors/resume", self.arrive),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """Where the link leads."""
        return await self._shown(request.match_info["code"])

    async def leave(self, request: web.Request) -> web.Response:
        """Use the link up and go on in the shop."""
        code = request.match_info["code"]
        page = await self._resume.leave_for_shop(code)
        if page is None:
            return await self._shown(code)
        headers = {"Location": page, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
        return web.Response(status=303, headers=headers)

    async def _shown(self, code: str) -> web.Response:
        found = await self._resume.look(code)
        shop = found.shop if found else None
        language = found.language if found else "en"
        words = self._words[language]
        text = self._template.render(
            lang=language,
            w=words.text,
            works=found is not None and found.works,
            shop=(shop_text(shop, "name", language) or shop.name) if shop else "Zalada",
            shop_url=page_of(shop, "") if shop else "",
        )
        # the form's answer leads to the shop, and browsers hold that against form-action too
        origins = " ".join(["form-action 'self'", *(shop.origins if shop else ())])
        headers = {
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "Content-Security-Policy": PAGE_POLICY.replace("form-action 'self'", origins),
        }
        works = found is not None and found.works
        return web.Response(
            text=text, status=200 if works else 410, content_type="text/html", headers=headers
        )

    async def preflight(self, request: web.Request) -> web.Response:
        """A browser asks whether a shop's page may hand a code over."""
        headers = _shared_with(request) | {
            "Access-Control-Allow-Methods": "POST",
            "Access-Control-Allow-Headers": "content-type",
            "Access-Control-Max-Age": "86400",
        }
        return web.Response(status=204, headers=headers)

    async def arrive(self, request: web.Request) -> web.Response:
        """The visitor's token for a handover code, on a page of the shop only."""
        shared = _shared_with(request)
        try:
            now = self._services.system.clock.now()
            address = address_group(remote_address(request, self._proxies))
            verdict = self._codes.take(address, now)
            if not verdict.allowed:
                raise ChatError(ErrorCode.RATE_LIMITED, retry_after_ms=verdict.retry_after_ms)
            body = await _body(request)
            shop = self._services.directory.shop_by_key(str(body.get("shop", "")))
            if shop is None:
                raise ChatError(ErrorCode.NOT_FOUND, field="shop")
            if request.headers.get("Origin") not in shop.origins:
                raise ChatError(ErrorCode.FORBIDDEN, field="origin")
            code = str(body.get("code", ""))
            token, visitor_id = await self._resume.arrive(shop, code)
        except ChatError as error:
            response = refusal(error)
            response.headers.update(shared)
            return response
        return web.json_response({"token": token, "visitor_id": visitor_id}, headers=shared)


def _shared_with(request: web.Request) -> dict[str, str]:
    origin = request.headers.get("Origin", "")
    return {
        "Access-Control-Allow-Origin": origin if urlsplit(origin).netloc else "null",
        "Vary": "Origin",
    }


async def _body(request: web.Request) -> dict[str, object]:
    if (request.content_length or 0) > BODY_MAX:
        raise ChatError(ErrorCode.COMMAND_TOO_LARGE)
    try:
        body = orjson.loads(await request.read())
    except orjson.JSONDecodeError as error:
        raise ChatError(ErrorCode.COMMAND_INVALID) from error
    if not isinstance(body, dict):
        raise ChatError(ErrorCode.COMMAND_INVALID)
    return body
