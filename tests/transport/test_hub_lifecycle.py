"""How connections begin and end, and that nothing of them remains."""

import asyncio
import gc
import json
import os
from ipaddress import ip_network
from typing import Any

import pytest
from aiohttp import WSMsgType, WSServerHandshakeError

from chat_server.protocol.errors import ErrorCode
from chat_server.transport.socketio.handshake import Handshake, Refused
from chat_server.transport.socketio.limits import HubLimits
from tests.transport.wire import Serve


async def test_the_application_sees_the_handshake_as_it_was(serve: Serve) -> None:
    house = await serve()
    await house.client(
        {"token": "t", "v": 1},
        headers={
            "Origin": "https://shop.example",
            "Cookie": "session=s1; theme=dark",
            "User-Agent": "Firefox" * 200,
            "Accept-Language": "sl",
            "X-Forwarded-For": "10.9.9.9",
        },
    )

    assert house.handshakes == [
        Handshake(
            auth={"token": "t", "v": 1},
            origin="https://shop.example",
            cookies={"session": "s1", "theme": "dark"},
            remote="127.0.0.1",
            host=house.url.removeprefix("http://"),
            secure=False,
            user_agent=("Firefox" * 200)[:512],
            accept_language="sl",
        )
    ]


async def test_a_forwarded_address_is_believed_behind_a_trusted_proxy(serve: Serve) -> None:
    house = await serve(trusted_proxies=[ip_network("127.0.0.0/8")])

    await house.client(headers={"X-Forwarded-For": "6.6.6.6, 203.0.113.7"})

    assert house.handshakes[0].remote == "203.0.113.7"
    assert house.handshakes[0].origin is None
    assert house.handshakes[0].auth is None


async def test_a_refused_client_is_told_the_code_and_let_go(serve: Serve) -> None:
    async def refuse(sid: str, handshake: Handshake) -> str:
        raise Refused(ErrorCode.RATE_LIMITED, retry_after_ms=900)

    house = await serve(connect=refuse)
    client = await house.dial()
    await client.send("40")

    answer = str(await client.receive())

    assert json.loads(answer.removeprefix("44")) == {
        "message": "rate_limited",
        "data": {"code": "rate_limited", "retry_after": 900},
    }
    assert await client.receive() is None
    await house.hub.until(lambda: house.hub.stats.sockets == 0)
    assert house.ended == []


@pytest.mark.parametrize("error", [TypeError("once"), RuntimeError("boom")])
async def test_a_connect_that_fails_is_answered_and_tried_once(
    serve: Serve, error: Exception
) -> None:
    calls = []

    async def fail(sid: str, handshake: Handshake) -> str:
        calls.append(sid)
        raise error

    house = await serve(connect=fail)
    client = await house.dial()
    await client.send("40")

    assert '"code":"internal"' in str(await client.receive())
    await client.ended()
    assert len(calls) == 1


async def test_a_socket_that_never_introduces_itself_is_dropped(serve: Serve) -> None:
    house = await serve(limits=HubLimits(connect_deadline_ms=50))
    client = await house.dial()

    assert await client.receive() is None
    await house.hub.until(lambda: house.hub.stats.sockets == 0)


async def test_a_client_that_stops_answering_pings_is_dropped_and_others_stay(serve: Serve) -> None:
    house = await serve(limits=HubLimits(ping_interval_ms=200, ping_timeout_ms=100))
    silent, lively = await house.client(), await house.client()

    async def answer() -> None:
        while (await lively.websocket.receive()).type is WSMsgType.TEXT:
            await lively.send("3")

    answering = asyncio.create_task(answer())
    await silent.ended()
    await house.hub.until(lambda: house.hub.stats.connections == 1)

    assert house.ended == [(silent.sid, "ping timeout")]
    assert house.hub.stats.aborted_silent == 1
    answering.cancel()


