"""What Prometheus reads: the hub's counters, the database's queue and the loop's tasks."""

import asyncio
from collections.abc import Iterator
from dataclasses import fields

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from chat_server.storage.database import Database
from chat_server.transport.socketio.limits import HubStats

GAUGES = frozenset({"connections", "sockets", "queued", "in_flight"})


class HubCollector(Collector):
    """The hub's statistics by their own names, read when asked, on the loop."""

    def __init__(self, stats: HubStats, database: Database) -> None:
        self._stats = stats
        self._database = database

    def collect(self) -> Iterator[Metric]:
        """One family a statistic."""
        for field in fields(self._stats):
            value = float(getattr(self._stats, field.name))
            title = field.name.replace("_", " ")
            if field.name in GAUGES:
                yield GaugeMetricFamily(f"zalada_{field.name}", f"Present {title}.", value)
            else:
                yield CounterMetricFamily(
                    f"zalada_{field.name}", f"{title.capitalize()} since the start.", value
                )
        yield GaugeMetricFamily(
            "zalada_writes_waiting", "Writes that wait for a commit.", self._database.waiting
        )
        tasks = len(asyncio.all_tasks())
        yield GaugeMetricFamily("zalada_tasks", "Tasks of the event loop.", tasks)


def registry(stats: HubStats, database: Database) -> CollectorRegistry:
    """A registry of one server's own, so that two servers fit into one process."""
    made = CollectorRegistry()
    made.register(HubCollector(stats, database))
    return made
