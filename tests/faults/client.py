"""A client that keeps the protocol's rules: a queue that survives, one order, sync over a gap.

What it sent, was acked and showed goes into the journal; the oracle judges it.
"""

import asyncio
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from tests.faults.line import Body, Line
from tests.faults.pause import pause
from tests.faults.records import Acked, Joined, Journal, Left, Refused, Resynced, Sent, Ticked
from tests.faults.screen import Pace, Screen

# Asked again after a while; anything else is told to the person.
PATIENT = frozenset({"rate_limited", "overloaded", "storage.unavailable", "internal"})


@dataclass(slots=True)
class Draft:
    """A message that waits for its ack; ``payload`` never changes, however often it is sent."""

    name: str
    payload: Body
    number: int


class Client(Screen):
    """One tab or console. ``start`` it, ``say`` things, ``close`` it."""

    beats_every = 1

    def __init__(
        self,
        name: str,
        person: str,
        address: tuple[str, int],
        journal: Journal,
        pace: Pace,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(name, person, journal, pace)
        self.address = address
        self.headers = headers or {}
        self.outgoing: deque[Draft] = deque()
        self.supply: Callable[[Client], None] | None = None
        self.think_s = 0.0
        self.refused: list[str] = []
        self.settled = asyncio.Event()
        self.connects = 0
        self._chance = random.Random(name)
        self._numbers = count(1)
        self._ids = count(1)
        self._wanted = asyncio.Event()
        self._nudged = asyncio.Event()
        self._over = asyncio.Event()
        self._awake = asyncio.Event()
        self._awake.set()
        self._tasks: list[asyncio.Task[None]] = []
        self._healed_at: float | None = None
        self._opening: Line | None = None
        self._hurry = False

    # What each role does differently

    def auth(self) -> Body:
        """The auth payload."""
        raise NotImplementedError

    async def greet(self) -> None:
        """``session.start`` and whatever follows a connect."""
        raise NotImplementedError

    def behind(self, conversation: str, head: Any) -> bool:
        """Whether a heartbeat's true numbers are ahead of what is shown."""
        raise NotImplementedError

    def stored(self, draft: Draft, data: Body) -> Acked:
        """The record of a positive ack."""
        raise NotImplementedError

    # Life

    def start(self) -> None:
        """Come to life; connects by itself, again and again."""
        self.journal.write(Joined(self.name, self.role, self.person))
        self._tasks = [
            asyncio.get_running_loop().create_task(work())
            for work in (self._live, self._pump, self._beat)
        ]

    async def close(self) -> None:
        """End for good."""
        for task in [*self._tasks, *([self._syncing] if self._syncing else [])]:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
        if self.line is not None:
            self.line.abort()

    async def leave(self) -> None:
        """The tab is closed: what comes from now on is not its business."""
        await self.close()
        self.journal.write(Left(self.name))

    async def reload(self) -> None:
        """The page begins anew: an empty screen, the queue as it was stored."""
        await self.close()
        self.tracks.clear()
        self.start()
        self._wanted.set()

    def suspend(self) -> None:
        """Stop as a sleeping machine does: no timer, no frame, and nobody is told."""
        self._awake.clear()
        if self.line is not None:
            self.line.stop_reading()

    def resume(self) -> None:
        """Wake up, and look at once what was missed."""
        self._awake.set()
        if self.line is not None:
            self.line.go_on_reading()
        self.online()

    def online(self) -> None:
        """The browser says that the network is back, or the page is shown again."""
        self._hurry = True
        self._nudged.set()
        if self._opening is not None and not self.settled.is_set():
            self._opening.abort()  # begun when there was no network: begin again

    def healed(self) -> None:
        """The network works again: from now on the time to the resync counts."""
        self._healed_at = asyncio.get_running_loop().time()

    async def _live(self) -> None:
        attempt = 0
        while True:
            await self._awake.wait()
            self._over.clear()
            self._opening = line = Line(self._event, self._over.set)
            try:
                await line.open(self.address, self.headers, self.auth(), self.pace.connect_timeout)
                self.line = line
                self.connects += 1
                await self.greet()
                await self.sync()
                attempt = 0
                self._hurry = False
                self._resynced()
                await self._over.wait()
            except (OSError, TimeoutError):
                pass
            self.settled.clear()
            line.abort()
            attempt += 1
            await self._back_off(attempt)

    async def _back_off(self, attempt: int) -> None:
        longest = min(self.pace.back_off_last, self.pace.back_off_first * 2**attempt)
        if self._hurry:
            longest = self.pace.back_off_first
            self._hurry = False
        self._nudged.clear()
        try:
            async with asyncio.timeout(longest * (0.5 + self._chance.random() / 2)):
                await self._nudged.wait()
        except TimeoutError:
            return

    async def _beat(self) -> None:
        """Every heartbeat both sides say how far they are; silence means a dead line."""
        while True:
            try:
                async with asyncio.timeout(self.pace.heartbeat * self.beats_every):
                    await self._nudged.wait()
            except TimeoutError:
                pass
            self._nudged.clear()
            await self._awake.wait()
            if self.line is None or self.line.ended or not self.settled.is_set():
                continue
            line = self.line
            try:
                async with asyncio.timeout(self.pace.probe if self._hurry else None):
                    if await self._look(line):
                        self._hurry = False
                        self._resynced()
            except (OSError, TimeoutError):
                line.abort()

    async def _look(self, line: Line) -> bool:
        """A heartbeat; returns whether nothing is missing. Syncs if something is."""
        heads: Body = {}
        for page in self._pages():
            ack = await line.call("heartbeat", {"conversations": page}, self.pace.ack_timeout)
            if not ack["ok"]:
                return False
            heads |= ack["data"]["conversations"]
        if any(self.behind(key, head) for key, head in heads.items()):
            await self.sync()
        return not any(track.held for track in self.tracks.values())

    async def caught_up(self) -> bool:
        """Whether it is connected and has shown all that the server says there is."""
        if self.line is None or self.line.ended or not self.settled.is_set() or self.outgoing:
            return False
        try:
            return await self._look(self.line)
        except (OSError, TimeoutError):
            return False

    def _resynced(self) -> None:
        self.settled.set()
        if self._healed_at is not None:
            took = asyncio.get_running_loop().time() - self._healed_at
            self._healed_at = None
            self.journal.write(Resynced(self.name, round(took * 1000)))

    # Speaking

    def write(self, name: str, **payload: object) -> str:
        """Put a message into the queue; returns its client id."""
        number = next(self._numbers)
        client_id = f"{self.name}-{next(self._ids):06}"
        self.outgoing.append(Draft(name, {"client_id": client_id, **payload}, number))
        self._wanted.set()
        return client_id

    def inherit(self, other: "Client") -> list[Draft]:
        """What a closed tab of the same browser left in the queue; with the ids it had."""
        drafts = [Draft(draft.name, draft.payload, next(self._numbers)) for draft in other.outgoing]
        other.outgoing.clear()
        self._wanted.set()
        return drafts

    def write_more(self) -> None:
        """``supply`` has changed."""
        self._wanted.set()

    async def _pump(self) -> None:
        while True:
            if not self.outgoing and self.supply is not None:
                if self.think_s:
                    await pause(self.think_s * (0.5 + self._chance.random()))
                self.supply(self)
            if not self.outgoing:
                self._wanted.clear()
                if self.supply is None:
                    await self._wanted.wait()
                else:
                    await pause(0.05)
                continue
            await self._awake.wait()
            await self.settled.wait()
            await self._deliver(self.outgoing[0])

    async def _deliver(self, draft: Draft) -> None:
        line = self.line
        if line is None:
            return
        payload = draft.payload
        record = Sent(
            self.name,
            payload["client_id"],
            payload["text"],
            draft.number,
            payload.get("epoch", 0),
        )
        self.journal.write(record)
        try:
            ack = await line.call(draft.name, payload, self.pace.ack_timeout)
        except TimeoutError:
            if not line.ended:
                await pause(self.pace.back_off_first * self._chance.random())
            return
        except OSError:
            self.settled.clear()
            return
        await self._answered(draft, ack)

    async def _answered(self, draft: Draft, ack: Body) -> None:
        if not (self.outgoing and self.outgoing[0] is draft):
            return  # a reload has begun anew meanwhile
        if ack["ok"]:
            self.outgoing.popleft()
            record = self.stored(draft, ack["data"])
            self.journal.write(record)
            self.journal.write(Ticked(self.name, record.client_id))
            return
        code, after = ack["error"]["code"], ack["error"].get("retry_after") or 0
        if code in PATIENT:
            await pause(max(after / 1000, self.pace.back_off_first) * (1 + self._chance.random()))
            return
        self.outgoing.popleft()
        self.refused.append(code)
        self.journal.write(Refused(self.name, draft.payload["client_id"], code))
