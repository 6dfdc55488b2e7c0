"""How far each participant has received and read."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, func, select
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
    values = [
        {
            "conversation_id": conversation_id,
            "participant": row.participant,
            "delivered_seq": row.delivered_seq,
            "read_seq": row.read_seq,
        }
        for conversation_id, row in rows
    ]
    if not values:
        return
    is_sqlite = conn.dialect.name == "sqlite"
    farther = func.max if is_sqlite else func.greatest
    wanted = (sqlite.insert if is_sqlite else postgresql.insert)(cursor)
    conn.execute(
        wanted.on_conflict_do_update(
            index_elements=[cursor.c.conversation_id, cursor.c.participant],
            set_={
                name: farther(cursor.c[name], wanted.excluded[name])
                for name in ("delivered_seq", "read_seq")
            },
        ),
        values,
    )
