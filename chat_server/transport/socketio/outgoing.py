"""What goes out to one client: soon, within bounds, or not at all any more."""

import asyncio
from collections import deque

from chat_server.transport.socketio.limits import HubLimits, HubStats
from chat_server.transport.socketio.packets import close_frame
from chat_server.transport.socketio.turn import Turn

GOING_AWAY = 1001
NORMAL = 1000


class Outgoing(asyncio.BaseProtocol):
    """The sending half of a connection, and the ways in which a connection is ended.

    Frames are whole websocket frames, made once for all recipients, and written once a turn of
    the loop. Until :meth:`open_up` and while the client reads too slowly they wait in a queue; a
    queue over its bounds, or a stall of ``send_timeout_ms``, aborts the transport.
    """

    __slots__ = (
        "_deadline",
        "_limits",
        "_out",
        "_out_bytes",
        "_queue",
        "_queued_bytes",
        "_stalled",
        "_stats",
        "_transport",
        "_turn",
        "_waiting_to_open",
        "leaving",
        "reason",
    )

    def __init__(
        self, transport: asyncio.Transport, turn: Turn, limits: HubLimits, stats: HubStats
    ) -> None:
        self.reason: str | None = None
        self.leaving = False
        self._transport = transport
        self._turn = turn
        self._limits = limits
        self._stats = stats
        self._out: list[bytes] = []
        self._out_bytes = 0
        self._queue: deque[bytes] | None = deque()
        self._queued_bytes = 0
        self._waiting_to_open = True
        self._stalled: asyncio.TimerHandle | None = None
        self._deadline: asyncio.TimerHandle | None = None

    def send(self, frame: bytes) -> None:
        """Write ``frame``, in this turn or when the client has caught up; never waits."""
        if self._queue is not None:
            self._enqueue(frame)
        elif not self.leaving:
            self.send_first(frame)

    def send_first(self, frame: bytes) -> None:
        """Write ``frame`` ahead of everything that waits for :meth:`open_up`."""
        out = self._out
        if not out:
            self._turn.add(self)
        out.append(frame)
        self._out_bytes += len(frame)
        if self._out_bytes > self._limits.frame_bytes:
            self.flush()

    def flush(self) -> None:
        """Write what this turn has gathered."""
        out = self._out
        if not out:
            return
        if not self._transport.is_closing():
            self._transport.write(out[0] if len(out) == 1 else b"".join(out))
        out.clear()
        self._out_bytes = 0

    def open_up(self) -> None:
        """Lift the deadline and let what was queued while the client was connecting go out."""
        self._waiting_to_open = False
        self._lift_deadline()
        waiting, self._queue = self._queue or (), None
        self._stats.queued -= len(waiting)
        self._queued_bytes = 0
        for frame in waiting:
            self.send(frame)

    def _enqueue(self, frame: bytes) -> None:
        queue = self._queue
        if queue is None or self._transport.is_closing():
            return
        too_many = len(queue) >= self._limits.queue_events
        too_big = bool(queue) and self._queued_bytes + len(frame) > self._limits.queue_bytes
        if too_many or too_big:
            self._abort_slow()
            return
        queue.append(frame)
        self._queued_bytes += len(frame)
        self._stats.queued += 1

    def pause_writing(self) -> None:
        """The transport's buffer is full: queue, and give the client a moment to read."""
        if self._queue is None:
            self._queue = deque()
        self._stalled = asyncio.get_running_loop().call_later(
            self._limits.send_timeout_ms / 1000, self._abort_slow
        )

    def resume_writing(self) -> None:
        """The transport's buffer has drained: write what waits, until it is full again."""
        self._end_stall()
        queue = self._queue
        while queue and self._stalled is None and not self._transport.is_closing():
            frame = queue.popleft()
            self._queued_bytes -= len(frame)
            self._stats.queued -= 1
            self._transport.write(frame)
        if self._stalled is None and not self._waiting_to_open:
            self._queue = None

    def _end_stall(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def _abort_slow(self) -> None:
        if not self._transport.is_closing():
            self._stats.aborted_slow += 1
            self.abort("slow")

    def expect(self, within_ms: int, reason: str) -> None:
        """Drop the connection unless it is admitted, or closed, ``within_ms`` from now."""
        self._lift_deadline()
        self._deadline = asyncio.get_running_loop().call_later(within_ms / 1000, self.abort, reason)

    def _lift_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    @property
    def closing(self) -> bool:
        """Whether nothing more can be sent."""
        return self._transport.is_closing()

    def abort(self, reason: str) -> None:
        """Drop the TCP connection at once, whatever the client does; the first reason counts."""
        self.reason = self.reason or reason
        self.leaving = True
        self.flush()
        self._transport.abort()

    def close(self, reason: str, code: int = NORMAL) -> None:
        """Say goodbye in order, and drop a client that does not answer it in time.

        A client with a backlog is dropped without: it resyncs anyway.
        """
        if self._transport.is_closing() or self.leaving:
            return
        if self._stalled is not None:
            self.abort(reason)
            return
        self.reason = self.reason or reason
        self.leaving = True
        self.send_first(close_frame(code))
        self.expect(self._limits.close_timeout_ms, reason)

    def discard(self) -> None:
        """Forget what waits and all timers; the socket is gone."""
        self.leaving = True
        self._lift_deadline()
        self._end_stall()
        if self._queue:
            self._stats.queued -= len(self._queue)
        self._queue = None
