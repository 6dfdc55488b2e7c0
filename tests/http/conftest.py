"""A running server to ask things over HTTP."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from chat_server.settings import Settings
from chat_server.system import System
from tests.support.serving import Hub, serving
from tests.support.system import FakeClock

Serve = Callable[[Settings | None], Awaitable[Hub]]


@pytest.fixture
async def serve(
    system: System, clock: FakeClock, tmp_path: Path, storage_url: str
) -> AsyncIterator[Serve]:
    """Start the server: ``await serve(settings)``."""
    async with AsyncExitStack() as stack:

        async def start(settings: Settings | None = None) -> Hub:
            return await stack.enter_async_context(
                serving(system, clock, tmp_path, storage_url=storage_url, settings=settings)
            )

        yield start


@pytest.fixture
async def hub(serve: Serve) -> Hub:
    """The server as it comes."""
    return await serve(None)
