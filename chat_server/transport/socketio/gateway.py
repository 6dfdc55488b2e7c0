"""From an EVENT packet to exactly one acknowledgement, whatever the command does."""

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Generic, TypeVar

import orjson

from chat_server.protocol.errors import ChatError, ErrorCode
from chat_server.system import Clock
from chat_server.transport.socketio.connection import Connection, Work
from chat_server.transport.socketio.limits import HubLimits, HubStats
from chat_server.transport.socketio.packets import (
    ProtocolViolationError,
    ack_frame,
    is_deeper,
    split_event,
)

S = TypeVar("S")
Ack = dict[str, Any]
Command = Callable[[S, str, dict[str, Any]], Awaitable[Ack] | Ack]

log = logging.getLogger(__name__)


class Gateway(Generic[S]):
    """Guards the application's one command function.

    Names outside ``command_names`` never reach it, nor do arguments other than one object. One
    client's commands run in the order sent: an awaitable holds back the next command, a future
    does not, so a function that returns a future must have fixed the order when it returns.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        limits: HubLimits,
        stats: HubStats,
        command: Command[S],
        command_names: frozenset[str],
        idle: Callable[[], None],
    ) -> None:
        self._monotonic = clock.monotonic
        self._limits = limits
        self._stats = stats
        self._command = command
        self._names = command_names
        self._idle = idle
        self.draining = False

    def receive(self, connection: Connection, packet: bytes) -> Work | None:
        """Handle one EVENT packet; what is returned must be awaited before the next one.

        Raises ProtocolViolationError for what no real client sends.
        """
        ack_id, body = split_event(packet)
        refusal = self._over_limit(connection)
        if refusal is not None:
            self._answer(connection, ack_id, refusal)
            return None
        try:
            event = orjson.loads(body)
        except orjson.JSONDecodeError:
            # A lone surrogate is enough, and a shopper can paste one: refuse it, don't cut.
            self._answer(connection, ack_id, failure(ErrorCode.COMMAND_INVALID))
            return None
        name = event[0] if event else None
        if not isinstance(name, str) or is_deeper(body, event, self._limits.depth):
            raise ProtocolViolationError
        if name not in self._names:
            self._answer(connection, ack_id, failure(ErrorCode.COMMAND_UNKNOWN))
            return None
        # Before its name was known it was taken for a whole one.
        connection.tokens += 1.0 - self._limits.costs.get(name, 1.0)
        if len(event) != 2 or type(event[1]) is not dict:
            self._answer(connection, ack_id, failure(ErrorCode.COMMAND_INVALID))
            return None
        return self._start(connection, ack_id, name, event[1])

    def _start(self, connection: Connection, ack_id: bytes, name: str, payload: Ack) -> Work | None:
        session: S = connection.session  # type: ignore[assignment]  # admitted: it is an S
        self._stats.commands += 1
        self._stats.in_flight += 1
        try:
            outcome = self._command(session, name, payload)
        except Exception as error:
            self._finish(connection, ack_id, self._explain(name, error))
            return None
        if isinstance(outcome, dict):
            self._finish(connection, ack_id, outcome)
            return None
        if asyncio.isfuture(outcome) and connection.in_flight < self._limits.in_flight:
            connection.in_flight += 1
            outcome.add_done_callback(partial(self._settled, connection, ack_id, name))
            return None
        return self._run(connection, ack_id, name, outcome)

    async def _run(
        self, connection: Connection, ack_id: bytes, name: str, outcome: Awaitable[Ack]
    ) -> None:
        ack = failure(ErrorCode.INTERNAL)
        try:
            ack = await outcome
        except Exception as error:
            ack = self._explain(name, error)
        finally:
            self._finish(connection, ack_id, ack)

    def _settled(
        self, connection: Connection, ack_id: bytes, name: str, future: "asyncio.Future[Ack]"
    ) -> None:
        connection.in_flight -= 1
        if future.cancelled():
            ack = failure(ErrorCode.INTERNAL)
        else:
            error = future.exception()
            ack = future.result() if error is None else self._explain(name, error)
        self._finish(connection, ack_id, ack)

    def _finish(self, connection: Connection, ack_id: bytes, ack: Ack) -> None:
        self._stats.in_flight -= 1
        self._answer(connection, ack_id, ack)
        if not self._stats.in_flight:
            self._idle()

    def _answer(self, connection: Connection, ack_id: bytes, ack: Ack) -> None:
        if not ack_id:
            return
        try:
            frame = ack_frame(ack_id, ack)
        except TypeError as error:
            frame = ack_frame(ack_id, self._explain("ack", error))
        connection.send(frame)

    def _over_limit(self, connection: Connection) -> Ack | None:
        if self.draining:
            return failure(ErrorCode.OVERLOADED, self._limits.reconnect_spread_ms)
        now = self._monotonic()
        rate = self._limits.commands_per_s
        tokens = connection.tokens + (now - connection.filled_at) * rate
        connection.filled_at = now
        connection.tokens = tokens = min(tokens, self._limits.burst)
        if tokens >= 1.0:
            connection.tokens = tokens - 1.0
            connection.refusals = 0
            return None
        self._stats.rate_limited += 1
        connection.refusals += 1
        if connection.refusals > self._limits.flood_refusals:
            raise ProtocolViolationError
        return failure(ErrorCode.RATE_LIMITED, max(1, round((1.0 - tokens) / rate * 1000)))

    def _explain(self, name: str, error: BaseException) -> Ack:
        if isinstance(error, ChatError):
            return failure(error.code, error.retry_after_ms, error.field)
        self._stats.commands_failed += 1
        # Not the message: a validation error quotes what the shopper wrote.
        log.error(
            "command %s failed: %s\n%s",
            name,
            type(error).__name__,
            "".join(traceback.format_tb(error.__traceback__)),
        )
        return failure(ErrorCode.INTERNAL)


def failure(code: ErrorCode, retry_after_ms: int | None = None, field: str | None = None) -> Ack:
    """A negative acknowledgement; ``retry_after`` on the wire is in milliseconds."""
    error: Ack = {"code": code.value}
    if field is not None:
        error["field"] = field
    if retry_after_ms is not None:
        error["retry_after"] = retry_after_ms
    return {"ok": False, "error": error}
