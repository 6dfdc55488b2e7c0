"""Real Socket.IO clients with the commands of each role, and everything they were told."""

import asyncio
import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

import socketio

from tests.support.replay import Replay, without_estimates

AHEAD = 2**53 - 1
"""Behind nobody's back: whoever claims to be here is sent a snapshot."""
TEAM_WORDS = ("team_seq", "team_events", "note_id", "note.added", "summary.added", "inbox")
"""What no visitor's socket ever names."""

Body = dict[str, Any]
TABS = count(1)
NET_S = 30  # a net, never a wait


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
        self.lost_pushes = False  # a test says so; then the law holds after one resync
        self.welcome: Body = {}
        self.acks: list[Body] = []
        self.shown: dict[str, tuple[int, Body]] = {}
        self._refusal: Body | None = None
        self._tab = next(TABS)
        self._numbers = count(1)
        self._changed = asyncio.Condition()
        self.socket.on("*", self._hear)
        self.socket.on("disconnect", self._gone)
        self.socket.on("connect_error", self._turned_away)

    async def _hear(self, name: str, payload: Body) -> None:
        self.told.append(Told(name, payload))
        async with self._changed:
            self._changed.notify_all()

    async def _turned_away(self, error: Body) -> None:
        self._refusal = error

    async def _gone(self, _reason: str = "") -> None:
        async with self._changed:
            self._changed.notify_all()

    def auth(self) -> Body:
        """The auth payload of this role."""
        raise NotImplementedError

    async def connect(self, url: str, headers: Mapping[str, str]) -> None:
        """Connect. Raises ``Refused``, or socketio's ConnectionError before any word is said."""
        async with asyncio.timeout(NET_S):
            try:
                await self.socket.connect(
                    url,
                    auth=self.auth(),
                    headers=dict(headers),
                    transports=["websocket"],
                    wait_timeout=NET_S,
                )
            except socketio.exceptions.ConnectionError:
                if self._refusal is None or "data" not in self._refusal:
                    raise
                raise Refused(self._refusal["data"]) from None

    async def ask(self, name: str, payload: Body | None = None) -> Body:
        """Send a command and return its ack whatever it says."""
        async with asyncio.timeout(NET_S):
            ack: Body = await self.socket.call(name, payload or {})
        self.acks.append(ack)
        return ack

    async def raw(self, name: str, payload: object) -> Body:
        """Send whatever this is and return its ack."""
        async with asyncio.timeout(NET_S):
            ack: Body = await self.socket.call(name, payload)
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
        return f"client-{self.role}-{self._tab}-{next(self._numbers):04}"

    async def until(self, name: str, **wanted: object) -> Body:
        """The first event of this name (and with these fields) that came or comes."""

        def found() -> Body | None:
            for told in self.told:
                fields = {**told.payload, **told.payload.get("body", {})}
                if told.name == name and all(fields.get(k) == v for k, v in wanted.items()):
                    return told.payload
            return None

        async with asyncio.timeout(NET_S), self._changed:
            await self._changed.wait_for(lambda: found() is not None)
        payload = found()
        if payload is None:
            raise AssertionError(name)
        return payload

    async def until_gone(self) -> None:
        """Wait until the connection is over."""
        async with asyncio.timeout(NET_S), self._changed:
            await self._changed.wait_for(lambda: not self.socket.connected)

    async def drain(self) -> list[Told]:
        """Everything told so far: after a round trip, nothing older is still on its way."""
        await self.ask("heartbeat", {"conversations": {}})
        return list(self.told)

    def texts(self) -> list[str]:
        """The texts of the messages that were told, in order."""
        return [told.payload["body"]["text"] for told in self.told if told.name == "message.posted"]

    def show(self, snapshot: Body, start: int) -> None:
        """What was told from ``start`` on continues this snapshot."""
        self.shown[snapshot["conversation_id"]] = (start, copy.deepcopy(snapshot))

    def heard(self) -> str:
        """Everything that came over the wire, as text to search in."""
        told = [[one.name, one.payload] for one in self.told]
        return json.dumps([told, self.acks])

    def begun(self) -> set[str]:
        """Conversations whose whole log was told, from the first event on."""
        return {
            told.payload["conversation_id"]
            for told in self.told
            if told.name == "conversation.started"
        }

    def position(self) -> object:
        """How this role asks for a snapshot."""
        raise NotImplementedError

    async def require_replay_law(self) -> None:
        """Snapshot + events == fresh snapshot, for every conversation this client follows."""
        await self.drain()
        told = list(self.told)
        for conversation_id in sorted(self.shown.keys() | self.begun()):
            ack = await self.ask("sync", {"conversations": {conversation_id: self.position()}})
            fresh = ack["data"]["conversations"][0]["snapshot"]
            start, snapshot = self.shown.get(conversation_id, (0, {}))
            replay = Replay(copy.deepcopy(snapshot), is_team=self.role == "agent")
            if self.lost_pushes:
                await self._catch_up(conversation_id, replay)
            for one in told[start:]:
                if one.payload.get("conversation_id") == conversation_id:
                    replay.hear(one.name, one.payload)
            assert replay.shown(fresh) == without_estimates(fresh)

    async def _catch_up(self, conversation_id: str, replay: Replay) -> None:
        """Sync page by page from where the replay is."""
        more = True
        while more:
            reply = await self.do("sync", conversations={conversation_id: self.known(replay.state)})
            synced = reply["conversations"][0]
            if synced["snapshot"] is not None:
                replay.state = synced["snapshot"]
            for event in [*synced["events"], *synced.get("team_events", [])]:
                replay.hear(event["body"]["type"], event)
            more = synced["more"]

    def known(self, state: Body) -> object:
        """How this role says what it has."""
        raise NotImplementedError

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
        start = len(self.told)
        self.welcome = await self.do(
            "session.start", language=language, page_url=page_url, page_title=""
        )
        if self.welcome["conversation"] is not None:
            self.show(self.welcome["conversation"], start)
        return self.welcome

    def position(self) -> object:
        return AHEAD

    def known(self, state: Body) -> object:
        return state.get("seq", 0)

    def require_own_surface(self, owners: Mapping[str, str]) -> None:
        """Nothing of the team's, and nothing of anybody else's conversation, came here."""
        heard = self.heard()
        assert [word for word in TEAM_WORDS if word in heard] == []
        named = [one.payload for one in self.told if one.payload.get("conversation_id")]
        assert {owners[one["conversation_id"]] for one in named} <= {self.welcome.get("visitor_id")}

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
        start = len(self.told)
        opened = await self.do("conversation.open", conversation_id=conversation_id)
        snapshot: Body = opened["conversation"]
        self.show(snapshot, start)
        return snapshot

    def position(self) -> object:
        return {"seq": AHEAD, "team_seq": AHEAD}

    def known(self, state: Body) -> object:
        return {"seq": state["seq"], "team_seq": state["team_seq"]}

    async def say(self, conversation_id: str, text: str, epoch: int) -> Body:
        """Answer the visitor; returns the ack's data."""
        return await self.do(
            "message.send",
            conversation_id=conversation_id,
            client_id=self.client_id(),
            text=text,
            epoch=epoch,
        )
