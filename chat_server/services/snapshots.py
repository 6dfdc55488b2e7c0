"""What clients read of a conversation, built from rows on one read snapshot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy import Connection

from chat_server.core.conversation import Conversation
from chat_server.core.fact import PUBLIC_LOG, TEAM_LOG
from chat_server.core.receipt import VISITOR
from chat_server.core.receipt import Cursor as Mark
from chat_server.protocol.agent import TeamSynced
from chat_server.protocol.bodies import Author
from chat_server.protocol.views import (
    AgentSnapshot,
    ConversationSummary,
    Cursor,
    LastMessage,
    StoredEvent,
    TeamEvent,
    VisitorSnapshot,
    VisitorView,
)
from chat_server.protocol.views import PageView as PageShown
from chat_server.protocol.visitor import Synced
from chat_server.services.directory import Directory
from chat_server.services.ports import Push
from chat_server.services.receipts import Receipts
from chat_server.storage import conversations, cursors, events, visitors
from chat_server.storage.events import LogEntry

PREVIEW_CHARS = 140
SNAPSHOT_EVENTS = 200
PAGE_EVENTS = 200
SYNC_LIMIT = 1_000
UNREAD_MOST = 100


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """Where a queued conversation stands."""

    position: int
    wait_ms: int | None


def stored_event(conversation_id: str, entry: LogEntry) -> StoredEvent:
    """A row of the public log as it goes over the wire."""
    return StoredEvent.model_validate(
        {
            "conversation_id": conversation_id,
            "seq": entry.number,
            "at": entry.at,
            "body": orjson.loads(entry.body),
        }
    )


def team_event(conversation_id: str, entry: LogEntry) -> TeamEvent:
    """A row of the team's log as it goes over the wire."""
    return TeamEvent.model_validate(
        {
            "conversation_id": conversation_id,
            "team_seq": entry.number,
            "after_seq": entry.after_seq,
            "at": entry.at,
            "body": orjson.loads(entry.body),
        }
    )


def _last_messages(conn: Connection, rows: Sequence[Conversation]) -> dict[str, LastMessage]:
    """The newest message of each conversation, cut to a line."""
    wanted = [(row.id, row.last_message_seq) for row in rows if row.last_message_seq]
    found = {}
    for conversation_id, entry in events.at_numbers(conn, wanted).items():
        body = orjson.loads(entry.body)
        text = " ".join(body["text"].split())
        cut = text if len(text) <= PREVIEW_CHARS else text[: PREVIEW_CHARS - 1] + "…"
        author = Author.model_validate(body["author"])
        found[conversation_id] = LastMessage(author=author, text=cut, at=entry.at)
    return found


