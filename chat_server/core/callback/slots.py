"""The times at which a shop calls back: a fixed grid a day, cut out of its opening hours."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from chat_server.core.callback.problem import CallbackProblem, CallbackRefused
from chat_server.core.hours import Hours, open_spans
from chat_server.core.hours.wall_clock import instant, local_date

SEARCH_DAYS = 62
_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Slot:
    """A time to be called at; ``free`` is how many more calls fit, 0 for taken."""

    start_at: int
    end_at: int
    free: int


def slots(
    hours: Hours,
    now: int,
    *,
    slot_minutes: int = 20,
    capacity: int = 1,
    taken: Mapping[int, int] | None = None,
    lead_minutes: int = 30,
    days: int = 5,
) -> list[Slot]:
    """The slots of the next ``days`` dates that have any, taken ones included, in order.

    ``taken`` counts the calls already agreed by the moment they start at. The first slot begins
    ``lead_minutes`` or more after ``now``. Days are the shop's; a date counts once it has a slot
    in the open, and dates further than 62 days are not looked at.
    """
    earliest = now + lead_minutes * _MINUTE_MS
    today = local_date(now, hours.time_zone)
    found: list[Slot] = []
    dates = 0
    for ahead in range(SEARCH_DAYS):
        coming = [
            Slot(start, end, max(0, capacity - _count(taken, start, end)))
            for start, end in _grid(hours, today + timedelta(days=ahead), slot_minutes)
            if start >= earliest
        ]
        found.extend(coming)
        dates += bool(coming)
        if dates == days:
            break
    return found


def check_slot(
    hours: Hours,
    start_at: int,
    now: int,
    *,
    slot_minutes: int = 20,
    capacity: int = 1,
    taken: Mapping[int, int] | None = None,
    lead_minutes: int = 30,
) -> Slot:
    """The slot that begins at ``start_at``, if it can be had at ``now``.

    Refused as ``IN_THE_PAST`` (the lead time included), ``OUTSIDE_HOURS`` (not a slot of the open
    hours of the coming 62 days) or ``SLOT_TAKEN``.
    """
    if start_at < now + lead_minutes * _MINUTE_MS:
        raise CallbackRefused(CallbackProblem.IN_THE_PAST, "slot_at")
    day = local_date(start_at, hours.time_zone)
    if (day - local_date(now, hours.time_zone)).days < SEARCH_DAYS:
        for start, end in _grid(hours, day, slot_minutes):
            if start == start_at:
                free = capacity - _count(taken, start, end)
                if free < 1:
                    raise CallbackRefused(CallbackProblem.SLOT_TAKEN, "slot_at")
                return Slot(start, end, free)
    raise CallbackRefused(CallbackProblem.OUTSIDE_HOURS, "slot_at")


def _grid(hours: Hours, day: date, slot_minutes: int) -> Iterator[tuple[int, int]]:
    """The slots of ``day`` that lie wholly within the open hours.

    They are counted from the day's midnight and not from the opening, so that a change of the
    hours never makes new slots overlap the calls already agreed.
    """
    midnight = instant(hours.time_zone, day, 0)
    next_midnight = instant(hours.time_zone, day + timedelta(days=1), 0)
    length = slot_minutes * _MINUTE_MS
    for opens, closes in open_spans(hours, midnight, next_midnight):
        start = midnight + -(-(opens - midnight) // length) * length
        while start + length <= closes:
            yield start, start + length
            start += length


def _count(taken: Mapping[int, int] | None, start: int, end: int) -> int:
    if not taken:
        return 0
    return sum(count for at, count in taken.items() if start <= at < end)
