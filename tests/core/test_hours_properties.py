"""Opening hours over every clock change and every holiday of five years, against an oracle."""

import timeit
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chat_server.core.hours import (
    Hours,
    Span,
    after_open_ms,
    is_open,
    next_opening,
    open_ms_between,
    open_spans,
    state_at,
)
from chat_server.core.hours.timeline import BLOCK_MS
from tests.core.wall import DAY, HOUR, MINUTE, at

ZONES = (
    "Europe/Warsaw", "Europe/Ljubljana", "Europe/London", "America/New_York",
    "America/Los_Angeles", "America/Havana", "Australia/Lord_Howe",
)  # fmt: skip
COUNTRIES = (
    ("PL", None, "Europe/Warsaw"),
    ("SI", None, "Europe/Ljubljana"),
    ("GB", "ENG", "Europe/London"),
    ("US", "NY", "America/New_York"),
)
FIRST, LAST = date(2025, 1, 1), date(2029, 12, 31)
START, END = at(f"{FIRST} 00:00", "UTC"), at(f"{LAST} 00:00", "UTC")


def wall(moment: int, zone: str) -> datetime:
    return datetime.fromtimestamp(moment / 1000, ZoneInfo(zone))


@cache
def changes(zone: str) -> tuple[int, ...]:
    """Every moment from 2025 to 2029 at which the clock of ``zone`` is moved, to the minute."""
    found = []
    for moment in range(START, END, HOUR):
        if wall(moment, zone).utcoffset() == wall(moment + HOUR, zone).utcoffset():
            continue
        minutes = range(moment, moment + HOUR + MINUTE, MINUTE)
        before = wall(moment, zone).utcoffset()
        found.append(next(one for one in minutes if wall(one, zone).utcoffset() != before))
    return tuple(found)


def is_open_by_the_sign(hours: Hours, moment: int) -> bool:
    """The oracle: read the wall clock, look at the sign on the door.

    Where the clock shows an hour twice, a span lasts from the first showing of its beginning to
    the second showing of its end.
    """
    shown = wall(moment, hours.time_zone)
    plain = shown.replace(tzinfo=None)
    for day in (plain.date(), plain.date() - timedelta(days=1)):
        midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001  # a wall clock
        for span in hours.weekly[day.weekday()]:
            begins = midnight + timedelta(minutes=span.start)
            ends = midnight + timedelta(minutes=span.end)
            first, last = repeated_around(shown)
            began = plain >= begins or (shown.fold == 1 and begins < last)
            over = plain >= ends and not (shown.fold == 0 and first < ends and plain >= first)
            if began and not over:
                return True
    return False


def repeated_around(shown: datetime) -> tuple[datetime, datetime]:
    """The wall-clock time shown twice around ``shown``; an empty stretch where there is none."""
    plain = shown.replace(tzinfo=None)
    early = shown.replace(fold=0).utcoffset()
    late = shown.replace(fold=1).utcoffset()
    assert early is not None
    assert late is not None
    if early <= late:
        return datetime.max, datetime.min  # noqa: DTZ901  # a wall clock
    first = plain
    while (first - timedelta(minutes=1)).replace(tzinfo=shown.tzinfo, fold=0).utcoffset() != (
        first - timedelta(minutes=1)
    ).replace(tzinfo=shown.tzinfo, fold=1).utcoffset():
        first -= timedelta(minutes=1)
    return first, first + (early - late)


quarters = st.integers(0, 95).map(lambda quarter: quarter * 15)
night = st.integers(0, 16).map(lambda quarter: quarter * 15)
spans = st.builds(
    lambda start, length: Span(start, start + length),
    quarters | night,
    st.integers(1, 96).map(lambda quarter: quarter * 15),
)
weeks = st.tuples(*[st.lists(spans, max_size=2).map(tuple) for _ in range(7)])
moments = st.integers(START, END)


@pytest.mark.parametrize("zone", ZONES)
@settings(max_examples=25)
@given(week=weeks)
def test_over_every_clock_change_the_sign_on_the_door_is_kept(
    zone: str, week: tuple[tuple[Span, ...], ...]
) -> None:
    hours = Hours(zone, week)
    assert len(changes(zone)) >= 9
    for change in changes(zone):
        for moment in range(change - 5 * HOUR, change + 5 * HOUR, 15 * MINUTE):
            expected = is_open_by_the_sign(hours, moment)
            assert is_open(hours, moment) is expected, wall(moment, zone).isoformat()
            assert is_open(hours, moment + 15 * MINUTE - 1) is expected or zone.endswith("Howe")


