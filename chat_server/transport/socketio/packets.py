"""The bytes of Socket.IO 5 over Engine.IO 4 over RFC 6455, for the default namespace only.

Hot packets are put together and taken apart here, on bytes; a contract test compares them with
python-socketio's own codec.
"""

from collections.abc import Mapping

import orjson

PING = b"2"
PONG = b"3"
CLOSE = b"1"
CONNECT = b"40"
DISCONNECT = b"41"
EVENT = b"42"

ACK_ID_DIGITS = 20


class ProtocolViolationError(Exception):
    """The client sent what no Socket.IO client of ours sends; it is cut."""


def text_frame(payload: bytes) -> bytes:
    """A whole unfragmented text frame as a server sends it (RFC 6455, 5.2: never masked)."""
    length = len(payload)
    if length < 126:
        return b"\x81" + length.to_bytes(1, "big") + payload
    if length < 65_536:
        return b"\x81\x7e" + length.to_bytes(2, "big") + payload
    return b"\x81\x7f" + length.to_bytes(8, "big") + payload


def close_frame(code: int) -> bytes:
    """A close frame without words."""
    return b"\x88\x02" + code.to_bytes(2, "big")


def pong_frame(payload: bytes) -> bytes:
    """The answer to a websocket ping, whose payload is at most 125 bytes."""
    return b"\x8a" + len(payload).to_bytes(1, "big") + payload


def open_frame(sid: str, ping_interval_ms: int, ping_timeout_ms: int, frame_bytes: int) -> bytes:
    """The first frame of a connection: its Engine.IO id and the rules of the heartbeat."""
    rules = {
        "sid": sid,
        "upgrades": [],
        "pingTimeout": ping_timeout_ms,
        "pingInterval": ping_interval_ms,
        "maxPayload": frame_bytes,
    }
    return text_frame(b"0" + orjson.dumps(rules))


def connected_frame(sid: str) -> bytes:
    """The answer to an accepted CONNECT."""
    return text_frame(CONNECT + orjson.dumps({"sid": sid}))


def connect_error_frame(code: str, data: Mapping[str, object]) -> bytes:
    """The answer to a refused CONNECT; clients see ``code`` as the message of their error."""
    return text_frame(b"44" + orjson.dumps({"message": code, "data": data}))


def event_frame(event: str, payload: object) -> bytes:
    """An event without acknowledgement, with its one argument."""
    return text_frame(EVENT + orjson.dumps([event, payload]))


def ack_frame(ack_id: bytes, answer: object) -> bytes:
    """The acknowledgement of the event that carried ``ack_id``."""
    return text_frame(b"43" + ack_id + b"[" + orjson.dumps(answer) + b"]")


def split_event(packet: bytes) -> tuple[bytes, bytes]:
    """The acknowledgement id (empty: none wanted) and the JSON array of an EVENT packet.

    Raises ProtocolViolationError for other namespaces, attachments and ids of over 20 digits.
    """
    start = packet.find(b"[", 2)
    ack_id = packet[2:start]
    if start < 0 or len(ack_id) > ACK_ID_DIGITS or (ack_id and not ack_id.isdigit()):
        raise ProtocolViolationError
    return ack_id, packet[start:]


def read_auth(packet: bytes, depth: int) -> dict[str, object] | None:
    """The auth object of a CONNECT packet to the default namespace; None when it has none.

    Raises ProtocolViolationError for another namespace, and for anything but a JSON object that
    nests at most ``depth`` levels.
    """
    if packet[:2] != CONNECT:
        raise ProtocolViolationError
    body = packet[2:].removeprefix(b"/,")
    if not body:
        return None
    try:
        auth = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise ProtocolViolationError from None
    if not isinstance(auth, dict) or is_deeper(body, auth, depth):
        raise ProtocolViolationError
    return auth


def is_deeper(text: bytes, value: object, depth: int) -> bool:
    """Whether ``value``, parsed from ``text``, nests more than ``depth`` levels.

    Text with few brackets cannot: that settles nearly every packet without a walk.
    """
    if text.count(b"[") + text.count(b"{") <= depth:
        return False
    level = [value]
    for _ in range(depth):
        level = [
            child
            for parent in level
            if isinstance(parent, dict | list)
            for child in (parent.values() if isinstance(parent, dict) else parent)
        ]
    return any(isinstance(value, dict | list) for value in level)
