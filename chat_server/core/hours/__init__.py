"""Opening hours of a shop or team: pure, DST-safe, cached. See ``state`` for the questions."""

from chat_server.core.hours.holiday_calendar import holiday_on, supported_countries
from chat_server.core.hours.model import (
    Closure,
    DayReason,
    HolidayName,
    Hours,
    HoursException,
    HoursState,
    Span,
)
from chat_server.core.hours.parse import (
    HoursInvalid,
    HoursProblem,
    HoursProblemCode,
    dump_hours,
    parse_hours,
)
from chat_server.core.hours.state import (
    DayPreview,
    DayRelation,
    MomentHint,
    after_open_ms,
    is_open,
    moment_hint,
    next_opening,
    open_ms_between,
    open_spans,
    opening_hint,
    preview,
    state_at,
)

__all__ = [
    "Closure",
    "DayPreview",
    "DayReason",
    "DayRelation",
    "HolidayName",
    "Hours",
    "HoursException",
    "HoursInvalid",
    "HoursProblem",
    "HoursProblemCode",
    "HoursState",
    "MomentHint",
    "Span",
    "after_open_ms",
    "dump_hours",
    "holiday_on",
    "is_open",
    "moment_hint",
    "next_opening",
    "open_ms_between",
    "open_spans",
    "opening_hint",
    "parse_hours",
    "preview",
    "state_at",
    "supported_countries",
]
