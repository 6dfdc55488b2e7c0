"""The load generator: many Socket.IO clients on one epoll loop, in raw frames, in one process.

It takes jobs as JSON lines on its input and answers each with a JSON line; between jobs it keeps
answering pings. Sent frames are masked with zeros, which RFC 6455 allows and costs nothing.
"""

import json
import re
import resource
import select
import socket
import sys
import time
from collections.abc import Callable
from typing import Any

UPGRADE = (
    b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\n"
    b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) "
    b"AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36\r\n"
    b"Accept-Language: pl-PL,pl;q=0.9,en;q=0.8\r\n%s\r\n"
)
POSTED = re.compile(rb'"conversation_id":"([^"]+)","seq":(\d+)')
MARK = b'["receipt.mark",{"conversation_id":"%s","delivered_seq":%s,"read_seq":%s}]'
MARK_ACK = b"80000000000000"
MARK_EVERY_NS = 1_000_000_000
PATIENCE_NS = 20_000_000_000
AT_ONCE = 100
STDIN = 0


def frame(payload: bytes) -> bytes:
    """A masked text frame (mask 0) with ``payload``."""
    length = len(payload)
    if length < 126:
        return bytes((0x81, 0x80 | length, 0, 0, 0, 0)) + payload
    return b"\x81\xfe" + length.to_bytes(2, "big") + bytes(4) + payload


class Line:
    """One client: its socket, what was read of an unfinished frame, and what it sends."""

    __slots__ = ("buffer", "marks", "seen", "sent", "socket", "templates")

    def __init__(self, connection: socket.socket) -> None:
        self.socket = connection
        self.buffer = b""
        self.sent = 0
        self.templates: list[bytes] = []
        self.marks = False
        self.seen: dict[bytes, bytes] = {}

    def read_until(self, mark: bytes) -> bytes:
        """Blockingly read until ``mark`` has come; everything read so far is returned."""
        while mark not in self.buffer:
            data = self.socket.recv(65_536)
            if not data:
                raise ConnectionError(f"closed before {mark!r}: {self.buffer[-300:]!r}")
            self.buffer += data
        seen, self.buffer = self.buffer, b""
        return seen


