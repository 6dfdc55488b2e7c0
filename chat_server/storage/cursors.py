"""How far each participant has received and read."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite

from chat_server.core.receipt import Cursor
from chat_server.storage.schema import cursor


def of(conn: Connection, conversation_ids: Sequence[str]) -> dict[str, list[Cursor]]:
    """Cursors by conversation, in a stable order."""
    query = (
        select(cursor)
        .where(cursor.c.conversation_id.in_(conversation_ids))
        .order_by(cursor.c.conversation_id, cursor.c.participant)
    )
    found: dict[str, list[Cursor]] = {}
    for conversation_id, participant, delivered_seq, read_seq in conn.execute(query):
        found.setdefault(conversation_id, []).append(Cursor(participant, delivered_seq, read_seq))
    return found


def save(conn: Connection, rows: Iterable[tuple[str, Cursor]]) -> None:
    """Move cursors forward; one that is ahead already stays."""
    insert = sqlite.insert if conn.dialect.name == "sqlite" else postgresql.insert
    for conversation_id, row in rows:
        conn.execute(
            insert(cursor)
            .values(conversation_id=conversation_id, participant=row.participant)
            .on_conflict_do_nothing()
        )
        for column, value in (
            (cursor.c.delivered_seq, row.delivered_seq),
            (cursor.c.read_seq, row.read_seq),
        ):
            conn.execute(
                update(cursor)
                .where(
                    cursor.c.conversation_id == conversation_id,
                    cursor.c.participant == row.participant,
                    column < value,
                )
                .values({column: value})
            )
