"""Stocked databases of both engines: made once, copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.postgres_server import PostgresServer
from tests.support.serving import stock_now

ENGINES = ("sqlite", "postgresql")
on_both_engines = pytest.mark.parametrize("engine", ENGINES)


@pytest.fixture
def engine() -> str:
    """The storage engine; ``on_both_engines`` runs a test on each."""
    return "sqlite"


@pytest.fixture(scope="session")
def stocked_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the tests' shops."""
    path = tmp_path_factory.mktemp("stock") / "zalada.sqlite3"
    stock_now(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def stocked_template(postgres_server: PostgresServer) -> str:
    """The name of a PostgreSQL database with the tests' shops."""
    url = postgres_server.create_database()
    stock_now(url)
    return url.rpartition("/")[2]


@pytest.fixture
def storage_url(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A stocked database of the test's own."""
    if engine == "sqlite":
        path = tmp_path / "zalada.sqlite3"
        shutil.copy(request.getfixturevalue("stocked_file"), path)
        yield f"sqlite:///{path}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    url = server.create_database(request.getfixturevalue("stocked_template"))
    yield url
    server.drop_database(url)
