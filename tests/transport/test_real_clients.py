"""The two clients everybody has, against the hub: python-socketio's own and npm's."""

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import socketio
from socketio.exceptions import ConnectionError as SocketIOConnectionError

from chat_server.protocol.errors import ErrorCode
from chat_server.transport.socketio.handshake import Handshake, Refused
from tests.transport.wire import House, Serve

ROOT = Path(__file__).parents[2]

SCRIPT = """
import { io } from "socket.io-client";
const url = process.argv[1];
const say = (...words) => console.log(JSON.stringify(words));
const options = { transports: ["websocket"], forceNew: true };
const refused = io(url, { ...options, auth: { token: "wrong" } });
refused.on("connect_error", (error) => {
  say("refused", error.message, error.data, refused.active);
  const socket = io(url, { ...options, auth: { token: "good" } });
  socket.on("message.posted", (event) => say("event", event));
  socket.on("disconnect", (reason) => {
    say("disconnect", reason, socket.active);
    process.exit();
  });
  socket.on("connect", async () => {
    say("connect", typeof socket.id);
    say("ack", await socket.emitWithAck("message.send", { text: "Živjo" }));
    say("unknown", await socket.emitWithAck("no.such", {}));
    socket.emit("echo", {});
    say("bye", await socket.emitWithAck("leave", {}));
  });
});
"""


async def start(serve: Serve) -> House:
    houses: list[House] = []

    async def admit(sid: str, handshake: Handshake) -> str:
        if (handshake.auth or {}).get("token") != "good":
            raise Refused(ErrorCode.AUTH_REQUIRED)
        return sid

    async def run(session: str, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        if name == "message.send":
            houses[0].hub.emit(session, "message.posted", {**payload, "seq": 1})
        if name == "leave":
            asyncio.get_running_loop().call_soon(houses[0].hub.cut, session, "test")
        return {"ok": True, "data": payload}

    houses.append(await serve(run, admit, frozenset({"echo", "leave", "message.send"})))
    return houses[0]


async def test_python_socketios_client_holds_a_conversation(serve: Serve) -> None:
    house = await start(serve)
    client = socketio.AsyncClient(reconnection=False)
    heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    client.on("message.posted", heard.put)

    await client.connect(house.url, transports=["websocket"], auth={"token": "good"})
    ack = await client.call("message.send", {"text": "Cześć"}, timeout=5)
    event = await asyncio.wait_for(heard.get(), 5)
    unknown = await client.call("no.such", {}, timeout=5)
    await client.disconnect()
    await house.hub.until(lambda: house.hub.stats.sockets == 0)

    assert ack == {"ok": True, "data": {"text": "Cześć"}}
    assert event == {"text": "Cześć", "seq": 1}
    assert unknown == {"ok": False, "error": {"code": "command.unknown"}}
    assert [reason for _, reason in house.ended] == ["left"]


async def test_python_socketios_client_is_refused_with_the_code(serve: Serve) -> None:
    house = await start(serve)
    client = socketio.AsyncClient(reconnection=False)

    with pytest.raises(SocketIOConnectionError):
        await client.connect(house.url, transports=["websocket"], auth={"token": "wrong"})
    await house.hub.until(lambda: house.hub.stats.sockets == 0)

    assert house.hub.stats.refused_connects == 1


async def test_npms_client_holds_a_conversation_and_learns_why_it_was_refused(serve: Serve) -> None:
    house = await start(serve)
    node = shutil.which("node")
    assert node is not None, "dev.py test brings Node.js"

    process = await asyncio.create_subprocess_exec(
        node,
        "--input-type=module",
        "-e",
        SCRIPT,
        house.url,
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await asyncio.wait_for(process.communicate(), 20)

    assert [json.loads(line) for line in output.splitlines()] == [
        ["refused", "auth.required", {"code": "auth.required"}, False],
        ["connect", "string"],
        ["event", {"text": "Živjo", "seq": 1}],
        ["ack", {"ok": True, "data": {"text": "Živjo"}}],
        ["unknown", {"ok": False, "error": {"code": "command.unknown"}}],
        ["bye", {"ok": True, "data": {}}],
        ["disconnect", "transport close", True],
    ]
