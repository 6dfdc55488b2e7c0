"""A real hub on a free port, with real sockets to it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from chat_server.system import SystemClock
from chat_server.transport.socketio.handshake import Handshake
from chat_server.transport.socketio.hub import Hub
from chat_server.transport.socketio.limits import HubLimits
from tests.transport.wire import Commands, House, Serve


async def echo(session: str, name: str, payload: dict[str, Any]) -> dict[str, Any]:
    return {"ok": True, "data": payload}


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Start a hub: ``await serve(command=…, connect=…, names=…, limits=…)``."""
    running: list[tuple[TestServer, House]] = []

    async def start(
        command: Commands = echo,
        connect: Callable[[str, Handshake], Awaitable[str]] | None = None,
        names: frozenset[str] = frozenset({"echo", "message.send"}),
        limits: HubLimits | None = None,
        **options: Any,
    ) -> House:
        handshakes: list[Handshake] = []
        received: list[tuple[str, dict[str, Any]]] = []
        ended: list[tuple[str, str]] = []

        async def admit(sid: str, handshake: Handshake) -> str:
            handshakes.append(handshake)
            return await connect(sid, handshake) if connect else sid

        def run(session: str, name: str, payload: dict[str, Any]) -> Any:
            received.append((name, payload))
            return command(session, name, payload)

        hub: Hub[str] = Hub(
            clock=SystemClock(),
            limits=limits or HubLimits(connections_per_ip=10_000),
            connect=admit,
            command=run,
            disconnected=lambda session, reason: ended.append((session, reason)),
            command_names=names,
            **options,
        )
        app = web.Application()
        hub.attach(app)
        server = TestServer(app, host="127.0.0.1")
        await server.start_server()
        http = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        house = House(hub, str(server.make_url("")).rstrip("/"), http, handshakes, received, ended)
        running.append((server, house))
        return house

    yield start
    for server, house in running:
        for client in house.clients:
            client.vanish()
        await server.close()
        await house.http.close()
