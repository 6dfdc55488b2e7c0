"""Ten thousand open widgets that say nothing: memory, CPU, and what it costs when all vanish."""

import json
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.bench.metric import Metric, metric
from tests.bench.processes import Load, Server, python_server
from tests.bench.servers.people import TOKENS
from tests.bench.targets import connect_visitors

WIDGETS = 10_000
WARM = 100
TABS = 5
VISITORS = (WARM + WIDGETS) // TABS


@dataclass(frozen=True, slots=True)
class Idle:
    """What idle widgets cost one server."""

    rss_kib: float
    cpu_percent: float
    drop_cpu_s: float
    connect_us: float


def run(quick: bool) -> list[Metric]:
    """The product with 10,000 started widgets, five a visitor.

    Stock holds as many bare sockets, in the whole run only: dropping them takes it very long.
    """
    seconds = 10.0 if quick else 50.0
    with tempfile.TemporaryDirectory(prefix="zalada-") as folder:
        ours = measure(
            lambda: python_server("full_hub", BENCH_DATA=folder, BENCH_VISITORS=str(VISITORS)),
            lambda: json.loads((Path(folder) / TOKENS).read_text()) * TABS,
            seconds,
        )
    peer = None if quick else measure(lambda: python_server("stock"), list, seconds)
    return [
        metric(
            f"idle.{name}",
            value,
            unit,
            peer="stock" if peer else None,
            peer_value=theirs(peer) if peer else None,
        )
        for name, value, unit, theirs in (
            ("rss_kib_per_widget", ours.rss_kib, "KiB", lambda idle: idle.rss_kib),
            ("cpu_percent_10k", ours.cpu_percent, "%", lambda idle: idle.cpu_percent),
            ("drop_10k_cpu_s", ours.drop_cpu_s, "s", lambda idle: idle.drop_cpu_s),
            ("connect_cpu_us", ours.connect_us, "us", lambda idle: idle.connect_us),
        )
    ]


def measure(start: Callable[[], Server], tokens: Callable[[], list[str]], seconds: float) -> Idle:
    """Connect widgets, watch them idle for ``seconds``, then cut them all at once.

    With ``tokens`` they are visitors who start their sessions, else they join rooms in pairs.
    """
    with ExitStack() as stack:
        server = stack.enter_context(start())
        load = stack.enter_context(Load())
        known = tokens()
        connect(server, load, known[:WARM], WARM)
        load.do("hold", seconds=1.0)
        rss, cpu = server.rss_kib(), server.cpu_s()
        connect(server, load, known[WARM:], WIDGETS)
        connect_us = (server.cpu_s() - cpu) / WIDGETS * 1e6
        settle(server, load)
        rss_kib = (server.rss_kib() - rss) / WIDGETS
        cpu = server.cpu_s()
        held = load.do("hold", seconds=seconds)
        if held["lost"]:
            raise RuntimeError(f"{held['lost']} idle widgets were dropped")
        cpu_percent = (server.cpu_s() - cpu) / seconds * 100
        cpu = server.cpu_s()
        load.do("drop")
        settle(server, load)
        return Idle(rss_kib, cpu_percent, server.cpu_s() - cpu, connect_us)


def connect(server: Server, load: Load, tokens: list[str], count: int) -> None:
    """Connect ``count`` widgets: visitors when there are ``tokens``."""
    if tokens:
        connect_visitors(server, load, tokens)
    else:
        auths = [{"room": f"room{number // 2}"} for number in range(count)]
        load.do("connect", port=server.port, auths=auths)


def settle(server: Server, load: Load, at_most_s: int = 60) -> None:
    """Wait until the server has nothing more to do (or for ``at_most_s``)."""
    before = server.cpu_s()
    for _ in range(at_most_s):
        load.do("hold", seconds=1.0)
        now = server.cpu_s()
        if now - before < 0.05:
            return
        before = now
