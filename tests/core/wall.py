"""Moments written as people read them off a wall clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def at(text: str, time_zone: str = "Europe/Warsaw", *, fold: int = 0) -> int:
    """Milliseconds UTC of ``YYYY-MM-DD HH:MM`` in ``time_zone``; ``fold`` 1: the second showing."""
    wall = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(time_zone), fold=fold)
    return int(wall.timestamp() * SECOND)
