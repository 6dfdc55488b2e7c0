"""Hours from and to JSON; every mistake is told at once, with the path of its field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from zoneinfo import available_timezones

from chat_server.core.hours.holiday_calendar import supported_countries
from chat_server.core.hours.model import DAY_MINUTES, Closure, Hours, HoursException, Span

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SPANS_A_DAY_MAX = 12
EXCEPTIONS_MAX = 500
CLOSURES_MAX = 200
NOTE_MAX = 200

_TIME = re.compile(r"([01]\d|2[0-4]):([0-5]\d)", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class HoursProblemCode(StrEnum):
    """What is wrong with a field of the hours."""

    MISSING = "missing"
    UNKNOWN = "unknown"  # no such field
    TYPE = "type"  # another kind of value was expected
    TIME_ZONE = "time_zone"  # not an IANA time zone
    TIME = "time"  # not HH:MM from 00:00 to 24:00
    DATE = "date"  # not YYYY-MM-DD, or no such day
    EMPTY = "empty"  # a span or closure that ends where or before it begins
    OVERLAP = "overlap"  # two spans of a day overlap
    DUPLICATE = "duplicate"  # the date already has an exception
    COUNTRY = "country"  # no holidays are known for this country
    SUBDIVISION = "subdivision"  # the country has no such part
    TOO_MANY = "too_many"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class HoursProblem:
    """One mistake: ``path`` such as ``weekly.friday[1].to``; empty for the whole."""

    path: str
    code: HoursProblemCode


class HoursInvalid(ValueError):  # noqa: N818  # named as the others: what happened
    """The data is not opening hours; ``problems`` holds every mistake, in order."""

    def __init__(self, problems: tuple[HoursProblem, ...]) -> None:
        super().__init__("; ".join(f"{one.path or 'hours'}: {one.code}" for one in problems))
        self.problems = problems


@dataclass(slots=True)
class _Problems:
    found: list[HoursProblem] = field(default_factory=list)

    def add(self, path: str, code: HoursProblemCode) -> None:
        self.found.append(HoursProblem(path, code))


def parse_hours(data: object) -> Hours:
    """Hours from parsed JSON, in the shape that ``dump_hours`` writes.

    Raises ``HoursInvalid`` with all problems.
    """
    problems = _Problems()
    known = ("time_zone", "weekly", "holidays", "exceptions", "closures")
    given = _object(data, "", known, problems)
    country, subdivision, closed = _holidays(given.get("holidays"), problems)
    parts = (
        _time_zone(given.get("time_zone"), problems),
        _weekly(given.get("weekly", {}), problems),
        _exceptions(given.get("exceptions", []), problems),
        _closures(given.get("closures", []), problems),
    )
    if problems.found:
        raise HoursInvalid(tuple(problems.found))
    time_zone, weekly, exceptions, closures = parts
    return Hours(time_zone, weekly, country, subdivision, closed, exceptions, closures)


def dump_hours(hours: Hours) -> dict[str, object]:
    """The JSON shape of ``hours``, complete: ``parse_hours(dump_hours(h)) == h``."""
    holidays = None
    if hours.holiday_country is not None:
        holidays = {
            "country": hours.holiday_country,
            "subdivision": hours.holiday_subdivision,
            "closed": hours.closed_on_holidays,
        }
    return {
        "time_zone": hours.time_zone,
        "weekly": {
            name: _dumped(spans) for name, spans in zip(WEEKDAYS, hours.weekly, strict=True)
        },
        "holidays": holidays,
        "exceptions": [
            {"date": one.day.isoformat(), "spans": _dumped(one.spans), "note": one.note}
            for one in hours.exceptions
        ],
        "closures": [
            {"from": one.first.isoformat(), "to": one.last.isoformat(), "note": one.note}
            for one in hours.closures
        ],
    }


def _dumped(spans: tuple[Span, ...]) -> list[dict[str, str]]:
    return [dict(zip(("from", "to"), span.texts, strict=True)) for span in spans]


@lru_cache(maxsize=1)
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _object(
    data: object, path: str, known: tuple[str, ...], problems: _Problems
) -> Mapping[str, object]:
    if not isinstance(data, Mapping):
        problems.add(path, HoursProblemCode.TYPE)
        return {}
    for key in data:
        if key not in known:
            problems.add(f"{path}.{key}" if path else str(key), HoursProblemCode.UNKNOWN)
    return data


def _list(data: object, path: str, limit: int, problems: _Problems) -> list[object]:
    if not isinstance(data, list):
        problems.add(path, HoursProblemCode.TYPE)
        return []
    if len(data) > limit:
        problems.add(path, HoursProblemCode.TOO_MANY)
        return []
    return data


def _text(given: Mapping[str, object], key: str, path: str, problems: _Problems) -> str | None:
    value = given.get(key)
    if isinstance(value, str):
        return value
    missing = value is None
    problems.add(
        f"{path}.{key}" if path else key,
        HoursProblemCode.MISSING if missing else HoursProblemCode.TYPE,
    )
    return None


def _note(given: Mapping[str, object], path: str, problems: _Problems) -> str:
    value = given.get("note", "")
    if not isinstance(value, str):
        problems.add(f"{path}.note", HoursProblemCode.TYPE)
        return ""
    if len(value) > NOTE_MAX:
        problems.add(f"{path}.note", HoursProblemCode.TOO_LONG)
    return value


def _time_zone(value: object, problems: _Problems) -> str:
    name = _text({"time_zone": value}, "time_zone", "", problems)
    if name is not None and name not in _time_zones():
        problems.add("time_zone", HoursProblemCode.TIME_ZONE)
    return name or ""


def _holidays(value: object, problems: _Problems) -> tuple[str | None, str | None, bool]:
    if value is None:
        return None, None, True
    given = _object(value, "holidays", ("country", "subdivision", "closed"), problems)
    closed = given.get("closed", True)
    if not isinstance(closed, bool):
        problems.add("holidays.closed", HoursProblemCode.TYPE)
        closed = True
    country = _text(given, "country", "holidays", problems)
    if country is None:
        return None, None, closed
    if country not in supported_countries():
        problems.add("holidays.country", HoursProblemCode.COUNTRY)
        return None, None, closed
    if given.get("subdivision") is None:
        return country, None, closed
    subdivision = _text(given, "subdivision", "holidays", problems)
    if subdivision is not None and subdivision not in supported_countries()[country]:
        problems.add("holidays.subdivision", HoursProblemCode.SUBDIVISION)
    return country, subdivision, closed


def _weekly(value: object, problems: _Problems) -> tuple[tuple[Span, ...], ...]:
    given = _object(value, "weekly", WEEKDAYS, problems)
    return tuple(_spans(given.get(name, []), f"weekly.{name}", problems) for name in WEEKDAYS)


def _spans(value: object, path: str, problems: _Problems) -> tuple[Span, ...]:
    spans: list[Span] = []
    for number, one in enumerate(_list(value, path, SPANS_A_DAY_MAX, problems)):
        place = f"{path}[{number}]"
        given = _object(one, place, ("from", "to"), problems)
        start = _minute(given, "from", place, problems) if given else None
        end = _minute(given, "to", place, problems) if given else None
        if start is None or end is None:
            continue
        if start in (end, DAY_MINUTES):
            problems.add(place, HoursProblemCode.EMPTY)
            continue
        span = Span(start, end if end > start else end + DAY_MINUTES)
        if any(span.start < other.end and other.start < span.end for other in spans):
            problems.add(place, HoursProblemCode.OVERLAP)
        spans.append(span)
    return tuple(sorted(spans))


def _minute(given: Mapping[str, object], key: str, path: str, problems: _Problems) -> int | None:
    text = _text(given, key, path, problems)
    if text is None:
        return None
    match = _TIME.fullmatch(text)
    minute = int(match[1]) * 60 + int(match[2]) if match else DAY_MINUTES + 1
    if minute > DAY_MINUTES:
        problems.add(f"{path}.{key}", HoursProblemCode.TIME)
        return None
    return minute


def _day(given: Mapping[str, object], key: str, path: str, problems: _Problems) -> date | None:
    text = _text(given, key, path, problems)
    if text is None:
        return None
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:  # no such day, such as 30 February
        pass
    problems.add(f"{path}.{key}", HoursProblemCode.DATE)
    return None


def _exceptions(value: object, problems: _Problems) -> tuple[HoursException, ...]:
    found: dict[date, HoursException] = {}
    for number, one in enumerate(_list(value, "exceptions", EXCEPTIONS_MAX, problems)):
        path = f"exceptions[{number}]"
        given = _object(one, path, ("date", "spans", "note"), problems)
        spans = _spans(given.get("spans", []), f"{path}.spans", problems)
        note = _note(given, path, problems)
        day = _day(given, "date", path, problems)
        if day in found:
            problems.add(f"{path}.date", HoursProblemCode.DUPLICATE)
        elif day is not None:
            found[day] = HoursException(day, spans, note)
    return tuple(found[day] for day in sorted(found))


def _closures(value: object, problems: _Problems) -> tuple[Closure, ...]:
    found: list[Closure] = []
    for number, one in enumerate(_list(value, "closures", CLOSURES_MAX, problems)):
        path = f"closures[{number}]"
        given = _object(one, path, ("from", "to", "note"), problems)
        first, last = _day(given, "from", path, problems), _day(given, "to", path, problems)
        note = _note(given, path, problems)
        if first is None or last is None:
            continue
        if last < first:
            problems.add(path, HoursProblemCode.EMPTY)
        found.append(Closure(first, last, note))
    return tuple(sorted(found, key=lambda closure: (closure.first, closure.last)))
