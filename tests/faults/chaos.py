"""A proxy between clients and the server that breaks the network in every way a test asks for.

It runs in the test's own loop. Faults on bytes (freeze, delay, bandwidth, cut) work on any stream;
faults on frames (dropped acks, duplicates, changed order) read the websocket frames they pass on.
"""

import asyncio
import random
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from tests.faults.wire import TEXT, frame_end

Side = Literal["up", "down"]
BLOCKED = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
BUFFER_BYTES = 65_536
RECEIVE_BYTES = 16_384


@dataclass
class Way:
    """What happens to one direction at present; ``up`` is towards the server."""

    frozen: bool = False
    delay_s: float = 0.0
    jitter_s: float = 0.0
    bytes_per_s: float = 0.0
    drop_acks: bool = False
    copies: int = 1
    """So often each event and each message goes on; other commands once."""
    reorder: int = 1
    """So many neighbouring frames go on in a changed order; 1 for none."""
    lose_every: int = 0
    """Every so many-th event is lost; 0 for none."""


@dataclass
class Ways:
    """Both directions of one group of connections, and those connections."""

    up: Way = field(default_factory=Way)
    down: Way = field(default_factory=Way)
    pairs: "set[_Pair]" = field(default_factory=set)
    cut_after_bytes: int = 0
    block_websockets: bool = False
    refuse: bool = False

    def freeze(self, *sides: Side) -> None:
        """No byte passes any more; nobody is told."""
        for side in sides or ("up", "down"):
            getattr(self, side).frozen = True
        for pair in list(self.pairs):
            pair.listen_or_not()

    def thaw(self) -> None:
        """What was held back goes on, as TCP repeats it."""
        self.up.frozen = self.down.frozen = False
        for pair in list(self.pairs):
            pair.up.go_on()
            pair.down.go_on()
            pair.listen_or_not()

    def cut(self) -> None:
        """Every connection is reset, towards both sides."""
        for pair in list(self.pairs):
            pair.abort()

    def forget(self) -> None:
        """Connections that are frozen never come back, as after a change of networks."""
        for pair in list(self.pairs):
            pair.hush()

    def calm(self) -> None:
        """No faults from now on; frozen connections go on."""
        fresh = Way()
        for way in (self.up, self.down):
            way.__dict__.update(fresh.__dict__)
        self.cut_after_bytes = 0
        self.block_websockets = self.refuse = False
        self.thaw()


class _Flow:
    """One direction of one connection: from whoever writes to the transport of the other end."""

    def __init__(self, way: Way, chance: random.Random, *, is_down: bool) -> None:
        self.way = way
        self._is_down = is_down
        self.target: asyncio.Transport | None = None
        self._chance = chance
        self._waiting: list[bytes] = []
        self._upgraded = False
        self._part = b""
        self._shuffled: list[bytes] = []
        self._events = 0
        self._free_at = 0.0

    def feed(self, data: bytes) -> None:
        if self.way.frozen:
            self._waiting.append(data)
            return
        for piece in self._through_frames(data):
            self._pass(piece)

    def go_on(self) -> None:
        waiting, self._waiting = self._waiting, []
        for data in waiting:
            self.feed(data)
        if self._shuffled and self.way.reorder == 1:
            rest, self._shuffled = self._shuffled, []
            for piece in rest:
                self._pass(piece)

    def _pass(self, data: bytes) -> None:
        way, loop = self.way, asyncio.get_running_loop()
        due = loop.time() + way.delay_s + way.jitter_s * self._chance.random()
        if way.bytes_per_s:
            due = max(due, self._free_at) + len(data) / way.bytes_per_s
        due = max(due, self._free_at)
        if due <= loop.time():
            self._write(data)
            return
        self._free_at = due  # a stream keeps its order, whatever the jitter
        loop.call_at(due, self._write, data)

    def _write(self, data: bytes) -> None:
        if self.target is not None and not self.target.is_closing():
            self.target.write(data)

    def _through_frames(self, data: bytes) -> list[bytes]:
        """``data`` as the pieces that go on; whole frames once the upgrade is through."""
        if not self._upgraded:
            self._upgraded = b"\r\n\r\n" in data and b"pgrade: websocket" in data
            return [data]
        data, at = self._part + data, 0
        pieces: list[bytes] = []
        while (span := frame_end(data, at)) is not None:
            one = data[at : span[1]]
            if data[at] & 0xF == TEXT:
                pieces += self._treat(one, data[span[0] : span[0] + 2])
            else:
                pieces.append(one)
            at = span[1]
        self._part = data[at:]
        return pieces

    def _treat(self, one: bytes, kind: bytes) -> list[bytes]:
        way = self.way
        if kind == b"43" and way.drop_acks:
            return []
        if kind != b"42" and kind != b"43":
            return [one]
        if kind == b"42" and way.lose_every:
            self._events += 1
            if self._events % way.lose_every == 0:
                return []
        repeats = kind == b"42" and (self._is_down or b'"client_id"' in one)
        pieces = [one] * (way.copies if repeats else 1)
        if way.reorder == 1:
            return pieces
        self._shuffled += pieces
        if len(self._shuffled) < way.reorder:
            return []
        mixed, self._shuffled = self._shuffled, []
        self._chance.shuffle(mixed)
        return mixed


