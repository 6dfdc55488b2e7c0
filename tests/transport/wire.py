"""Clients that speak Socket.IO in raw frames, and the hub they call."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import WSMsgType

from chat_server.transport.socketio.handshake import Handshake
from chat_server.transport.socketio.hub import Hub

PATIENCE_S = 5


class Client:
    """A bare websocket that speaks Socket.IO by hand; every wait is bounded."""

    def __init__(self, websocket: "aiohttp.ClientWebSocketResponse[Any]") -> None:
        self.websocket = websocket
        self.sid = ""
        self._next_id = 0

    async def send(self, text: str) -> None:
        await self.websocket.send_str(text)

    async def receive(self) -> str | None:
        """The next text frame, pings left out; None when the server has closed or cut."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                message = await self.websocket.receive()
                if message.type is not WSMsgType.TEXT:
                    return None
                if message.data != "2":
                    return str(message.data)

    async def ended(self) -> None:
        """Read until the server ends the connection."""
        while await self.receive() is not None:
            pass

    def burst(self, text: str, times: int) -> None:
        """Send one short frame many times in one go, masked with zeros."""
        connection = self.websocket._response.connection
        assert connection is not None
        assert connection.transport is not None
        frame = bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text.encode()
        connection.transport.write(frame * times)

    def vanish(self) -> None:
        """Close the TCP connection without a word, as a killed browser does."""
        self.websocket._response.close()

    async def connect(self, auth: object = None) -> "Client":
        await self.send("40" if auth is None else "40" + json.dumps(auth))
        answer = await self.receive()
        assert answer is not None, "cut instead of connected"
        assert answer.startswith("40{"), answer
        self.sid = json.loads(answer[2:])["sid"]
        return self

    async def call(self, name: object, *arguments: object) -> Any:
        """Send a command and return its ack; events on the way are dropped."""
        self._next_id += 1
        await self.send(f"42{self._next_id}{json.dumps([name, *arguments])}")
        prefix = f"43{self._next_id}["
        while (answer := await self.receive()) is not None:
            if answer.startswith(prefix):
                (ack,) = json.loads(answer[len(prefix) - 1 :])
                return ack
        raise AssertionError("cut instead of answered")

    async def event(self) -> list[Any]:
        """The next event, as [name, payload]."""
        answer = await self.receive()
        assert answer is not None, "cut instead of told"
        assert answer.startswith("42["), answer
        event: list[Any] = json.loads(answer[2:])
        return event

    async def events(self) -> list[list[Any]]:
        """All events that were sent before now: a round trip proves that there are no more."""
        self._next_id += 1
        await self.send(f'42{self._next_id}["echo",{{}}]')
        seen: list[list[Any]] = []
        while (answer := await self.receive()) is not None:
            if answer.startswith(f"43{self._next_id}["):
                return seen
            seen.append(json.loads(answer[2:]))
        raise AssertionError("cut instead of answered")


Commands = Callable[[str, str, dict[str, Any]], Any]


@dataclass
class House:
    """A hub in service, what its application was told, and its callers' clients."""

    hub: Hub[str]
    url: str
    http: aiohttp.ClientSession
    handshakes: list[Handshake]
    received: list[tuple[str, dict[str, Any]]]
    ended: list[tuple[str, str]]
    clients: list[Client] = field(default_factory=list)

    async def dial(self, query: str = "?EIO=4&transport=websocket", **options: Any) -> Client:
        """An upgraded connection on which only Engine.IO's OPEN has been read."""
        websocket = await self.http.ws_connect(
            f"{self.url}/socket.io/{query}", max_msg_size=0, **options
        )
        client = Client(websocket)
        self.clients.append(client)
        opening = await client.receive()
        assert opening is not None
        assert opening.startswith("0{")
        return client

    async def client(self, auth: object = None, **options: Any) -> Client:
        """A connected client."""
        return await (await self.dial(**options)).connect(auth)


Serve = Callable[..., Awaitable[House]]
