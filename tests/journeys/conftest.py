"""A running server for each journey."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chat_server.system import System
from tests.support.serving import Hub, serving
from tests.support.system import FakeClock


@pytest.fixture
async def hub(system: System, clock: FakeClock, tmp_path: Path) -> AsyncIterator[Hub]:
    """The server, on SQLite."""
    async with serving(system, clock, tmp_path) as running:
        yield running
