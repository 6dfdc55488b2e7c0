"""Hours laid out on the time line, in cached blocks of 32 days."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from chat_server.core.hours.holiday_calendar import holiday_on
from chat_server.core.hours.model import DayReason, HolidayName, Hours, Span
from chat_server.core.hours.wall_clock import instant, local_date

MINUTE_MS = 60_000
BLOCK_MS = 32 * 24 * 60 * MINUTE_MS
HORIZON_BLOCKS = 14  # 448 days: a year off is still found


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What one date is like: its spans, and what decided them."""

    day: date
    spans: tuple[Span, ...]
    reason: DayReason
    holiday: HolidayName | None
    note: str


@dataclass(frozen=True, slots=True)
class Block:
    """The open stretches within one block, merged, cut at its edges, in order."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]


@lru_cache(maxsize=16_384)
def day_plan(hours: Hours, day: date) -> DayPlan:
    """The plan of ``day``. Its holiday is told even where it does not close the shop."""
    holiday = (
        holiday_on(hours.holiday_country, hours.holiday_subdivision, day)
        if hours.holiday_country
        else None
    )
    for exception in hours.exceptions:
        if exception.day == day:
            return DayPlan(day, exception.spans, DayReason.EXCEPTION, holiday, exception.note)
    for closure in hours.closures:
        if closure.first <= day <= closure.last:
            return DayPlan(day, (), DayReason.CLOSURE, holiday, closure.note)
    if holiday is not None and hours.closed_on_holidays:
        return DayPlan(day, (), DayReason.HOLIDAY, holiday, "")
    return DayPlan(day, hours.weekly[day.weekday()], DayReason.CLOSED, holiday, "")


def stretches_of(hours: Hours, day: date) -> list[tuple[int, int]]:
    """The (start, end) instants of the spans that start on ``day``, skipped ones left out."""
    pairs = (
        (instant(hours.time_zone, day, span.start), _closing(hours, day, span.end))
        for span in day_plan(hours, day).spans
    )
    return [(start, end) for start, end in pairs if start < end]


def _closing(hours: Hours, day: date, minute: int) -> int:
    """When a span that ends at ``minute`` is over: right after its last open minute.

    The end itself may be the first time that the clock shows twice ("until 2:00"), and then the
    second showing is too late.
    """
    last_minute = instant(hours.time_zone, day, minute - 1, last=True) + MINUTE_MS
    return min(last_minute, instant(hours.time_zone, day, minute, last=True))


@lru_cache(maxsize=4_096)
def block(hours: Hours, index: int) -> Block:
    """The block that begins at ``index * BLOCK_MS``."""
    first, last = index * BLOCK_MS, (index + 1) * BLOCK_MS
    # A span reaches up to two days past its own midnight, and zones spread over a day.
    day = local_date(first, hours.time_zone) - timedelta(days=2)
    until = local_date(last, hours.time_zone)
    found: list[tuple[int, int]] = []
    while day <= until:
        for start, end in stretches_of(hours, day):
            start, end = max(start, first), min(end, last)
            if start < end:
                found.append((start, end))
        day += timedelta(days=1)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return Block(tuple(start for start, _ in merged), tuple(end for _, end in merged))


def stretch_from(hours: Hours, now: int) -> tuple[int, int | None] | None:
    """The open stretch at ``now``, or else the next one, as (start, end).

    The start is cut at the beginning of its block (only the end of the present one is exact); the
    end is None when open past the horizon. None when nothing opens within it.
    """
    index = now // BLOCK_MS
    for number in range(index, index + HORIZON_BLOCKS):
        stretches = block(hours, number)
        place = bisect_right(stretches.starts, now) - 1 if number == index else 0
        if number == index and (place < 0 or stretches.ends[place] <= now):
            place += 1
        if place < len(stretches.starts):
            start, end = stretches.starts[place], stretches.ends[place]
            return start, _continued(hours, number, end)
    return None


def _continued(hours: Hours, number: int, end: int) -> int | None:
    """``end`` carried over the edges of blocks that it touches."""
    for following in range(number + 1, number + HORIZON_BLOCKS):
        if end != following * BLOCK_MS:
            return end
        stretches = block(hours, following)
        if not stretches.starts or stretches.starts[0] != end:
            return end
        end = stretches.ends[0]
    return None


def stretches_between(hours: Hours, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The open stretches within [start, end), merged over the edges of blocks, in order."""
    pending: tuple[int, int] | None = None
    for number in range(start // BLOCK_MS, -(-end // BLOCK_MS)):
        stretches = block(hours, number)
        for opens, closes in zip(stretches.starts, stretches.ends, strict=True):
            opens, closes = max(opens, start), min(closes, end)
            if opens >= closes:
                continue
            if pending is not None and pending[1] == opens:
                pending = (pending[0], closes)
                continue
            if pending is not None:
                yield pending
            pending = (opens, closes)
    if pending is not None:
        yield pending
