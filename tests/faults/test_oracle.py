"""The oracle itself: it says nothing about a clean record, and finds each lie that is put in."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.faults.oracle import Fault, judge
from tests.faults.records import (
    Acked,
    Joined,
    Record,
    Sent,
    Shown,
    Stored,
    StoredRow,
    Ticked,
    Won,
)

CHAT = "cnv_1"


def posted(number: int, sender: str, client_id: str, text: str) -> StoredRow:
    """A message as it is stored."""
    return StoredRow(
        CHAT, "public", number, sender, client_id, "message.posted", f"msg_{number}", text
    )


def clean() -> tuple[list[Record], Stored]:
    """Visitor and agent talk, with a note; everything is as it should be."""
    rows = [
        StoredRow(CHAT, "public", 1, "visitor", None, "conversation.started"),
        posted(2, "visitor", "v-1", "one"),
        StoredRow(CHAT, "public", 3, "system", None, "conversation.assigned", agent="ana", epoch=1),
        posted(4, "visitor", "v-2", "two"),
        posted(5, "agent:ana", "a-1", "three"),
        StoredRow(CHAT, "public", 6, "system", None, "conversation.assigned", agent="jan", epoch=2),
        StoredRow(CHAT, "team", 1, "agent:ana", "a-2", "note.added", "not_1", "secret"),
    ]
    stored = Stored(rows, {CHAT: "vis"}, {CHAT: (6, 1)}, {"vis": 1})
    records: list[Record] = [Joined("tab", "visitor", "vis"), Joined("desk", "agent", "ana")]
    records += [Sent("tab", "v-1", "one", 1), Sent("tab", "v-2", "two", 2)]
    records += [Sent("desk", "a-1", "three", 1, epoch=1), Sent("desk", "a-2", "secret", 2)]
    for row, client in ((rows[1], "tab"), (rows[3], "tab"), (rows[4], "desk"), (rows[6], "desk")):
        client_id = row.client_id or ""
        records.append(Acked(client, client_id, CHAT, row.message_id, row.number, row.log))
        records.append(Ticked(client, client_id))
    records += [shown("tab", row) for row in rows if row.log == "public"]
    records += [shown("desk", row) for row in rows]
    records.append(Won("desk", "ana", CHAT, 1))
    return records, stored


def shown(client: str, row: StoredRow) -> Shown:
    """A row on a client's screen."""
    return Shown(client, row.conversation, row.log, row.number, row.type, row.message_id, row.text)


def faults(records: list[Record], stored: Stored) -> set[Fault]:
    return {violation.fault for violation in judge(records, stored)}


def tab_shows(records: list[Record]) -> list[int]:
    """Where in the record the tab shows something."""
    return [at for at, one in enumerate(records) if isinstance(one, Shown) and one.client == "tab"]


def lose(records: list[Record], stored: Stored) -> None:
    stored.rows[:] = [row for row in stored.rows if row.client_id != "v-2"]


def store_twice(records: list[Record], stored: Stored) -> None:
    stored.rows.insert(6, posted(7, "visitor", "v-2", "two"))
    stored.heads[CHAT] = (7, 1)


def show_twice(records: list[Record], stored: Stored) -> None:
    records.insert(tab_shows(records)[2], records[tab_shows(records)[1]])


def swap(records: list[Record], stored: Stored) -> None:
    first, second = tab_shows(records)[1:3]
    records[first], records[second] = records[second], records[first]


def invent(records: list[Record], stored: Stored) -> None:
    records.append(Shown("tab", CHAT, "public", 7, "message.posted", "msg_7", "nobody said it"))


def leak(records: list[Record], stored: Stored) -> None:
    records.append(Joined("other", "visitor", "vis_2"))
    records.append(shown("other", stored.rows[1]))


def tick_early(records: list[Record], stored: Stored) -> None:
    at = next(at for at, one in enumerate(records) if isinstance(one, Ticked))
    records[at - 1], records[at] = records[at], records[at - 1]


