"""A websocket client in raw frames: as little as a browser's socket does, and cheap.

Frames to the server are masked with zeros, which RFC 6455 allows; so the proxy between the two can
read them without unmasking.
"""

import asyncio
from collections.abc import Callable, Mapping

TEXT, CLOSE, PING = 0x1, 0x8, 0x9
REQUEST = (
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}\r\n"
)


def frame(payload: bytes, opcode: int = TEXT, *, masked: bool = True) -> bytes:
    """One whole websocket frame."""
    length, mask = len(payload), 0x80 if masked else 0
    head = bytes((0x80 | opcode,))
    if length < 126:
        head += bytes((mask | length,))
    elif length < 65_536:
        head += bytes((mask | 126,)) + length.to_bytes(2, "big")
    else:
        head += bytes((mask | 127,)) + length.to_bytes(8, "big")
    return head + (bytes(4) if masked else b"") + payload


def frame_end(data: bytes, at: int) -> tuple[int, int] | None:
    """Where the payload of the frame at ``at`` begins and ends; None while it is not all there."""
    if len(data) - at < 2:
        return None
    size, start = data[at + 1] & 0x7F, at + 2
    if size == 126:
        size, start = int.from_bytes(data[at + 2 : at + 4], "big"), at + 4
    elif size == 127:
        size, start = int.from_bytes(data[at + 2 : at + 10], "big"), at + 10
    if data[at + 1] & 0x80:
        start += 4
    return (start, start + size) if start + size <= len(data) else None


class Wire(asyncio.Protocol):
    """One connection; ``on_packet`` gets every text frame, ``on_lost`` comes once at the end."""

    def __init__(self, on_packet: Callable[[bytes], None], on_lost: Callable[[], None]) -> None:
        self._on_packet = on_packet
        self._on_lost = on_lost
        self._transport: asyncio.Transport | None = None
        self._buffer = b""
        self._upgraded = False

    @classmethod
    async def open(
        cls,
        address: tuple[str, int],
        headers: Mapping[str, str],
        on_packet: Callable[[bytes], None],
        on_lost: Callable[[], None],
    ) -> "Wire":
        """Connect and ask for the upgrade. Raises ``OSError``."""
        host, port = address
        loop = asyncio.get_running_loop()
        _, wire = await loop.create_connection(lambda: cls(on_packet, on_lost), host, port)
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        wire._write(REQUEST.format(host=f"{host}:{port}", headers=lines).encode())
        return wire

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._on_lost()

    def data_received(self, data: bytes) -> None:
        self._buffer = buffer = self._buffer + data if self._buffer else data
        at = 0
        if not self._upgraded:
            end = buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            if not buffer.startswith(b"HTTP/1.1 101"):
                self.abort()
                return
            self._upgraded, at = True, end + 4
        while (span := frame_end(buffer, at)) is not None:
            opcode, at = buffer[at] & 0xF, span[1]
            if opcode == TEXT:
                self._on_packet(buffer[span[0] : span[1]])
            elif opcode == CLOSE:
                self.abort()
                return
        self._buffer = buffer[at:]

    def send(self, packet: bytes) -> None:
        """Send a text frame; into nowhere when the connection is gone."""
        self._write(frame(packet))

    def _write(self, data: bytes) -> None:
        if self._transport is not None:
            self._transport.write(data)

    def stop_reading(self) -> None:
        """As a process that is stopped: the kernel's buffers fill."""
        if self._transport is not None:
            self._transport.pause_reading()

    def go_on_reading(self) -> None:
        """Read what has gathered."""
        if self._transport is not None:
            self._transport.resume_reading()

    def abort(self) -> None:
        """Close the socket at once."""
        if self._transport is not None:
            self._transport.abort()
