"""What opening hours are made of; every moment is milliseconds UTC, every date the shop's own."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Open from ``start`` until ``end``, in minutes of wall clock after the day's midnight.

    ``0 <= start < 1440`` and ``start < end <= start + 1440``; an ``end`` over 1440 lies on the next
    day. A span belongs to the day it starts on: a holiday does not cut the night before it short.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not (
            0 <= self.start < DAY_MINUTES and self.start < self.end <= self.start + DAY_MINUTES
        ):
            raise ValueError(f"not a span of a day: {self.start}..{self.end}")

    @property
    def texts(self) -> tuple[str, str]:
        """Both ends as HH:MM on the wall clock; midnight at the end reads 24:00."""
        return _clock_text(self.start), _clock_text(self.end)


def _clock_text(minute: int) -> str:
    hour, rest = divmod(minute if minute <= DAY_MINUTES else minute - DAY_MINUTES, 60)
    return f"{hour:02d}:{rest:02d}"


@dataclass(frozen=True, slots=True)
class HoursException:
    """One date with its own spans (none: closed), whatever else would hold on it."""

    day: date
    spans: tuple[Span, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Closure:
    """Closed on each date from ``first`` to ``last``, both included."""

    first: date
    last: date
    note: str = ""


CLOSED_ALL_WEEK: tuple[tuple[Span, ...], ...] = ((),) * 7


@dataclass(frozen=True, slots=True)
class Hours:
    """The opening hours of a shop or team.

    ``weekly`` holds the spans of Monday to Sunday. What decides a date, strongest first: an
    exception, a closure, a public holiday (if ``closed_on_holidays``), the week.
    ``holiday_country`` is an ISO 3166 code, ``holiday_subdivision`` one of its parts.
    """

    time_zone: str
    weekly: tuple[tuple[Span, ...], ...] = CLOSED_ALL_WEEK
    holiday_country: str | None = None
    holiday_subdivision: str | None = None
    closed_on_holidays: bool = True
    exceptions: tuple[HoursException, ...] = ()
    closures: tuple[Closure, ...] = ()
    # Caches are keyed by the whole value, so its hash is taken once.
    _hash: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self) -> None:
        if len(self.weekly) != 7:
            raise ValueError(f"a week has seven days, not {len(self.weekly)}")
        parts = (
            self.time_zone,
            self.weekly,
            self.holiday_country,
            self.holiday_subdivision,
            self.closed_on_holidays,
            self.exceptions,
            self.closures,
        )
        object.__setattr__(self, "_hash", hash(parts))

    def __hash__(self) -> int:
        return self._hash


class DayReason(StrEnum):
    """What decided a date, or that it is open right now."""

    OPEN = "open"
    CLOSED = "closed"  # outside the week's spans
    HOLIDAY = "holiday"
    EXCEPTION = "exception"  # outside the spans of an exception
    CLOSURE = "closure"


@dataclass(frozen=True, slots=True)
class HolidayName:
    """A public holiday in the product's languages, English where a translation is missing."""

    pl: str
    sl: str
    en: str

    def in_language(self, language: str) -> str:
        """The name in ``language``; English for any other than pl and sl."""
        return {"pl": self.pl, "sl": self.sl}.get(language, self.en)


@dataclass(frozen=True, slots=True)
class HoursState:
    """Whether it is open, until when or from when, and why.

    ``closes_at`` is None while closed or when open without end, ``opens_at`` None while open or
    when nothing opens within the horizon of 448 days. ``holiday`` and ``note`` explain the date.
    """

    open: bool
    reason: DayReason
    closes_at: int | None = None
    opens_at: int | None = None
    holiday: HolidayName | None = None
    note: str = ""
