"""Any order of what people, networks and crashes do keeps the promises, on both databases."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.faults.state_machine import Promises
from tests.faults.world import World
from tests.support.postgres_server import PostgresServer


def examples(count: int) -> settings:
    """So many orders of events, or as many as the full run asks for."""
    return settings(
        max_examples=int(os.environ.get("FAULT_EXAMPLES", count)),
        stateful_step_count=25,
        phases=[Phase.generate],  # a shorter example is not worth minutes of every run
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture
def sqlite_urls(tmp_path: Path) -> Any:
    """Addresses of new SQLite files that have the schema already."""
    made = tmp_path / "empty.sqlite3"
    loop = asyncio.new_event_loop()
    world = World(f"sqlite:///{made}")
    loop.run_until_complete(world.build())
    loop.run_until_complete(world.end())
    loop.close()
    count = iter(range(1_000_000))

    def new() -> str:
        copy = tmp_path / f"{next(count)}.sqlite3"
        shutil.copy(made, copy)
        return f"sqlite:///{copy}"

    return new


@pytest.fixture
def postgres_urls(postgres_server: PostgresServer) -> Iterator[Any]:
    """Addresses of new PostgreSQL databases, copies of one that has the schema."""
    template = postgres_server.create_database()
    loop = asyncio.new_event_loop()
    world = World(template)
    loop.run_until_complete(world.build())
    loop.run_until_complete(world.end())
    loop.close()
    made: list[str] = []

    def new() -> str:
        made.append(postgres_server.create_database(template.rpartition("/")[2]))
        return made[-1]

    yield new
    for url in [*made, template]:
        postgres_server.drop_database(url)


@pytest.mark.slow
@pytest.mark.timeout(3_600)
def test_promises_hold_on_sqlite(sqlite_urls: Any) -> None:
    Promises.new_url = staticmethod(sqlite_urls)
    run_state_machine_as_test(Promises, settings=examples(20))


@pytest.mark.slow
@pytest.mark.timeout(3_600)
def test_promises_hold_on_postgresql(postgres_urls: Any) -> None:
    Promises.new_url = staticmethod(postgres_urls)
    run_state_machine_as_test(Promises, settings=examples(10))
