"""What virtual clients write down, line by line, and the rows it is held against."""

import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

import orjson

Log = Literal["public", "team"]


@dataclass(frozen=True, slots=True)
class Joined:
    """A client begins, or begins again with an empty screen (``conversation`` says where)."""

    client: str
    role: str
    person: str
    """The visitor's or the agent's id."""
    conversation: str = ""
    do: str = "joined"


@dataclass(frozen=True, slots=True)
class Sent:
    """A client put a message on the wire, perhaps not for the first time."""

    client: str
    client_id: str
    text: str
    number: int
    """Counts the client's messages in the order in which they were written."""
    epoch: int = 0
    do: str = "sent"


@dataclass(frozen=True, slots=True)
class Acked:
    """The server said that a message is stored."""

    client: str
    client_id: str
    conversation: str
    message_id: str
    seq: int
    log: Log = "public"
    do: str = "acked"


@dataclass(frozen=True, slots=True)
class Ticked:
    """The client marked a message as sent on its screen."""

    client: str
    client_id: str
    do: str = "ticked"


@dataclass(frozen=True, slots=True)
class Refused:
    """The server said no for good; the client tells its person."""

    client: str
    client_id: str
    code: str
    do: str = "refused"


@dataclass(frozen=True, slots=True)
class Shown:
    """An event appeared on the client's screen."""

    client: str
    conversation: str
    log: Log
    number: int
    type: str
    message_id: str = ""
    text: str = ""
    do: str = "shown"


@dataclass(frozen=True, slots=True)
class Resynced:
    """After ``since_ms`` without the network the client knew again that it misses nothing."""

    client: str
    took_ms: int
    do: str = "resynced"


@dataclass(frozen=True, slots=True)
class Won:
    """A claim was answered with yes."""

    client: str
    person: str
    conversation: str
    epoch: int
    do: str = "won"


@dataclass(frozen=True, slots=True)
class Left:
    """The client closed for good; what comes later it need not show."""

    client: str
    do: str = "left"


Record = Joined | Sent | Acked | Ticked | Refused | Shown | Resynced | Won | Left


class Journal:
    """Appends records to a JSONL file and keeps them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.records: list[Record] = []
        self.acked = 0
        self._written = 0

    def write(self, record: Record) -> None:
        """One more line."""
        self.records.append(record)
        if isinstance(record, Acked):
            self.acked += 1

    def flush(self) -> None:
        """Bring the file up to date."""
        with self.path.open("ab") as file:
            for record in self.records[self._written :]:
                file.write(orjson.dumps(asdict(record)) + b"\n")
        self._written = len(self.records)


@dataclass(frozen=True, slots=True)
class StoredRow:
    """One event as the database has it."""

    conversation: str
    log: Log
    number: int
    sender: str
    client_id: str | None
    type: str
    message_id: str = ""
    text: str = ""
    agent: str = ""
    epoch: int = 0


@dataclass(frozen=True, slots=True)
class Stored:
    """Everything the database has: events in order, visitors and last numbers by conversation."""

    rows: list[StoredRow]
    visitor_of: dict[str, str]
    heads: dict[str, tuple[int, int]] = field(default_factory=dict)
    open_of: dict[str, int] = field(default_factory=dict)
    """How many open conversations each visitor has."""


def read_stored(path: Path) -> Stored:
    """Read a server's SQLite file, while it runs or after."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as conn:
        heads: dict[str, tuple[int, int]] = {}
        visitor_of: dict[str, str] = {}
        open_of: dict[str, int] = {}
        query = "SELECT id, visitor_id, seq, team_seq, status FROM conversation"
        for key, visitor, seq, team_seq, status in conn.execute(query):
            visitor_of[key], heads[key] = visitor, (seq, team_seq)
            open_of[visitor] = open_of.get(visitor, 0) + (status != "closed")
        rows = list(_rows(conn))
    conn.close()
    return Stored(rows, visitor_of, heads, open_of)


def _rows(conn: sqlite3.Connection) -> Iterator[StoredRow]:
    query = (
        "SELECT conversation_id, log, number, sender, client_id, body FROM event "
        "ORDER BY conversation_id, log, number"
    )
    for conversation, log, number, sender, client_id, text in conn.execute(query):
        body = orjson.loads(text)
        yield StoredRow(
            conversation=conversation,
            log="team" if log else "public",
            number=number,
            sender=sender,
            client_id=client_id,
            type=body["type"],
            message_id=body.get("message_id") or body.get("note_id") or "",
            text=body.get("text", ""),
            agent=(body.get("agent") or {}).get("id", ""),
            epoch=body.get("epoch", 0),
        )
