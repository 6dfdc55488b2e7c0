"""Callback requests: indexed by what is asked for, whole as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, func, select, update

from chat_server.core.callback import Callback
from chat_server.storage.schema import callback

_ADAPTER: TypeAdapter[Callback] = TypeAdapter(Callback)
_ACTIVE = ("open", "claimed")
_COLUMNS = (callback.c.data, callback.c.epoch, callback.c.updated_at)


@dataclass(frozen=True, slots=True)
class StoredCallback:
    """A request with the counter of its changes, which conditional writes carry."""

    callback: Callback
    epoch: int
    updated_at: int


def _stored(row: Row[str, int, int]) -> StoredCallback:
    return StoredCallback(_ADAPTER.validate_json(row[0]), row[1], row[2])


def _values(row: Callback) -> dict[str, object]:
    return {
        "conversation_id": row.conversation_id,
        "status": row.status.value,
        "agent_id": row.agent_id,
        "phone": row.phone.e164,
        "slot_at": row.slot_at,
        "due_at": row.due_at,
        "data": _ADAPTER.dump_json(row).decode(),
    }


def insert(conn: Connection, row: Callback, client_id: str) -> None:
    """Add a request; its number must have no other active one in the shop."""
    conn.execute(
        callback.insert().values(
            id=row.id,
            shop_id=row.shop_id,
            visitor_id=row.visitor_id,
            client_id=client_id,
            requested_at=row.requested_at,
            updated_at=row.requested_at,
            **_values(row),
        )
    )


def save(conn: Connection, row: Callback, epoch: int, at: int) -> bool:
    """Overwrite the request if it is still as it was at ``epoch``; returns whether it was."""
    done = conn.execute(
        update(callback)
        .where(callback.c.id == row.id, callback.c.epoch == epoch)
        .values(epoch=epoch + 1, updated_at=at, **_values(row))
    )
    return done.rowcount == 1


def by_id(conn: Connection, callback_id: str) -> StoredCallback | None:
    """The request, or None."""
    query = select(*_COLUMNS).where(callback.c.id == callback_id).with_for_update()
    row = conn.execute(query).first()
    return _stored(row) if row else None


def look(conn: Connection, callback_id: str) -> StoredCallback | None:
    """The request, for reading."""
    row = conn.execute(select(*_COLUMNS).where(callback.c.id == callback_id)).first()
    return _stored(row) if row else None


def by_client_id(conn: Connection, visitor_id: str, client_id: str) -> StoredCallback | None:
    """What the visitor's ``client_id`` led to before."""
    query = select(*_COLUMNS).where(
        callback.c.visitor_id == visitor_id, callback.c.client_id == client_id
    )
    row = conn.execute(query).first()
    return _stored(row) if row else None


def active_with_phone(conn: Connection, shop_id: str, phone: str) -> list[StoredCallback]:
    """The number's active requests in the shop."""
    query = select(*_COLUMNS).where(
        callback.c.shop_id == shop_id,
        callback.c.phone == phone,
        callback.c.status.in_(_ACTIVE),
    )
    return [_stored(row) for row in conn.execute(query)]


def active_of_visitor(conn: Connection, visitor_id: str) -> StoredCallback | None:
    """The visitor's newest active request."""
    query = (
        select(*_COLUMNS)
        .where(callback.c.visitor_id == visitor_id, callback.c.status.in_(_ACTIVE))
        .order_by(callback.c.requested_at.desc())
        .limit(1)
    )
    row = conn.execute(query).first()
    return _stored(row) if row else None


def active_in(conn: Connection, shop_ids: Sequence[str]) -> list[StoredCallback]:
    """Active requests of these shops, the next due first."""
    query = (
        select(*_COLUMNS)
        .where(callback.c.shop_id.in_(shop_ids), callback.c.status.in_(_ACTIVE))
        .order_by(callback.c.due_at, callback.c.id)
    )
    return [_stored(row) for row in conn.execute(query)]


def over_in(
    conn: Connection, shop_ids: Sequence[str], since: int, limit: int = 200
) -> list[StoredCallback]:
    """Requests that ended after ``since``, the last first."""
    query = (
        select(*_COLUMNS)
        .where(
            callback.c.shop_id.in_(shop_ids),
            callback.c.status.not_in(_ACTIVE),
            callback.c.updated_at >= since,
        )
        .order_by(callback.c.updated_at.desc())
        .limit(limit)
    )
    return [_stored(row) for row in conn.execute(query)]


def taken_slots(conn: Connection, shop_id: str, since: int) -> dict[int, int]:
    """How many calls are agreed by the moment they start at."""
    query = (
        select(callback.c.slot_at, func.count())
        .where(
            callback.c.shop_id == shop_id,
            callback.c.status.in_(_ACTIVE),
            callback.c.slot_at >= since,
        )
        .group_by(callback.c.slot_at)
    )
    return {slot_at: count for slot_at, count in conn.execute(query) if slot_at is not None}


def count_since(
    conn: Connection, shop_id: str, since: int, *, visitor_id: str = "", phone: str = ""
) -> int:
    """How many requests a visitor made, or a number got, since ``since``."""
    query = select(func.count()).where(
        callback.c.shop_id == shop_id, callback.c.requested_at >= since
    )
    if visitor_id:
        query = query.where(callback.c.visitor_id == visitor_id)
    if phone:
        query = query.where(callback.c.phone == phone)
    return int(conn.execute(query).scalar_one())


def active_until(conn: Connection, until: int) -> list[StoredCallback]:
    """Active requests of every shop that are due by ``until``, the most pressing first."""
    query = (
        select(*_COLUMNS)
        .where(callback.c.status.in_(_ACTIVE), callback.c.due_at <= until)
        .order_by(callback.c.due_at, callback.c.id)
    )
    return [_stored(row) for row in conn.execute(query)]


def requested_between(
    conn: Connection, shop_id: str, from_at: int, until_at: int
) -> list[Callback]:
    """The shop's requests that were made from one moment until before another."""
    query = select(*_COLUMNS).where(
        callback.c.shop_id == shop_id,
        callback.c.requested_at >= from_at,
        callback.c.requested_at < until_at,
    )
    return [_stored(row).callback for row in conn.execute(query)]
