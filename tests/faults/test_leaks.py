"""Ten thousand connections come and go, and nothing of them is left."""

import asyncio
from pathlib import Path

import pytest

from tests.faults import shop_data
from tests.faults.line import Line
from tests.faults.server_process import ServerProcess

CONNECTIONS = 10_000
AT_ONCE = 50
WARM = 1_000
GROWTH_BYTES = 12 * 2**20
"""Allocators keep some room; a leak of one kilobyte a connection would be as much again."""


async def come_and_go(server: ServerProcess, tokens: list[str], count: int) -> None:
    """So many connect, start a session now and then, and vanish; half of them without a word."""

    async def one(number: int) -> None:
        line = Line(lambda name, payload: None, lambda: None)
        token = tokens[number % len(tokens)]
        auth = {"v": 1, "role": "visitor", "token": token}
        await line.open(server.address, {}, auth, 30)
        if number % 10 == 0:
            await line.call("session.start", {"language": "en"}, 30)
        line.abort()

    for start in range(0, count, AT_ONCE):
        await asyncio.gather(*(one(number) for number in range(start, start + AT_ONCE)))


async def quiet(server: ServerProcess) -> dict[str, float]:
    """What the server holds once the last connection is taken apart."""
    told = await server.metrics()
    deadline = asyncio.get_running_loop().time() + 30
    while told["zalada_sockets"] and asyncio.get_running_loop().time() < deadline:
        told = await server.metrics()
    return told


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_ten_thousand_connections_leave_nothing_behind(tmp_path: Path) -> None:
    await shop_data.make(tmp_path, visitors=AT_ONCE)
    tokens = [visitor.token for visitor in shop_data.read(tmp_path).visitors]
    server = ServerProcess(tmp_path, {})
    await server.start()
    try:
        await come_and_go(server, tokens, WARM)
        before = await quiet(server)
        await come_and_go(server, tokens, CONNECTIONS)
        after = await quiet(server)
    finally:
        await server.kill()
    left = {
        name: after[name] - before[name]
        for name in ("zalada_sockets", "zalada_connections", "zalada_queued", "zalada_tasks")
    }
    assert left == dict.fromkeys(left, 0.0)
    assert after["process_open_fds"] - before["process_open_fds"] <= 2
    grown = after["process_resident_memory_bytes"] - before["process_resident_memory_bytes"]
    assert grown < GROWTH_BYTES
