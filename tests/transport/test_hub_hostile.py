"""What no honest client sends ends the connection, costs nothing and harms nobody."""

import asyncio
import logging

import pytest
from aiohttp import ClientResponseError, WSMsgType, WSServerHandshakeError

from chat_server.transport.socketio.limits import HubLimits
from tests.transport.wire import Serve

DEEP = "[" * 9 + "]" * 9

HOSTILE = {
    "a binary event": '451000000-["echo",{"_placeholder":true,"num":0}]',
    "a binary event without attachments": '450-["x"]',
    "a binary ack": "461-1[]",
    "a short binary event": "451-",
    "an event without arguments": "42",
    "an empty event": "42[]",
    "an object for an event": "42{}",
    "a string for an event": '42"x"',
    "a number for a name": "42[1]",
    "null for a name": "42[null]",
    "an ack id of 21 digits": "42" + "1" * 21 + '["echo",{}]',
    "an ack id of 101 digits": "42" + "1" * 101 + '["echo",{}]',
    "a negative ack id": '42-1["echo",{}]',
    "another namespace": '42/admin,["echo",{}]',
    "a namespace that climbs": '42/../,["echo",{}]',
    "a connect to another namespace": "40/admin,",
    "a second connect": "40",
    "a second connect with other auth": '40{"token":"x"}',
    "an ack nobody asked for": "431[]",
    "a connect error": '44{"message":"x"}',
    "packet type 7": "47",
    "packet type 9": '49["x"]',
    "a letter for a packet type": "4x",
    "no packet type": "4",
    "an empty frame": "",
    "an Engine.IO open": "0{}",
    "an Engine.IO upgrade": "5",
    "an Engine.IO probe": "2probe",
    "an Engine.IO ping": "2",
    "base64 binary": "bAQID",
    "an unknown Engine.IO type": "9",
    "nesting": '42["echo",{"a":' + DEEP + "}]",
    "nesting of objects": '42["echo",' + '{"a":' * 9 + "1" + "}" * 9 + "]",
}


@pytest.mark.parametrize("frame", HOSTILE.values(), ids=HOSTILE.keys())
async def test_a_hostile_packet_ends_the_connection_and_nobody_elses(
    serve: Serve, caplog: pytest.LogCaptureFixture, frame: str
) -> None:
    house = await serve()
    bystander, client = await house.client(), await house.client()

    with caplog.at_level(logging.WARNING):
        await client.send(frame)
        await client.ended()
        await house.hub.until(lambda: house.hub.stats.connections == 1)

    assert house.ended == [(client.sid, "refused")]
    assert house.hub.stats.refused_frames == 1
    assert house.received == []
    assert len(house.handshakes) == 2
    assert caplog.records == []
    assert (await bystander.call("echo", {}))["ok"]


@pytest.mark.parametrize("opening", ["[" * 60_000, '{"a":' * 12_000])
async def test_nesting_without_end_is_not_even_parsed_to_its_end(
    serve: Serve, opening: str
) -> None:
    house = await serve()
    client = await house.client()

    await client.send('421["echo",' + opening + "]")

    assert await client.receive() == '431[{"ok":false,"error":{"code":"command.invalid"}}]'
    assert house.received == []


@pytest.mark.parametrize(
    "frame",
    [
        '42["echo",{}]',
        "41",
        "3",
        "40[]",
        '40"x"',
        "40null",
        "40{",
        "40/admin,",
        '40/,{"a":' + DEEP + "}",
        '40{"a":' + DEEP + "}",
        '451-["x"]',
        "",
    ],
)
async def test_the_first_packet_must_be_a_plain_connect(serve: Serve, frame: str) -> None:
    house = await serve()
    client = await house.dial()

    await client.send(frame)

    assert await client.receive() is None
    assert house.handshakes == []
    await house.hub.until(lambda: house.hub.stats.sockets == 0)


@pytest.mark.parametrize("frame", ["40", "40/,", '40/,{"token":"t"}', '40{"token":"t"}'])
async def test_every_spelling_of_the_default_namespace_connects(serve: Serve, frame: str) -> None:
    house = await serve()
    client = await house.dial()

    await client.send(frame)

    assert str(await client.receive()).startswith('40{"sid":"')
    assert house.handshakes[0].auth == ({"token": "t"} if "token" in frame else None)


