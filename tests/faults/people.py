"""Shoppers' tabs and agents' consoles."""

from typing import Any

from tests.faults.client import Client, Draft
from tests.faults.line import Body
from tests.faults.records import Acked, Won


class Tab(Client):
    """One tab of a shopper."""

    role = "visitor"
    beats_every = 2  # no lease hangs on it
    token = ""

    def auth(self) -> Body:
        return {"v": 1, "role": "visitor", "token": self.token}

    async def greet(self) -> None:
        assert self.line is not None
        ack = await self.line.call("session.start", {"language": "en"}, self.pace.ack_timeout * 2)
        if not ack["ok"]:
            raise ConnectionError(ack["error"]["code"])
        snapshot = ack["data"]["conversation"]
        if snapshot is not None:
            self.take_snapshot(snapshot)

    def position(self, conversation: str) -> object:
        return self.track(conversation).last

    def behind(self, conversation: str, head: Any) -> bool:
        return bool(head > self.track(conversation).last)

    def stored(self, draft: Draft, data: Body) -> Acked:
        conversation: str = data["conversation_id"]
        self.track(conversation)  # from now on it is asked for, also if no push ever came
        client_id = draft.payload["client_id"]
        return Acked(self.name, client_id, conversation, data["message_id"], data["seq"])

    def conversation(self) -> str | None:
        """The one it is in, None before the first word."""
        return next(iter(reversed(list(self.conversations()))), None) if self.tracks else None

    def say(self, text: str) -> str:
        """Write something into the conversation there is; returns the message's own id."""
        keys = list(dict.fromkeys(key for key, _ in self.tracks))
        return self.write("message.send", text=text, conversation_id=keys[-1] if keys else None)


class Console(Client):
    """One console of an agent; opens what is theirs, and answers there."""

    role = "agent"
    logs = ("public", "team")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.epochs: dict[str, int] = {}
        self.mine: set[str] = set()
        self.listed: dict[str, Body] = {}
        self.watching = True

    def auth(self) -> Body:
        return {"v": 1, "role": "agent"}

    async def greet(self) -> None:
        assert self.line is not None
        ack = await self.line.call("session.start", {}, self.pace.ack_timeout * 4)
        if not ack["ok"]:
            raise ConnectionError(ack["error"]["code"])
        for item in ack["data"]["inbox"]["items"]:
            self._list(item)
        for conversation in list(dict.fromkeys([*self.conversations(), *sorted(self.mine)])):
            await self.open(conversation)

    async def open(self, conversation: str) -> None:
        """Watch a conversation from now on."""
        if self.line is None:
            return
        ack = await self.line.call(
            "conversation.open", {"conversation_id": conversation}, self.pace.ack_timeout * 4
        )
        if not ack["ok"]:
            raise ConnectionError(ack["error"]["code"])
        snapshot = ack["data"]["conversation"]
        self.epochs[conversation] = max(snapshot["epoch"], self.epochs.get(conversation, 0))
        self.take_snapshot(snapshot)

    def notice(self, name: str, payload: Body) -> None:
        if name == "inbox.changed":
            for item in payload["items"]:
                self._list(item)
            if self.watching and self.mine - self.conversations():
                self._sync_soon()
        elif name == "conversation.assigned":
            key, body = payload["conversation_id"], payload["body"]
            self.epochs[key] = max(body["epoch"], self.epochs.get(key, 0))
            (self.mine.add if body["agent"]["id"] == self.person else self.mine.discard)(key)
        elif name in ("conversation.queued", "conversation.closed"):
            self.mine.discard(payload["conversation_id"])

    def _list(self, item: Body) -> None:
        key = item["conversation_id"]
        self.listed[key] = item
        self.epochs[key] = max(item["epoch"], self.epochs.get(key, 0))
        owner = (item["assignee"] or {}).get("agent_id")
        is_mine = item["status"] == "assigned" and owner == self.person
        (self.mine.add if is_mine else self.mine.discard)(key)

    async def sync(self) -> None:
        for conversation in sorted(self.mine - self.conversations()) if self.watching else ():
            await self.open(conversation)
        await super().sync()

    def position(self, conversation: str) -> object:
        return {
            "seq": self.track(conversation).last,
            "team_seq": self.track(conversation, "team").last,
        }

    def behind(self, conversation: str, head: Any) -> bool:
        public, team = self.track(conversation), self.track(conversation, "team")
        return bool(head["seq"] > public.last or head["team_seq"] > team.last)

    def stored(self, draft: Draft, data: Body) -> Acked:
        payload = draft.payload
        key, client_id = payload["conversation_id"], payload["client_id"]
        if draft.name == "note.add":
            return Acked(self.name, client_id, key, data["note_id"], data["team_seq"], "team")
        return Acked(self.name, client_id, key, data["message_id"], data["seq"])

    def answer(self, conversation: str, text: str) -> str:
        """Write to the shopper, as the owner under the newest epoch known."""
        epoch = self.epochs.get(conversation, 0)
        return self.write("message.send", text=text, conversation_id=conversation, epoch=epoch)

    def note(self, conversation: str, text: str) -> str:
        """Write to the colleagues."""
        return self.write("note.add", text=text, conversation_id=conversation)

    async def claim(self, conversation: str, epoch: int) -> str:
        """Try to own a conversation; returns ``won``, ``kept`` (it was theirs) or a code."""
        assert self.line is not None
        payload = {"conversation_id": conversation, "epoch": epoch}
        ack = await self.line.call("conversation.claim", payload, 10)
        if not ack["ok"]:
            code: str = ack["error"]["code"]
            return code
        stand = ack["data"]["conversation"]
        self.journal.write(Won(self.name, self.person, conversation, stand["epoch"]))
        return "won" if stand["epoch"] > epoch else "kept"
