"""One fault's stage: a server, the proxy in front of it, clients that talk, and the verdict."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tests.faults import shop_data
from tests.faults.chaos import Proxy, Ways
from tests.faults.client import Client
from tests.faults.oracle import Violation, judge
from tests.faults.pause import pause, until
from tests.faults.people import Console, Tab
from tests.faults.records import Journal, Resynced, read_stored
from tests.faults.screen import Pace
from tests.faults.server_process import ServerProcess
from tests.faults.shop_data import People

NET_S = 240.0
"""When to give up: a net for a test that hangs, never a wait."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How long things last here; ``full`` are the product's own durations."""

    name: str
    messages: int
    lease_ms: int
    heartbeat_ms: int
    grace_ms: int
    outages_s: tuple[float, ...]
    pace: Pace
    repeats: int = 1


SCALED = Scale("scaled", 2_000, 1_500, 500, 500, (3.0,), Pace())
FULL = Scale(
    "full",
    20_000,
    30_000,
    10_000,
    10_000,
    (5.0, 30.0, 60.0, 300.0),
    Pace(heartbeat=10, ack_timeout=8, connect_timeout=8, back_off_first=1, back_off_last=30),
    repeats=10,
)


@dataclass(slots=True)
class Verdict:
    """What came of a fault."""

    acked: int
    shown: int
    violations: list[Violation]
    resync_ms: list[int] = field(default_factory=list)
    facts: dict[str, object] = field(default_factory=dict)

    def resync_p99_ms(self) -> int:
        """The time within which all but one of a hundred knew everything again; 0 if none."""
        times = sorted(self.resync_ms)
        return times[min(len(times) - 1, int(len(times) * 0.99))] if times else 0


