"""Where a fault test may end this process as a power cut does; in production none is armed.

``CHAT_SERVER_CRASH_AT=after_commit_before_ack:20`` ends it at the twentieth chance, which is a
commit that stores something people see. The variable is read once, when the server starts.
"""

import asyncio
import os
from collections.abc import Callable, Mapping
from enum import StrEnum

from chat_server.core.fact import StoredFact
from chat_server.storage.database import Database

VARIABLE = "CHAT_SERVER_CRASH_AT"
EXIT_CODE = 9


class CrashPoint(StrEnum):
    """A moment in the life of a write."""

    BEFORE_COMMIT = "before_commit"
    AFTER_COMMIT_BEFORE_EMIT = "after_commit_before_emit"
    AFTER_COMMIT_BEFORE_ACK = "after_commit_before_ack"
    AFTER_CLAIM_BEFORE_EMIT = "after_claim_before_emit"


class _Countdown:
    """True at the wanted chance; a chance is a commit with facts, or with an assignment."""

    def __init__(self, point: CrashPoint, chances: int) -> None:
        self._only = (
            "conversation.assigned" if point is CrashPoint.AFTER_CLAIM_BEFORE_EMIT else None
        )
        self._left = chances

    def __call__(self, facts: list[StoredFact]) -> bool:
        if not any(self._only in (None, fact.type) for fact in facts):
            return False
        self._left -= 1
        return self._left == 0


def parse(text: str) -> tuple[CrashPoint, int]:
    """The point and at which chance. Raises ``ValueError`` for anything but ``POINT:COUNT``."""
    name, _, count = text.partition(":")
    if name not in set(CrashPoint) or not count.isdecimal() or int(count) < 1:
        raise ValueError(
            f"{VARIABLE}: {text!r} is none of {', '.join(CrashPoint)} with a count, as {name}:20"
        )
    return CrashPoint(name), int(count)


def arm(
    environ: Mapping[str, str],
    database: Database,
    end: Callable[[int], object] = os._exit,
) -> None:
    """Make the server end at the point that the environment names, if it names one.

    Call it when ``database.on_commit`` is set. Raises ``ValueError`` for an unknown point.
    """
    text = environ.get(VARIABLE, "")
    if not text:
        return
    point, chances = parse(text)
    due = _Countdown(point, chances)
    if point is CrashPoint.BEFORE_COMMIT:
        database.before_commit = lambda facts: due(facts) and end(EXIT_CODE)
    else:
        database.on_commit = _told(database.on_commit, point, due, end)


def _told(
    tell: Callable[[list[StoredFact]], object],
    point: CrashPoint,
    due: _Countdown,
    end: Callable[[int], object],
) -> Callable[[list[StoredFact]], None]:
    """What happens after a commit, and the end right before or right after it."""

    def before(facts: list[StoredFact]) -> None:
        if due(facts):
            end(EXIT_CODE)
        tell(facts)

    def after(facts: list[StoredFact]) -> None:
        tell(facts)
        if due(facts):
            # the frames go out at the end of this turn, and then comes this, before any ack
            asyncio.get_running_loop().call_soon(end, EXIT_CODE)

    return after if point is CrashPoint.AFTER_COMMIT_BEFORE_ACK else before
