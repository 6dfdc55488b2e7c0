"""The Socket.IO hub: who is connected, which rooms they are in, and what reaches them."""

import asyncio
import inspect
import logging
import socket
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any, Generic, TypeVar

from aiohttp import WSCloseCode, WSMsgType, hdrs, web

from chat_server.protocol.errors import ErrorCode
from chat_server.system import Clock
from chat_server.transport.socketio.address import Network, address_group
from chat_server.transport.socketio.connection import ABSENT, Connection
from chat_server.transport.socketio.engine import Server
from chat_server.transport.socketio.gateway import Command, Gateway
from chat_server.transport.socketio.handshake import (
    Handshake,
    Refused,
    read_handshake,
    remote_address,
)
from chat_server.transport.socketio.heartbeat import Heartbeat
from chat_server.transport.socketio.limits import HubLimits, HubStats
from chat_server.transport.socketio.packets import (
    CLOSE,
    DISCONNECT,
    EVENT,
    PONG,
    ProtocolViolationError,
    connect_error_frame,
    connected_frame,
    event_frame,
    open_frame,
    read_auth,
)
from chat_server.transport.socketio.rooms import Rooms

S = TypeVar("S")

# A client's close without a code reads as 0.
ORDERLY = frozenset({0, WSCloseCode.OK, WSCloseCode.GOING_AWAY})

log = logging.getLogger(__name__)


