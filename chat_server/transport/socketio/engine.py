"""The part of python-socketio that this product keeps, and the hooks it is entered through.

python-socketio and python-engineio answer the HTTP handshake: route, protocol version,
transport and upgrade checks. From the upgrade on, a connection belongs to the hub, which
replaces their queue, writer task, ping task, dispatch and rooms. Everything here that is private
to those libraries is watched by ``tests/transport/test_contract.py``.
"""

import logging
from collections.abc import Awaitable, Callable, MutableMapping

import engineio
import socketio
from aiohttp import web

from chat_server.transport.socketio.limits import HubLimits

Accept = Callable[[web.Request], Awaitable[web.StreamResponse]]

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
        # The callers' frames live as long as the connection: without this, so would the headers.
        environ.clear()
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
