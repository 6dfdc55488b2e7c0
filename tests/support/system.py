"""Time, ids and chance that tests decide."""

import asyncio
import random
from collections import Counter

from chat_server.system import System

START = 1_772_445_600_000
"""Monday 2 March 2026, 10:00 UTC: eleven o'clock, and open, in Warsaw and Ljubljana."""


class FakeClock:
    """Stands still until it is advanced; whoever sleeps wakes when their time has come."""

    def __init__(self, now: int = START) -> None:
        self._start = now
        self._now = now
        self._sleepers: list[tuple[int, asyncio.Future[None]]] = []

    def now(self) -> int:
        return self._now

    def monotonic(self) -> float:
        return (self._now - self._start) / 1000

    async def sleep(self, seconds: float) -> None:
        future = asyncio.get_running_loop().create_future()
        self._sleepers.append((self._now + round(seconds * 1000), future))
        self._wake()
        await future

    def advance(
        self, *, ms: int = 0, seconds: float = 0, minutes: float = 0, hours: float = 0
    ) -> int:
        """Move on and return the new time; sleepers run at the next await."""
        self._now += ms + round((seconds + 60 * minutes + 3600 * hours) * 1000)
        self._wake()
        return self._now

    def jump(self, now: int) -> None:
        """Set the time, as a corrected wall clock does, forwards or backwards."""
        self._start += now - self._now  # durations don't jump
        self._now = now
        self._wake()

    @property
    def next_wake(self) -> int | None:
        """When the first sleeper wants to wake, so that a test can advance to just there."""
        return min((due for due, future in self._sleepers if not future.done()), default=None)

    def _wake(self) -> None:
        due = [future for at, future in self._sleepers if at <= self._now]
        self._sleepers = [one for one in self._sleepers if one[0] > self._now]
        for future in due:
            if not future.done():
                future.set_result(None)


class SequenceIds:
    """``msg_1``, ``msg_2``, ``cnv_1`` …: tests compare whole events."""

    def __init__(self) -> None:
        self._made: Counter[str] = Counter()

    def new(self, prefix: str) -> str:
        self._made[prefix] += 1
        return f"{prefix}_{self._made[prefix]}"


class SeededChance:
    """The same tokens and fractions in every run."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)

    def token(self) -> str:
        return f"token-{self._random.getrandbits(256):064x}"

    def fraction(self) -> float:
        return self._random.random()


def fake_system(now: int = START, seed: int = 1) -> System:
    """A whole system that a test decides."""
    return System(FakeClock(now), SequenceIds(), SeededChance(seed))