class Hub(Generic[S]):
    """All Socket.IO connections of this process; ``S`` is the application's session.

    ``connect(sid, handshake)`` returns the session or raises :class:`Refused`;
    ``command(session, name, payload)`` returns the acknowledgement, see
    :class:`~chat_server.transport.socketio.gateway.Gateway` for what may be awaited how;
    ``disconnected(session, reason)`` follows every ``connect`` that returned, exactly once;
    ``reason`` is ``left`` (the client said goodbye), ``lost``, ``ping timeout``, ``slow``,
    ``refused`` (it broke the protocol), ``stopped`` or what :meth:`cut` was given.
    ``trusted_proxies`` are the networks whose X-Forwarded-For is believed.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        limits: HubLimits,
        connect: Callable[[str, Handshake], Awaitable[S]],
        command: Command[S],
        disconnected: Callable[[S, str], Awaitable[None] | None],
        command_names: frozenset[str],
        trusted_proxies: Sequence[Network] = (),
    ) -> None:
        self.limits = limits
        self.stats = HubStats()
        self._clock = clock
        self._connect = connect
        self._disconnected = disconnected
        self._trusted_proxies = tuple(trusted_proxies)
        self._server = Server(self._accept, limits)
        self._rooms = Rooms()
        self._open: set[Connection] = set()
        self._callers: Counter[str] = Counter()
        self._heartbeat = Heartbeat(limits, self.stats)
        self._waiters: list[asyncio.Future[None]] = []
        self._gateway = Gateway(
            clock=clock,
            limits=limits,
            stats=self.stats,
            command=command,
            command_names=command_names,
            idle=self._changed,
        )

    def attach(self, app: web.Application, path: str = "/socket.io") -> None:
        """Serve ``path`` of ``app``, and stop gracefully when the application shuts down."""

        async def stop(_: web.Application) -> None:
            await self.stop()

        self._server.attach(app, path)
        app.on_shutdown.append(stop)

    def join(self, sid: str, room: str) -> None:
        """Put a client into ``room``; nothing happens when the client is gone."""
        connection = self._rooms.get(sid)
        if connection is not None:
            self._rooms.join(connection, room)

    def leave(self, sid: str, room: str) -> None:
        """Take a client out of ``room``; nothing happens when it is not in there."""
        connection = self._rooms.get(sid)
        if connection is not None:
            self._rooms.leave(connection, room)

    def members(self, room: str) -> tuple[str, ...]:
        """The session ids in ``room``."""
        return tuple(connection.sid for connection in self._rooms.members(room))

    def emit(
        self, target: str, event: str, payload: object, *, skip_sid: str | None = None
    ) -> None:
        """Send an event to the client or else the room named ``target``, but not to ``skip_sid``.

        Returns at once: it encodes once, writes what the recipients' sockets take and queues the
        rest within their limits. ``payload`` is anything orjson can write.
        """
        connection = self._rooms.get(target)
        members = self._rooms.members(target) if connection is None else (connection,)
        if not members:
            return
        frame = event_frame(event, payload)
        for member in members:
            if member.sid != skip_sid:
                self.stats.events_sent += 1
                member.send(frame)

    def cut(self, sid: str, reason: str) -> None:
        """End a client's connection at once, without asking it."""
        connection = self._rooms.get(sid)
        if connection is not None:
            connection.abort(reason)

    async def until(self, predicate: Callable[[], bool]) -> None:
        """Wait until ``predicate``, asked after every connect, disconnect and last ack, is true."""
        while not predicate():
            waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiters.append(waiter)
            await waiter

    async def stop(self) -> None:
        """Stop gracefully, within ``stop_timeout_ms``.

        No handshake and no new command is accepted from now on. Every client is told when to
        come back (``server.draining``, spread evenly so that they don't return as one), running
        commands are finished and acknowledged, then connections are closed; who does not answer
        the close in time is aborted. Clients see a closed transport and reconnect by themselves.
        """
        self._gateway.draining = True
        everybody = self._rooms.everybody()
        for index, connection in enumerate(everybody, 1):
            delay_ms = self.limits.reconnect_spread_ms * index // len(everybody)
            self.emit(connection.sid, "server.draining", {"reconnect_after_ms": delay_ms})
        last_call_ms = self.limits.close_timeout_ms
        await self._wait(
            lambda: not self.stats.in_flight, self.limits.stop_timeout_ms - 2 * last_call_ms
        )
        for connection in tuple(self._open):
            connection.close()
        await self._wait(lambda: not self._open, last_call_ms)
        for connection in tuple(self._open):
            connection.abort("stopped")
        await self._wait(lambda: not self._open, last_call_ms)
        await self._server.shutdown()

    async def _wait(self, predicate: Callable[[], bool], timeout_ms: int) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout_ms / 1000):
                await self.until(predicate)

    def _changed(self) -> None:
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def _accept(self, request: web.Request) -> web.StreamResponse:
        remote = remote_address(request, self._trusted_proxies)
        caller = address_group(remote)
        if self._gateway.draining:
            self.stats.refused_handshakes += 1
            return web.Response(status=503, headers={hdrs.RETRY_AFTER: "5"})
        if self._callers[caller] >= self.limits.connections_per_ip:
            self.stats.refused_handshakes += 1
            return web.Response(status=429, headers={hdrs.RETRY_AFTER: "5"})
        self._callers[caller] += 1
        try:
            return await self._upgrade(request, remote)
        finally:
            self._callers[caller] -= 1
            if not self._callers[caller]:
                del self._callers[caller]

    async def _upgrade(self, request: web.Request, remote: str) -> web.StreamResponse:
        websocket = web.WebSocketResponse(
            compress=False,
            decode_text=False,
            max_msg_size=self.limits.frame_bytes + 1,
            timeout=self.limits.close_timeout_ms / 1000,
        )
        writer = await websocket.prepare(request)
        transport = request.transport
        if transport is None:
            return websocket
        raw = transport.get_extra_info("socket")
        if raw is not None:
            # Else the kernel hides a client that stopped reading behind megabytes of buffer.
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, self.limits.send_buffer_bytes)
        connection = Connection(
            self._server.new_id(), transport, request.protocol, writer, self.limits, self.stats
        )
        connection.send_first(
            open_frame(
                self._server.new_id(),
                self.limits.ping_interval_ms,
                self.limits.ping_timeout_ms,
                self.limits.frame_bytes,
            )
        )
        await self._serve(connection, websocket, request, remote)
        return websocket

    async def _serve(
        self,
        connection: Connection,
        websocket: "web.WebSocketResponse[Any]",
        request: web.Request,
        remote: str,
    ) -> None:
        self._open.add(connection)
        self.stats.sockets += 1
        try:
            if await self._introduce(connection, websocket, request, remote):
                await self._receive(connection, websocket)
        except ProtocolViolationError:
            self.stats.refused_frames += 1
            connection.abort("refused")
        finally:
            await self._farewell(connection)

    async def _introduce(
        self,
        connection: Connection,
        websocket: "web.WebSocketResponse[Any]",
        request: web.Request,
        remote: str,
    ) -> bool:
        """Await the CONNECT packet and the application's word; whether the client is in."""
        deadline = asyncio.get_running_loop().call_later(
            self.limits.connect_deadline_ms / 1000, connection.abort, "connect deadline"
        )
        try:
            packet = await self._next(websocket)
            if packet is None:
                return False
            auth = read_auth(packet, self.limits.depth)
            self._rooms.add(connection)
            try:
                handshake = read_handshake(request, remote, auth)
                connection.session = await self._connect(connection.sid, handshake)
            except Refused as refusal:
                self._refuse(connection, refusal.code, refusal.retry_after_ms)
                return False
            except Exception:
                log.exception("connect failed")
                self._refuse(connection, ErrorCode.INTERNAL, None)
                return False
        finally:
            deadline.cancel()
        connection.filled_at = self._clock.monotonic()
        connection.send_first(connected_frame(connection.sid))
        connection.release()
        self._heartbeat.add(connection)
        self.stats.connections += 1
        self._changed()
        return True

    def _refuse(self, connection: Connection, code: ErrorCode, retry_after_ms: int | None) -> None:
        self.stats.refused_connects += 1
        data: dict[str, object] = {"code": code.value}
        if retry_after_ms is not None:
            data["retry_after"] = retry_after_ms
        connection.send_first(connect_error_frame(code.value, data))

    async def _receive(
        self, connection: Connection, websocket: "web.WebSocketResponse[Any]"
    ) -> None:
        session: S = connection.session  # type: ignore[assignment]  # set by _introduce
        handle = self._gateway.receive
        while (packet := await self._next(websocket)) is not None:
            connection.alive = True
            if packet[:2] == EVENT:
                blocking = handle(connection, session, packet)
                if blocking is not None:
                    await blocking
            elif packet == PONG:
                continue
            elif packet in (CLOSE, DISCONNECT):
                connection.reason = connection.reason or "left"
                return
            else:
                raise ProtocolViolationError
        if websocket.close_code in ORDERLY:
            connection.reason = connection.reason or "left"

    async def _next(self, websocket: "web.WebSocketResponse[Any]") -> bytes | None:
        """The next text frame; None when the connection is over."""
        message = await websocket.receive()
        if message.type is WSMsgType.TEXT:
            data: bytes = message.data
            return data
        if message.type is WSMsgType.BINARY:
            raise ProtocolViolationError
        return None

    async def _farewell(self, connection: Connection) -> None:
        self._rooms.remove(connection)
        self._heartbeat.remove(connection)
        connection.discard()
        session, connection.session = connection.session, ABSENT
        try:
            if session is not ABSENT:
                self.stats.connections -= 1
                outcome = self._disconnected(session, connection.reason or "lost")  # type: ignore[arg-type]  # an S
                if inspect.isawaitable(outcome):
                    await outcome
        except Exception:
            log.exception("disconnected failed")
        finally:
            self.stats.sockets -= 1
            self._open.discard(connection)
            self._changed()
