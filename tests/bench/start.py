"""How long the server takes to start, and how much memory it has then."""

import tempfile
from statistics import median
from time import perf_counter

from tests.bench.metric import Metric, metric
from tests.bench.processes import python_server


def run(quick: bool) -> list[Metric]:
    """Starts over an existing database, until the port answers."""
    times, sizes = [], []
    with tempfile.TemporaryDirectory(prefix="zalada-") as folder:
        for number in range(3 if quick else 6):
            begun = perf_counter()
            with python_server("full_hub", BENCH_DATA=folder, BENCH_VISITORS="1") as server:
                if number:  # the first makes the database
                    times.append(perf_counter() - begun)
                    sizes.append(server.rss_kib() / 1024)
    return [
        metric("start.seconds", median(times), "s", spread=times),
        metric("server.rss_mb", median(sizes), "MiB", spread=sizes),
    ]
