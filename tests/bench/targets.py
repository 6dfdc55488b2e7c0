"""A server under test with its clients connected and what they are going to say."""

import http.client
import json
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.bench.processes import Load, Server, node_server, python_server
from tests.bench.servers.people import AGENT_COUNT, PASSWORD, TOKENS

TEXT = "{t}" + "x" * 58  # 80 characters with the time
PAIRS = 100
WINDOW = 2  # a generator that is slow for a moment does not leave the server waiting


class Target:
    """A running server and the load on it; a context manager."""

    def __init__(self, server: Server, load: Load, stack: ExitStack) -> None:
        self.server = server
        self.load = load
        self._stack = stack

    def __enter__(self) -> "Target":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def closed(self, seconds: float) -> tuple[dict[str, Any], float]:
        """A closed-loop run: what the generator saw, and the server's CPU µs a message."""
        before = self.server.cpu_s()
        seen = self.load.do("closed", seconds=seconds, window=WINDOW)
        spent = self.server.cpu_s() - before
        if seen["acked"] != seen["sent"] or seen["lost"]:
            raise RuntimeError(f"messages without an ack: {brief(seen)}")
        return seen, spent / seen["acked"] * 1e6


def brief(seen: dict[str, Any]) -> dict[str, Any]:
    """What the generator saw, without the thousands of single latencies."""
    return {key: value for key, value in seen.items() if key != "latencies_ns"}


def relay(start: Callable[[], Server]) -> Target:
    """A relay: pairs of clients, each message goes to the other one."""
    with ExitStack() as stack:
        server = stack.enter_context(start())
        load = stack.enter_context(Load())
        auths = [{"room": f"room{number // 2}"} for number in range(2 * PAIRS)]
        load.do("connect", port=server.port, auths=auths)
        said = ["message.send", {"conversation_id": "cnv_1", "client_id": "c-{n}", "text": TEXT}]
        load.do("speak", messages={index: [said] for index in range(2 * PAIRS)})
        return Target(server, load, stack.pop_all())
    raise AssertionError("unreachable")


def stock() -> Target:
    """Peer: python-socketio as it comes."""
    return relay(lambda: python_server("stock"))


def node() -> Target:
    """Peer: npm's socket.io."""
    return relay(node_server)


def bare() -> Target:
    """Our wire without the product."""
    return relay(lambda: python_server("bare_hub"))


def post(port: int, path: str, body: object, **headers: str) -> tuple[Any, dict[str, str]]:
    """One API call; the parsed answer and its headers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        sent = {"Content-Type": "application/json", "X-Zalada": "1", **headers}
        connection.request("POST", path, json.dumps(body), sent)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{path}: {answer.status} {text[:300]!r}")
        return json.loads(text), dict(answer.getheaders())
    finally:
        connection.close()


def product(visitors: int = PAIRS, data: Path | None = None, **environment: str) -> Target:
    """The whole product: visitors in conversations with ten agents, all of them talking."""
    with ExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="zalada-")))
        server = stack.enter_context(
            python_server(
                "full_hub", BENCH_DATA=str(folder), BENCH_VISITORS=str(visitors), **environment
            )
        )
        load = stack.enter_context(Load())
        connect_visitors(server, load, json.loads((folder / TOKENS).read_text()))
        connect_agents(server, load)
        conversations = start_conversations(load, visitors)
        load.do("speak", messages=sentences(conversations), deliveries=2, marks=True)
        return Target(server, load, stack.pop_all())
    raise AssertionError("unreachable")


def connect_visitors(server: Server, load: Load, tokens: list[str]) -> None:
    """Connect a visitor with each of ``tokens`` and start their sessions."""
    auths = [{"v": 1, "role": "visitor", "token": token} for token in tokens]
    connected = load.do("connect", port=server.port, auths=auths)["connected"]
    start = {"language": "en", "page_url": "", "page_title": ""}
    first = connected - len(tokens)
    ask(load, [(index, "session.start", start) for index in range(first, connected)])


def connect_agents(server: Server, load: Load) -> None:
    """Ten signed-in agents, connected after the visitors."""
    first = load.do("connect", port=server.port, auths=[])["connected"]
    origin = "http://localhost:8080"
    for number in range(AGENT_COUNT):
        credentials = {"email": f"agent{number}@shop.example", "password": PASSWORD}
        _, headers = post(server.port, "/api/v1/sign-in", credentials, Origin=origin)
        cookie = headers["Set-Cookie"].split(";")[0]
        load.do(
            "connect",
            port=server.port,
            auths=[{"v": 1, "role": "agent"}],
            headers=f"Cookie: {cookie}\r\nOrigin: {origin}\r\n",
        )
    ask(load, [(first + number, "session.start", {}) for number in range(AGENT_COUNT)])


def start_conversations(load: Load, visitors: int) -> list[tuple[int, int, str, int]]:
    """Each visitor asks for a person; who talks to whom, where, and with which epoch."""
    asked = ask(load, [(index, "person.request", {}) for index in range(visitors)])
    agents = {f"agt_{number}": visitors + number for number in range(AGENT_COUNT)}
    ids = [ack["conversation"]["conversation_id"] for ack in asked]
    lists = ask(load, [(visitors, "inbox.list", {})])
    summaries = {item["conversation_id"]: item for item in lists[0]["items"]}
    found = []
    for visitor, conversation_id in enumerate(ids):
        summary = summaries[conversation_id]
        found.append(
            (visitor, agents[summary["assignee"]["agent_id"]], conversation_id, summary["epoch"])
        )
    ask(
        load, [(agent, "conversation.open", {"conversation_id": cnv}) for _, agent, cnv, _ in found]
    )
    return found


def sentences(conversations: list[tuple[int, int, str, int]]) -> dict[int, list[Any]]:
    """What each client says, by its index: a visitor in one conversation, an agent in several."""
    said: dict[int, list[Any]] = {}
    for visitor, agent, conversation_id, epoch in conversations:
        message = {"conversation_id": conversation_id, "client_id": "client-{n}", "text": TEXT}
        said[visitor] = [["message.send", message]]
        said.setdefault(agent, []).append(["message.send", {**message, "epoch": epoch}])
    return said


def ask(load: Load, calls: list[tuple[int, str, Any]]) -> list[Any]:
    """The data of the acks, all of which must be positive."""
    acks = load.do("call", calls=calls, at_once=20)["acks"]
    for (_, name, _), ack in zip(calls, acks, strict=True):
        if not ack["ok"]:
            raise RuntimeError(f"{name}: {ack}")
    return [ack["data"] for ack in acks]
