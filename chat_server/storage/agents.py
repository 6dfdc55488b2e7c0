"""Agents, their sign-in sessions and their leases."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update

from chat_server.core.shop import Agent
from chat_server.storage.schema import agent, agent_session, lease, membership


@dataclass(frozen=True, slots=True)
class AgentSession:
    """A signed-in browser."""

    digest: str
    agent_id: str
    created_at: int
    seen_at: int
    expires_at: int
    device: str


@dataclass(frozen=True, slots=True)
class StoredLease:
    """One console's proof of life; ``id`` is the socket's."""

    id: str
    agent_id: str
    expires_at: int


def all_agents(conn: Connection) -> list[Agent]:
    """Every agent with their shops, by id."""
    shops: dict[str, list[str]] = {}
    for agent_id, shop_id in conn.execute(
        select(membership.c.agent_id, membership.c.shop_id).order_by(membership.c.shop_id)
    ):
        shops.setdefault(agent_id, []).append(shop_id)
    rows = conn.execute(select(agent).order_by(agent.c.id)).mappings()
    return [
        Agent(
            **{
                **row,
                "languages": tuple(json.loads(row["languages"])),
                "shop_ids": tuple(shops.get(row["id"], ())),
            }
        )
        for row in rows
    ]


def insert(conn: Connection, row: Agent) -> None:
    """Add an agent with their shops; the e-mail address must be new."""
    values = {
        "id": row.id,
        "email": row.email,
        "name": row.name,
        "face": row.face,
        "password_hash": row.password_hash,
        "role": row.role,
        "languages": json.dumps(row.languages),
        "capacity": row.capacity,
        "state": row.state,
        "idle_since": row.idle_since,
        "disabled_at": row.disabled_at,
        "created_at": row.created_at,
    }
    conn.execute(agent.insert().values(values))
    for shop_id in row.shop_ids:
        conn.execute(membership.insert().values(agent_id=row.id, shop_id=shop_id))


def set_state(conn: Connection, agent_id: str, state: str) -> None:
    """What the agent chose to be."""
    conn.execute(update(agent).where(agent.c.id == agent_id).values(state=state))


def set_idle_since(conn: Connection, agent_id: str, at: int) -> None:
    """When the agent last got or finished a conversation."""
    conn.execute(update(agent).where(agent.c.id == agent_id).values(idle_since=at))


def set_disabled(conn: Connection, agent_id: str, at: int | None) -> None:
    """Disable an agent (their sessions go too), or enable them again with None."""
    conn.execute(update(agent).where(agent.c.id == agent_id).values(disabled_at=at))
    if at is not None:
        conn.execute(delete(agent_session).where(agent_session.c.agent_id == agent_id))


def set_password(conn: Connection, agent_id: str, password_hash: str) -> None:
    """A new password ends every session."""
    conn.execute(update(agent).where(agent.c.id == agent_id).values(password_hash=password_hash))
    conn.execute(delete(agent_session).where(agent_session.c.agent_id == agent_id))


def insert_session(conn: Connection, row: AgentSession) -> None:
    """Remember a sign-in."""
    conn.execute(
        agent_session.insert().values(
            digest=row.digest,
            agent_id=row.agent_id,
            created_at=row.created_at,
            seen_at=row.seen_at,
            expires_at=row.expires_at,
            device=row.device,
        )
    )


def session(conn: Connection, digest: str) -> AgentSession | None:
    """The session with this digest, expired or not."""
    return sessions(conn, [digest]).get(digest)


def sessions(conn: Connection, digests: Iterable[str]) -> dict[str, AgentSession]:
    """Sessions by digest, expired or not."""
    query = select(agent_session).where(agent_session.c.digest.in_(set(digests)))
    return {row["digest"]: AgentSession(**row) for row in conn.execute(query).mappings()}


def touch_sessions(conn: Connection, digests: Iterable[str], at: int) -> None:
    """The sessions were used."""
    used = agent_session.c.digest.in_(set(digests))
    conn.execute(update(agent_session).where(used).values(seen_at=at))


def delete_ended_sessions(conn: Connection, now: int, idle_before: int) -> None:
    """Forget sessions that no longer count."""
    ended = (agent_session.c.expires_at <= now) | (agent_session.c.seen_at < idle_before)
    conn.execute(delete(agent_session).where(ended))


def delete_session(conn: Connection, digest: str) -> None:
    """Sign out."""
    conn.execute(delete(agent_session).where(agent_session.c.digest == digest))


def all_leases(conn: Connection) -> list[StoredLease]:
    """Every lease, live or not."""
    return [StoredLease(*row) for row in conn.execute(select(lease))]


def save_lease(conn: Connection, row: StoredLease) -> None:
    """Take out or renew a lease."""
    found = conn.execute(
        update(lease).where(lease.c.id == row.id).values(expires_at=row.expires_at)
    )
    if found.rowcount == 0:
        conn.execute(
            lease.insert().values(id=row.id, agent_id=row.agent_id, expires_at=row.expires_at)
        )


def delete_leases(conn: Connection, ids: list[str]) -> None:
    """Leases that are over."""
    conn.execute(delete(lease).where(lease.c.id.in_(ids)))
