"""The matrix of faults: number, name, what is broken, and what it needs."""

import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import network_faults, people_faults, process_faults
from tests.faults.scene import Scale, Scene, Verdict, scene


@dataclass(frozen=True, slots=True)
class Entry:
    """One fault."""

    id: str
    title: str
    script: Callable[[Scene], Awaitable[None]]
    settings: Mapping[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = ()


MATRIX = (
    Entry("F1", "kill -9 at random and at every crash point", process_faults.killed),
    Entry(
        "F5",
        "database locked from outside, a reader that holds the log",
        process_faults.locked_database,
    ),
    Entry("F6", "silence in both directions, connections dead for good", network_faults.silence),
    Entry("F7", "one-way silence from the server", network_faults.one_way_silence),
    Entry(
        "F8",
        "clients that stop reading",
        network_faults.slow_readers,
        {"LIMITS__SEND_TIMEOUT_MS": "1000"},
    ),
    Entry("F9", "offline, with messages written meanwhile", network_faults.offline_with_a_queue),
    Entry("F10", "five tabs, reloads and closes while sending", people_faults.five_tabs),
    Entry("F11", "an agent's machine sleeps", people_faults.sleeping_agent),
    Entry("F12", "a console dies without a word", people_faults.dead_agent),
    Entry("F13", "every message thrice, acks lost", network_faults.everything_thrice),
    Entry("F14", "events lost, late and in another order", network_faults.disorder),
    Entry(
        "F15",
        "the wall clock jumps",
        process_faults.clock_jumps,
        command=(sys.executable, "-m", "tests.faults.jumping_server"),
    ),
    Entry("F16", "200 claims at once", people_faults.claims_at_once),
    Entry("F18", "no processor, no file descriptors", process_faults.starved),
    Entry("F21", "a conversation that can't be read", people_faults.poison),
    Entry("F23", "ten tabs' first words at once", people_faults.first_words_at_once),
    Entry("F24", "websockets blocked", network_faults.blocked_websockets),
    Entry("F25", "pages frozen, discarded, put aside", people_faults.pages_put_aside),
)
DISK = Entry("F17", "the disk is full, then not", process_faults.full_disk)
SHORTENED = {
    "F1": "70 kills instead of 200 and 100 at each crash point.",
    "F5": "The lock is held for 5 s instead of 10 s.",
    "F8": "Ten readers that stop until they are cut, instead of fifty for ten minutes.",
    "F9": "Offline for 5, 30 and 60 s.",
    "F11": "Asleep until somebody else has taken over, instead of 1, 10 and 60 minutes.",
    "F15": "An hour ahead and two back; no year, no summer time.",
    "F18": "No lack of memory.",
    "F25": "Put aside for 2.5 s.",
}
"""What even the full run makes shorter than the matrix asks."""
BY_ID = {entry.id: entry for entry in (*MATRIX, DISK)}
VISITORS = 400


async def run(entry: Entry, scale: Scale, template: Path, folder: Path) -> Verdict:
    """Let one fault happen and return what came of it."""
    async with scene(scale, template, folder, command=entry.command, **entry.settings) as running:
        await entry.script(running)
        return await running.conclude()
