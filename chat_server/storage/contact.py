"""Links that go out by mail, how far replies have gone out, what was signalled, keys."""

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, select, update

from chat_server.storage.schema import callback, conversation, outbox
from chat_server.storage.schema_contact import (
    calendar_feed,
    callback_signal,
    reply_mail,
    resume_link,
    signing_key,
)

RECENT_MAX = 500


@dataclass(frozen=True, slots=True)
class ResumeLink:
    """A code by its SHA-256; ``kind`` is ``link`` (by mail) or ``handover`` (to a page)."""

    digest: str
    shop_id: str
    visitor_id: str
    conversation_id: str
    kind: str
    created_at: int
    expires_at: int
    used_at: int | None = None


def add_link(conn: Connection, row: ResumeLink) -> None:
    """Remember a code."""
    conn.execute(resume_link.insert().values(asdict(row)))


def link(conn: Connection, digest: str, kind: str) -> ResumeLink | None:
    """The code with this digest, used up or not."""
    query = select(resume_link).where(resume_link.c.digest == digest, resume_link.c.kind == kind)
    row = conn.execute(query).mappings().first()
    return ResumeLink(**row) if row else None


def use_link(conn: Connection, digest: str, at: int) -> bool:
    """Use a code up; False when it was used before or is over."""
    done = conn.execute(
        update(resume_link)
        .where(
            resume_link.c.digest == digest,
            resume_link.c.used_at.is_(None),
            resume_link.c.expires_at > at,
        )
        .values(used_at=at)
    )
    return done.rowcount == 1


def forget_links(conn: Connection, at: int) -> None:
    """Delete codes that are over."""
    conn.execute(delete(resume_link).where(resume_link.c.expires_at < at))


def mailed_seq(conn: Connection, conversation_id: str) -> int:
    """The last number of the conversation that went out by mail."""
    query = select(reply_mail.c.mailed_seq).where(reply_mail.c.conversation_id == conversation_id)
    return conn.execute(query).scalar_one_or_none() or 0


def waits_for_mail(conn: Connection, conversation_id: str) -> bool:
    """Whether a mail with the conversation's replies is on its way."""
    query = select(outbox.c.id).where(
        outbox.c.ordering_key == conversation_id,
        outbox.c.kind == "mail.reply",
        outbox.c.done_at.is_(None),
        outbox.c.dead_at.is_(None),
    )
    return conn.execute(query).first() is not None


def set_mailed(conn: Connection, conversation_id: str, seq: int) -> None:
    """Replies up to ``seq`` went out."""
    found = conn.execute(
        update(reply_mail)
        .where(reply_mail.c.conversation_id == conversation_id)
        .values(mailed_seq=seq)
    )
    if found.rowcount == 0:
        conn.execute(reply_mail.insert().values(conversation_id=conversation_id, mailed_seq=seq))


def answered_since(conn: Connection, since: int) -> list[str]:
    """Conversations that changed after ``since`` and may hold replies to send."""
    query = (
        select(conversation.c.id)
        .where(conversation.c.updated_at >= since)
        .order_by(conversation.c.updated_at.desc())
        .limit(RECENT_MAX)
    )
    return list(conn.execute(query).scalars())


def key(conn: Connection, name: str) -> str | None:
    """A signing key."""
    query = select(signing_key.c.value).where(signing_key.c.name == name)
    return conn.execute(query).scalar_one_or_none()


def add_key(conn: Connection, name: str, value: str, at: int) -> None:
    """Keep a signing key for good."""
    conn.execute(signing_key.insert().values(name=name, value=value, created_at=at))


def signalled(conn: Connection, keys: list[str]) -> set[str]:
    """Which of these signals were given."""
    query = select(callback_signal.c.key).where(callback_signal.c.key.in_(keys))
    return set(conn.execute(query).scalars())


def add_signal(conn: Connection, signal_key: str, callback_id: str, at: int) -> None:
    """The signal is given."""
    conn.execute(callback_signal.insert().values(key=signal_key, callback_id=callback_id, at=at))


def signalled_as(conn: Connection, kind: str, shop_id: str) -> set[str]:
    """The shop's requests about which a signal of this kind was given."""
    query = (
        select(callback_signal.c.callback_id)
        .join(callback, callback.c.id == callback_signal.c.callback_id)
        .where(callback.c.shop_id == shop_id, callback_signal.c.key.endswith(f":{kind}"))
    )
    return set(conn.execute(query).scalars())


def set_feed(conn: Connection, agent_id: str, digest: str, at: int) -> None:
    """The agent's calendar has this address from now on, and no older one."""
    conn.execute(delete(calendar_feed).where(calendar_feed.c.agent_id == agent_id))
    conn.execute(calendar_feed.insert().values(agent_id=agent_id, digest=digest, created_at=at))


def feed_owner(conn: Connection, digest: str) -> str | None:
    """Whose calendar this is."""
    query = select(calendar_feed.c.agent_id).where(calendar_feed.c.digest == digest)
    return conn.execute(query).scalar_one_or_none()
