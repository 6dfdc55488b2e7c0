"""How connections come in and go out: handshake, introduction, the application's word, farewell."""

import asyncio
import inspect
import logging
import socket
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from aiohttp import hdrs, web

from chat_server.protocol.errors import ErrorCode
from chat_server.system import Clock
from chat_server.transport.socketio.address import Network, address_group
from chat_server.transport.socketio.connection import ABSENT, Connection, Work
from chat_server.transport.socketio.engine import Server, switch_protocol
from chat_server.transport.socketio.gateway import Gateway
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
    open_frame,
    read_auth,
)
from chat_server.transport.socketio.rooms import Rooms
from chat_server.transport.socketio.turn import Turn

S = TypeVar("S")

log = logging.getLogger(__name__)


class Door(Generic[S]):
    """Owns every socket from its handshake to the ``disconnected`` that follows its end."""

    def __init__(
        self,
        *,
        clock: Clock,
        limits: HubLimits,
        stats: HubStats,
        rooms: Rooms,
        gateway: Gateway[S],
        connect: Callable[[str, Handshake], Awaitable[S]],
        disconnected: Callable[[S, str], Awaitable[None] | None],
        changed: Callable[[], None],
        trusted_proxies: Sequence[Network],
    ) -> None:
        self.open: set[Connection] = set()
        self._clock = clock
        self._limits = limits
        self._stats = stats
        self._rooms = rooms
        self._gateway = gateway
        self._connect = connect
        self._disconnected = disconnected
        self._changed = changed
        self._trusted_proxies = tuple(trusted_proxies)
        self._server = Server(self._accept, limits)
        self._turn = Turn()
        self._heartbeat = Heartbeat(limits, stats)
        self._callers: Counter[str] = Counter()
        self._farewells: set[asyncio.Task[None]] = set()

    def attach(self, app: web.Application, path: str) -> None:
        """Serve ``path`` of ``app``."""
        self._server.attach(app, path)

    async def shut(self) -> None:
        """Let the library end what it may have started."""
        await self._server.shutdown()

    # The handshake

    async def _accept(self, request: web.Request) -> web.StreamResponse:
        remote = remote_address(request, self._trusted_proxies)
        if self._gateway.draining:
            return self._turn_away(503)
        if self._callers[address_group(remote)] >= self._limits.connections_per_ip:
            return self._turn_away(429)
        handshake = read_handshake(request, remote)
        return await switch_protocol(request, lambda transport: self._enter(transport, handshake))

    def _turn_away(self, status: int) -> web.Response:
        self._stats.refused_handshakes += 1
        return web.Response(status=status, headers={hdrs.RETRY_AFTER: "5"})

    def _enter(self, transport: asyncio.Transport, handshake: Handshake) -> Connection:
        limits = self._limits
        raw = transport.get_extra_info("socket")
        if raw is not None:
            # Else the kernel hides a client that stopped reading behind megabytes of buffer.
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, limits.send_buffer_bytes)
        connection = Connection(
            self._server.new_id(), handshake, transport, self, self._turn, limits, self._stats
        )
        self.open.add(connection)
        self._callers[connection.caller] += 1
        self._stats.sockets += 1
        connection.send_first(
            open_frame(
                self._server.new_id(),
                limits.ping_interval_ms,
                limits.ping_timeout_ms,
                limits.frame_bytes,
            )
        )
        connection.expect(limits.connect_deadline_ms, "connect deadline")
        return connection

    # What comes in

    def packet(self, connection: Connection, packet: bytes) -> Work | None:
        """Handle one packet; what is returned must be done before the next one."""
        if connection.session is ABSENT:
            return self._introduce(connection, read_auth(packet, self._limits.depth))
        if packet[:2] == EVENT:
            return self._gateway.receive(connection, packet)
        if packet in (CLOSE, DISCONNECT):
            connection.close("left")
        elif packet != PONG:
            raise ProtocolViolationError
        return None

    async def _introduce(self, connection: Connection, auth: dict[str, object] | None) -> None:
        """Ask the application about a client that has sent its CONNECT packet."""
        handshake = connection.handshake
        assert handshake is not None
        self._rooms.add(connection)
        try:
            session = await self._connect(connection.sid, replace(handshake, auth=auth))
        except Refused as refusal:
            self._refuse(connection, refusal.code, refusal.retry_after_ms)
            return
        except Exception:
            log.exception("connect failed")
            self._refuse(connection, ErrorCode.INTERNAL, None)
            return
        connection.filled_at = self._clock.monotonic()
        connection.send_first(connected_frame(connection.sid))
        connection.admit(session)
        self._stats.connections += 1
        if not connection.closing:
            self._heartbeat.add(connection)
        self._changed()

    def _refuse(self, connection: Connection, code: ErrorCode, retry_after_ms: int | None) -> None:
        self._stats.refused_connects += 1
        data: dict[str, object] = {"code": code.value}
        if retry_after_ms is not None:
            data["retry_after"] = retry_after_ms
        connection.send_first(connect_error_frame(code.value, data))
        connection.close("refused")

    # The end

    def lost(self, connection: Connection) -> None:
        """Take a client that is gone out of everything at once."""
        self._rooms.remove(connection)
        self._heartbeat.remove(connection)
        self.open.discard(connection)
        caller = connection.caller
        self._callers[caller] -= 1
        if not self._callers[caller]:
            del self._callers[caller]

    def ended(self, connection: Connection) -> None:
        """Tell the application, if it ever heard of the client."""
        self._rooms.remove(connection)  # it may have joined one more while it was leaving
        if connection.session is ABSENT:
            self._count_out()
            return
        session: S = connection.session  # type: ignore[assignment]  # admitted: it is an S
        connection.session = ABSENT
        self._stats.connections -= 1
        try:
            outcome = self._disconnected(session, connection.reason or "lost")
        except Exception:
            log.exception("disconnected failed")
            outcome = None
        if inspect.isawaitable(outcome):
            farewell = asyncio.get_running_loop().create_task(self._say_farewell(outcome))
            self._farewells.add(farewell)
            farewell.add_done_callback(self._farewells.discard)
        else:
            self._count_out()

    async def _say_farewell(self, outcome: Awaitable[None]) -> None:
        try:
            await outcome
        except Exception:
            log.exception("disconnected failed")
        finally:
            self._count_out()

    def _count_out(self) -> None:
        self._stats.sockets -= 1
        self._changed()
