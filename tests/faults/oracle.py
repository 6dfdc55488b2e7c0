"""Joins what clients wrote down with what is stored, and names everything that must never be.

It knows nothing of how the server works, only of what it promises. Its own tests inject each of
the violations and see it flagged.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from tests.faults.records import (
    Acked,
    Joined,
    Left,
    Log,
    Record,
    Refused,
    Resynced,
    Sent,
    Shown,
    Stored,
    StoredRow,
    Ticked,
    Won,
)


class Fault(StrEnum):
    """A broken promise."""

    LOST = "acked and not stored"
    UNSEEN = "stored and never shown to somebody who was there"
    DOUBLED = "one message stored or shown twice"
    ALTERED = "stored or shown with another text than was sent"
    SWAPPED = "shown in another order than stored"
    PHANTOM = "shown and not stored"
    LEAKED = "shown to somebody else's visitor"
    EARLY_ACK = "marked as sent before it was stored where the ack says"
    DOUBLE_ASSIGNMENT = "one epoch of a conversation given to two agents"
    GAP = "a number of a log left out"
    REUSED_NUMBER = "one number given to two messages"
    FOREIGN_NOTE = "an internal note shown to a visitor"
    SENDER_ORDER = "one sender's messages stored in another order than written"
    STALE_EPOCH = "an agent's message accepted who did not own the conversation any more"
    TWO_OPEN = "two open conversations of one visitor"


@dataclass(frozen=True, slots=True)
class Violation:
    """What was broken, and where to look."""

    fault: Fault
    detail: str


@dataclass(slots=True)
class _Screen:
    """What one client shows of one conversation's log: numbers in the order of their coming."""

    shown: list[Shown] = field(default_factory=list)


Key = tuple[str, str]
"""Sender as the database has it, and the sender's own id."""


class _Case:
    """The records and rows, sorted so that questions are cheap."""

    def __init__(self, records: list[Record], stored: Stored) -> None:
        self.stored = stored
        self.found: list[Violation] = []
        self.roles: dict[str, Joined] = {}
        self.left: set[str] = set()
        self.acks: list[Acked] = []
        self.sent: dict[str, list[Sent]] = defaultdict(list)
        self.epoch_of: dict[Key, int] = {}
        self.won: list[Won] = []
        self.screens: dict[tuple[str, str, Log], _Screen] = {}
        self.over: list[tuple[tuple[str, str, Log], _Screen]] = []
        self.by_key: dict[Key, list[StoredRow]] = defaultdict(list)
        self.by_number = {(row.conversation, row.log, row.number): row for row in stored.rows}
        for row in stored.rows:
            if row.client_id is not None:
                self.by_key[self.owner(row), row.client_id].append(row)
        known: set[tuple[str, str]] = set()
        for record in records:
            self._sort(record, known)

    def owner(self, row: StoredRow) -> str:
        """The person who sent a row: visitors stand in the database without their id."""
        if row.sender == "visitor":
            return self.stored.visitor_of.get(row.conversation, "")
        if row.sender == "bot":
            return f"bot in {row.conversation}"
        return row.sender.removeprefix("agent:")

    def _begin(self, joined: Joined) -> None:
        self.roles[joined.client] = joined
        self.left.discard(joined.client)
        for key in [key for key in self.screens if key[0] == joined.client]:
            if joined.conversation in ("", key[1]):
                self.over.append((key, self.screens.pop(key)))

    def _sort(self, record: Record, known: set[tuple[str, str]]) -> None:
        match record:
            case Joined():
                self._begin(record)
            case Sent():
                self.sent[record.client].append(record)
                self.epoch_of[self.roles[record.client].person, record.client_id] = record.epoch
            case Acked():
                self.acks.append(record)
                known.add((record.client, record.client_id))
            case Ticked():
                if (record.client, record.client_id) not in known:
                    self.flag(Fault.EARLY_ACK, f"{record.client} ticked {record.client_id}")
            case Shown():
                place = (record.client, record.conversation, record.log)
                self.screens.setdefault(place, _Screen()).shown.append(record)
            case Won():
                self.won.append(record)
            case Left():
                self.left.add(record.client)
            case Refused() | Resynced():
                return  # neither breaks a promise

    def flag(self, fault: Fault, detail: str) -> None:
        self.found.append(Violation(fault, detail))