async def test_a_kick_needs_nothing_from_the_client(serve: Serve) -> None:
    house = await serve()
    client = await house.client()

    house.hub.cut(client.sid, "auth.revoked")
    await house.hub.until(lambda: house.hub.stats.sockets == 0)

    assert house.ended == [(client.sid, "auth.revoked")]
    house.hub.cut(client.sid, "again")


async def test_a_client_that_vanishes_is_noticed(serve: Serve) -> None:
    house = await serve()
    client = await house.client()

    client.vanish()
    await house.hub.until(lambda: house.hub.stats.sockets == 0)

    assert house.ended == [(client.sid, "lost")]


async def test_one_address_gets_no_more_than_its_share_of_connections(serve: Serve) -> None:
    house = await serve(
        limits=HubLimits(connections_per_ip=2), trusted_proxies=[ip_network("127.0.0.1")]
    )
    first, _ = await house.client(), await house.client()

    with pytest.raises(WSServerHandshakeError) as refusal:
        await house.dial()
    assert refusal.value.status == 429
    await house.client(headers={"X-Forwarded-For": "203.0.113.7"})

    house.hub.cut(first.sid, "test")
    await house.hub.until(lambda: house.hub.stats.connections == 2)
    await house.client()


async def test_a_stop_finishes_commands_tells_everybody_and_closes(serve: Serve) -> None:
    commit: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

    async def store(session: str, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        return await commit if name == "message.send" else {"ok": True}

    house = await serve(store)
    client, other = await house.client(), await house.client()
    await client.send('421["message.send",{}]')
    while not house.hub.stats.in_flight:
        await other.call("echo", {})

    stopping = asyncio.create_task(house.hub.stop())
    assert await other.event() == ["server.draining", {"reconnect_after_ms": 5_000}]
    assert await client.event() == ["server.draining", {"reconnect_after_ms": 2_500}]
    refused = await other.call("echo", {})
    with pytest.raises(WSServerHandshakeError) as refusal:
        await house.dial()
    commit.set_result({"ok": True, "data": {"seq": 1}})

    assert refused == {"ok": False, "error": {"code": "overloaded", "retry_after": 5_000}}
    assert refusal.value.status == 503
    assert await client.receive() == '431[{"ok":true,"data":{"seq":1}}]'
    assert await client.receive() is None
    assert client.websocket.close_code == 1001
    await other.ended()
    await stopping
    assert sorted(house.ended) == sorted([(client.sid, "stopped"), (other.sid, "stopped")])


async def test_a_stop_does_not_wait_for_those_who_do_not_hear(serve: Serve) -> None:
    limits = HubLimits(stop_timeout_ms=300, close_timeout_ms=100)
    never: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
    house = await serve(lambda *_: never, limits=limits)
    client = await house.client()
    await client.send('421["message.send",{}]')

    async with asyncio.timeout(2):
        await house.hub.stop()

    assert house.hub.stats.sockets == 0


@pytest.mark.slow
async def test_a_thousand_connections_leave_nothing_behind(serve: Serve) -> None:
    house = await serve()
    witness = await house.client()

    async def visit() -> None:
        client = await house.client({"token": "t" * 200})
        house.hub.join(client.sid, "cnv_1")
        await client.call("echo", {})
        client.vanish()

    async def count() -> tuple[int, int, int]:
        await house.hub.until(lambda: house.hub.stats.sockets == 1)
        for _ in range(10):  # the server's tasks end a few turns of the loop later
            await witness.call("echo", {})
        house.clients.clear()
        house.handshakes.clear()
        house.received.clear()
        house.ended.clear()
        gc.collect()
        return (
            len(asyncio.all_tasks()),
            len(os.listdir("/proc/self/fd")),
            sum(type(thing).__name__ in {"Connection", "Request"} for thing in gc.get_objects()),
        )

    await asyncio.gather(*(visit() for _ in range(20)))
    before = await count()
    for _ in range(20):
        await asyncio.gather(*(visit() for _ in range(50)))
    after = await count()

    assert after <= before
    assert house.hub.members("cnv_1") == ()
