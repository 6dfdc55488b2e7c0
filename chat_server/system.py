"""The only reader of time, entropy and sleep; everything else is handed a ``System``."""

import asyncio
import secrets
import time
from dataclasses import dataclass
from typing import Protocol


class Clock(Protocol):
    """Time as the product sees it."""

    def now(self) -> int:
        """Milliseconds since 1970-01-01 UTC."""

    def monotonic(self) -> float:
        """Seconds on a clock that never jumps, for durations."""

    async def sleep(self, seconds: float) -> None:
        """Wait ``seconds`` of this clock's time."""


class Ids(Protocol):
    """Makes prefixed ids, such as ``msg_4f2…``."""

    def new(self, prefix: str) -> str:
        """A fresh id with ``prefix``, unique in the installation."""


class Chance(Protocol):
    """Unguessable values and random fractions."""

    def token(self) -> str:
        """A URL-safe secret with 256 bits of entropy."""

    def fraction(self) -> float:
        """A number in [0, 1), for jitter."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> int:
        return time.time_ns() // 1_000_000

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class RandomIds:
    """Ids from the machine's entropy, 80 bits each."""

    def new(self, prefix: str) -> str:
        return f"{prefix}_{secrets.token_hex(10)}"


class SystemChance:
    """The machine's entropy."""

    def token(self) -> str:
        return secrets.token_urlsafe(32)

    def fraction(self) -> float:
        return secrets.randbelow(1 << 53) / (1 << 53)


@dataclass(frozen=True, slots=True)
class System:
    """Clock, ids and chance, injected once in ``app.py``."""

    clock: Clock
    ids: Ids
    chance: Chance


def real_system() -> System:
    """The system of a running server."""
    return System(SystemClock(), RandomIds(), SystemChance())
