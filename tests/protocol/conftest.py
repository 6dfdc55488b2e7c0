"""A running server to speak the protocol with."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chat_server.system import System
from tests.support.serving import Hub, serving
from tests.support.system import FakeClock


@pytest.fixture
async def hub(
    system: System, clock: FakeClock, tmp_path: Path, storage_url: str
) -> AsyncIterator[Hub]:
    """The server."""
    async with serving(system, clock, tmp_path, storage_url=storage_url) as running:
        yield running
