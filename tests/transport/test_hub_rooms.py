"""Rooms are joined by the server only; an event reaches exactly their members, in order."""

from typing import Any

from chat_server.transport.socketio.handshake import Handshake
from tests.transport.wire import House, Serve


async def test_an_event_reaches_the_room_once_each_and_nobody_else(serve: Serve) -> None:
    house = await serve()
    anna, bojan, celia = [await house.client() for _ in range(3)]
    house.hub.join(anna.sid, "cnv_1")
    house.hub.join(anna.sid, "cnv_1")
    house.hub.join(bojan.sid, "cnv_1")

    house.hub.emit("cnv_1", "message.posted", {"text": "Kdaj pride paket?"})

    assert await anna.events() == [["message.posted", {"text": "Kdaj pride paket?"}]]
    assert await bojan.events() == [["message.posted", {"text": "Kdaj pride paket?"}]]
    assert await celia.events() == []


async def test_a_client_can_be_left_out_addressed_alone_or_taken_out(serve: Serve) -> None:
    house = await serve()
    anna, bojan = await house.client(), await house.client()
    for client in (anna, bojan):
        house.hub.join(client.sid, "cnv_1")

    house.hub.emit("cnv_1", "a", {}, skip_sid=anna.sid)
    house.hub.emit(anna.sid, "b", {})
    house.hub.leave(bojan.sid, "cnv_1")
    house.hub.leave(bojan.sid, "cnv_1")
    house.hub.emit("cnv_1", "c", {})
    house.hub.emit("cnv_404", "d", {})

    assert await anna.events() == [["b", {}], ["c", {}]]
    assert await bojan.events() == [["a", {}]]
    assert house.hub.members("cnv_1") == (anna.sid,)


async def test_of_several_rooms_each_client_hears_once(serve: Serve) -> None:
    house = await serve()
    anna, bojan, celia = [await house.client() for _ in range(3)]
    house.hub.join(anna.sid, "visitor_1")
    house.hub.join(anna.sid, "watch_1")
    house.hub.join(bojan.sid, "watch_1")

    house.hub.emit(("visitor_1", "watch_1", celia.sid, "nobody"), "a", {})
    house.hub.emit(("nobody", "nobody either"), "b", {})

    for client in (anna, bojan, celia):
        assert await client.events() == [["a", {}]]


async def test_a_client_that_leaves_is_in_no_room_and_hears_nothing(serve: Serve) -> None:
    house = await serve()
    anna = await house.client()
    house.hub.join(anna.sid, "cnv_1")

    await anna.send("41")
    await anna.ended()
    await house.hub.until(lambda: house.hub.stats.connections == 0)

    assert house.ended == [(anna.sid, "left")]
    assert house.hub.members("cnv_1") == ()
    house.hub.join(anna.sid, "cnv_1")
    house.hub.emit(anna.sid, "a", {})
    assert house.hub.members("cnv_1") == ()


async def test_what_is_sent_while_connecting_arrives_after_the_answer_and_in_order(
    serve: Serve,
) -> None:
    houses: list[House] = []

    async def admit(sid: str, handshake: Handshake) -> str:
        hub = houses[0].hub
        hub.join(sid, "shop_1")
        hub.emit("shop_1", "availability.changed", {"n": 1})
        hub.emit(sid, "hello", {"n": 2})
        return sid

    houses.append(await serve(connect=admit))

    client = await houses[0].client()

    assert await client.events() == [["availability.changed", {"n": 1}], ["hello", {"n": 2}]]


async def test_events_and_the_ack_arrive_in_the_order_the_command_made_them(serve: Serve) -> None:
    houses: list[House] = []

    async def post(session: str, name: str, payload: dict[str, Any]) -> dict[str, Any]:
        houses[0].hub.emit(session, "message.posted", payload)
        return {"ok": True}

    houses.append(await serve(post))
    client = await houses[0].client()

    await client.send('421["message.send",{"n":1}]')

    assert await client.receive() == '42["message.posted",{"n":1}]'
    assert await client.receive() == '431[{"ok":true}]'


async def test_frames_of_every_length_arrive_whole(serve: Serve) -> None:
    house = await serve()
    client = await house.client()
    texts = ["x" * n for n in (0, 80, 95, 96, 97, 125, 126, 65_500, 65_510, 70_000)]

    for text in texts:
        house.hub.emit(client.sid, "e", text)

    assert await client.events() == [["e", text] for text in texts]
