"""Our hub alone: the guarded wire without the product behind it; no persistence."""

from typing import Any

from aiohttp import web

from chat_server.system import SystemClock
from chat_server.transport.socketio.handshake import Handshake
from chat_server.transport.socketio.hub import Hub
from chat_server.transport.socketio.limits import HubLimits
from tests.bench.servers.serving import serve

UNLIMITED = HubLimits(commands_per_s=1e9, burst=1_000_000_000, connections_per_ip=1_000_000)


def application() -> web.Application:
    rooms: dict[str, str] = {}

    async def connect(sid: str, handshake: Handshake) -> str:
        assert handshake.auth is not None
        rooms[sid] = str(handshake.auth["room"])
        hub.join(sid, rooms[sid])
        return sid

    async def command(sid: str, name: str, message: dict[str, Any]) -> dict[str, Any]:
        hub.emit(rooms[sid], "message.posted", message, skip_sid=sid)
        return {"ok": True, "data": {}}

    def disconnected(sid: str, reason: str) -> None:
        del rooms[sid]

    hub: Hub[str] = Hub(
        clock=SystemClock(),
        limits=UNLIMITED,
        connect=connect,
        command=command,
        disconnected=disconnected,
        command_names=frozenset({"message.send"}),
    )
    app = web.Application()
    hub.attach(app)
    return app


if __name__ == "__main__":
    serve(application())