class Generator:
    """Clients of one server, and what they have sent and seen since the last job began."""

    def __init__(self) -> None:
        self.lines: dict[int, Line] = {}
        self.epoll = select.epoll()
        self.clock = time.perf_counter_ns
        self.number = 10**11  # twelve digits: servers drop leading zeros of ack ids
        self.deliveries = 1
        self.mark_at = 0
        self.answers: dict[bytes, Any] = {}
        self.reset()

    def reset(self) -> None:
        self.sent = self.acked = self.refused = self.delivered = self.lost = 0
        self.marked = 0
        self.latencies: list[int] = []
        self.refusals: dict[str, int] = {}
        self.on_ack: Callable[[Line], None] | None = None

    # Jobs

    def connect(self, port: int, auths: list[Any], headers: str = "") -> dict[str, Any]:
        """Connect one client for each of ``auths``."""
        upgrade = UPGRADE % (b"127.0.0.1:%d" % port, headers.encode())
        for start in range(0, len(auths), AT_ONCE):
            batch = [
                Line(socket.create_connection(("127.0.0.1", port)))
                for _ in auths[start : start + AT_ONCE]
            ]
            for line in batch:
                line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                line.socket.sendall(upgrade)
            for line in batch:
                line.read_until(b'"sid"')
            for line, auth in zip(batch, auths[start:], strict=False):
                line.socket.sendall(frame(b"40" + json.dumps(auth).encode()))
            for line in batch:
                answer = line.read_until(b'"sid"')
                if b"44{" in answer:
                    raise ConnectionError(answer.decode(errors="replace"))
            for line in batch:
                line.socket.setblocking(False)
                self.lines[line.socket.fileno()] = line
                self.epoll.register(line.socket.fileno(), select.EPOLLIN)
            self.turn(0)  # those who came first are being pinged
        return {"connected": len(self.lines)}

    def call(self, calls: list[tuple[int, str, Any]], at_once: int = 1) -> dict[str, Any]:
        """Send commands, each by the client with that index, and wait for all acks."""
        self.reset()
        lines = list(self.lines.values())
        self.answers = {}
        ids = [b"7%013d" % number for number in range(len(calls))]
        took = []
        for start in range(0, len(calls), at_once):
            begun = self.clock()
            batch = ids[start : start + at_once]
            for ack_id, (index, name, payload) in zip(batch, calls[start:], strict=False):
                body = json.dumps([name, payload]).encode()
                lines[index].socket.send(frame(b"42" + ack_id + body))
            while not all(ack_id in self.answers for ack_id in batch):
                self.turn(5)
                if self.lost:
                    raise ConnectionError(f"{self.lost} clients were cut while calling")
            took.append(self.clock() - begun)
        return {"acks": [self.answers[ack_id] for ack_id in ids], "took_ns": took}

    def speak(
        self, messages: dict[str, list[Any]], deliveries: int = 1, marks: bool = False
    ) -> dict[str, Any]:
        """What the clients with these indexes send in turns; each is delivered so many times.

        With ``marks`` they say once a second how far they have read, as widget and console do.
        """
        lines = list(self.lines.values())
        self.deliveries = deliveries
        for index, sentences in messages.items():
            lines[int(index)].templates = [template(sentence) for sentence in sentences]
            lines[int(index)].marks = marks
        return {}

    def closed(self, seconds: float, window: int = 1) -> dict[str, Any]:
        """Every client keeps ``window`` messages of each of its sentences unacknowledged."""
        self.reset()
        self.on_ack = self.send
        senders = [line for line in self.lines.values() if line.templates]
        begun = self.clock()
        for line in senders:
            for _ in range(window * len(line.templates)):
                self.send(line)
        until = begun + int(seconds * 1e9)
        while self.clock() < until:
            self.turn(0.05)
        return self.finish(begun)

    def open(self, rate: float, seconds: float) -> dict[str, Any]:
        """Messages leave on a fixed timetable, whatever comes back; late ones count as late."""
        self.reset()
        senders = [line for line in self.lines.values() for _ in line.templates]
        begun = self.clock()
        gap = 1e9 / rate
        for number in range(int(rate * seconds)):
            due = begun + int(number * gap)
            while (early := due - self.clock()) > 0:
                self.turn(early / 1e9)
            if number % 32 == 0:
                self.turn(0)
            self.send(senders[number % len(senders)], due)
        return self.finish(begun)

    def hold(self, seconds: float) -> dict[str, Any]:
        """Stay connected and only answer pings."""
        self.reset()
        begun = self.clock()
        until = begun + int(seconds * 1e9)
        while self.clock() < until:
            self.turn(min(0.5, max(0.0, (until - self.clock()) / 1e9)))
        return {"open": len(self.lines), "lost": self.lost}

    def drop(self) -> dict[str, Any]:
        """Close all connections at once, as when a network goes away."""
        dropped = len(self.lines)
        for line in self.lines.values():
            line.socket.close()
        self.lines.clear()
        return {"dropped": dropped}

    # The loop

    def finish(self, begun: int) -> dict[str, Any]:
        seconds = (self.clock() - begun) / 1e9
        acked_in_time = self.acked
        self.on_ack = None
        deadline = self.clock() + PATIENCE_NS
        while self.clock() < deadline and (
            self.acked + self.refused < self.sent or self.delivered < self.acked * self.deliveries
        ):
            self.turn(0.05)
        return {
            "sent": self.sent,
            "acked": self.acked,
            "acked_in_time": acked_in_time,
            "refused": self.refused,
            "refusals": self.refusals,
            "marked": self.marked,
            "delivered": self.delivered,
            "lost": self.lost,
            "seconds": seconds,
            "latencies_ns": self.latencies,
        }

    def send(self, line: Line, due: int | None = None) -> None:
        self.number = number = self.number + 1
        values = {b"n": number, b"t": due or self.clock()}
        try:
            line.socket.send(line.templates[line.sent % len(line.templates)] % values)
            line.sent += 1
            self.sent += 1
        except OSError:
            self.lost += 1

    def turn(self, timeout: float) -> None:
        """Wait at most ``timeout`` seconds for frames, and handle those that came."""
        now = self.clock()
        if now > self.mark_at:
            self.mark_at = now + MARK_EVERY_NS
            self.mark()
        for fd, _ in self.epoll.poll(timeout):
            line = self.lines.get(fd)
            if line is None:
                continue
            try:
                data = line.socket.recv(262_144)
            except BlockingIOError:
                continue
            except OSError:
                data = b""
            if data:
                self.read(line, line.buffer + data if line.buffer else data)
            else:
                self.lost += 1
                self.epoll.unregister(fd)
                del self.lines[fd]

    def mark(self) -> None:
        """Say how far everybody has read."""
        for line in self.lines.values():
            for conversation_id, seq in line.seen.items():
                said = MARK % (conversation_id, seq, seq)
                line.socket.send(frame(b"42%s%s" % (MARK_ACK, said)))
            line.seen.clear()

    def read(self, line: Line, data: bytes) -> None:
        at, end = 0, len(data)
        while end - at >= 2:
            size, start = data[at + 1], at + 2
            if size == 126:
                size, start = int.from_bytes(data[at + 2 : at + 4], "big"), at + 4
            elif size == 127:
                size, start = int.from_bytes(data[at + 2 : at + 10], "big"), at + 10
            if start + size > end:
                break
            at = start + size
            kind = data[start : start + 2]
            if kind == b"43":
                self.acknowledge(line, data, start, at)
            elif kind == b"42":
                self.deliver(line, data, start, at)
            elif kind[:1] == b"2":
                line.socket.send(frame(b"3"))
        line.buffer = data[at:]

    def acknowledge(self, line: Line, data: bytes, start: int, end: int) -> None:
        ack_id = data[start + 2 : start + 16]
        if ack_id == MARK_ACK:
            self.marked += 1
            return
        if ack_id[:1] == b"7":
            self.answers[ack_id] = json.loads(data[start + 16 : end])[0]
            return
        if data.find(b'"ok":true', start, end) >= 0:
            self.acked += 1
        else:
            self.refused += 1
            error = json.loads(data[start + 14 : end])[0]["error"]
            reason = error["code"] + (" with retry_after" if "retry_after" in error else "")
            self.refusals[reason] = self.refusals.get(reason, 0) + 1
        if self.on_ack is not None:
            self.on_ack(line)

    def deliver(self, line: Line, data: bytes, start: int, end: int) -> None:
        if data.find(b'["message.posted"', start, end) < 0:
            return
        stamp = data.find(b"t=", start, end)
        if stamp > 0:
            self.delivered += 1
            self.latencies.append(self.clock() - int(data[stamp + 2 : stamp + 22]))
        if line.marks and (found := POSTED.search(data, start, end)):
            line.seen[found[1]] = found[2]


def template(message: Any) -> bytes:
    """The frame that sends ``message``; ``{n}`` and ``{t}`` in it become number and time."""
    body = json.dumps(message, separators=(",", ":")).encode()
    body = body.replace(b"%", b"%%").replace(b"{n}", b"%(n)012d").replace(b"{t}", b"t=%(t)020d")
    sample = b"42%(n)012d" + body
    full = frame(sample % {b"n": 0, b"t": 0})
    return full[: full.index(b"42" + b"0" * 12)].replace(b"%", b"%%") + sample


def main() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, hard), hard))
    generator = Generator()
    while True:
        while not select.select([STDIN], [], [], 0)[0]:
            generator.turn(0.02)
        job = json.loads(sys.stdin.readline() or "null")
        if job is None:
            return
        before = time.process_time()
        answer = getattr(generator, job.pop("do"))(**job)
        answer["generator_cpu_s"] = time.process_time() - before
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
