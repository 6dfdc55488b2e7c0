"""One Socket.IO session over one websocket: commands with their acks, events, its end."""

import asyncio
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

import orjson

from tests.faults.wire import Wire

Body = dict[str, Any]


class Line:
    """Open it once; after its end it stays ended."""

    def __init__(self, on_event: Callable[[str, Body], None], on_end: Callable[[], None]) -> None:
        self._on_event = on_event
        self._on_end = on_end
        self._wire: Wire | None = None
        self._auth = b""
        self._acks: dict[bytes, asyncio.Future[Body]] = {}
        self._numbers = count(1)
        self._connected: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.ended = False

    async def open(
        self, address: tuple[str, int], headers: Mapping[str, str], auth: Body, within_s: float
    ) -> None:
        """Connect and be admitted. Raises ``OSError`` (so do refusals) or ``TimeoutError``."""
        self._auth = b"40" + orjson.dumps(auth)
        try:
            async with asyncio.timeout(within_s):
                self._wire = await Wire.open(address, headers, self._packet, self._lost)
                await self._connected
        except BaseException:
            self.abort()
            raise

    async def call(self, name: str, payload: Body, within_s: float) -> Body:
        """Send a command and return its ack. Raises ``ConnectionError`` or ``TimeoutError``."""
        if self.ended or self._wire is None:
            raise ConnectionError("the line is down")
        ack_id = b"%d" % next(self._numbers)
        future: asyncio.Future[Body] = asyncio.get_running_loop().create_future()
        self._acks[ack_id] = future
        self._wire.send(b"42" + ack_id + orjson.dumps([name, payload]))
        try:
            async with asyncio.timeout(within_s):
                return await future
        finally:
            self._acks.pop(ack_id, None)

    def stop_reading(self) -> None:
        """As when the process is stopped."""
        if self._wire is not None:
            self._wire.stop_reading()

    def go_on_reading(self) -> None:
        """As when it goes on."""
        if self._wire is not None:
            self._wire.go_on_reading()

    def abort(self) -> None:
        """End it at once."""
        if self._wire is not None:
            self._wire.abort()
        self._lost()

    def _packet(self, packet: bytes) -> None:
        kind = packet[:2]
        if kind == b"42":
            name, payload = orjson.loads(packet[2:])
            self._on_event(name, payload)
        elif kind == b"43":
            start = packet.index(b"[")
            future = self._acks.get(packet[2:start])
            if future is not None and not future.done():
                future.set_result(orjson.loads(packet[start:])[0])
        elif packet == b"2":
            self._send(b"3")
        elif kind[:1] == b"0":
            self._send(self._auth)
        elif kind == b"40" and not self._connected.done():
            self._connected.set_result(None)
        elif kind == b"44" and not self._connected.done():
            self._connected.set_exception(ConnectionRefusedError(packet.decode()))
        elif kind == b"41":
            self.abort()

    def _send(self, packet: bytes) -> None:
        if self._wire is not None:
            self._wire.send(packet)

    def _lost(self) -> None:
        if self.ended:
            return
        self.ended = True
        error = ConnectionResetError("the connection is gone")
        if not self._connected.done():
            self._connected.set_exception(error)
            self._connected.exception()  # whoever waits for it is told all the same
        for future in self._acks.values():
            if not future.done():
                future.set_exception(error)
        self._on_end()
