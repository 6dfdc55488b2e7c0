"""The private parts of the libraries that the hub relies on, in one place.

python-socketio and python-engineio answer the HTTP side of a handshake: route, protocol version,
transport and upgrade checks. aiohttp completes the upgrade and brings the frame parser. Then the
connection changes its protocol, as asyncio means it for upgrades: from there on it costs no
task, no queue and no request object of theirs. What is private to them and used here is watched
by ``tests/transport/test_contract.py``.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping

import engineio
import socketio
from aiohttp import WebSocketError, WSMessage, WSMsgType, web
from aiohttp._websocket.reader import WebSocketDataQueue, WebSocketReader

from chat_server.transport.socketio.limits import HubLimits

Accept = Callable[[web.Request], Awaitable[web.StreamResponse]]
TakeFrame = Callable[[WSMsgType, bytes], None]
TakeError = Callable[[WebSocketError], None]

log = logging.getLogger(__name__)

# Their complaints repeat what strangers send; the hub counts refusals instead.
_quiet = logging.getLogger(f"{__name__}.library")
_quiet.setLevel(logging.CRITICAL)


class Engine(engineio.AsyncServer):  # type: ignore[misc]  # the library is untyped
    """An Engine.IO server that hands every accepted websocket handshake to ``accept``."""

    accept: Accept

    async def _handle_connect(
        self,
        environ: MutableMapping[str, object],
        transport: str,
        jsonp_index: int | None = None,
    ) -> web.StreamResponse:
        request = environ["aiohttp.request"]
        if jsonp_index is not None or transport != "websocket" or type(request) is not web.Request:
            return web.Response(status=400)
        return await self.accept(request)


class Server(socketio.AsyncServer):  # type: ignore[misc]  # the library is untyped
    """A Socket.IO server for websockets on the default namespace, without compression."""

    def __init__(self, accept: Accept, limits: HubLimits) -> None:
        super().__init__(
            logger=_quiet,
            engineio_logger=_quiet,
            async_mode="aiohttp",
            async_handlers=False,
            monitor_clients=False,
            transports=["websocket"],
            allow_upgrades=False,
            http_compression=False,
            cors_allowed_origins=[],  # origins are the application's to judge, at connect
            max_http_buffer_size=limits.frame_bytes,
        )
        self.eio.accept = accept

    def _engineio_server_class(self) -> type[Engine]:
        return Engine

    def new_id(self) -> str:
        """A fresh unguessable session id."""
        return str(self.eio.generate_id())


class Upgrade(web.WebSocketResponse):
    """An accepted upgrade of which aiohttp sends the headers and nothing more."""

    def __init__(self) -> None:
        super().__init__(compress=False)

    async def write_eof(self, data: bytes = b"") -> None:
        """Leave the connection open: by now it belongs to the hub."""


async def switch_protocol(
    request: web.Request, make: Callable[[asyncio.Transport], asyncio.BaseProtocol]
) -> web.StreamResponse:
    """Accept the websocket handshake of ``request`` and give its connection to what ``make`` makes.

    The returned response is for aiohttp to finish, which sends nothing. For aiohttp the
    connection is over; ``connection_made`` is not called again. Raises aiohttp's HTTPBadRequest
    when the request is no proper websocket handshake.
    """
    response = Upgrade()
    await response.prepare(request)
    transport = request.transport
    if transport is not None:
        transport.set_protocol(make(transport))
        request.protocol.transport = None  # or it would be closed along
        request.protocol.connection_lost(None)
    return response


class _Frames(WebSocketDataQueue):
    """Hands on frames where aiohttp's own queue would keep them for a reading task."""

    def __init__(self, take: TakeFrame, fail: TakeError) -> None:
        self.take = take
        self.fail = fail

    def feed_data(self, data: WSMessage, size: int) -> None:  # type: ignore[override]  # one kind
        self.take(data[0], data[1])

    def feed_eof(self) -> None:
        """Nothing: the end of the connection is told by its transport."""

    def set_exception(self, exc: BaseException, exc_cause: BaseException | None = None) -> None:
        if isinstance(exc, WebSocketError):
            self.fail(exc)
        else:
            log.error("reading a frame failed", exc_info=exc)
            self.fail(WebSocketError(1011, "internal"))


def frame_parser(take: TakeFrame, fail: TakeError, frame_bytes: int) -> Callable[[bytes], object]:
    """A function that takes received bytes and calls ``take`` with each whole frame in them.

    Text comes as undecoded bytes. Frames of over ``frame_bytes`` and breaches of RFC 6455 go to
    ``fail``, after which nothing more is parsed.
    """
    reader = WebSocketReader(
        _Frames(take, fail), frame_bytes + 1, compress=False, decode_text=False
    )
    return reader.feed_data
