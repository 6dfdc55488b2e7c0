"""Open now? When next? For how long? The one answer for widget, routing, slots and clocks."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from chat_server.core.hours.model import DAY_MINUTES, DayReason, HolidayName, Hours, HoursState
from chat_server.core.hours.timeline import (
    day_plan,
    stretch_from,
    stretches_between,
    stretches_of,
)
from chat_server.core.hours.wall_clock import instant, local, local_date


class DayRelation(StrEnum):
    """How a day is best named, seen from today."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    WEEKDAY = "weekday"  # two to six days ahead
    DATE = "date"


@dataclass(frozen=True, slots=True)
class MomentHint:
    """A coming moment, ready for words such as "at 9:00 on Monday".

    ``day`` is an ISO date and ``time`` HH:MM in the zone asked for; ``weekday`` is 1 for Monday.
    """

    at: int
    relation: DayRelation
    day: str
    weekday: int
    time: str


@dataclass(frozen=True, slots=True)
class DayPreview:
    """One date of the preview: ``spans`` as (opens_at, closes_at) and as wall-clock texts.

    ``clock_change_minutes`` is how much the clock is moved on that date, 60 in spring.
    """

    day: str
    weekday: int
    is_today: bool
    reason: DayReason
    spans: tuple[tuple[int, int], ...]
    span_texts: tuple[tuple[str, str], ...]
    holiday: HolidayName | None
    note: str
    clock_change_minutes: int


def state_at(hours: Hours, now: int) -> HoursState:
    """Open or closed at ``now``, with the next change and the reason."""
    plan = day_plan(hours, local_date(now, hours.time_zone))
    stretch = stretch_from(hours, now)
    if stretch is not None and stretch[0] <= now:
        return HoursState(True, DayReason.OPEN, stretch[1], None, plan.holiday, plan.note)
    opens_at = None if stretch is None else stretch[0]
    return HoursState(False, plan.reason, None, opens_at, plan.holiday, plan.note)


def is_open(hours: Hours, now: int) -> bool:
    """Whether it is open at ``now``; the closing moment itself is closed."""
    stretch = stretch_from(hours, now)
    return stretch is not None and stretch[0] <= now


def next_opening(hours: Hours, now: int) -> int | None:
    """``now`` if open, otherwise when it opens next, None if not within 448 days."""
    stretch = stretch_from(hours, now)
    return None if stretch is None else max(now, stretch[0])


def open_spans(hours: Hours, start: int, end: int) -> list[tuple[int, int]]:
    """The open stretches within [start, end) as (opens_at, closes_at), merged, in order."""
    return list(stretches_between(hours, start, end))


def open_ms_between(hours: Hours, start: int, end: int) -> int:
    """Open milliseconds within [start, end): the waiting-time clock. 0 if end is before start."""
    return sum(closes - opens for opens, closes in stretches_between(hours, start, end))


def after_open_ms(hours: Hours, start: int, open_ms: int) -> int | None:
    """When ``open_ms`` milliseconds of open time have passed since ``start``.

    None if the hours within reach (448 days from each closing) are too few.
    """
    left, now = open_ms, start
    while (stretch := stretch_from(hours, now)) is not None:
        opens, closes = max(now, stretch[0]), stretch[1]
        if closes is None or opens + left <= closes:
            return opens + left
        left -= closes - opens
        now = closes
    return None


def moment_hint(at: int, now: int, time_zone: str) -> MomentHint:
    """``at`` as a shopper in ``time_zone`` would say it at ``now``."""
    wall = local(at, time_zone)
    days = (wall.date() - local_date(now, time_zone)).days
    if days in (0, 1):
        relation = DayRelation.TOMORROW if days else DayRelation.TODAY
    else:
        relation = DayRelation.WEEKDAY if 2 <= days <= 6 else DayRelation.DATE
    return MomentHint(at, relation, wall.date().isoformat(), wall.isoweekday(), f"{wall:%H:%M}")


def opening_hint(hours: Hours, now: int, time_zone: str | None = None) -> MomentHint | None:
    """The next opening while closed, in the shop's zone unless told; None while open or never."""
    opens_at = state_at(hours, now).opens_at
    return None if opens_at is None else moment_hint(opens_at, now, time_zone or hours.time_zone)


def preview(hours: Hours, now: int, days: int = 14) -> list[DayPreview]:
    """The next ``days`` dates from today on, as the console's editor shows them."""
    today = local_date(now, hours.time_zone)
    return [_previewed(hours, today, today + timedelta(days=ahead)) for ahead in range(days)]


def _previewed(hours: Hours, today: date, day: date) -> DayPreview:
    plan = day_plan(hours, day)
    spans = tuple(stretches_of(hours, day))
    begins = instant(hours.time_zone, day, 0)
    ends = instant(hours.time_zone, day + timedelta(days=1), 0)
    opens = bool(spans) and plan.reason is DayReason.CLOSED
    return DayPreview(
        day=day.isoformat(),
        weekday=day.isoweekday(),
        is_today=day == today,
        reason=DayReason.OPEN if opens else plan.reason,
        spans=spans,
        span_texts=tuple(span.texts for span in plan.spans),
        holiday=plan.holiday,
        note=plan.note,
        clock_change_minutes=DAY_MINUTES - (ends - begins) // 60_000,
    )