@settings(max_examples=25)
@given(week=weeks, zone=st.sampled_from(ZONES))
def test_the_seams_of_the_cached_time_line_do_not_show(
    week: tuple[tuple[Span, ...], ...], zone: str
) -> None:
    hours = Hours(zone, week)
    for index in range(START // BLOCK_MS + 1, START // BLOCK_MS + 12):
        seam = index * BLOCK_MS
        for moment in range(seam - 6 * HOUR, seam + 30 * HOUR, 45 * MINUTE):
            assert is_open(hours, moment) is is_open_by_the_sign(hours, moment)
        closes_at = state_at(hours, seam - 1).closes_at
        assert closes_at is None or not is_open(hours, closes_at)


@pytest.mark.parametrize("zone", ZONES)
def test_every_day_of_five_years_is_as_long_as_the_clock_makes_it(zone: str) -> None:
    hours = Hours(zone, ((Span(0, 1440),),) * 7)
    assert open_spans(hours, START, END) == [(START, END)]
    moved = 0
    for ahead in range((LAST - FIRST).days):
        day = FIRST + timedelta(days=ahead)
        shop = Hours(zone, tuple((Span(0, 1440),) if n == day.weekday() else () for n in range(7)))
        noon = at(f"{day} 12:00", zone)
        length = open_ms_between(shop, noon - 36 * HOUR, noon + 36 * HOUR)
        moved += length != DAY
        assert 23 * HOUR <= length <= 25 * HOUR
    assert moved == len(changes(zone))


@pytest.mark.parametrize(("country", "part", "zone"), COUNTRIES)
def test_every_holiday_of_five_years_is_closed_and_no_other_day_is(
    country: str, part: str | None, zone: str
) -> None:
    hours = Hours(zone, ((Span(9 * 60, 17 * 60),),) * 7, country, part)
    known = holidays.country_holidays(country, subdiv=part, years=range(2025, 2030))
    closed = []
    for ahead in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=ahead)
        noon = at(f"{day} 12:00", zone)
        state = state_at(hours, noon)
        if not state.open:
            closed.append(day)
            assert state.holiday is not None
            assert state.holiday.pl
            assert state.holiday.sl
            assert state.opens_at is not None
            assert is_open(hours, state.opens_at)
    assert closed == sorted(known)


@pytest.mark.parametrize(
    ("country", "days"),
    [
        ("PL", ["2025-12-24", "2026-01-06", "2026-06-04", "2027-03-29", "2028-11-11"]),
        ("SI", ["2026-02-08", "2026-04-27", "2027-06-25", "2028-10-31", "2029-01-02"]),
        ("GB", ["2026-05-04", "2027-12-27", "2028-05-29"]),
        ("US", ["2026-07-03", "2026-11-26", "2027-06-18"]),
    ],
)
def test_holidays_from_a_calendar_on_the_wall_are_known(country: str, days: list[str]) -> None:
    part = "ENG" if country == "GB" else None
    hours = Hours("UTC", ((Span(0, 1440),),) * 7, country, part)
    assert [day for day in days if is_open(hours, at(f"{day} 12:00", "UTC"))] == []


@given(weeks, st.sampled_from(ZONES), st.sampled_from(["PL", None]), moments)
def test_all_questions_have_one_answer(
    week: tuple[tuple[Span, ...], ...], zone: str, country: str | None, now: int
) -> None:
    hours = Hours(zone, week, country)
    state = state_at(hours, now)
    assert state.open is is_open(hours, now)
    ahead = open_spans(hours, now, now + 40 * DAY)
    if state.open:
        assert next_opening(hours, now) == now
        assert ahead[0][0] == now
        assert state.closes_at is None or ahead[0][1] == min(state.closes_at, now + 40 * DAY)
        assert state.closes_at is None or not is_open(hours, state.closes_at)
        assert state.closes_at is None or is_open(hours, state.closes_at - 1)
    elif state.opens_at is not None:
        assert is_open(hours, state.opens_at)
        assert not is_open(hours, state.opens_at - 1)
        assert ahead[:1] == [] or ahead[0][0] == state.opens_at
        assert open_ms_between(hours, now, state.opens_at) == 0
    else:
        assert ahead == []


@given(weeks, st.sampled_from(ZONES), moments, st.integers(0, 50 * DAY), st.integers(0, 50 * DAY))
def test_open_time_adds_up_and_can_be_counted_back(
    week: tuple[tuple[Span, ...], ...], zone: str, start: int, first: int, second: int
) -> None:
    hours = Hours(zone, week)
    middle, end = start + first, start + first + second
    parts = open_ms_between(hours, start, middle) + open_ms_between(hours, middle, end)
    assert open_ms_between(hours, start, end) == parts
    assert parts == sum(closes - opens for opens, closes in open_spans(hours, start, end))
    reached = after_open_ms(hours, start, parts) if parts else None
    if reached is not None:
        assert reached <= end
        assert open_ms_between(hours, start, reached) == parts


def test_an_answer_takes_less_than_fifty_microseconds() -> None:
    hours = Hours("Europe/Warsaw", ((Span(540, 1080),),) * 5 + ((), ()), "PL")
    now = int(datetime(2026, 3, 12, 19, tzinfo=UTC).timestamp()) * 1000
    for question in (state_at, is_open, next_opening):
        timer = timeit.Timer(partial(question, hours, now))
        assert min(timer.repeat(5, 500)) / 500 < 50e-6
