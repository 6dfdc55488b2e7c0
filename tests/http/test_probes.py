"""Health, readiness and metrics: who may ask, and what they are told."""

from chat_server.settings import Settings
from tests.http.conftest import Serve
from tests.support.serving import Hub


async def test_a_running_server_is_healthy_and_ready(hub: Hub) -> None:
    for path, body in (
        ("healthz", {"status": "ok"}),
        ("readyz", {"status": "ok", "storage": "ok"}),
    ):
        async with hub.http.get(f"{hub.url}/{path}") as answer:
            assert (answer.status, await answer.json()) == (200, body)
            assert answer.headers["Cache-Control"] == "no-store"


async def test_this_machine_reads_the_metrics(hub: Hub) -> None:
    await hub.visitor()
    async with hub.http.get(f"{hub.url}/metrics") as answer:
        text = await answer.text()
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
    assert "zalada_connections 1.0" in text
    assert "zalada_commands_total 1.0" in text
    assert "zalada_writes_waiting 0.0" in text


async def test_nobody_reads_the_metrics_through_a_proxy(hub: Hub) -> None:
    headers = {"X-Forwarded-For": "203.0.113.7"}
    async with hub.http.get(f"{hub.url}/metrics", headers=headers) as answer:
        assert answer.status == 403


async def test_with_a_token_only_the_token_counts(serve: Serve) -> None:
    settings = Settings()
    metrics = settings.metrics.model_copy(update={"token": "s3cret-żółć"})
    hub = await serve(settings.model_copy(update={"metrics": metrics}))
    for header, status in (
        ("", 403),
        ("Bearer wrong", 403),
        ("Bearer s3cret", 403),
        ("Bearer s3cret-żółć", 200),
    ):
        async with hub.http.get(f"{hub.url}/metrics", headers={"Authorization": header}) as answer:
            assert (header, answer.status) == (header, status)
