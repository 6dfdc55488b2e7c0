"""Delivered and read marks: cursors that only move forward."""

from dataclasses import dataclass

VISITOR = "visitor"


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a participant ("visitor" or an agent's id) has received and read."""

    participant: str
    delivered_seq: int = 0
    read_seq: int = 0


def moved(cursor: Cursor, delivered_seq: int, read_seq: int, last_seq: int) -> Cursor:
    """The cursor after a mark: never backwards, never past ``last_seq``; reading implies having."""
    read = max(cursor.read_seq, min(read_seq, last_seq))
    delivered = max(cursor.delivered_seq, min(delivered_seq, last_seq), read)
    return Cursor(cursor.participant, delivered, read)
