"""Pings for everybody from one timer, and the end of clients that no longer answer."""

import asyncio
import math

from chat_server.transport.socketio.connection import Connection
from chat_server.transport.socketio.limits import HubLimits, HubStats
from chat_server.transport.socketio.packets import PING, text_frame

SLOTS = 100


class Heartbeat:
    """A timing wheel: each connection sits in one of 100 slots and is pinged once a turn.

    A turn takes ``ping_interval_ms``. Connections are dealt to the slots one after the other, so
    that thousands that arrive together are not all pinged together. The timer runs only while
    somebody is connected.
    """

    def __init__(self, limits: HubLimits, stats: HubStats) -> None:
        self._stats = stats
        self._tick_s = limits.ping_interval_ms / 1000 / SLOTS
        self._patience = math.ceil(limits.ping_timeout_ms * SLOTS / limits.ping_interval_ms)
        self._slots: list[set[Connection]] = [set() for _ in range(SLOTS)]
        self._frame = text_frame(PING)
        self._count = 0
        self._dealt = 0
        self._hand = 0
        self._timer: asyncio.TimerHandle | None = None

    def add(self, connection: Connection) -> None:
        """Ping ``connection`` from now on."""
        self._dealt = (self._dealt + 1) % SLOTS
        connection.slot = self._dealt
        self._slots[self._dealt].add(connection)
        self._count += 1
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._tick_s, self._tick)

    def remove(self, connection: Connection) -> None:
        """Stop pinging ``connection``."""
        slot = self._slots[connection.slot]
        if connection not in slot:
            return
        slot.remove(connection)
        self._count -= 1
        if not self._count and self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _tick(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(self._tick_s, self._tick)
        self._hand = (self._hand + 1) % SLOTS
        for connection in self._slots[(self._hand - self._patience) % SLOTS]:
            if not connection.alive and not connection.closing:
                self._stats.aborted_silent += 1
                connection.abort("ping timeout")
        for connection in self._slots[self._hand]:
            connection.alive = False
            connection.send(self._frame)
