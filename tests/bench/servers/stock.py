"""Peer: python-socketio as its documentation shows it, with uvloop and orjson; no persistence."""

from typing import Any

import orjson
import socketio
from aiohttp import web

from tests.bench.servers.serving import serve


class Json:
    """orjson with the signature of the standard library's json."""

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        return orjson.dumps(value).decode()

    @staticmethod
    def loads(text: str, **_: Any) -> Any:
        return orjson.loads(text)


def application() -> web.Application:
    server = socketio.AsyncServer(async_mode="aiohttp", cors_allowed_origins="*", json=Json)
    rooms: dict[str, str] = {}

    async def connect(sid: str, environ: dict[str, Any], auth: dict[str, str]) -> None:
        rooms[sid] = auth["room"]
        await server.enter_room(sid, auth["room"])

    async def send(sid: str, message: dict[str, Any]) -> dict[str, Any]:
        await server.emit("message.posted", message, room=rooms[sid], skip_sid=sid)
        return {"ok": True, "data": {}}

    def disconnect(sid: str, reason: str) -> None:
        rooms.pop(sid, None)

    server.on("connect", connect)
    server.on("message.send", send)
    server.on("disconnect", disconnect)
    app = web.Application()
    server.attach(app)
    return app


if __name__ == "__main__":
    serve(application())