def ack_elsewhere(records: list[Record], stored: Stored) -> None:
    at = next(at for at, one in enumerate(records) if isinstance(one, Acked))
    ack = records[at]
    assert isinstance(ack, Acked)
    records[at] = replace(ack, seq=17)


def assign_twice(records: list[Record], stored: Stored) -> None:
    stored.rows[5] = replace(stored.rows[5], epoch=1)


def win_twice(records: list[Record], stored: Stored) -> None:
    records += [Joined("desk2", "agent", "jan"), Won("desk2", "jan", CHAT, 1)]


def leave_a_gap_in_the_log(records: list[Record], stored: Stored) -> None:
    stored.rows[:] = [row for row in stored.rows if row.number != 3]


def skip_one_on_the_screen(records: list[Record], stored: Stored) -> None:
    del records[tab_shows(records)[2]]


def reuse_a_number(records: list[Record], stored: Stored) -> None:
    records += [Sent("tab", "v-3", "x", 3), Acked("tab", "v-3", CHAT, "msg_9", 4)]


def show_the_note(records: list[Record], stored: Stored) -> None:
    records.append(shown("tab", stored.rows[6]))


def store_in_another_order(records: list[Record], stored: Stored) -> None:
    one, two = stored.rows[1], stored.rows[3]
    stored.rows[1] = replace(two, number=one.number)
    stored.rows[3] = replace(one, number=two.number)


def accept_a_stale_agent(records: list[Record], stored: Stored) -> None:
    stored.rows.insert(6, posted(7, "agent:ana", "a-3", "still me"))
    stored.heads[CHAT] = (7, 1)


def accept_a_stale_epoch(records: list[Record], stored: Stored) -> None:
    at = next(at for at, one in enumerate(records) if isinstance(one, Sent) and one.epoch == 1)
    sent = records[at]
    assert isinstance(sent, Sent)
    records[at] = replace(sent, epoch=0)


def change_the_words(records: list[Record], stored: Stored) -> None:
    stored.rows[3] = replace(stored.rows[3], text="too")


def never_show_the_last(records: list[Record], stored: Stored) -> None:
    del records[tab_shows(records)[-1]]


def open_two(records: list[Record], stored: Stored) -> None:
    stored.open_of["vis"] = 2


def test_a_clean_record_is_clean() -> None:
    assert judge(*clean()) == []


@pytest.mark.parametrize(
    ("inject", "fault"),
    [
        (lose, Fault.LOST),
        (store_twice, Fault.DOUBLED),
        (show_twice, Fault.DOUBLED),
        (swap, Fault.SWAPPED),
        (invent, Fault.PHANTOM),
        (leak, Fault.LEAKED),
        (tick_early, Fault.EARLY_ACK),
        (ack_elsewhere, Fault.EARLY_ACK),
        (assign_twice, Fault.DOUBLE_ASSIGNMENT),
        (win_twice, Fault.DOUBLE_ASSIGNMENT),
        (leave_a_gap_in_the_log, Fault.GAP),
        (skip_one_on_the_screen, Fault.GAP),
        (reuse_a_number, Fault.REUSED_NUMBER),
        (show_the_note, Fault.FOREIGN_NOTE),
        (store_in_another_order, Fault.SENDER_ORDER),
        (accept_a_stale_agent, Fault.STALE_EPOCH),
        (accept_a_stale_epoch, Fault.STALE_EPOCH),
        (change_the_words, Fault.ALTERED),
        (never_show_the_last, Fault.UNSEEN),
        (open_two, Fault.TWO_OPEN),
    ],
)
def test_a_violation_is_flagged(
    inject: Callable[[list[Record], Stored], None], fault: Fault
) -> None:
    records, stored = clean()
    inject(records, stored)
    assert fault in faults(records, stored)


def test_every_kind_of_violation_has_been_injected() -> None:
    marks = test_a_violation_is_flagged.pytestmark  # type: ignore[attr-defined] # set by the decorator
    assert {fault for _, fault in marks[0].args[1]} == set(Fault)
