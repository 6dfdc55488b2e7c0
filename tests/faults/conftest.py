"""A running server in the test's own loop, for what needs no process of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chat_server.system import System
from tests.support.serving import Hub, serving, stock
from tests.support.system import FakeClock


@pytest.fixture
async def hub(system: System, clock: FakeClock, tmp_path: Path) -> AsyncIterator[Hub]:
    """The server, on SQLite."""
    url = f"sqlite:///{tmp_path / 'zalada.sqlite3'}"
    await stock(url)
    async with serving(system, clock, tmp_path, storage_url=url) as running:
        yield running
