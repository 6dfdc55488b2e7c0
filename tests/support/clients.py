"""Real Socket.IO clients with the commands of each role, and everything they were told."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

import socketio

Body = dict[str, Any]


class Refused(AssertionError):  # noqa: N818 # reads as what it says
    """A command was not acked positively."""

    def __init__(self, error: Body) -> None:
        super().__init__(str(error))
        self.code: str = error["code"]
        self.field: str | None = error.get("field")
        self.retry_after: int | None = error.get("retry_after")


@dataclass(frozen=True, slots=True)
class Told:
    """One event as it came."""

    name: str
    payload: Body


class Client:
    """A connection; ``told`` is everything that came, in order."""

    role = ""

    def __init__(self) -> None:
        self.socket = socketio.AsyncClient(reconnection=False)
        self.told: list[Told] = []
        self.welcome: Body = {}
        self._numbers = count(1)
        self._changed = asyncio.Condition()
        self.socket.on("*", self._hear)
        self.socket.on("disconnect", self._gone)

    async def _hear(self, name: str, payload: Body) -> None:
        self.told.append(Told(name, payload))
        async with self._changed:
            self._changed.notify_all()

    async def _gone(self, _reason: str = "") -> None:
        async with self._changed:
            self._changed.notify_all()

    def auth(self) -> Body:
        """The auth payload of this role."""
        raise NotImplementedError

    async def connect(self, url: str, headers: Mapping[str, str]) -> None:
        """Connect; raises socketio's ConnectionError when refused."""
        async with asyncio.timeout(5):
            await self.socket.connect(
                url, auth=self.auth(), headers=dict(headers), transports=["websocket"]
            )

    async def ask(self, name: str, payload: Body | None = None) -> Body:
        """Send a command and return its ack whatever it says."""
        async with asyncio.timeout(5):
            ack: Body = await self.socket.call(name, payload or {})
        return ack

    async def do(self, name: str, **payload: object) -> Body:
        """Send a command and return what its ack brings. Raises ``Refused``."""
        ack = await self.ask(name, payload)
        if not ack["ok"]:
            raise Refused(ack["error"])
        data: Body = ack["data"]
        return data

    def client_id(self) -> str:
        """A fresh id of the sender's own."""
        return f"client-{self.role}-{next(self._numbers):04}"

    async def until(self, name: str, **wanted: object) -> Body:
        """The first event of this name (and with these fields) that came or comes."""

        def found() -> Body | None:
            for told in self.told:
                fields = {**told.payload, **told.payload.get("body", {})}
                if told.name == name and all(fields.get(k) == v for k, v in wanted.items()):
                    return told.payload
            return None

        async with asyncio.timeout(5), self._changed:
            await self._changed.wait_for(lambda: found() is not None)
        payload = found()
        if payload is None:
            raise AssertionError(name)
        return payload

    async def until_gone(self) -> None:
        """Wait until the connection is over."""
        async with asyncio.timeout(5), self._changed:
            await self._changed.wait_for(lambda: not self.socket.connected)

    async def drain(self) -> list[Told]:
        """Everything told so far: after a round trip, nothing older is still on its way."""
        await self.ask("heartbeat", {"conversations": {}})
        return list(self.told)

    def texts(self) -> list[str]:
        """The texts of the messages that were told, in order."""
        return [told.payload["body"]["text"] for told in self.told if told.name == "message.posted"]

    async def close(self) -> None:
        """Disconnect."""
        await self.socket.disconnect()


class VisitorClient(Client):
    """A shopper."""

    role = "visitor"

    def __init__(self, token: str) -> None:
        super().__init__()
        self.token = token

    def auth(self) -> Body:
        return {"v": 1, "role": "visitor", "token": self.token}

    async def begin(self, *, language: str = "en", page_url: str = "") -> Body:
        """``session.start``."""
        self.welcome = await self.do(
            "session.start", language=language, page_url=page_url, page_title=""
        )
        return self.welcome

    async def say(self, text: str, conversation_id: str | None = None) -> Body:
        """Send a message; returns its ack's data."""
        return await self.do(
            "message.send",
            client_id=self.client_id(),
            text=text,
            conversation_id=conversation_id,
        )


class AgentClient(Client):
    """Somebody behind the counter."""

    role = "agent"

    def __init__(self, agent_id: str, cookie: str) -> None:
        super().__init__()
        self.agent_id = agent_id
        self.cookie = cookie

    def auth(self) -> Body:
        return {"v": 1, "role": "agent"}

    async def begin(self) -> Body:
        """``session.start``."""
        self.welcome = await self.do("session.start")
        return self.welcome

    async def open(self, conversation_id: str) -> Body:
        """Open a conversation; returns its snapshot."""
        opened = await self.do("conversation.open", conversation_id=conversation_id)
        snapshot: Body = opened["conversation"]
        return snapshot

    async def say(self, conversation_id: str, text: str, epoch: int) -> Body:
        """Answer the visitor; returns the ack's data."""
        return await self.do(
            "message.send",
            conversation_id=conversation_id,
            client_id=self.client_id(),
            text=text,
            epoch=epoch,
        )
