"""What the hub relies on inside python-socketio, python-engineio and aiohttp.

A failure here after an upgrade means: read what changed, adapt ``transport/socketio/engine.py``
and the codec, and only then move the pin.
"""

import inspect
from importlib.metadata import version

import engineio
import orjson
import pytest
import socketio
from aiohttp import web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.base_protocol import BaseProtocol
from engineio import packet as engine_packet
from socketio import packet as socket_packet

from chat_server.transport.socketio import packets
from chat_server.transport.socketio.engine import Engine, Server
from chat_server.transport.socketio.limits import HubLimits

SAMPLES = [{}, {"text": "Zażółć gęślą jaźń 🎧"}, {"a": [1, None, True, 2.5]}, [1, 2], "x", None, 7]


def payload(frame: bytes) -> str:
    """The text of one unmasked text frame, whatever its length field."""
    assert frame[0] == 0x81
    header = {126: 4, 127: 10}.get(frame[1], 2)
    return frame[header:].decode()


def wire(packet: socket_packet.Packet) -> str:
    return str(engine_packet.Packet(engine_packet.MESSAGE, packet.encode()).encode())


@pytest.mark.parametrize("library", ["python-socketio", "python-engineio"])
def test_the_libraries_are_those_the_hub_was_checked_with(library: str) -> None:
    assert version(library) == {"python-socketio": "5.18.1", "python-engineio": "4.15.1"}[library]


@pytest.mark.parametrize("sample", SAMPLES)
def test_events_and_acks_decode_in_the_library_as_what_was_meant(sample: object) -> None:
    event = socket_packet.Packet(
        encoded_packet=payload(packets.event_frame("message.posted", sample))[1:]
    )
    ack = socket_packet.Packet(encoded_packet=payload(packets.ack_frame(b"17", sample))[1:])

    assert (event.packet_type, event.namespace, event.id, event.data) == (
        socket_packet.EVENT,
        None,
        None,
        ["message.posted", sample],
    )
    assert (ack.packet_type, ack.id, ack.data) == (socket_packet.ACK, 17, [sample])


def test_the_handshake_packets_equal_the_librarys_own() -> None:
    rules = {
        "sid": "s",
        "upgrades": [],
        "pingTimeout": 20_000,
        "pingInterval": 25_000,
        "maxPayload": 65_536,
    }
    refusal = {"message": "forbidden", "data": {"code": "forbidden"}}

    assert (
        payload(packets.open_frame("s", 25_000, 20_000, 65_536))
        == engine_packet.Packet(engine_packet.OPEN, rules).encode()
    )
    assert payload(packets.connected_frame("s")) == wire(
        socket_packet.Packet(socket_packet.CONNECT, {"sid": "s"})
    )
    assert payload(packets.connect_error_frame("forbidden", {"code": "forbidden"})) == wire(
        socket_packet.Packet(socket_packet.CONNECT_ERROR, refusal)
    )
    assert payload(packets.text_frame(packets.PING)) == str(engine_packet.PING)


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("ack_id", [None, 0, 7, 10**19])
def test_events_as_the_library_writes_them_are_read_back(
    sample: object, ack_id: int | None
) -> None:
    written = wire(socket_packet.Packet(socket_packet.EVENT, ["echo", sample], id=ack_id))

    read_id, body = packets.split_event(written.encode())

    assert read_id == (b"" if ack_id is None else str(ack_id).encode())
    assert orjson.loads(body) == ["echo", sample]


def test_connects_as_the_library_writes_them_are_read_back() -> None:
    for auth in (None, {"token": "t"}):
        written = wire(socket_packet.Packet(socket_packet.CONNECT, auth))
        assert packets.read_auth(written.encode(), 8) == auth


@pytest.mark.parametrize("length", [0, 1, 125, 126, 127, 65_535, 65_536, 70_000])
def test_frames_carry_their_length_as_rfc_6455_says(length: int) -> None:
    frame = packets.text_frame(b"x" * length)

    assert payload(frame) == "x" * length
    announced = (
        frame[1] if frame[1] < 126 else int.from_bytes(frame[2 : 4 if frame[1] == 126 else 10])
    )
    assert announced == length


def test_engineio_enters_through_the_hook_the_engine_overrides() -> None:
    source = inspect.getsource(engineio.AsyncServer.handle_request)
    hook = inspect.signature(engineio.AsyncServer._handle_connect)

    assert list(hook.parameters) == list(inspect.signature(Engine._handle_connect).parameters)
    assert "await self._handle_connect(environ, transport," in source
    assert "if not isinstance(r, dict):\n            return r" in source


def test_socketio_asks_for_its_engine_and_sends_requests_there() -> None:
    server = Server(lambda request: None, HubLimits())  # type: ignore[arg-type,return-value]

    assert isinstance(server.eio, Engine)
    assert "self.eio.handle_request" in inspect.getsource(socketio.AsyncServer.handle_request)
    assert server.eio.transports == ["websocket"]
    assert server.eio.cors_allowed_origins == []
    assert server.eio.start_service_task is False
    assert len({server.new_id() for _ in range(100)}) == 100
    assert len(server.new_id()) == 20


def test_aiohttp_tells_when_a_socket_is_full_and_when_it_has_drained() -> None:
    assert isinstance(inspect.getattr_static(BaseProtocol, "writing_paused"), property)
    assert inspect.iscoroutinefunction(AbstractStreamWriter.drain)
    assert "decode_text" in inspect.signature(web.WebSocketResponse).parameters
