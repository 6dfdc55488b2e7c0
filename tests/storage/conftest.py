"""A database of each engine, stocked with the tests' shops."""

from collections.abc import AsyncIterator

import pytest

from chat_server.storage.database import Database
from chat_server.storage.engines import open_database
from tests.support.storage import ENGINES


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Every test here runs on both."""
    name: str = request.param
    return name


@pytest.fixture
async def database(storage_url: str) -> AsyncIterator[Database]:
    """The database, open."""
    opened = await open_database(storage_url)
    yield opened
    await opened.close()
