"""What the hub relies on inside python-socketio, python-engineio and aiohttp.

A failure here after an upgrade means: read what changed, adapt ``transport/socketio/engine.py``
and the codec, and only then move the pin.
"""

import asyncio
import gc
import inspect
from importlib.metadata import version

import engineio
import orjson
import pytest
import socketio
from aiohttp import WSMsgType
from engineio import packet as engine_packet
from socketio import packet as socket_packet

from chat_server.transport.socketio import packets
from chat_server.transport.socketio.engine import Engine, Server, frame_parser
from chat_server.transport.socketio.limits import HubLimits
from tests.transport.wire import Serve

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


def masked(opcode: int, payload: bytes, mask: bytes = b"\x01\x02\x03\x04") -> bytes:
    """A client's frame of up to 65,535 bytes."""
    length = len(payload)
    size = bytes([0x80 | length]) if length < 126 else b"\xfe" + length.to_bytes(2, "big")
    return (
        bytes([opcode])
        + size
        + mask
        + bytes(byte ^ mask[at % 4] for at, byte in enumerate(payload))
    )


class Heard:
    """What a frame parser has reported."""

    def __init__(self, frame_bytes: int = 1_000) -> None:
        self.frames: list[tuple[WSMsgType, object]] = []
        self.errors: list[int] = []
        self.feed = frame_parser(
            lambda kind, data: self.frames.append((kind, data)),
            lambda error: self.errors.append(error.code),
            frame_bytes,
        )


@pytest.mark.parametrize("step", [1, 2, 7, 10_000])
def test_aiohttps_parser_hands_on_each_frame_however_it_is_cut(step: int) -> None:
    heard = Heard()
    stream = (
        masked(0x81, b"40")
        + masked(0x81, '42["żółw"]'.encode())
        + masked(0x01, b"42[")
        + masked(0x89, b"ping")
        + masked(0x80, b"]")
        + masked(0x82, b"\x00\x01")
        + masked(0x81, b"x" * 1_000)
        + masked(0x88, (1000).to_bytes(2, "big"))
    )

    for at in range(0, len(stream), step):
        heard.feed(stream[at : at + step])

    assert heard.frames == [
        (WSMsgType.TEXT, b"40"),
        (WSMsgType.TEXT, '42["żółw"]'.encode()),
        (WSMsgType.PING, b"ping"),
        (WSMsgType.TEXT, b"42[]"),
        (WSMsgType.BINARY, b"\x00\x01"),
        (WSMsgType.TEXT, b"x" * 1_000),
        (WSMsgType.CLOSE, 1000),
    ]
    assert heard.errors == []


@pytest.mark.parametrize(
    ("stream", "code"),
    [
        (masked(0x81, b"x" * 1_001), 1009),
        (masked(0x01, b"x" * 600) + masked(0x80, b"x" * 600), 1009),
        (b"\x81\xff" + b"\xff" * 8, 1009),
        (masked(0xC1, b"compressed"), 1002),
        (masked(0x83, b"reserved opcode"), 1002),
        (masked(0x80, b"continues nothing"), 1002),
        (masked(0x89, b"x" * 126), 1002),
        (masked(0x09, b"fragmented ping"), 1002),
        (masked(0x88, b"\x00"), 1002),
    ],
)
def test_aiohttps_parser_reports_a_breach_once_and_reads_no_further(
    stream: bytes, code: int
) -> None:
    heard = Heard()

    heard.feed(stream)
    heard.feed(masked(0x81, b"40"))

    assert heard.errors == [code]
    assert heard.frames == []


def test_a_bug_in_a_handler_is_not_taken_for_the_clients(caplog: pytest.LogCaptureFixture) -> None:
    errors: list[int] = []

    def fail(kind: WSMsgType, data: bytes) -> None:
        raise RuntimeError("ours")

    frame_parser(fail, lambda error: errors.append(error.code), 1_000)(masked(0x81, b"40"))

    assert errors == [1011]
    assert "reading a frame failed" in caplog.text


async def test_an_idle_connection_keeps_no_task_and_nothing_of_aiohttps(serve: Serve) -> None:
    house = await serve()
    before = len(asyncio.all_tasks())

    clients = [await house.client() for _ in range(30)]
    for _ in range(5):
        await clients[0].call("echo", {})
    gc.collect()

    assert len(asyncio.all_tasks()) == before
    kept = [type(thing).__name__ for thing in gc.get_objects()]
    assert kept.count("Connection") >= 30
    assert kept.count("RequestHandler") == kept.count("Request") == kept.count("Upgrade") == 0
    for client in clients:
        assert (await client.call("echo", {}))["ok"]
