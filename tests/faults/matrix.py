"""The matrix of faults: number, name, what is broken, and what it needs."""

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
    shortened: str = ""
    """What even the full run makes shorter than the matrix asks, in words."""


MATRIX = (
    Entry("F1", "kill -9 at random and at every crash point", process_faults.killed),
    Entry("F7", "one-way silence from the server", network_faults.one_way_silence),
    Entry("F13", "every frame thrice, acks lost", network_faults.everything_thrice),
    Entry("F23", "ten tabs' first words at once", people_faults.first_words_at_once),
)
BY_ID = {entry.id: entry for entry in MATRIX}
VISITORS = 400


async def run(entry: Entry, scale: Scale, template: Path, folder: Path) -> Verdict:
    """Let one fault happen and return what came of it."""
    async with scene(
        scale, template, folder, command=entry.command, **entry.settings
    ) as running:
        await entry.script(running)
        return await running.conclude()
