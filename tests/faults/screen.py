"""What a client shows, and the rule by which it does: the next number, or hold and sync."""

import asyncio
from dataclasses import dataclass, field

from tests.faults.line import Body, Line
from tests.faults.records import Joined, Journal, Log, Shown

PAGE = 50


@dataclass(frozen=True, slots=True)
class Pace:
    """The client's durations in seconds; outages and leases are scaled with the same factor."""

    heartbeat: float = 0.5
    ack_timeout: float = 2.0
    probe: float = 1.0
    """How long a line may take to show that it lives, once the network is said to be back."""
    connect_timeout: float = 2.0
    back_off_first: float = 0.1
    back_off_last: float = 1.0


@dataclass(slots=True)
class Track:
    """How far one log of one conversation is shown, and what came too early."""

    last: int = 0
    held: dict[int, Body] = field(default_factory=dict)


class Screen:
    """The shown part of both logs of every conversation a client knows."""

    role = ""
    logs: tuple[Log, ...] = ("public",)

    def __init__(self, name: str, person: str, journal: Journal, pace: Pace) -> None:
        self.name = name
        self.person = person
        self.journal = journal
        self.pace = pace
        self.tracks: dict[tuple[str, Log], Track] = {}
        self.line: Line | None = None
        self._syncing: asyncio.Task[None] | None = None

    def position(self, conversation: str) -> object:
        """What ``sync`` and ``heartbeat`` say of one conversation."""
        raise NotImplementedError

    def notice(self, name: str, payload: Body) -> None:
        """An event of any kind came."""

    def conversations(self) -> set[str]:
        """Those it shows."""
        return {key for key, _ in self.tracks}

    def track(self, conversation: str, log: Log = "public") -> Track:
        """How far it is."""
        return self.tracks.setdefault((conversation, log), Track())

    def _event(self, name: str, payload: Body) -> None:
        self.notice(name, payload)
        if "body" not in payload or "conversation_id" not in payload:
            return
        log: Log = "team" if "team_seq" in payload else "public"
        number = payload["team_seq" if log == "team" else "seq"]
        self.hear(payload["conversation_id"], log, number, payload["body"])

    def hear(self, conversation: str, log: Log, number: int, body: Body) -> None:
        """The rule: the next one is shown, an old one dropped, a later one held until synced."""
        track = self.track(conversation, log)
        if number <= track.last:
            return
        if number > track.last + 1:
            track.held[number] = body
            self._sync_soon()
            return
        self._show(conversation, log, number, body)
        while (held := track.held.pop(track.last + 1, None)) is not None:
            self._show(conversation, log, track.last + 1, held)

    def _show(self, conversation: str, log: Log, number: int, body: Body) -> None:
        self.track(conversation, log).last = number
        self.journal.write(
            Shown(
                self.name,
                conversation,
                log,
                number,
                body["type"],
                body.get("message_id") or body.get("note_id") or "",
                body.get("text") or "",
            )
        )

    def take_snapshot(self, snapshot: Body) -> None:
        """A view of a conversation's end: shown whole when new, merged when known."""
        conversation = snapshot["conversation_id"]
        for log, number, events in (
            ("public", "seq", snapshot["events"]),
            ("team", "team_seq", snapshot.get("team_events", [])),
        ):
            if log not in self.logs:
                continue
            track = self.track(conversation, log)
            if track.last == 0 and events:
                track.last = events[0][number] - 1
            for event in events:
                self.hear(conversation, log, event[number], event["body"])

    def replace(self, snapshot: Body) -> None:
        """Too far behind: the screen begins anew with the snapshot."""
        conversation = snapshot["conversation_id"]
        self.journal.write(Joined(self.name, self.role, self.person, conversation))
        for log in self.logs:
            self.tracks[conversation, log] = Track()
        self.take_snapshot(snapshot)

    def _sync_soon(self) -> None:
        if self._syncing is None or self._syncing.done():
            self._syncing = asyncio.get_running_loop().create_task(self._sync_quietly())

    async def _sync_quietly(self) -> None:
        try:
            await self.sync()
        except (OSError, TimeoutError):
            if self.line is not None:
                self.line.abort()

    async def sync(self) -> None:
        """Ask for what is missing until nothing is. Raises ``OSError`` or ``TimeoutError``."""
        more = bool(self.tracks)
        while more and self.line is not None:
            more = False
            for page in self._pages():
                payload = {"conversations": page}
                ack = await self.line.call("sync", payload, self.pace.ack_timeout * 2)
                if not ack["ok"]:
                    raise ConnectionError(ack["error"]["code"])
                for synced in ack["data"]["conversations"]:
                    more = self._merge(synced) or more

    def _pages(self) -> list[Body]:
        """Where it stands in every conversation, as many as one command may carry at a time."""
        keys = sorted(self.conversations())
        pages = [keys[start : start + PAGE] for start in range(0, len(keys), PAGE)] or [[]]
        return [{key: self.position(key) for key in page} for page in pages]

    def _merge(self, synced: Body) -> bool:
        if synced["snapshot"] is not None:
            self.replace(synced["snapshot"])
            return False
        for event in synced["events"]:
            self.hear(synced["conversation_id"], "public", event["seq"], event["body"])
        for event in synced.get("team_events", []):
            self.hear(synced["conversation_id"], "team", event["team_seq"], event["body"])
        return bool(synced["more"])
