"""The Socket.IO hub: who is connected, which rooms they are in, and what reaches them."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

from aiohttp import web

from chat_server.system import Clock
from chat_server.transport.socketio.address import Network
from chat_server.transport.socketio.connection import Connection
from chat_server.transport.socketio.door import Door
from chat_server.transport.socketio.gateway import Command, Gateway
from chat_server.transport.socketio.handshake import Handshake
from chat_server.transport.socketio.limits import HubLimits, HubStats
from chat_server.transport.socketio.outgoing import GOING_AWAY
from chat_server.transport.socketio.packets import event_frame
from chat_server.transport.socketio.rooms import Rooms

S = TypeVar("S")


class Hub(Generic[S]):
    """All Socket.IO connections of this process; ``S`` is the application's session.

    ``connect(sid, handshake)`` returns the session or raises
    :class:`~chat_server.transport.socketio.handshake.Refused`;
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
        self._rooms = Rooms()
        self._waiters: list[asyncio.Future[None]] = []
        self._gateway = Gateway(
            clock=clock,
            limits=limits,
            stats=self.stats,
            command=command,
            command_names=command_names,
            idle=self._changed,
        )
        self._door = Door(
            clock=clock,
            limits=limits,
            stats=self.stats,
            rooms=self._rooms,
            gateway=self._gateway,
            connect=connect,
            disconnected=disconnected,
            changed=self._changed,
            trusted_proxies=trusted_proxies,
        )

    def attach(self, app: web.Application, path: str = "/socket.io") -> None:
        """Serve ``path`` of ``app``, and stop gracefully when the application shuts down."""

        async def stop(_: web.Application) -> None:
            await self.stop()

        self._door.attach(app, path)
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

    def occupied(self, room: str) -> bool:
        """Whether anybody is in ``room``; may be asked from any thread."""
        return bool(self._rooms.members(room))

    def emit(
        self,
        target: str | tuple[str, ...],
        event: str,
        payload: object,
        *,
        skip_sid: str | None = None,
    ) -> None:
        """Send an event to the client or else the room named ``target``, but not to ``skip_sid``.

        Of several targets each client hears once. Returns at once: it encodes once, writes what
        the recipients' sockets take and queues the rest within their limits. ``payload`` is
        anything orjson can write.
        """
        members = self._reached(target)
        if not members:
            return
        frame = event_frame(event, payload)
        for member in members:
            if member.sid != skip_sid:
                self.stats.events_sent += 1
                member.send(frame)

    def _reached(self, target: str | tuple[str, ...]) -> Collection[Connection]:
        if not isinstance(target, str):
            found = [self._reached(one) for one in target]
            return dict.fromkeys(member for members in found for member in members)
        connection = self._rooms.get(target)
        return self._rooms.members(target) if connection is None else (connection,)

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
        for connection in tuple(self._door.open):
            connection.close("stopped", GOING_AWAY)
        await self._wait(lambda: not self.stats.sockets, last_call_ms)
        for connection in tuple(self._door.open):
            connection.abort("stopped")
        await self._wait(lambda: not self.stats.sockets, last_call_ms)
        await self._door.shut()

    async def _wait(self, predicate: Callable[[], bool], timeout_ms: int) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout_ms / 1000):
                await self.until(predicate)

    def _changed(self) -> None:
        if not self._waiters:
            return
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)
