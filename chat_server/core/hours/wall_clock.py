"""From the wall clock of a time zone to instants and back, over clock changes."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


@lru_cache(maxsize=1024)
def zone(name: str) -> tzinfo:
    """The IANA zone called ``name``; raises ``ZoneInfoNotFoundError`` or ``ValueError``."""
    return ZoneInfo(name)


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970 of an aware ``moment``."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def local(at: int, time_zone: str) -> datetime:
    """The wall clock of ``time_zone`` at ``at``."""
    return (_EPOCH + timedelta(milliseconds=at)).astimezone(zone(time_zone))


def local_date(at: int, time_zone: str) -> date:
    """The date in ``time_zone`` at ``at``."""
    return local(at, time_zone).date()


def instant(time_zone: str, day: date, minute: int, *, last: bool = False) -> int:
    """When the wall clock shows ``minute`` minutes after the midnight that begins ``day``.

    A time that the clock shows twice in autumn means the first showing, or the second with
    ``last``; so a span that touches the repeated hour is open throughout. A time that it skips in
    spring means the moment of the change.
    """
    place = zone(time_zone)
    midnight = datetime(day.year, day.month, day.day, tzinfo=place)
    wall = (midnight + timedelta(minutes=minute)).replace(fold=int(last))
    moment = wall.astimezone(UTC)
    if moment.astimezone(place).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return to_ms(moment)
    return to_ms(_change_within(place, wall))


def _change_within(place: tzinfo, skipped: datetime) -> datetime:
    """The clock change that skips the wall time ``skipped``, to the second, by halving.

    In a gap ``fold=1`` reads the offset after the change, which lands before it, and ``fold=0`` the
    offset before the change, which lands after it (PEP 495).
    """
    before = skipped.replace(fold=1).astimezone(UTC)
    after = skipped.replace(fold=0).astimezone(UTC)
    new_offset = after.astimezone(place).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if middle.astimezone(place).utcoffset() == new_offset:
            after = middle
        else:
            before = middle
    return after
