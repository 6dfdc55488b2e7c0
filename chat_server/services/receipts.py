"""Delivered and read marks, stored at most once a second a participant."""

from collections.abc import Awaitable, Callable

from chat_server.core.receipt import VISITOR, Cursor, moved
from chat_server.protocol.ephemeral import CursorMoved
from chat_server.protocol.views import Cursor as CursorView
from chat_server.services.ports import Push
from chat_server.storage import cursors
from chat_server.storage.database import Database, Tx


class Receipts:
    """Cursors in memory until ``flush`` stores what moved; the wiring calls it each second."""

    def __init__(self, database: Database, push: Push) -> None:
        self._database = database
        self._push = push
        self._known: dict[tuple[str, str], Cursor] = {}
        self._moved: dict[tuple[str, str], Cursor] = {}
        self.on_read: Callable[[str], None] = lambda conversation_id: None

    def mark(
        self,
        conversation_id: str,
        visitor_id: str,
        participant: str,
        delivered_seq: int,
        read_seq: int,
        last_seq: int,
    ) -> None:
        """A participant received and read up to these numbers."""
        key = (conversation_id, participant)
        before = self._known.get(key, Cursor(participant))
        after = moved(before, delivered_seq, read_seq, last_seq)
        if after == before:
            return
        self._known[key] = self._moved[key] = after
        event = CursorMoved(
            conversation_id=conversation_id,
            cursor=CursorView(
                participant=participant,
                delivered_seq=after.delivered_seq,
                read_seq=after.read_seq,
            ),
        )
        self._push.to_watchers(conversation_id, event, except_agent=participant)
        if participant != VISITOR:
            self._push.to_visitor(visitor_id, event)
            if after.read_seq != before.read_seq:
                self.on_read(conversation_id)

    def pending(self) -> bool:
        """Whether ``flush`` has something to store."""
        return bool(self._moved)

    async def flush(self) -> None:
        """Store what moved; what can't be stored now stays for the next time."""
        taken, self._moved = self._moved, {}
        if not taken:
            return
        rows = [(conversation_id, cursor) for (conversation_id, _), cursor in taken.items()]
        try:
            await self._write(rows)
        except Exception:
            self._moved = {**taken, **self._moved}
            raise
        if len(self._known) > 20_000:
            self._known.clear()

    def _write(self, rows: list[tuple[str, Cursor]]) -> Awaitable[None]:
        def op(tx: Tx) -> None:
            cursors.save(tx.conn, rows)

        return self._database.write(op)
