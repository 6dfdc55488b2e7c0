"""Hours come from JSON whole, or with every mistake and its place."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat_server.core.hours import Hours, HoursInvalid, Span, dump_hours, parse_hours

GOOD: dict[str, Any] = {
    "time_zone": "Europe/Warsaw",
    "weekly": {
        "friday": [{"from": "14:00", "to": "18:00"}, {"from": "09:00", "to": "13:00"}],
        "saturday": [{"from": "22:00", "to": "02:00"}],
        "sunday": [{"from": "00:00", "to": "24:00"}],
    },
    "holidays": {"country": "GB", "subdivision": "SCT", "closed": False},
    "exceptions": [{"date": "2026-12-24", "spans": [{"from": "09:00", "to": "12:00"}]}],
    "closures": [{"from": "2026-07-01", "to": "2026-07-14", "note": "Urlop"}],
}


def problems(**changed: object) -> list[tuple[str, str]]:
    with pytest.raises(HoursInvalid) as caught:
        parse_hours({**GOOD, **changed})
    return [(problem.path, problem.code.value) for problem in caught.value.problems]


def test_hours_are_read_sorted_and_written_whole() -> None:
    hours = parse_hours(GOOD)
    assert hours.weekly[4] == (Span(540, 780), Span(840, 1080))
    assert hours.weekly[5] == (Span(1320, 1560),)
    assert (hours.holiday_country, hours.holiday_subdivision) == ("GB", "SCT")
    assert not hours.closed_on_holidays
    assert parse_hours(dump_hours(hours)) == hours
    assert hash(parse_hours(GOOD)) == hash(hours)


def test_a_time_zone_is_all_that_is_needed() -> None:
    assert parse_hours({"time_zone": "Europe/Ljubljana"}) == Hours("Europe/Ljubljana")


@pytest.mark.parametrize(
    ("changed", "path", "code"),
    [
        ({"time_zone": "Europe/Warszawa"}, "time_zone", "time_zone"),
        ({"time_zone": None}, "time_zone", "missing"),
        ({"time_zone": 3}, "time_zone", "type"),
        ({"colour": 1}, "colour", "unknown"),
        ({"weekly": []}, "weekly", "type"),
        ({"weekly": {"fryday": []}}, "weekly.fryday", "unknown"),
        ({"weekly": {"friday": {}}}, "weekly.friday", "type"),
        ({"weekly": {"friday": [3]}}, "weekly.friday[0]", "type"),
        ({"weekly": {"friday": [{"from": "09:00"}]}}, "weekly.friday[0].to", "missing"),
        (
            {"weekly": {"friday": [{"from": "09:00", "to": "25:00"}]}},
            "weekly.friday[0].to",
            "time",
        ),
        (
            {"weekly": {"friday": [{"from": "24:30", "to": "25:00"}]}},
            "weekly.friday[0].from",
            "time",
        ),
        (
            {"weekly": {"friday": [{"from": "9:00", "to": "10:00"}]}},
            "weekly.friday[0].from",
            "time",
        ),
        ({"weekly": {"friday": [{"from": "09:00", "to": "09:00"}]}}, "weekly.friday[0]", "empty"),
        (
            {"weekly": {"friday": [{"from": "09:00", "to": "12:00"}] * 2}},
            "weekly.friday[1]",
            "overlap",
        ),
        ({"weekly": {"friday": [{}] * 13}}, "weekly.friday", "too_many"),
        ({"holidays": {"country": "XX"}}, "holidays.country", "country"),
        ({"holidays": {"closed": True}}, "holidays.country", "missing"),
        (
            {"holidays": {"country": "GB", "subdivision": "YRK"}},
            "holidays.subdivision",
            "subdivision",
        ),
        ({"holidays": {"country": "PL", "closed": 1}}, "holidays.closed", "type"),
        ({"exceptions": [{"date": "2026-02-30"}]}, "exceptions[0].date", "date"),
        ({"exceptions": [{"date": "20260203"}]}, "exceptions[0].date", "date"),
        ({"exceptions": [{"date": "2026-02-03"}] * 2}, "exceptions[1].date", "duplicate"),
        (
            {"exceptions": [{"date": "2026-02-03", "note": "x" * 201}]},
            "exceptions[0].note",
            "too_long",
        ),
        ({"closures": [{"from": "2026-02-03", "to": "2026-02-02"}]}, "closures[0]", "empty"),
        (
            {"closures": [{"from": "2026-02-03", "to": "2026-02-03", "why": ""}]},
            "closures[0].why",
            "unknown",
        ),
    ],
)
def test_every_mistake_is_named_with_its_place(
    changed: dict[str, object], path: str, code: str
) -> None:
    assert (path, code) in problems(**changed)


def test_all_mistakes_are_told_at_once() -> None:
    found = problems(time_zone="Mars/Base", closures=[{"from": "x", "to": "2026-01-01"}])
    assert found == [("time_zone", "time_zone"), ("closures[0].from", "date")]


def test_something_else_than_an_object_is_one_clear_mistake() -> None:
    with pytest.raises(HoursInvalid, match="hours: type"):
        parse_hours([1, 2])


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*GOOD, "friday", "from", "to", "date", "spans", "country"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(list(GOOD)), json_values))
def test_whatever_arrives_is_hours_or_a_list_of_problems(data: dict[str, object]) -> None:
    try:
        hours = parse_hours({"time_zone": "Europe/Warsaw", **data})
    except HoursInvalid as invalid:
        found = invalid.problems
    else:
        assert parse_hours(dump_hours(hours)) == hours
        return
    assert found
