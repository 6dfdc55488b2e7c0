"""What every test may ask for: time and ids it decides, and the real servers of others."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
import redis
from blockbuster import BlockBuster, blockbuster_ctx
from playwright.async_api import Browser

from chat_server.system import System
from tests.support.browsing import Browsing, chromium_browser
from tests.support.postgres_server import PostgresServer, postgres_server
from tests.support.redis_server import RedisServer, redis_server
from tests.support.storage import engine, stocked_file, stocked_template, storage_url
from tests.support.system import FakeClock, SeededChance, SequenceIds

__all__ = ["engine", "stocked_file", "stocked_template", "storage_url"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with a browser share its loop; all others get a fresh one each."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(autouse=True)
def no_blocking_calls() -> Iterator[BlockBuster]:
    """A call of the product's that would block its event loop raises instead."""
    with blockbuster_ctx("chat_server") as detector:
        for function in detector.functions.values():
            # a new connection looks for a password file; migrations are read before serving
            function.can_block_in("asyncpg/connect_utils.py", "_parse_connect_dsn_and_args")
            function.can_block_in("storage/engines.py", "_migrate")
        yield detector


@pytest.fixture
def clock() -> FakeClock:
    """Stands still until ``clock.advance(minutes=5)``."""
    return FakeClock()


@pytest.fixture
def system(clock: FakeClock) -> System:
    """The test's clock with counted ids and seeded chance."""
    return System(clock, SequenceIds(), SeededChance())


@pytest.fixture(scope="session", name="redis_server")
def _redis_server() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture
def redis_url(redis_server: RedisServer) -> str:
    """An empty Redis."""
    with redis.Redis.from_url(redis_server.url) as client:
        client.flushall()
    return redis_server.url


@pytest.fixture(scope="session", name="postgres_server")
def _postgres_server() -> Iterator[PostgresServer]:
    with postgres_server() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """An empty PostgreSQL database of the test's own."""
    url = postgres_server.create_database()
    yield url
    postgres_server.drop_database(url)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """The browser, started once."""
    async with chromium_browser() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="session")
async def browsing(chromium: Browser) -> AsyncIterator[Browsing]:
    """People with browsers; errors on their pages fail the test."""
    people = Browsing(chromium)
    yield people
    await people.close()
