"""Calendar files that every calendar reads, and references that survive a phone line."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat_server.core.callback import (
    CalendarEntry,
    Method,
    calendar_file,
    make_reference,
    read_reference,
)
from tests.core.wall import MINUTE, at

ENTRY = CalendarEntry(
    uid="cb_1@zalada",
    start_at=at("2026-03-12 14:20"),
    end_at=at("2026-03-12 14:40"),
    stamp_at=at("2026-03-10 08:00"),
    summary="Kurz & Kawa oddzwoni",
    description="Gwarancja, ekspres; Aroma\\Nero\nDo usłyszenia!",
    url="https://shop.example/c/K7M-4QX",
    reminder_minutes=15,
)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_an_appointment_is_written_in_utc_with_everything_a_calendar_asks_for() -> None:
    assert unfolded(calendar_file([ENTRY], name="Callbacks")) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Zalada//Callbacks//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Callbacks",
        "X-WR-CALNAME:Callbacks",
        "BEGIN:VEVENT",
        "UID:cb_1@zalada",
        "SEQUENCE:0",
        "DTSTAMP:20260310T070000Z",
        "DTSTART:20260312T132000Z",
        "DTEND:20260312T134000Z",
        "SUMMARY:Kurz & Kawa oddzwoni",
        r"DESCRIPTION:Gwarancja\, ekspres\; Aroma\\Nero\nDo usłyszenia!",
        "URL:https://shop.example/c/K7M-4QX",
        "STATUS:CONFIRMED",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Kurz & Kawa oddzwoni",
        "TRIGGER:-PT15M",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_move_keeps_the_uid_and_raises_the_sequence() -> None:
    moved = replace(ENTRY, sequence=1, start_at=ENTRY.start_at + 60 * MINUTE)
    lines = unfolded(calendar_file([moved]))
    assert {"UID:cb_1@zalada", "SEQUENCE:1", "DTSTART:20260312T142000Z"} <= set(lines)


def test_a_cancelled_call_takes_itself_out_of_the_calendar_without_an_alarm() -> None:
    lines = unfolded(calendar_file([replace(ENTRY, sequence=2)], Method.CANCEL))
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:2"} <= set(lines)
    assert "BEGIN:VALARM" not in lines


@given(st.text(max_size=400), st.text(max_size=200))
def test_no_text_can_add_a_line_or_make_one_too_long(text: str, url: str) -> None:
    written = calendar_file(
        [replace(ENTRY, summary=text, description=text, url=url, location=text)]
    )
    lines = written.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert not any(mark in line for line in lines for mark in "\r\n")
    names = {line.split(":")[0] for line in unfolded(written) if line}
    assert names <= {
        "BEGIN", "VERSION", "PRODID", "CALSCALE", "METHOD", "UID", "SEQUENCE", "DTSTAMP",
        "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "STATUS", "ACTION",
        "TRIGGER", "END",
    }  # fmt: skip


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=300))
def test_a_text_comes_back_as_it_was_written(text: str) -> None:
    lines = unfolded(calendar_file([replace(ENTRY, summary=text)]))
    summary = next(line for line in lines if line.startswith("SUMMARY:"))
    assert re.sub(r"\\(.)", r"\1", summary.removeprefix("SUMMARY:")) == text


@given(st.floats(0, 1, exclude_max=True))
def test_a_reference_is_recognised_as_people_type_it(fraction: float) -> None:
    reference = make_reference(fraction)
    assert len(reference) == 7
    for typed in (reference, reference.lower(), reference.replace("-", ""), f" #{reference} "):
        assert read_reference(typed) == reference


@pytest.mark.parametrize(
    ("typed", "reference"),
    [
        ("S7M 4GX", "57M-46X"),
        ("k7m.4qx", "K7M-4QX"),
        ("K7M-4Q", None),
        ("OOO-111", None),
        ("", None),
    ],
)
def test_letters_that_sound_or_look_alike_mean_the_same(typed: str, reference: str | None) -> None:
    assert read_reference(typed) == reference


def test_equal_chances_give_equal_references_and_others_differ() -> None:
    assert make_reference(0.0) == "222-222"
    assert len({make_reference(step / 10_000) for step in range(10_000)}) == 10_000