async def test_binary_frames_are_refused(serve: Serve) -> None:
    house = await serve()
    client = await house.client()

    await client.websocket.send_bytes(b'42["echo",{}]')

    await client.ended()
    assert house.received == []


async def test_text_that_is_not_utf_8_is_an_invalid_command(serve: Serve) -> None:
    house = await serve()
    client = await house.client()

    await client.websocket.send_frame(b'421["echo",{"text":"\xff\xfe"}]', WSMsgType.TEXT)

    assert await client.receive() == '431[{"ok":false,"error":{"code":"command.invalid"}}]'


async def test_a_websocket_ping_is_answered_and_pongs_nobody_asked_for_are_ignored(
    serve: Serve,
) -> None:
    house = await serve()
    client = await house.dial(autoping=False)
    await client.connect()

    await client.websocket.pong(b"unasked")
    await client.websocket.ping(b"are you there")

    message = await client.websocket.receive()
    assert (message.type, bytes(message.data)) == (WSMsgType.PONG, b"are you there")


async def test_what_piles_up_behind_one_command_is_bounded(serve: Serve) -> None:
    done: asyncio.Future[dict[str, bool]] = asyncio.get_running_loop().create_future()

    async def wait(session: str, name: str, payload: dict[str, object]) -> dict[str, bool]:
        return await done

    house = await serve(wait)
    patient, flood = await house.client(), await house.client()
    await patient.send('421["echo",{}]')
    await flood.send('421["echo",{}]')

    patient.burst("3", 1_000)
    flood.burst("3", 2_000)

    await flood.ended()
    done.set_result({"ok": True})
    assert await patient.receive() == '431[{"ok":true}]'
    assert (await patient.call("echo", {}))["ok"]
    await house.hub.until(lambda: house.hub.stats.sockets == 1)
    assert house.ended == [(flood.sid, "refused")]


async def test_a_frame_over_the_limit_is_refused_and_one_at_the_limit_is_taken(
    serve: Serve,
) -> None:
    house = await serve(limits=HubLimits(frame_bytes=1_000))
    client = await house.client()
    frame = '421["echo",{"text":"%s"}]'

    await client.send(frame % ("x" * (1_000 - len(frame) + 2)))
    assert str(await client.receive()).startswith('431[{"ok":true')
    await client.send(frame % ("x" * (1_001 - len(frame) + 2)))

    await client.ended()
    await house.hub.until(lambda: house.hub.stats.sockets == 0)
    assert len(house.received) == 1


async def test_brackets_in_a_text_are_not_nesting(serve: Serve) -> None:
    house = await serve()
    client = await house.client()

    assert (await client.call("echo", {"text": "[[[[[[{{{{{{]]]]"}))["ok"]
    assert (await client.call("echo", {"a": [[[[[{"b": "[{"}]]]]]}))["ok"]


@pytest.mark.parametrize(
    "query",
    [
        "?EIO=3&transport=websocket",
        "?transport=websocket",
        "?EIO=4x&transport=websocket",
        "?EIO=4&EIO=3&transport=websocket",
        "?EIO=4&transport=polling",
        "?EIO=4",
        "?EIO=4&transport=websocket&sid=stolen",
        "?EIO=4&transport=websocket&j=0",
        "?EIO=4&transport=websocket&j=alert(1)",
    ],
)
async def test_other_protocols_and_transports_are_refused_at_the_door(
    serve: Serve, query: str
) -> None:
    house = await serve()

    with pytest.raises(WSServerHandshakeError) as refusal:
        await house.dial(query)

    assert refusal.value.status == 400


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "PUT", "HEAD"])
async def test_polling_does_not_exist(serve: Serve, method: str) -> None:
    house = await serve()
    url = f"{house.url}/socket.io/?EIO=4&transport=polling"

    async with house.http.request(method, url, data=b"40") as response:
        assert response.status in {400, 405}
    with pytest.raises(ClientResponseError):
        async with house.http.get(url + "&j=0", raise_for_status=True):
            pass
