"""Without its database the server says so and takes nothing it can't keep."""

from collections.abc import Iterator

import pytest

from tests.support.postgres_server import PostgresServer, postgres_server
from tests.support.serving import Hub, stock_now


class Doomed:
    """A PostgreSQL that a test may stop."""

    def __init__(self) -> None:
        self._running = postgres_server()
        self.server: PostgresServer = self._running.__enter__()
        self.url = self.server.create_database()
        stock_now(self.url)
        self._stopped = False

    def stop(self) -> None:
        """Pull its plug."""
        if not self._stopped:
            self._stopped = True
            self._running.__exit__(None, None, None)


@pytest.fixture
def doomed() -> Iterator[Doomed]:
    """A PostgreSQL of the test's own."""
    database = Doomed()
    yield database
    database.stop()


@pytest.fixture
def storage_url(doomed: Doomed) -> str:
    """The server runs on it."""
    return doomed.url


async def test_without_its_database_the_server_lives_but_is_not_ready(
    hub: Hub, doomed: Doomed
) -> None:
    visitor = await hub.visitor()
    doomed.stop()
    async with hub.http.get(f"{hub.url}/readyz") as answer:
        assert answer.status == 503
        assert await answer.json() == {
            "status": "unavailable",
            "storage": "storage.unavailable",
        }
    async with hub.http.get(f"{hub.url}/healthz") as answer:
        assert answer.status == 200
    ack = await visitor.ask("message.send", {"client_id": "no-database-1", "text": "Hello"})
    assert ack == {"ok": False, "error": {"code": "storage.unavailable", "retry_after": 1000}}
    headers = {"X-Zalada": "1", "Origin": hub.origin}
    async with hub.http.post(
        f"{hub.url}/api/v1/visitors", json={"shop": "test-shop"}, headers=headers
    ) as answer:
        assert answer.status == 503
