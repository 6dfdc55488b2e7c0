"""A message through the whole hub, against relays that store nothing.

The same job for all: receive a command, tell the other side, acknowledge. Ours also validates,
stores durably (SQLite, ``synchronous=FULL``) and echoes to the sender's other tabs. Rounds are
interleaved; each server runs alone on its core while it is measured.
"""

import sys
from contextlib import ExitStack
from statistics import median

from tests.bench import targets
from tests.bench.metric import Metric, metric, percentile, ratio_of_rounds

RATE = 3_000


def run(quick: bool) -> list[Metric]:
    """CPU a message against both peers, and latency at 3,000 messages a second."""
    rounds, seconds = (3, 2.0) if quick else (7, 4.0)
    with ExitStack() as stack:
        running = {
            "stock": stack.enter_context(targets.stock()),
            "node": stack.enter_context(targets.node()),
            "wire": stack.enter_context(targets.bare()),
            "hub": stack.enter_context(targets.product()),
        }
        for target in running.values():
            target.closed(1.0)
        cost: dict[str, list[float]] = {name: [] for name in running}
        rate: dict[str, list[float]] = {name: [] for name in running}
        for _ in range(rounds):
            for name, target in running.items():
                seen, us = target.closed(seconds)
                cost[name].append(us)
                rate[name].append(seen["acked"] / seen["seconds"])
                generator_us = seen["generator_cpu_s"] / seen["acked"] * 1e6
                if generator_us > us:
                    sys.stderr.write(
                        f"{name}: the load generator needs {generator_us:.0f} µs a message, the "
                        f"server {us:.0f}: trust the CPU figure, not the rate\n"
                    )
        found = against_peers("hub.cpu_us_per_message", "hub", cost)
        found += against_peers("wire.cpu_us_per_message", "wire", cost)
        found += [
            metric(f"{name}.messages_per_s", median(rate[name]), "1/s", spread=rate[name])
            for name in ("hub", "wire")
        ]
        return found + latency(running["hub"], seconds)


def against_peers(name: str, ours: str, cost: dict[str, list[float]]) -> list[Metric]:
    """Our CPU a message against each peer's in the same rounds."""
    found = []
    for peer in ("stock", "node"):
        entry = metric(
            name,
            median(cost[ours]),
            "us",
            peer=peer,
            peer_value=median(cost[peer]),
            spread=cost[ours],
        )
        entry["ratio"] = round(ratio_of_rounds(cost[ours], cost[peer]), 4)
        found.append(entry)
    return found


def latency(target: targets.Target, seconds: float) -> list[Metric]:
    """From the moment a message was due to its arrival, at a fixed rate, late ones included."""
    target.load.do("open", rate=RATE, seconds=1.0)
    seen = target.load.do("open", rate=RATE, seconds=seconds * 2)
    if seen["acked"] != seen["sent"]:
        sys.stderr.write(f"at {RATE}/s not everything was acked: {targets.brief(seen)}\n")
    times = [nanoseconds / 1e6 for nanoseconds in seen["latencies_ns"]]
    return [
        metric("hub.delivery_p50_ms", percentile(times, 0.50), "ms"),
        metric("hub.delivery_p99_ms", percentile(times, 0.99), "ms"),
    ]
