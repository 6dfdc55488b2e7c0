"""One client's socket: what is written goes out at once, waits within bounds, or ends it."""

import asyncio
from collections import deque
from typing import Protocol

from aiohttp.abc import AbstractStreamWriter

from chat_server.transport.socketio.limits import HubLimits, HubStats
from chat_server.transport.socketio.packets import close_frame

GOING_AWAY = 1001

# The session of a connection that the application has not admitted; None might be one of its own.
ABSENT = object()


class FlowControl(Protocol):
    """The transport's protocol, as far as it tells whether its buffer is above the mark."""

    @property
    def writing_paused(self) -> bool: ...


class Connection:
    """An accepted socket, with its rooms and its share of the limits.

    Frames are whole websocket frames, made once for all recipients. Until :meth:`release` and
    while the client reads too slowly they wait in a queue; a queue over its bounds, or a stall
    of ``send_timeout_ms``, aborts the transport.
    """

    __slots__ = (
        "_draining",
        "_flow",
        "_limits",
        "_queue",
        "_queued_bytes",
        "_stats",
        "_transport",
        "_writer",
        "alive",
        "filled_at",
        "in_flight",
        "reason",
        "refusals",
        "rooms",
        "session",
        "sid",
        "slot",
        "tokens",
    )

    def __init__(
        self,
        sid: str,
        transport: asyncio.Transport,
        flow: FlowControl,
        writer: AbstractStreamWriter,
        limits: HubLimits,
        stats: HubStats,
    ) -> None:
        self.sid = sid
        self.session: object = ABSENT
        self.rooms: set[str] | None = None
        self.reason: str | None = None
        self.alive = True
        self.slot = 0
        self.in_flight = 0
        self.refusals = 0
        self.tokens = float(limits.burst)
        self.filled_at = 0.0
        self._transport = transport
        self._flow = flow
        self._writer = writer
        self._limits = limits
        self._stats = stats
        self._queue: deque[bytes] | None = deque()
        self._queued_bytes = 0
        self._draining: asyncio.Task[None] | None = None

    @property
    def closing(self) -> bool:
        """Whether nothing more can be sent."""
        return self._transport.is_closing()

    def send(self, frame: bytes) -> None:
        """Write ``frame``, now or when the client has caught up; never waits."""
        if self._queue is not None:
            self._enqueue(frame)
        elif not self._transport.is_closing():
            self._transport.write(frame)
            if self._flow.writing_paused:
                self._queue = deque()
                self._draining = asyncio.get_running_loop().create_task(self._drain())

    def send_first(self, frame: bytes) -> None:
        """Write ``frame`` ahead of everything that waits for :meth:`release`."""
        if not self._transport.is_closing():
            self._transport.write(frame)

    def release(self) -> None:
        """Let what was queued while the client was connecting go out."""
        waiting, self._queue = self._queue or (), None
        self._stats.queued -= len(waiting)
        self._queued_bytes = 0
        for frame in waiting:
            self.send(frame)

    def close(self) -> None:
        """Say goodbye in order; a client with a backlog is aborted, it resyncs anyway."""
        if self._queue:
            self.abort("stopped")
        elif not self._transport.is_closing():
            self.reason = self.reason or "stopped"
            self._transport.write(close_frame(GOING_AWAY))

    def abort(self, reason: str) -> None:
        """Drop the TCP connection at once, whatever the client does; the first reason counts."""
        self.reason = self.reason or reason
        self._transport.abort()

    def discard(self) -> None:
        """Free what still waits; the connection is gone."""
        if self._draining is not None:
            self._draining.cancel()
            self._draining = None
        if self._queue:
            self._stats.queued -= len(self._queue)
            self._queue.clear()

    def _enqueue(self, frame: bytes) -> None:
        queue = self._queue
        assert queue is not None
        too_many = len(queue) >= self._limits.queue_events
        too_big = bool(queue) and self._queued_bytes + len(frame) > self._limits.queue_bytes
        if too_many or too_big:
            self._abort_slow()
            return
        queue.append(frame)
        self._queued_bytes += len(frame)
        self._stats.queued += 1

    def _abort_slow(self) -> None:
        if not self._transport.is_closing():
            self._stats.aborted_slow += 1
            self.abort("slow")

    async def _drain(self) -> None:
        try:
            while not self._transport.is_closing():
                async with asyncio.timeout(self._limits.send_timeout_ms / 1000):
                    await self._writer.drain()
                if self._flush():
                    return
        except TimeoutError:
            self._abort_slow()
        except ConnectionError:
            return  # the receiving side sees the same loss and reports it

    def _flush(self) -> bool:
        """Write what waits until the buffer is full again; whether all of it went out."""
        queue = self._queue
        assert queue is not None
        while queue:
            if self._flow.writing_paused or self._transport.is_closing():
                return False
            frame = queue.popleft()
            self._queued_bytes -= len(frame)
            self._stats.queued -= 1
            self._transport.write(frame)
        self._queue = None
        self._draining = None
        return True