def judge(records: list[Record], stored: Stored) -> list[Violation]:
    """Every broken promise there is in ``records`` (in the order written) and ``stored``."""
    case = _Case(records, stored)
    _judge_acks(case)
    _judge_rows(case)
    _judge_senders(case)
    _judge_owners(case)
    for place, screen in [*case.over, *case.screens.items()]:
        _judge_screen(case, place, screen)
    _judge_unseen(case)
    return case.found


def _judge_acks(case: _Case) -> None:
    numbers: dict[tuple[str, Log, int], str] = {}
    for ack in case.acks:
        rows = case.by_key.get((case.roles[ack.client].person, ack.client_id), [])
        name = f"{ack.client}'s {ack.client_id}"
        other = numbers.setdefault((ack.conversation, ack.log, ack.seq), ack.client_id)
        if other != ack.client_id:
            case.flag(Fault.REUSED_NUMBER, f"{ack.seq} is {other} and {ack.client_id}")
        if not rows:
            case.flag(Fault.LOST, name)
            continue
        row = rows[0]
        told = (ack.conversation, ack.log, ack.seq, ack.message_id)
        if told != (row.conversation, row.log, row.number, row.message_id):
            case.flag(Fault.EARLY_ACK, f"{name}: acked as {told}, stored as {row}")


def _judge_rows(case: _Case) -> None:
    """Each message once and as it was sent, each log dense up to the number its head says."""
    for (person, client_id), rows in case.by_key.items():
        if len(rows) > 1:
            case.flag(Fault.DOUBLED, f"{person}'s {client_id} is stored {len(rows)} times")
    texts = {
        (case.roles[client].person, sent.client_id): sent.text
        for client, all_sent in case.sent.items()
        for sent in all_sent
    }
    for key, rows in case.by_key.items():
        if key in texts and rows[0].text != texts[key]:
            case.flag(Fault.ALTERED, f"{key[1]} is stored as {rows[0].text!r}")
    _judge_numbers(case)
    for visitor, count in case.stored.open_of.items():
        if count > 1:
            case.flag(Fault.TWO_OPEN, f"{visitor} has {count}")


def _judge_numbers(case: _Case) -> None:
    logs: dict[tuple[str, Log], list[int]] = defaultdict(list)
    for row in case.stored.rows:
        logs[row.conversation, row.log].append(row.number)
    for (conversation, log), numbers in logs.items():
        if len(set(numbers)) < len(numbers):
            case.flag(Fault.REUSED_NUMBER, f"in {conversation}'s {log} log")
        if sorted(set(numbers)) != list(range(1, len(set(numbers)) + 1)):
            case.flag(Fault.GAP, f"{conversation}'s {log} log is stored with a gap")
        head = case.stored.heads.get(conversation)
        if head is not None and head[log == "team"] != max(numbers):
            case.flag(Fault.GAP, f"{conversation} says {head}, its {log} log {max(numbers)}")


def _judge_senders(case: _Case) -> None:
    """Each client writes one message after the other, so their numbers must go up."""
    for client, all_sent in case.sent.items():
        person = case.roles[client].person
        last: dict[tuple[str, Log], tuple[int, int]] = {}
        for sent in sorted(set(all_sent), key=lambda one: one.number):
            for row in case.by_key.get((person, sent.client_id), [])[:1]:
                place = (row.conversation, row.log)
                number, before = last.get(place, (0, 0))
                if row.number <= before and sent.number > number:
                    case.flag(Fault.SENDER_ORDER, f"{client}: {sent.client_id} at {row.number}")
                last[place] = (sent.number, max(row.number, before))


