"""One client's socket: each packet in its order, one at a time, and the end reported once."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Protocol

from aiohttp import WebSocketError, WSMsgType

from chat_server.transport.socketio.address import address_group
from chat_server.transport.socketio.engine import frame_parser
from chat_server.transport.socketio.handshake import Handshake
from chat_server.transport.socketio.limits import HubLimits, HubStats
from chat_server.transport.socketio.outgoing import GOING_AWAY, NORMAL, Outgoing
from chat_server.transport.socketio.packets import (
    ProtocolViolationError,
    close_frame,
    pong_frame,
)
from chat_server.transport.socketio.turn import Turn

# The session of a connection that the application has not admitted; None might be one of its own.
ABSENT = object()

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


class Connection(Outgoing):
    """An accepted socket, with its rooms and its share of the limits.

    Nothing here needs a task, except work that the hub asks for.
    """

    __slots__ = (
        "_backlog",
        "_gone",
        "_owner",
        "_task",
        "alive",
        "caller",
        "data_received",
        "filled_at",
        "handshake",
        "in_flight",
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
        super().__init__(transport, turn, limits, stats)
        self.sid = sid
        self.caller = address_group(handshake.remote)
        self.handshake: Handshake | None = handshake
        self.session: object = ABSENT
        self.rooms: set[str] | None = None
        self.alive = True
        self.slot = 0
        self.in_flight = 0
        self.refusals = 0
        self.tokens = float(limits.burst)
        self.filled_at = 0.0
        self.data_received: Callable[[bytes], object] = frame_parser(
            self._frame, self._broken, limits.frame_bytes
        )
        self._owner = owner
        self._gone = False
        self._backlog: deque[bytes] | None = None
        self._task: asyncio.Task[None] | None = None

    def admit(self, session: object) -> None:
        """The application has let the client in."""
        self.session = session
        self.handshake = None
        self.open_up()

    def eof_received(self) -> bool:
        """The client will send nothing more: there is no half a conversation."""
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """The socket is gone, whoever wanted it."""
        self._gone = True
        self.data_received = _ignore  # breaks the cycle of connection and parser
        self.discard()
        self._owner.lost(self)
        if self._task is None:
            self._owner.ended(self)

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
