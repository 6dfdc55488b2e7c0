"""A client that does not read is bounded, then dropped; nobody else notices."""

import asyncio
import socket
from typing import Any

import aiohttp
import pytest

from chat_server.transport.socketio.limits import HubLimits
from tests.transport.wire import Client, House, Serve

TEXT = "x" * 2_000
LIMITS = HubLimits(send_timeout_ms=200, send_buffer_bytes=8_192)


def narrow_socket(address: tuple[Any, ...]) -> socket.socket:
    """A client's socket whose kernel buffer takes only a few kilobytes."""
    family, kind, protocol = address[:3]
    narrow = socket.socket(family, kind, protocol)
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    return narrow


async def stop_reading(house: House) -> Client:
    """A connected client that will not take another byte."""
    connector = aiohttp.TCPConnector(socket_factory=narrow_socket)
    async with aiohttp.ClientSession(connector=connector) as http:
        websocket = await http.ws_connect(f"{house.url}/socket.io/?EIO=4&transport=websocket")
        client = Client(websocket)
        await client.receive()
        await client.connect()
        connection = websocket._response.connection
        assert connection is not None
        assert connection.transport is not None
        connection.transport.pause_reading()
        http.detach()
    return client


async def test_a_client_that_stops_reading_is_aborted_within_its_bounds(serve: Serve) -> None:
    house = await serve(limits=LIMITS)
    client = await stop_reading(house)
    waiting = 0

    for n in range(20_000):
        house.hub.emit(client.sid, "e", {"n": n, "text": TEXT})
        waiting = max(waiting, house.hub.stats.queued)
    await house.hub.until(lambda: house.hub.stats.sockets == 0)

    assert house.hub.stats.aborted_slow == 1
    assert 0 < waiting <= LIMITS.queue_bytes // len(TEXT)
    assert house.hub.stats.queued == 0
    assert house.ended == [(client.sid, "slow")]


async def test_small_events_are_bounded_by_their_number(serve: Serve) -> None:
    house = await serve(limits=LIMITS)
    client = await stop_reading(house)
    while not house.hub.stats.queued:
        house.hub.emit(client.sid, "e", TEXT)

    for _ in range(LIMITS.queue_events):
        house.hub.emit(client.sid, "e", 1)

    assert house.hub.stats.queued <= LIMITS.queue_events
    assert house.hub.stats.aborted_slow == 1


async def test_a_client_that_stalls_with_little_waiting_is_aborted_in_time(serve: Serve) -> None:
    house = await serve(limits=LIMITS)
    client = await stop_reading(house)
    while not house.hub.stats.queued:
        house.hub.emit(client.sid, "e", TEXT)

    await house.hub.until(lambda: house.hub.stats.sockets == 0)

    assert house.ended == [(client.sid, "slow")]


async def test_a_client_that_catches_up_misses_nothing(serve: Serve) -> None:
    house = await serve(limits=HubLimits(send_timeout_ms=5_000, send_buffer_bytes=8_192))
    client = await stop_reading(house)
    sent = 0
    while house.hub.stats.queued < 50:
        house.hub.emit(client.sid, "e", {"n": sent, "text": TEXT})
        sent += 1

    connection = client.websocket._response.connection
    assert connection is not None
    assert connection.transport is not None
    connection.transport.resume_reading()
    seen = [(await client.event())[1]["n"] for _ in range(sent)]
    house.hub.emit(client.sid, "e", {"n": "last"})

    assert seen == list(range(sent))
    assert await client.event() == ["e", {"n": "last"}]
    assert house.hub.stats.queued == 0
    assert house.hub.stats.aborted_slow == 0
    client.vanish()


async def test_one_slow_reader_never_holds_up_another(serve: Serve) -> None:
    house = await serve(limits=HubLimits(send_timeout_ms=60_000, send_buffer_bytes=8_192))
    quick = await house.client()
    slow = await stop_reading(house)
    for sid in (quick.sid, slow.sid):
        house.hub.join(sid, "cnv_1")
    while not house.hub.stats.queued:
        house.hub.emit(slow.sid, "filler", TEXT)

    for n in range(100):
        house.hub.emit("cnv_1", "e", {"n": n})
        assert await quick.event() == ["e", {"n": n}]

    assert house.hub.stats.queued >= 100
    assert len(asyncio.all_tasks()) < 12
    slow.vanish()


@pytest.mark.parametrize("frames", [1, 200])
async def test_a_kicked_slow_client_frees_what_waited_for_it(serve: Serve, frames: int) -> None:
    house = await serve(limits=HubLimits(send_timeout_ms=60_000, send_buffer_bytes=8_192))
    client = await stop_reading(house)
    while house.hub.stats.queued < min(frames, 100):
        house.hub.emit(client.sid, "e", TEXT)

    house.hub.cut(client.sid, "auth.revoked")
    await house.hub.until(lambda: house.hub.stats.sockets == 0)

    assert house.hub.stats.queued == 0