def _judge_owners(case: _Case) -> None:
    epochs: dict[tuple[str, int], str] = {}
    for won in case.won:
        if epochs.setdefault((won.conversation, won.epoch), won.person) != won.person:
            case.flag(Fault.DOUBLE_ASSIGNMENT, f"{won.conversation} epoch {won.epoch} is won twice")
    owners: dict[str, tuple[str, int]] = {}
    for row in case.stored.rows:
        winner = epochs.get((row.conversation, row.epoch), row.agent)
        if row.agent not in ("", winner):
            case.flag(Fault.DOUBLE_ASSIGNMENT, f"{winner} won what is stored as {row}")
        if row.log == "public":
            owner = owners.get(row.conversation, ("", 0))
            owners[row.conversation] = _owner_after(case, row, owner)


def _owner_after(case: _Case, row: StoredRow, owner: tuple[str, int]) -> tuple[str, int]:
    """Whose the conversation is, and under which epoch, once this event is stored."""
    match row.type:
        case "conversation.assigned":
            if row.epoch <= owner[1]:
                case.flag(Fault.DOUBLE_ASSIGNMENT, f"{row.conversation} epoch {row.epoch} again")
            return row.agent, row.epoch
        case "conversation.queued" | "conversation.handed_to_bot":
            return "", owner[1]
        case "conversation.reopened":
            return row.agent, owner[1] + 1
        case "message.posted" if row.sender.startswith("agent:"):
            _judge_agent_message(case, row, owner)
    return owner


def _judge_agent_message(case: _Case, row: StoredRow, owner: tuple[str, int]) -> None:
    agent = row.sender.removeprefix("agent:")
    epoch = case.epoch_of.get((agent, row.client_id or ""), owner[1])
    if (agent, epoch) != owner:
        case.flag(Fault.STALE_EPOCH, f"{agent} wrote {row.number} under {epoch}, owner {owner}")


def _judge_screen(case: _Case, place: tuple[str, str, Log], screen: _Screen) -> None:
    client, conversation, log = place
    joined = case.roles[client]
    if joined.role == "visitor":
        if log == "team" or any(s.type in ("note.added", "summary.added") for s in screen.shown):
            case.flag(Fault.FOREIGN_NOTE, f"{client} saw the team's log of {conversation}")
        if case.stored.visitor_of.get(conversation) != joined.person:
            case.flag(Fault.LEAKED, f"{client} saw {conversation}")
    _judge_content(case, place, screen)
    numbers = [shown.number for shown in screen.shown]
    for before, after in pairwise(numbers):
        if after < before:
            case.flag(Fault.SWAPPED, f"{client}: {after} after {before} in {conversation}")
    for number in sorted(set(range(min(numbers), max(numbers) + 1)) - set(numbers)):
        case.flag(Fault.GAP, f"{client} never showed {number} of {conversation}")


def _judge_content(case: _Case, place: tuple[str, str, Log], screen: _Screen) -> None:
    client, conversation, log = place
    seen: set[int] = set()
    for shown in screen.shown:
        row = case.by_number.get((conversation, log, shown.number))
        if row is None or row.message_id != shown.message_id:
            case.flag(Fault.PHANTOM, f"{client}: {shown}")
        elif row.text != shown.text:
            case.flag(Fault.ALTERED, f"{client}: {shown}, stored {row}")
        if shown.number in seen:
            case.flag(Fault.DOUBLED, f"{client} showed {conversation} {shown.number} twice")
        seen.add(shown.number)


def _judge_unseen(case: _Case) -> None:
    """Whoever is there at the end shows each log to its end, and a visitor their own whole one."""
    for (client, conversation, log), screen in case.screens.items():
        head = case.stored.heads.get(conversation)
        last = max(shown.number for shown in screen.shown)
        if client not in case.left and head is not None and last < head[log == "team"]:
            case.flag(Fault.UNSEEN, f"{client} ends at {last} of {conversation}'s {head} ({log})")
    there: dict[str, set[str]] = defaultdict(set)
    for client, conversation, _ in case.screens:
        there[client].add(conversation)
    for client, joined in case.roles.items():
        if joined.role != "visitor" or client in case.left:
            continue
        for conversation, visitor in case.stored.visitor_of.items():
            if visitor == joined.person and conversation not in there[client]:
                case.flag(Fault.UNSEEN, f"{client} never showed its own {conversation}")
