"""Calendar files for callbacks (RFC 5545): the shopper's appointment and the agent's feed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

_LINE_OCTETS = 75
_PRODUCT_ID = "-//Zalada//Callbacks//EN"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNSAFE_IN_URI = re.compile(r"[\x00-\x20\x7f]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Method(StrEnum):
    """What the file asks of the calendar: put the entries in (or update them), or take them out."""

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One appointment. Files with the same ``uid`` and a higher ``sequence`` replace it.

    ``stamp_at`` is when this version came to be; ``reminder_minutes`` None means no alarm.
    """

    uid: str
    start_at: int
    end_at: int
    stamp_at: int
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    sequence: int = 0
    is_cancelled: bool = False
    reminder_minutes: int | None = None


def calendar_file(
    entries: Iterable[CalendarEntry], method: Method = Method.PUBLISH, name: str = ""
) -> str:
    """The text of an ``.ics`` file, to be sent as UTF-8 with ``text/calendar; method=…``.

    ``name`` titles a feed in calendars that show one.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT_ID}",
        "CALSCALE:GREGORIAN",
        f"METHOD:{method}",
    ]
    if name:
        lines += [f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}"]
    for entry in entries:
        lines += _event(entry, is_cancelled=entry.is_cancelled or method is Method.CANCEL)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _event(entry: CalendarEntry, *, is_cancelled: bool) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.uid)}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTAMP:{_utc(entry.stamp_at)}"
    yield f"DTSTART:{_utc(entry.start_at)}"
    yield f"DTEND:{_utc(entry.end_at)}"
    yield f"SUMMARY:{_text(entry.summary)}"
    if entry.description:
        yield f"DESCRIPTION:{_text(entry.description)}"
    if entry.location:
        yield f"LOCATION:{_text(entry.location)}"
    if entry.url:
        # A URI stands unescaped, so it must not bring line ends of its own.
        yield f"URL:{_UNSAFE_IN_URI.sub('', entry.url)}"
    yield f"STATUS:{'CANCELLED' if is_cancelled else 'CONFIRMED'}"
    if entry.reminder_minutes is not None and not is_cancelled:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_text(entry.summary)}"
        yield f"TRIGGER:-PT{entry.reminder_minutes}M"
        yield "END:VALARM"
    yield "END:VEVENT"


def _utc(at: int) -> str:
    return f"{_EPOCH + timedelta(milliseconds=at):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    """``value`` escaped as RFC 5545, 3.3.11 wants it, without control characters."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    value = _CONTROL.sub("", value)
    for special in ("\\", ";", ","):
        value = value.replace(special, f"\\{special}")
    return value.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """``line`` in parts of at most 75 octets, never cut within a character (3.1)."""
    part, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > _LINE_OCTETS:
            yield part
            part, octets = " ", 1
        part += character
        octets += size
    yield part
