"""A callback by its signed link, and agents' calendars: pages without script."""

import re

from aiohttp import web
from jinja2 import Environment

from chat_server.core.callback import Callback
from chat_server.core.errors import ChatError
from chat_server.core.words import Words
from chat_server.services.callback_links import moment_text
from chat_server.services.services import Services
from chat_server.services.shop_texts import shop_text
from chat_server.transport.http.pages import preferred_language

CODE_MAX = 200
SLOT = re.compile(r"\d{1,16}", re.ASCII)
PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


class CallbackPages:
    """Handlers of ``/callback/…`` and ``/calendar/…``."""

    def __init__(self, services: Services, templates: Environment, words: dict[str, Words]) -> None:
        self._services = services
        self._links = services.callback_links
        self._template = templates.get_template("links/callback.html")
        self._words = words

    def routes(self) -> list[web.RouteDef]:
        """Method, path, handler."""
        return [
            web.get("/callback/{code}", self.show),
            web.get("/callback/{code}/calendar.ics", self.calendar),
            web.post("/callback/{code}/move", self.move),
            web.post("/callback/{code}/cancel", self.cancel),
            web.get("/calendar/{token}.ics", self.feed),
        ]

    async def _find(self, request: web.Request) -> Callback | None:
        code = request.match_info["code"]
        return await self._links.find(code) if len(code) <= CODE_MAX else None

    async def show(self, request: web.Request) -> web.Response:
        """When it is, and what can be changed."""
        said = request.query.get("said", "")
        return await self._page(request, said if said in ("moved", "cancelled", "error") else "")

    async def _page(self, request: web.Request, said: str) -> web.Response:
        callback = await self._find(request)
        if callback is None:
            accepted = request.headers.get("Accept-Language", "")
            language = preferred_language(accepted, tuple(self._words))
            return self._shown(language, 404, shop="Zalada", call=None, said="")
        shop = self._services.directory.shop(callback.shop_id)
        language = callback.language
        slots = await self._links.free_slots(callback) if callback.is_active else []
        address = f"/callback/{request.match_info['code']}"
        return self._shown(
            language,
            200,
            shop=shop_text(shop, "name", language) or shop.name,
            call={
                "status": _status(callback),
                "when": moment_text(callback.slot_at, callback.time_zone, language)
                if callback.slot_at
                else "",
                "phone": callback.phone.international,
                "topic": callback.topic,
                "reference": callback.reference,
            },
            slots=slots,
            said=said,
            action=address,
            ics=f"{address}/calendar.ics",
        )

    def _shown(self, language: str, status: int, **values: object) -> web.Response:
        words = self._words[language]
        text = self._template.render(lang=language, w=words.text, **values)
        return web.Response(text=text, status=status, content_type="text/html", headers=PRIVATE)

    async def move(self, request: web.Request) -> web.Response:
        """To the chosen slot."""
        callback = await self._find(request)
        slot = str((await request.post()).get("slot", ""))
        if callback is None:
            return await self._page(request, "")
        if SLOT.fullmatch(slot) is None:
            return _back(request, "error")
        try:
            await self._links.move(callback, int(slot))
        except ChatError:
            return _back(request, "error")
        return _back(request, "moved")

    async def cancel(self, request: web.Request) -> web.Response:
        """Nobody is to call."""
        callback = await self._find(request)
        if callback is None:
            return await self._page(request, "")
        await self._links.cancel(callback)
        return _back(request, "cancelled")

    async def calendar(self, request: web.Request) -> web.Response:
        """The appointment as a file."""
        callback = await self._find(request)
        if callback is None:
            raise web.HTTPNotFound
        return _ics(self._links.calendar(callback, self._words[callback.language]))

    async def feed(self, request: web.Request) -> web.Response:
        """An agent's calendar by its secret address."""
        text = await self._links.feed(request.match_info["token"][:CODE_MAX])
        if text is None:
            raise web.HTTPNotFound
        return _ics(text)


def _status(callback: Callback) -> str:
    if callback.is_active or callback.status.value == "cancelled":
        return callback.status.value
    return "done"


def _back(request: web.Request, said: str) -> web.Response:
    """The page again by GET, so that a reload sends nothing twice."""
    place = f"/callback/{request.match_info['code']}?said={said}"
    return web.Response(status=303, headers={"Location": place, **PRIVATE})


def _ics(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/calendar", charset="utf-8", headers=PRIVATE)
