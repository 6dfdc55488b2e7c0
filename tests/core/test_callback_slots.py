"""Slots lie in the open hours, never in the past, never over each other."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat_server.core.callback import CallbackProblem, CallbackRefused, check_slot, slots
from chat_server.core.hours import Hours, Span, is_open, open_spans, parse_hours
from tests.core.wall import DAY, HOUR, MINUTE, at

EVERY_DAY = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def daily(*spans: tuple[str, str], days: tuple[str, ...] = EVERY_DAY[:5]) -> Hours:
    times = [{"from": start, "to": end} for start, end in spans]
    return parse_hours(
        {
            "time_zone": "Europe/Warsaw",
            "weekly": dict.fromkeys(days, times),
            "holidays": {"country": "PL"},
        }
    )


OFFICE = daily(("09:00", "12:00"), ("13:00", "17:00"))
THURSDAY_10 = at("2026-03-12 10:00")


def test_five_days_with_slots_are_offered_and_the_weekend_is_not_one_of_them() -> None:
    offered = slots(OFFICE, THURSDAY_10)
    assert offered[0].start_at == at("2026-03-12 10:40")
    assert offered[-1].end_at == at("2026-03-18 17:00")
    assert len(offered) == 16 + 4 * 21


def test_the_lunch_break_has_no_slots() -> None:
    starts = {slot.start_at for slot in slots(OFFICE, THURSDAY_10)}
    assert at("2026-03-12 11:40") in starts
    assert at("2026-03-12 12:00") not in starts
    assert at("2026-03-12 13:00") in starts


def test_a_holiday_has_no_slots() -> None:
    starts = [slot.start_at for slot in slots(OFFICE, at("2026-11-10 20:00"), days=1)]
    assert starts[0] == at("2026-11-12 09:00")


def test_slots_that_are_taken_are_shown_without_a_place() -> None:
    first = at("2026-03-12 10:40")
    offered = slots(OFFICE, THURSDAY_10, capacity=2, taken={first: 1, first + 20 * MINUTE: 3})
    assert [slot.free for slot in offered[:3]] == [1, 0, 2]


def test_calls_agreed_before_the_slot_length_changed_still_occupy_their_time() -> None:
    offered = slots(OFFICE, THURSDAY_10, slot_minutes=60, taken={at("2026-03-12 11:40"): 1})
    assert (offered[0].start_at, offered[0].free) == (at("2026-03-12 11:00"), 0)


def test_an_opening_off_the_grid_begins_with_the_first_whole_slot() -> None:
    offered = slots(daily(("09:10", "10:10")), at("2026-03-12 06:00"), days=1)
    assert [slot.start_at for slot in offered] == [
        at("2026-03-12 09:20"),
        at("2026-03-12 09:40"),
    ]


def test_the_night_the_clock_goes_forward_has_an_hour_fewer_and_the_other_one_more() -> None:
    night = daily(("00:00", "24:00"), days=EVERY_DAY)
    for evening, date_of_change, hours_of_day in (
        ("2026-03-28 23:59", "2026-03-29", 23),
        ("2026-10-24 23:59", "2026-10-25", 25),
        ("2026-10-25 23:59", "2026-10-26", 24),
    ):
        offered = slots(night, at(evening), lead_minutes=0, days=1)
        assert len(offered) == 3 * hours_of_day
        assert offered[0].start_at == at(f"{date_of_change} 00:00")
        assert offered[-1].end_at == offered[0].start_at + hours_of_day * HOUR


def test_a_shop_that_never_opens_offers_none_and_takes_none() -> None:
    never = Hours("Europe/Warsaw")
    assert slots(never, THURSDAY_10) == []
    with pytest.raises(CallbackRefused) as caught:
        check_slot(never, THURSDAY_10 + DAY, THURSDAY_10)
    assert caught.value.problem is CallbackProblem.OUTSIDE_HOURS


minutes = st.integers(0, 95).map(lambda quarter: quarter * 15)
spans = st.builds(
    lambda start, length: Span(start, min(start + length, start + 1440)),
    minutes,
    st.integers(1, 96).map(lambda quarter: quarter * 15),
)
weeks = st.tuples(*[st.lists(spans, max_size=2).map(tuple) for _ in range(7)])
moments = st.integers(at("2025-01-01 00:00"), at("2029-12-31 00:00"))
zones = st.sampled_from(
    ["Europe/Warsaw", "Europe/London", "America/New_York", "Australia/Lord_Howe"]
)
lengths = st.sampled_from([10, 15, 20, 30, 45, 60])


@given(weeks, zones, moments, lengths, st.integers(0, 180))
def test_slots_are_in_order_apart_in_the_open_and_bookable(
    week: tuple[tuple[Span, ...], ...], zone: str, now: int, length: int, lead: int
) -> None:
    hours = Hours(zone, week, "PL")
    offered = slots(hours, now, slot_minutes=length, lead_minutes=lead, days=3)
    for slot in offered:
        assert slot.end_at - slot.start_at == length * MINUTE
        assert slot.start_at >= now + lead * MINUTE
        assert open_spans(hours, slot.start_at, slot.end_at) == [(slot.start_at, slot.end_at)]
        assert is_open(hours, slot.start_at)
    for earlier, later in pairwise(offered):
        assert earlier.end_at <= later.start_at
    for slot in offered[:3]:
        arguments = {"slot_minutes": length, "lead_minutes": lead}
        assert check_slot(hours, slot.start_at, now, **arguments) == slot  # type: ignore[arg-type]
        with pytest.raises(CallbackRefused):
            check_slot(hours, slot.start_at + MINUTE, now, **arguments)  # type: ignore[arg-type]


@given(weeks, moments, st.integers(0, 3 * DAY))
def test_a_slot_that_is_still_ahead_later_is_the_same_slot(
    week: tuple[tuple[Span, ...], ...], now: int, passed: int
) -> None:
    hours = Hours("Europe/Ljubljana", week, "SI")
    seen = set(slots(hours, now, days=9))
    later = now + passed
    until = max((slot.end_at for slot in seen), default=0)
    for slot in slots(hours, later, days=4):
        assert slot in seen or slot.start_at >= until


def test_no_slot_is_missing_on_an_ordinary_day() -> None:
    day = date(2026, 6, 8)
    now = at(f"{day - timedelta(days=1)} 12:00")
    expected = [
        at(f"{day} {hour:02d}:{minute}") for hour in range(9, 17) for minute in ("00", "20", "40")
    ]
    found = [slot.start_at for slot in slots(daily(("09:00", "17:00")), now, days=1)]
    assert found == expected
