"""Delivered and read marks, stored at most once a second a participant."""

from collections.abc import Callable

from chat_server.core.receipt import VISITOR, Cursor, moved
from chat_server.protocol.ephemeral import CursorMoved
from chat_server.protocol.views import Cursor as CursorView
from chat_server.services.ports import Push
from chat_server.storage import cursors
from chat_server.storage.database import Database, Tx

KNOWN_KEPT = 20_000

Key = tuple[str, str]


class Receipts:
    """Cursors in memory until ``flush`` stores what moved; the wiring calls it each second."""

    def __init__(self, database: Database, push: Push) -> None:
        self._database = database
        self._push = push
        self._known: dict[str, dict[str, Cursor]] = {}
        self._moved: dict[Key, Cursor] = {}
        self.on_read: Callable[[str], None] = lambda conversation_id: None

    async def mark(
        self,
        conversation_id: str,
        visitor_id: str,
        participant: str,
        delivered_seq: int,
        read_seq: int,
        last_seq: int,
    ) -> None:
        """A participant received and read up to these numbers."""
        known = await self._cursors(conversation_id)
        before = known.get(participant, Cursor(participant))
        after = moved(before, delivered_seq, read_seq, last_seq)
        if after == before:
            return
        known[participant] = self._moved[conversation_id, participant] = after
        event = CursorMoved(
            conversation_id=conversation_id,
            cursor=CursorView(
                participant=participant,
                delivered_seq=after.delivered_seq,
                read_seq=after.read_seq,
            ),
        )
        # also to the participant's own other tabs, where it reads the same
        self._push.to_watchers(conversation_id, event)
        self._push.to_visitor(visitor_id, event)
        if participant != VISITOR and after.read_seq != before.read_seq:
            self.on_read(conversation_id)

    async def _cursors(self, conversation_id: str) -> dict[str, Cursor]:
        known = self._known.get(conversation_id)
        if known is None:
            stored = await self._database.read(lambda conn: cursors.of(conn, [conversation_id]))
            loaded = {cursor.participant: cursor for cursor in stored.get(conversation_id, [])}
            # somebody else's mark may have loaded them meanwhile
            known = self._known.setdefault(conversation_id, loaded)
        return known

    def latest(self, conversation_id: str, stored: list[Cursor]) -> list[Cursor]:
        """What is stored of a conversation, overtaken by what is not stored yet; by participant.

        Called from the database's threads too.
        """
        merged = {cursor.participant: cursor for cursor in stored}
        merged |= self._known.get(conversation_id, {}).copy()
        return [merged[participant] for participant in sorted(merged)]

    async def flush(self) -> None:
        """Store what moved; what can't be stored now stays for the next time."""
        taken, self._moved = self._moved, {}
        if not taken:
            return
        rows = [(conversation_id, cursor) for (conversation_id, _), cursor in taken.items()]

        def op(tx: Tx) -> None:
            cursors.save(tx.conn, rows)

        try:
            await self._database.write(op)
        except Exception:
            self._moved = {**taken, **self._moved}
            raise
        if len(self._known) > KNOWN_KEPT:
            waiting = {conversation_id for conversation_id, _ in self._moved}
            self._known = {key: self._known[key] for key in waiting}
