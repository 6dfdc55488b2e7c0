"""Opening hours as an owner means them: the table of cases."""

from dataclasses import replace
from datetime import date

import pytest

from chat_server.core.hours import (
    Closure,
    DayReason,
    DayRelation,
    Hours,
    HoursException,
    Span,
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
from tests.core.wall import DAY, HOUR, MINUTE, at

OFFICE = (Span(9 * 60, 13 * 60), Span(14 * 60, 18 * 60))
SATURDAY = (Span(10 * 60, 14 * 60),)
SHOP = Hours("Europe/Warsaw", (*[OFFICE] * 5, SATURDAY, ()), "PL")
ROUND_THE_CLOCK = Hours("Europe/Warsaw", ((Span(0, 1440),),) * 7)
NIGHT_BAR = Hours("Europe/Warsaw", ((Span(22 * 60, 28 * 60),),) * 7)


@pytest.mark.parametrize(
    ("moment", "is_it_open", "changes_at"),
    [
        ("2026-03-12 08:59", False, "2026-03-12 09:00"),
        ("2026-03-12 09:00", True, "2026-03-12 13:00"),
        ("2026-03-12 12:59", True, "2026-03-12 13:00"),
        ("2026-03-12 13:00", False, "2026-03-12 14:00"),
        ("2026-03-12 17:59", True, "2026-03-12 18:00"),
        ("2026-03-12 18:00", False, "2026-03-13 09:00"),
        ("2026-03-14 13:00", True, "2026-03-14 14:00"),
        ("2026-03-14 14:00", False, "2026-03-16 09:00"),
        ("2026-03-15 12:00", False, "2026-03-16 09:00"),
    ],
)
def test_it_is_open_from_the_opening_until_just_before_the_closing(
    moment: str, is_it_open: bool, changes_at: str
) -> None:
    state = state_at(SHOP, at(moment))
    assert state.open is is_it_open
    assert (state.closes_at if is_it_open else state.opens_at) == at(changes_at)
    assert (state.opens_at if is_it_open else state.closes_at) is None
    assert is_open(SHOP, at(moment)) is is_it_open


def test_a_public_holiday_closes_the_shop_and_is_named_in_each_language() -> None:
    state = state_at(SHOP, at("2026-11-11 12:00"))
    assert (state.open, state.reason) == (False, DayReason.HOLIDAY)
    assert state.opens_at == at("2026-11-12 09:00")
    assert state.holiday is not None
    assert [state.holiday.in_language(language) for language in ("pl", "sl", "en", "de")] == [
        "Narodowe Święto Niepodległości",
        "poljski dan neodvisnosti",
        "National Independence Day",
        "National Independence Day",
    ]


def test_a_slovenian_shop_keeps_slovenian_holidays() -> None:
    shop = replace(SHOP, time_zone="Europe/Ljubljana", holiday_country="SI")
    state = state_at(shop, at("2026-06-25 12:00", "Europe/Ljubljana"))
    assert state.holiday is not None
    assert (state.reason, state.holiday.sl) == (DayReason.HOLIDAY, "dan državnosti")
    assert state.holiday.pl == "Dzień Państwowości"


def test_a_part_of_a_country_has_its_own_holidays() -> None:
    monday = at("2026-08-31 12:00", "Europe/London")
    for part, is_it_open in (("ENG", False), ("SCT", True)):
        shop = replace(SHOP, time_zone="Europe/London", holiday_country="GB")
        assert is_open(replace(shop, holiday_subdivision=part), monday) is is_it_open


def test_a_shop_may_stay_open_on_holidays_and_still_know_their_names() -> None:
    state = state_at(replace(SHOP, closed_on_holidays=False), at("2026-11-11 12:00"))
    assert state.open
    assert state.holiday is not None


def test_an_exception_is_stronger_than_closure_holiday_and_week() -> None:
    short = HoursException(date(2026, 12, 24), (Span(9 * 60, 12 * 60),), "Wigilia")
    holidays = Closure(date(2026, 12, 23), date(2026, 12, 27), "Święta")
    shop = replace(SHOP, exceptions=(short,), closures=(holidays,))
    assert state_at(shop, at("2026-12-24 10:00")).open
    after = state_at(shop, at("2026-12-24 13:00"))
    assert (after.reason, after.note) == (DayReason.EXCEPTION, "Wigilia")
    assert after.opens_at == at("2026-12-28 09:00")


def test_an_exception_without_spans_closes_an_ordinary_day() -> None:
    shop = replace(SHOP, exceptions=(HoursException(date(2026, 3, 12)),))
    state = state_at(shop, at("2026-03-12 10:00"))
    assert (state.open, state.reason) == (False, DayReason.EXCEPTION)


def test_a_closure_covers_its_first_and_its_last_day() -> None:
    shop = replace(SHOP, closures=(Closure(date(2026, 7, 6), date(2026, 7, 17), "Urlop"),))
    assert state_at(shop, at("2026-07-04 13:30")).open
    for moment in ("2026-07-06 09:00", "2026-07-17 17:59"):
        state = state_at(shop, at(moment))
        assert (state.reason, state.note) == (DayReason.CLOSURE, "Urlop")
        assert state.opens_at == at("2026-07-18 10:00")


def test_a_night_belongs_to_the_evening_it_began_on() -> None:
    shop = replace(NIGHT_BAR, holiday_country="PL")
    assert is_open(shop, at("2026-11-11 03:59"))
    assert not is_open(shop, at("2026-11-11 23:00"))
    assert not is_open(shop, at("2026-11-12 03:00"))
    assert next_opening(shop, at("2026-11-11 04:00")) == at("2026-11-12 22:00")


def test_round_the_clock_has_no_closing() -> None:
    state = state_at(ROUND_THE_CLOCK, at("2026-03-12 12:00"))
    assert (state.open, state.closes_at) == (True, None)
    year = (at("2026-01-01 00:00"), at("2027-01-01 00:00"))
    assert open_spans(ROUND_THE_CLOCK, *year) == [year]


def test_a_shop_without_hours_never_opens() -> None:
    state = state_at(Hours("Europe/Warsaw"), at("2026-03-12 12:00"))
    assert (state.open, state.opens_at) == (False, None)
    assert after_open_ms(Hours("Europe/Warsaw"), at("2026-03-12 12:00"), 1) is None


def test_a_long_closure_still_has_an_end() -> None:
    shop = replace(SHOP, closures=(Closure(date(2026, 1, 1), date(2026, 12, 31)),))
    assert next_opening(shop, at("2026-01-01 00:00")) == at("2027-01-02 10:00")


@pytest.mark.parametrize(
    ("hours", "moment", "fold", "is_it_open"),
    [
        (NIGHT_BAR, "2026-03-29 01:59", 0, True),
        (NIGHT_BAR, "2026-03-29 03:00", 0, True),
        (NIGHT_BAR, "2026-03-29 04:00", 0, False),
        (NIGHT_BAR, "2026-10-25 02:30", 0, True),
        (NIGHT_BAR, "2026-10-25 02:30", 1, True),
        (NIGHT_BAR, "2026-10-25 04:00", 0, False),
    ],
)
def test_the_sign_on_the_door_holds_in_the_nights_the_clock_is_moved(
    hours: Hours, moment: str, fold: int, is_it_open: bool
) -> None:
    assert is_open(hours, at(moment, fold=fold)) is is_it_open


def test_a_night_is_an_hour_shorter_in_spring_and_longer_in_autumn() -> None:
    for evening, length in (
        ("2026-03-27", 6 * HOUR),
        ("2026-03-28", 5 * HOUR),
        ("2026-10-24", 7 * HOUR),
        ("2026-10-25", 6 * HOUR),
    ):
        opens = at(f"{evening} 22:00")
        assert state_at(NIGHT_BAR, opens).closes_at == opens + length


def test_hours_within_the_skipped_hour_do_not_exist_and_touching_ones_begin_at_the_change() -> None:
    skipped = Hours("Europe/Warsaw", ((Span(135, 165),),) * 7)
    day = (at("2026-03-29 00:00"), at("2026-03-30 00:00"))
    assert open_spans(skipped, *day) == []
    touching = Hours("Europe/Warsaw", ((Span(150, 300),),) * 7)
    assert open_spans(touching, *day) == [(at("2026-03-29 03:00"), at("2026-03-29 05:00"))]


def test_hours_within_the_repeated_hour_last_from_its_first_to_its_second_showing() -> None:
    repeated = Hours("Europe/Warsaw", ((Span(135, 165),),) * 7)
    day = (at("2026-10-25 00:00"), at("2026-10-26 00:00"))
    assert open_spans(repeated, *day) == [(at("2026-10-25 02:15"), at("2026-10-25 02:45", fold=1))]


def test_closing_at_the_time_that_is_shown_twice_means_its_first_showing() -> None:
    until_two = Hours("Europe/Warsaw", ((Span(22 * 60, 26 * 60),),) * 7)
    evening = at("2026-10-24 22:00")
    assert state_at(until_two, evening).closes_at == evening + 4 * HOUR


def test_a_zone_whose_midnight_is_skipped_has_its_day_from_one_oclock() -> None:
    cairo = Hours("Africa/Cairo", ((Span(0, 1440),), *[()] * 6))
    shop = replace(cairo, weekly=(*[()] * 4, (Span(0, 120),), (), ()))
    friday = at("2026-04-24 01:00", "Africa/Cairo")
    assert open_spans(shop, friday - DAY, friday + DAY) == [(friday, friday + HOUR)]


def test_the_waiting_clock_runs_on_open_time_only() -> None:
    start = at("2026-03-13 17:30")
    assert open_ms_between(SHOP, start, at("2026-03-16 09:10")) == 30 * MINUTE + 4 * HOUR + (
        10 * MINUTE
    )
    assert open_ms_between(SHOP, start, start - DAY) == 0
    assert after_open_ms(SHOP, start, 45 * MINUTE) == at("2026-03-14 10:15")
    assert after_open_ms(SHOP, start, 30 * MINUTE) == at("2026-03-13 18:00")


@pytest.mark.parametrize(
    ("moment", "relation", "day", "weekday", "time"),
    [
        ("2026-03-12 08:00", DayRelation.TODAY, "2026-03-12", 4, "09:00"),
        ("2026-03-12 18:00", DayRelation.TOMORROW, "2026-03-13", 5, "09:00"),
        ("2026-03-14 15:00", DayRelation.WEEKDAY, "2026-03-16", 1, "09:00"),
    ],
)
def test_the_next_opening_is_named_as_people_name_it(
    moment: str, relation: DayRelation, day: str, weekday: int, time: str
) -> None:
    hint = opening_hint(SHOP, at(moment))
    assert hint is not None
    assert (hint.relation, hint.day, hint.weekday, hint.time) == (relation, day, weekday, time)


def test_an_open_shop_needs_no_hint() -> None:
    assert opening_hint(SHOP, at("2026-03-12 10:00")) is None


def test_a_shopper_far_away_is_told_the_time_on_their_own_clock() -> None:
    hint = opening_hint(SHOP, at("2026-03-12 18:00"), "America/New_York")
    assert hint is not None
    assert (hint.relation, hint.day, hint.time) == (DayRelation.TOMORROW, "2026-03-13", "04:00")


@pytest.mark.parametrize(("days", "relation"), [(6, "weekday"), (7, "date"), (0, "today")])
def test_a_week_ahead_is_a_date_because_the_weekday_would_mislead(days: int, relation: str) -> None:
    now = at("2026-03-12 18:00")
    assert moment_hint(now + days * DAY, now, "Europe/Warsaw").relation == relation


def test_the_preview_shows_two_weeks_with_holidays_notes_and_the_moved_clock() -> None:
    shop = replace(
        SHOP, exceptions=(HoursException(date(2026, 4, 4), (Span(540, 720),), "Wielka Sobota"),)
    )
    days = {day.day: day for day in preview(shop, at("2026-03-27 12:00"))}
    assert len(days) == 14
    assert days["2026-03-27"].is_today
    assert days["2026-03-27"].span_texts == (("09:00", "13:00"), ("14:00", "18:00"))
    assert days["2026-03-27"].reason is DayReason.OPEN
    assert days["2026-03-29"].clock_change_minutes == 60
    assert days["2026-03-29"].reason is DayReason.CLOSED
    assert (days["2026-04-04"].reason, days["2026-04-04"].note) == (
        DayReason.EXCEPTION,
        "Wielka Sobota",
    )
    monday = days["2026-04-06"]
    assert monday.holiday is not None
    assert (monday.reason, monday.holiday.pl) == (DayReason.HOLIDAY, "Poniedziałek Wielkanocny")


def test_the_preview_writes_a_night_with_its_end_on_the_next_day() -> None:
    [day] = preview(NIGHT_BAR, at("2026-10-24 12:00"), days=1)
    assert day.span_texts == (("22:00", "04:00"),)
    assert day.spans == ((at("2026-10-24 22:00"), at("2026-10-25 04:00")),)
    [first] = preview(ROUND_THE_CLOCK, at("2026-10-25 12:00"), days=1)
    assert (first.span_texts, first.clock_change_minutes) == ((("00:00", "24:00"),), -60)


@pytest.mark.parametrize("ends", [(-1, 5), (0, 0), (5, 5), (0, 1441), (1440, 1500), (9, 1450)])
def test_a_span_that_is_no_span_of_a_day_is_a_mistake(ends: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(*ends)


def test_a_week_has_seven_days() -> None:
    with pytest.raises(ValueError, match="seven"):
        Hours("Europe/Warsaw", ((),) * 6)