class Scene:
    """Everything that takes part in one fault."""

    def __init__(
        self, scale: Scale, folder: Path, server: ServerProcess, proxy: Proxy, people: People
    ) -> None:
        self.scale = scale
        self.server = server
        self.proxy = proxy
        self.people = people
        self.journal = Journal(folder / "journal.jsonl")
        self.tabs: list[Tab] = []
        self.consoles: list[Console] = []
        self.ways: Ways = Ways()
        self.address = server.address
        self.facts: dict[str, object] = {}
        self._said = 0
        self._names = count(1)

    @property
    def clients(self) -> list[Client]:
        """Everybody."""
        return [*self.tabs, *self.consoles]

    def tab(self, number: int, name: str = "", address: tuple[str, int] | None = None) -> Tab:
        """A tab of the visitor with this number."""
        visitor = self.people.visitors[number]
        name = name or f"v{number:03}-{next(self._names)}"
        tab = Tab(name, visitor.id, address or self.address, self.journal, self.scale.pace)
        tab.token = visitor.token
        self.tabs.append(tab)
        return tab

    def console(
        self, number: int, name: str = "", address: tuple[str, int] | None = None
    ) -> Console:
        """A console of the agent with this number."""
        agent_id, secret = list(self.people.agents.items())[number]
        headers = {
            "Origin": f"http://localhost:{self.server.port}",
            "Cookie": f"zalada={secret}",
        }
        name = name or f"{agent_id}-{next(self._names)}"
        console = Console(
            name, agent_id, address or self.address, self.journal, self.scale.pace, headers
        )
        self.consoles.append(console)
        return console

    async def people_come(
        self, visitors: int = 20, second_tabs: int = 5, agents: int = 3, think_s: float = 0.08
    ) -> None:
        """The usual crowd: agents first, then shoppers who each say hello."""
        for number in range(agents):
            self.console(number).start()
        await self.ready()
        for number in range(visitors):
            self.tab(number).start()
        for number in range(second_tabs):
            self.tab(number).start()
        await self.ready()
        for tab in self.tabs[:visitors]:
            tab.say("Hello?")
        await self.quiet()
        for tab in self.tabs:
            self.let_talk(tab, think_s)
        for console in self.consoles:
            self.let_answer(console, think_s / 4)

    def let_talk(self, tab: Tab, think_s: float) -> None:
        """The shopper goes on writing until the scene ends."""

        def more(client: Client) -> None:
            self._said += 1
            tab.say(f"message {self._said} of {client.name}")

        tab.supply, tab.think_s = more, think_s
        tab.write_more()

    def let_answer(self, console: Console, think_s: float) -> None:
        """The agent answers in turns wherever a conversation is theirs, with a note at times."""

        def more(_: Client) -> None:
            mine = sorted(console.mine & console.conversations())
            if not mine:
                return
            self._said += 1
            conversation = mine[self._said % len(mine)]
            text = f"answer {self._said} of {console.name}"
            if self._said % 10 == 0:
                console.note(conversation, text)
            else:
                console.answer(conversation, text)

        console.supply, console.think_s = more, think_s
        console.write_more()

    async def ready(self, within_s: float = NET_S) -> None:
        """Wait until everybody is connected and in sync."""
        clients = self.clients
        await until(lambda: all(c.settled.is_set() for c in clients), within_s, "all are connected")

    async def until_acked(self, count: int, within_s: float = NET_S) -> None:
        """Wait until so many messages are acked in all."""
        await until(lambda: self.journal.acked >= count, within_s, f"{count} messages are acked")

    def heal(self, change: Callable[[], None], *, told: bool = False) -> None:
        """End an outage; from now on resyncs are timed. ``told``: browsers notice by themselves."""
        change()
        for client in self.clients:
            client.healed()
            if told:
                client.online()

    async def quiet(self, within_s: float = NET_S) -> None:
        """Wait until nothing is on its way: all queues empty, everybody has shown everything."""
        await until(lambda: not any(c.outgoing for c in self.clients), within_s, "all is sent")
        loop = asyncio.get_running_loop()
        deadline = loop.time() + within_s
        calm = 0
        before = -1
        while calm < 2:
            done = await asyncio.gather(*(client.caught_up() for client in self.clients))
            written = len(self.journal.records)
            calm = calm + 1 if all(done) and written == before else 0
            before = written
            await pause(0.1)
            if loop.time() > deadline:
                late = [c.name for c, ok in zip(self.clients, done, strict=True) if not ok]
                raise TimeoutError(f"not quiet within {within_s} s: {late}\n{self.server.log()}")

    async def conclude(self) -> Verdict:
        """Reach the number of messages, stop talking, let all be delivered, and judge."""
        await self.until_acked(self.scale.messages)
        for client in self.clients:
            client.supply = None
        await self.quiet()
        return self.verdict()

    def verdict(self) -> Verdict:
        """The oracle's word on what happened so far."""
        self.journal.flush()
        records = self.journal.records
        stored = read_stored(self.server.folder / shop_data.DATABASE)
        shown = sum(type(record).__name__ == "Shown" for record in records)
        resyncs = [record.took_ms for record in records if isinstance(record, Resynced)]
        found = judge(records, stored)
        return Verdict(self.journal.acked, shown, found, resyncs, self.facts)


@asynccontextmanager
async def scene(
    scale: Scale,
    template: Path,
    folder: Path,
    *,
    command: tuple[str, ...] = (),
    **settings: str,
) -> AsyncIterator[Scene]:
    """A server that runs, with a proxy in front of it; all is ended in the end."""
    people = shop_data.copy(template, folder)
    timed = {
        "PRESENCE__LEASE_MS": str(scale.lease_ms),
        "PRESENCE__HEARTBEAT_MS": str(scale.heartbeat_ms),
        "PRESENCE__RELOAD_GRACE_MS": str(scale.grace_ms),
        "PRESENCE__NO_ANSWER_MS": "3600000",
    }
    server = ServerProcess(folder, {**timed, **settings}, command)
    proxy = Proxy(lambda: server.address)
    made = Scene(scale, folder, server, proxy, people)
    try:
        made.address, made.ways = await proxy.door()
        await server.start()
        yield made
    finally:
        await asyncio.gather(*(client.close() for client in made.clients))
        await proxy.close()
        await server.kill()
        made.journal.flush()