class _End(asyncio.Protocol):
    """One of the two sockets of a pair."""

    def __init__(self, pair: "_Pair", feed: Callable[[bytes], None]) -> None:
        self._pair = pair
        self._feed = feed
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._pair.made(self)

    def data_received(self, data: bytes) -> None:
        self._feed(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._pair.lost(self)

    def pause_writing(self) -> None:
        self._pair.hold(self)

    def resume_writing(self) -> None:
        self._pair.release(self)


class _Pair:
    """A client's connection and its counterpart to the server."""

    def __init__(self, ways: Ways, target: Callable[[], tuple[str, int]], seed: int) -> None:
        chance = random.Random(seed)
        self.up = _Flow(ways.up, chance, is_down=False)
        self.down = _Flow(ways.down, chance, is_down=True)
        self._ways = ways
        self._target = target
        self._seen = 0
        self._hushed = False
        self.client = _End(self, self._from_client)
        self.server = _End(self, self._from_server)
        self._early: list[bytes] = []
        self._connecting: asyncio.Task[object] | None = None

    def made(self, end: _End) -> None:
        if end is self.server:
            assert end.transport is not None
            raw = end.transport.get_extra_info("socket")
            # else the kernel hides a client that does not read behind megabytes of buffer
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BYTES)
            self.up.target = end.transport
            early, self._early = self._early, []
            for data in early:
                self.up.feed(data)
            return
        self.down.target = end.transport
        assert end.transport is not None
        if self._ways.refuse:
            end.transport.abort()
            return
        end.transport.set_write_buffer_limits(BUFFER_BYTES)
        self._ways.pairs.add(self)
        self._connecting = asyncio.get_running_loop().create_task(self._connect())

    async def _connect(self) -> None:
        try:
            await asyncio.get_running_loop().create_connection(lambda: self.server, *self._target())
        except OSError:
            self.abort()
            return
        if self not in self._ways.pairs and self.server.transport is not None:
            self.server.transport.abort()  # the client left meanwhile

    def _from_client(self, data: bytes) -> None:
        if self._ways.block_websockets and b"pgrade: websocket" in data:
            if self.client.transport is not None:
                self.client.transport.write(BLOCKED)
                self.client.transport.close()
            return
        if self.up.target is None:
            self._early.append(data)
            return
        self.up.feed(data)

    def _from_server(self, data: bytes) -> None:
        limit = self._ways.cut_after_bytes
        self._seen += len(data)
        if limit and self._seen > limit:
            self.down.feed(data[: max(0, len(data) - (self._seen - limit))])
            self.abort()
            return
        self.down.feed(data)

    def lost(self, end: _End) -> None:
        """One end is gone: so is the other, unless the network between them hides it."""
        end.transport = None
        way = self._ways.up if end is self.client else self._ways.down
        if not (self._hushed or way.frozen):
            self.abort()
        elif self.client.transport is None and self.server.transport is None:
            self._ways.pairs.discard(self)

    def abort(self) -> None:
        self._ways.pairs.discard(self)
        if self._connecting is not None:
            self._connecting.cancel()
        for end in (self.client, self.server):
            if end.transport is not None:
                end.transport.abort()

    def hush(self) -> None:
        """Nothing passes any more, in either direction, for good."""
        self._hushed = True
        self.up.target = self.down.target = None
        self.listen_or_not()

    def listen_or_not(self) -> None:
        """A frozen direction is not read either: what is sent into it piles up at its sender."""
        for end, way in ((self.client, self._ways.up), (self.server, self._ways.down)):
            transport = end.transport
            if transport is None or transport.is_closing():
                continue
            if way.frozen or self._hushed:
                transport.pause_reading()
            else:
                transport.resume_reading()

    def _other(self, end: _End) -> asyncio.Transport | None:
        return self.server.transport if end is self.client else self.client.transport

    def hold(self, end: _End) -> None:
        """``end`` can't be written to: stop reading what would go there."""
        other = self._other(end)
        if other is not None and not other.is_closing():
            other.pause_reading()

    def release(self, end: _End) -> None:
        other = self._other(end)
        if other is not None and not other.is_closing():
            other.resume_reading()


class Proxy:
    """Listens for clients; each group of them has a door of its own with its own ``Ways``."""

    def __init__(self, target: Callable[[], tuple[str, int]], seed: int = 1) -> None:
        self._target = target
        self._seed = seed
        self._servers: list[asyncio.Server] = []
        self._all: list[Ways] = []

    async def door(self) -> tuple[tuple[str, int], Ways]:
        """A new address that leads to the server, and the faults on the way there."""
        ways = Ways()

        def accept() -> asyncio.Protocol:
            self._seed += 1
            return _Pair(ways, self._target, self._seed).client

        loop = asyncio.get_running_loop()
        server = await loop.create_server(accept, "127.0.0.1", 0, backlog=1024)
        self._servers.append(server)
        self._all.append(ways)
        port: int = server.sockets[0].getsockname()[1]
        return ("127.0.0.1", port), ways

    async def close(self) -> None:
        """No more connections."""
        for server in self._servers:
            server.close()
        for ways in self._all:
            ways.refuse = True
            for pair in list(ways.pairs):
                pair.abort()
        for server in self._servers:
            await server.wait_closed()