class Snapshots:
    """Builds views; stateless but for the directory and who is connected."""

    def __init__(self, directory: Directory, push: Push, receipts: Receipts) -> None:
        self._directory = directory
        self._push = push
        self._receipts = receipts

    def _head(
        self, conn: Connection, row: Conversation, place: QueuePlace | None
    ) -> dict[str, object]:
        entries = events.before(conn, row.id, PUBLIC_LOG, row.seq + 1, SNAPSHOT_EVENTS)
        return {
            "conversation_id": row.id,
            "status": row.status,
            "seq": entries[-1].number if entries else 0,
            "language": row.language,
            "assignee": self._directory.person(row.assignee_id),
            "position": place.position if place else None,
            "wait_ms": place.wait_ms if place else None,
            "score": row.score,
            "cursors": [
                Cursor(
                    participant=cursor.participant,
                    delivered_seq=cursor.delivered_seq,
                    read_seq=cursor.read_seq,
                )
                for cursor in self._receipts.latest(
                    row.id, cursors.of(conn, [row.id]).get(row.id, [])
                )
            ],
            "events": [stored_event(row.id, entry) for entry in entries],
            "earlier": bool(entries) and entries[0].number > 1,
        }

    def for_visitor(
        self, conn: Connection, row: Conversation, place: QueuePlace | None
    ) -> VisitorSnapshot:
        """The conversation as its visitor sees it."""
        return VisitorSnapshot.model_validate(self._head(conn, row, place))

    def for_agent(
        self, conn: Connection, row: Conversation, place: QueuePlace | None
    ) -> AgentSnapshot:
        """The conversation as agents see it."""
        head = self._head(conn, row, place)
        shown: list[StoredEvent] = head["events"]  # type: ignore[assignment] # built above
        first = shown[0].seq if shown and head["earlier"] else 0
        team = events.team_since(conn, row.id, first)
        return AgentSnapshot.model_validate(
            {
                **head,
                "team_seq": row.team_seq,
                "epoch": row.epoch,
                "visitor_id": row.visitor_id,
                "team_events": [team_event(row.id, entry) for entry in team],
            }
        )

    def synced(
        self, conn: Connection, row: Conversation, seq: int, place: QueuePlace | None
    ) -> Synced:
        """What a visitor missed after ``seq``: events, or a snapshot when that is shorter."""
        if not 0 <= row.seq - seq <= SYNC_LIMIT:
            return Synced(
                conversation_id=row.id,
                events=[],
                more=False,
                snapshot=self.for_visitor(conn, row, place),
            )
        entries = events.after(conn, row.id, PUBLIC_LOG, seq, PAGE_EVENTS)
        return Synced(
            conversation_id=row.id,
            events=[stored_event(row.id, entry) for entry in entries],
            more=bool(entries) and entries[-1].number < row.seq,
            snapshot=None,
        )

    def team_synced(
        self,
        conn: Connection,
        row: Conversation,
        seq: int,
        team_seq: int,
        place: QueuePlace | None,
    ) -> TeamSynced:
        """What a console missed in both logs."""
        behind, team_behind = row.seq - seq, row.team_seq - team_seq
        if not (0 <= behind <= SYNC_LIMIT and 0 <= team_behind <= SYNC_LIMIT):
            return TeamSynced(
                conversation_id=row.id,
                events=[],
                team_events=[],
                more=False,
                snapshot=self.for_agent(conn, row, place),
            )
        entries = events.after(conn, row.id, PUBLIC_LOG, seq, PAGE_EVENTS)
        team = events.after(conn, row.id, TEAM_LOG, team_seq, PAGE_EVENTS)
        more = (bool(entries) and entries[-1].number < row.seq) or (
            bool(team) and team[-1].number < row.team_seq
        )
        return TeamSynced(
            conversation_id=row.id,
            events=[stored_event(row.id, entry) for entry in entries],
            team_events=[team_event(row.id, entry) for entry in team],
            more=more,
            snapshot=None,
        )

    def _team_read(self, conversation_id: str, stored: list[Mark]) -> int:
        """How far anybody of the team has read."""
        return max(
            (
                cursor.read_seq
                for cursor in self._receipts.latest(conversation_id, stored)
                if cursor.participant != VISITOR
            ),
            default=0,
        )

    def summaries(
        self, conn: Connection, rows: Sequence[Conversation]
    ) -> list[ConversationSummary]:
        """Rows of the agents' list."""
        people = visitors.by_ids(conn, [row.visitor_id for row in rows])
        marks = cursors.of(conn, [row.id for row in rows])
        last = _last_messages(conn, rows)
        read = {row.id: self._team_read(row.id, marks.get(row.id, [])) for row in rows}
        behind = {row.id: read[row.id] for row in rows if row.visitor_seq > read[row.id]}
        unread = events.count_said(conn, VISITOR, behind, UNREAD_MOST)
        listed = []
        for row in rows:
            visitor = people[row.visitor_id]
            listed.append(
                ConversationSummary(
                    conversation_id=row.id,
                    shop_id=row.shop_id,
                    visitor_id=row.visitor_id,
                    visitor_name=visitor.name,
                    visitor_number=visitor.number,
                    visitor_online=self._push.visitor_online(row.visitor_id),
                    status=row.status,
                    assignee=self._directory.person(row.assignee_id),
                    epoch=row.epoch,
                    language=row.language,  # type: ignore[arg-type] # checked when it came in
                    seq=row.seq,
                    team_seq=row.team_seq,
                    read_seq=read[row.id],
                    unread=unread.get(row.id, 0),
                    last_message=last.get(row.id),
                    waiting_since=row.waiting_since,
                    message_left=row.message_left,
                    created_at=row.created_at,
                    updated_at=row.updated_at,
                )
            )
        return listed

    def visitor(self, conn: Connection, visitor_id: str, except_conversation: str) -> VisitorView:
        """Who the visitor is."""
        row = visitors.by_ids(conn, [visitor_id])[visitor_id]
        journey = [
            PageShown(url=page.url, title=page.title, at=page.at)
            for page in visitors.journey(conn, visitor_id)
        ]
        earlier: Iterable[Conversation] = conversations.all_of(conn, visitor_id)
        earlier = [item for item in earlier if item.id != except_conversation]
        page = None
        if row.page_url:
            page = PageShown(url=row.page_url, title=row.page_title, at=row.last_seen_at)
        return VisitorView(
            visitor_id=row.id,
            number=row.number,
            name=row.name,
            email=row.email,
            phone=row.phone,
            language=row.language,  # type: ignore[arg-type] # checked when it came in
            online=self._push.visitor_online(visitor_id),
            first_seen_at=row.first_seen_at,
            last_seen_at=row.last_seen_at,
            device=row.device,
            page=page,
            journey=journey,
            earlier=self.summaries(conn, list(earlier)),
        )
