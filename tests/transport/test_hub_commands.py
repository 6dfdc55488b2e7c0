"""Every command gets exactly one acknowledgement, in order, whatever happens inside."""

import asyncio
import json
import logging
from typing import Any

import pytest

from chat_server.protocol.errors import ChatError, ErrorCode
from chat_server.transport.socketio.limits import HubLimits
from tests.transport.wire import Serve

INVALID = {"ok": False, "error": {"code": "command.invalid"}}


async def test_a_command_is_acknowledged_with_what_the_application_returns(serve: Serve) -> None:
    house = await serve()
    client = await house.client()

    assert await client.call("echo", {"text": "dzień dobry"}) == {
        "ok": True,
        "data": {"text": "dzień dobry"},
    }
    assert house.received == [("echo", {"text": "dzień dobry"})]


async def test_a_command_without_an_ack_id_runs_and_is_not_answered(serve: Serve) -> None:
    house = await serve()
    client = await house.client()

    await client.send('42["message.send",{"n":1}]')

    assert await client.events() == []
    assert house.received[0] == ("message.send", {"n": 1})


async def test_an_unknown_command_is_answered_and_never_reaches_the_application(
    serve: Serve,
) -> None:
    house = await serve()
    client = await house.client()

    for name in ("message.delete", "connect", "disconnect", "connect_error", "*", "__class__", ""):
        assert await client.call(name, {}) == {"ok": False, "error": {"code": "command.unknown"}}
    assert house.received == []


@pytest.mark.parametrize(
    "arguments", [(), (1,), ("x",), ([],), (None,), ({}, {}), tuple(range(1000))]
)
async def test_anything_but_one_object_is_an_invalid_command(
    serve: Serve, arguments: tuple[object, ...]
) -> None:
    house = await serve()
    client = await house.client()

    assert await client.call("echo", *arguments) == INVALID
    assert house.received == []


@pytest.mark.parametrize(
    "body",
    [
        '["echo",{"text":"\\ud800"}]',
        '["echo",{"a":NaN}]',
        '["echo",{"a":1e999}]',
        '["echo",{]',
        '["echo",{}] trailing',
    ],
)
async def test_what_is_not_json_is_invalid_and_the_client_stays(serve: Serve, body: str) -> None:
    house = await serve()
    client = await house.client()

    await client.send("427" + body)

    assert await client.receive() == "437" + json.dumps([INVALID]).replace(" ", "")
    assert (await client.call("echo", {}))["ok"]


async def test_a_refusal_of_the_application_becomes_a_negative_ack(serve: Serve) -> None:
    async def refuse(session: str, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        raise ChatError(ErrorCode.CONFLICT, field="epoch", retry_after_ms=250)

    client = await (await serve(refuse)).client()

    assert await client.call("echo", {}) == {
        "ok": False,
        "error": {"code": "conflict", "field": "epoch", "retry_after": 250},
    }


@pytest.mark.parametrize("waits", [True, False])
async def test_a_bug_is_answered_as_internal_and_logged_without_the_payload(
    serve: Serve, caplog: pytest.LogCaptureFixture, waits: bool
) -> None:
    async def fail_later(session: str, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        raise ValueError(payload["secret"])

    def fail_now(session: str, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        raise TypeError(payload["secret"])

    house = await serve(fail_later if waits else fail_now)
    client = await house.client()

    with caplog.at_level(logging.ERROR):
        assert await client.call("echo", {"secret": "moje hasło"}) == {
            "ok": False,
            "error": {"code": "internal"},
        }
    assert "command echo failed" in caplog.text
    assert "moje hasło" not in caplog.text
    assert house.hub.stats.commands_failed == 1


async def test_an_ack_that_cannot_be_written_is_answered_as_internal(serve: Serve) -> None:
    client = await (await serve(lambda *_: {"ok": True, "data": object()})).client()

    assert await client.call("echo", {}) == {"ok": False, "error": {"code": "internal"}}


async def test_one_clients_commands_run_in_the_order_sent(serve: Serve) -> None:
    done: list[int] = []
    first = asyncio.Event()

    async def uneven(session: str, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        if payload["n"] == 0:
            await first.wait()
        done.append(payload["n"])
        return {"ok": True}

    house = await serve(uneven)
    client, other = await house.client(), await house.client()

    for n in range(20):
        await client.send(f'42{n}["message.send",{{"n":{n}}}]')
    await other.call("message.send", {"n": 99})
    first.set()
    acks = [await client.receive() for _ in range(20)]

    assert done == [99, *range(20)]
    assert acks == [f'43{n}[{{"ok":true}}]' for n in range(20)]


async def test_commands_that_return_a_future_do_not_wait_for_each_other(serve: Serve) -> None:
    commits: list[asyncio.Future[dict[str, Any]]] = []

    def submit(session: str, name: str, payload: dict[str, Any]) -> asyncio.Future[dict[str, Any]]:
        commits.append(asyncio.get_running_loop().create_future())
        if len(commits) == 3:
            for n, commit in enumerate(commits[:2]):
                commit.set_result({"n": n})
            commits[2].set_exception(ChatError(ErrorCode.STORAGE_UNAVAILABLE))
        return commits[-1]

    client = await (await serve(submit)).client()

    for n in range(3):
        await client.send(f'42{n}["message.send",{{}}]')

    assert [await client.receive() for _ in range(3)] == [
        '430[{"n":0}]',
        '431[{"n":1}]',
        '432[{"ok":false,"error":{"code":"storage.unavailable"}}]',
    ]


async def test_a_client_that_floods_is_told_when_to_try_again_and_then_cut(serve: Serve) -> None:
    limits = HubLimits(commands_per_s=0.5, burst=3, flood_refusals=5)
    house = await serve(limits=limits)
    client, other = await house.client(), await house.client()

    acks = [await client.call("echo", {}) for _ in range(8)]

    assert [ack["ok"] for ack in acks] == [True] * 3 + [False] * 5
    error = acks[3]["error"]
    assert error["code"] == "rate_limited"
    assert 1_000 < error["retry_after"] <= 2_000
    await client.send('42["echo",{}]')
    await client.ended()
    assert (await other.call("echo", {}))["ok"]


async def test_commands_of_a_dragged_slider_cost_a_part_of_the_others(serve: Serve) -> None:
    limits = HubLimits(commands_per_s=0.001, burst=3, costs={"echo": 0.25})
    house = await serve(limits=limits)
    client = await house.client()

    acks = [await client.call("echo", {}) for _ in range(12)]

    assert [ack["ok"] for ack in acks] == [True] * 9 + [False] * 3


async def test_no_more_than_the_limit_of_commands_waits_for_its_commit(serve: Serve) -> None:
    commits: list[asyncio.Future[dict[str, Any]]] = []

    def submit(session: str, name: str, payload: dict[str, Any]) -> Any:
        if name == "echo":
            return {"ok": True}
        commits.append(asyncio.get_running_loop().create_future())
        return commits[-1]

    house = await serve(submit, limits=HubLimits(in_flight=4))
    client, other = await house.client(), await house.client()

    for n in range(10):
        await client.send(f'42{n}["message.send",{{}}]')
    while house.hub.stats.in_flight < 5:
        await other.call("echo", {})
    await other.call("echo", {})
    assert len(commits) == 5

    answered = 0
    while answered < 10:
        for commit in commits:
            if not commit.done():
                commit.set_result({"ok": True})
        await client.receive()
        answered += 1
    assert house.hub.stats.in_flight == 0
