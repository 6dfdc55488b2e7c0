"""One client's socket: what is written goes out soon, waits within bounds, or ends it."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Protocol

from aiohttp import WebSocketError, WSMsgType

from chat_server.transport.socketio.address import address_group
from chat_server.transport.socketio.engine import frame_parser
from chat_server.transport.socketio.handshake import Handshake
from chat_server.transport.socketio.limits import HubLimits, HubStats
from chat_server.transport.socketio.packets import (
    ProtocolViolationError,
    close_frame,
    pong_frame,
)
from chat_server.transport.socketio.turn import Turn

# The session of a connection that the application has not admitted; None might be one of its own.
ABSENT = object()

GOING_AWAY = 1001
NORMAL = 1000
# A client's close without a code reads as 0.
ORDERLY = frozenset({0, NORMAL, GOING_AWAY})

# Waiting packets above which the socket is not read, and above which the client is a flood.
BACKLOG_PAUSE = 64
BACKLOG_CUT = 1_024

Work = Coroutine[object, object, None]


def _ignore(data: bytes) -> None:
    """What has come after the end."""


class Owner(Protocol):
    """What a connection tells the hub."""

    def packet(self, connection: "Connection", packet: bytes) -> Work | None:
        """One text frame has come; the next one waits until the returned work is done.

        Raises ProtocolViolationError.
        """

    def lost(self, connection: "Connection") -> None:
        """The socket is gone; work may still be running."""

    def ended(self, connection: "Connection") -> None:
        """The socket is gone and no work runs."""


class Connection(asyncio.BaseProtocol):
    """An accepted socket, with its rooms and its share of the limits.

    Frames to send are whole websocket frames, made once for all recipients, and written once a
    turn of the loop. Until :meth:`release` and while the client reads too slowly they wait in a
    queue; a queue over its bounds, or a stall of ``send_timeout_ms``, aborts the transport.
    Nothing here needs a task, except work that the hub asks for.
    """

    __slots__ = (
        "_backlog",
        "_deadline",
        "_gone",
        "_limits",
        "_out",
        "_out_bytes",
        "_owner",
        "_queue",
        "_queued_bytes",
        "_stalled",
        "_stats",
        "_task",
        "_transport",
        "_turn",
        "alive",
        "caller",
        "data_received",
        "filled_at",
        "handshake",
        "in_flight",
        "leaving",
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
        handshake: Handshake,
        transport: asyncio.Transport,
        owner: Owner,
        turn: Turn,
        limits: HubLimits,
        stats: HubStats,
    ) -> None:
        self.sid = sid
        self.caller = address_group(handshake.remote)
        self.handshake: Handshake | None = handshake
        self.session: object = ABSENT
        self.rooms: set[str] | None = None
        self.reason: str | None = None
        self.alive = True
        self.leaving = False
        self.slot = 0
        self.in_flight = 0
        self.refusals = 0
        self.tokens = float(limits.burst)
        self.filled_at = 0.0
        self.data_received: Callable[[bytes], object] = frame_parser(
            self._frame, self._broken, limits.frame_bytes
        )
        self._owner = owner
        self._turn = turn
        self._limits = limits
        self._stats = stats
        self._transport = transport
        self._out: list[bytes] = []
        self._out_bytes = 0
        self._queue: deque[bytes] | None = deque()
        self._queued_bytes = 0
        self._stalled: asyncio.TimerHandle | None = None
        self._deadline: asyncio.TimerHandle | None = None
        self._gone = False
        self._backlog: deque[bytes] | None = None
        self._task: asyncio.Task[None] | None = None

    # Sending

    def send(self, frame: bytes) -> None:
        """Write ``frame``, in this turn or when the client has caught up; never waits."""
        if self._queue is not None:
            self._enqueue(frame)
        elif not self.leaving:
            self.send_first(frame)

    def send_first(self, frame: bytes) -> None:
        """Write ``frame`` ahead of everything that waits for :meth:`release`."""
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

    def admit(self, session: object) -> None:
        """The client is in: lift its deadline and let what was queued for it go out."""
        self.session = session
        self.handshake = None
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
        if self._stalled is None and self.session is not ABSENT:
            self._queue = None

    def _end_stall(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def _abort_slow(self) -> None:
        if not self._transport.is_closing():
            self._stats.aborted_slow += 1
            self.abort("slow")

    # Ending

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

    def eof_received(self) -> bool:
        """The client will send nothing more: there is no half a conversation."""
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """The socket is gone, whoever wanted it."""
        self._gone = self.leaving = True
        self.data_received = _ignore  # breaks the cycle of connection and parser
        self._lift_deadline()
        self._end_stall()
        if self._queue:
            self._stats.queued -= len(self._queue)
        self._queue = None
        self._owner.lost(self)
        if self._task is None:
            self._owner.ended(self)

    # Receiving

    def _frame(self, kind: WSMsgType, data: bytes) -> None:
        if kind is WSMsgType.CLOSE:
            self._client_closes(int(data))  # the parser has read the code
        elif self.leaving:
            return
        elif kind is WSMsgType.TEXT:
            self.alive = True
            if self._backlog is None:
                self._handle(data)
            else:
                self._keep(data)
        elif kind is WSMsgType.PING:
            self.send_first(pong_frame(data))
        elif kind is WSMsgType.BINARY:
            self._violated()

    def _handle(self, packet: bytes) -> None:
        try:
            work = self._owner.packet(self, packet)
        except ProtocolViolationError:
            self._violated()
            return
        if work is not None:
            self._backlog = deque()
            self._task = asyncio.get_running_loop().create_task(self._work(work))

    def _keep(self, packet: bytes) -> None:
        backlog = self._backlog
        assert backlog is not None
        backlog.append(packet)
        if len(backlog) == BACKLOG_PAUSE:
            self._transport.pause_reading()
        elif len(backlog) > BACKLOG_CUT:
            self._violated()

    async def _work(self, work: Work | None) -> None:
        """Finish ``work``, then what has come in the meantime, in order."""
        backlog = self._backlog
        assert backlog is not None
        try:
            while True:
                if work is not None:
                    await work
                if not backlog:
                    break
                work = self._owner.packet(self, backlog.popleft())
                if len(backlog) == BACKLOG_PAUSE - 1 and not self._transport.is_closing():
                    self._transport.resume_reading()
        except ProtocolViolationError:
            self._violated()
        finally:
            self._task = None
            self._backlog = None
            if self._gone:
                self._owner.ended(self)

    def _violated(self) -> None:
        if not self.leaving:
            self._stats.refused_frames += 1
            self.abort("refused")

    def _broken(self, error: WebSocketError) -> None:
        """The client broke RFC 6455 or the size limit: nothing it sends can be read any more."""
        if not self.leaving:
            self._stats.refused_frames += 1
            self.reason = self.reason or "refused"
            self.leaving = True
            self.send_first(close_frame(error.code))
            self.flush()
            self._transport.close()

    def _client_closes(self, code: int) -> None:
        if code in ORDERLY:
            self.reason = self.reason or "left"
        if not self.leaving:
            self.leaving = True
            self.send_first(close_frame(NORMAL))
        self.flush()
        self._transport.close()
