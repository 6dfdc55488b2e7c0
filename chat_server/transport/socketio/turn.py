"""Writes of one turn of the event loop, gathered so that each socket is written to once."""

import asyncio
from typing import Protocol


class Flushable(Protocol):
    """Something with gathered writes."""

    def flush(self) -> None: ...


class Turn:
    """Flushes, at the end of the loop's turn, everything that was added during it.

    A system call costs more than all the rest of a small event: a client that gets an
    acknowledgement and three events in one turn gets them in one.
    """

    __slots__ = ("_added",)

    def __init__(self) -> None:
        self._added: list[Flushable] = []

    def add(self, writer: Flushable) -> None:
        """Flush ``writer`` soon."""
        if not self._added:
            asyncio.get_running_loop().call_soon(self._end)
        self._added.append(writer)

    def _end(self) -> None:
        added, self._added = self._added, []
        for writer in added:
            writer.flush()
