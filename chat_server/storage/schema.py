"""The tables; more are in ``schema_answers`` and ``schema_contact``.

Times are integer milliseconds UTC, ids prefixed strings, JSON is text.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id(name: str = "id") -> Column[str]:
    return Column(name, Text, primary_key=True)


def _shop() -> Column[str]:
    return Column("shop_id", Text, ForeignKey("shop.id"), nullable=False)


def _text(name: str, default: str = "") -> Column[str]:
    return Column(name, Text, nullable=False, server_default=default)


def _count(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False, server_default="0")


def _at(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=nullable)


shop = Table(
    "shop",
    metadata,
    _id(),
    Column("key", Text, nullable=False, unique=True),
    _text("name"),
    _text("brand", "#17604f"),
    _text("origins", "[]"),
    _text("languages", "[]"),
    _text("country", "PL"),
    _text("time_zone", "Europe/Warsaw"),
    _text("currency", "PLN"),
    _text("bot_name"),
    _text("hours", "{}"),
    _text("texts", "{}"),
    _count("visitors"),
    _at("created_at"),
)

agent = Table(
    "agent",
    metadata,
    _id(),
    Column("email", Text, nullable=False, unique=True),
    _text("name"),
    _text("face"),
    _text("password_hash"),
    _text("role", "agent"),
    _text("languages", "[]"),
    Column("capacity", Integer, nullable=False, server_default="5"),
    _text("state", "available"),
    _at("idle_since"),
    _at("disabled_at", nullable=True),
    _at("created_at"),
)

membership = Table(
    "membership",
    metadata,
    _shop(),
    Column("agent_id", Text, ForeignKey("agent.id"), nullable=False),
    PrimaryKeyConstraint("agent_id", "shop_id"),
)

# The key is the SHA-256 of the cookie's value, so a copy of the table opens no session.
agent_session = Table(
    "agent_session",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("agent_id", Text, ForeignKey("agent.id"), nullable=False, index=True),
    _at("created_at"),
    _at("seen_at"),
    _at("expires_at"),
    _text("device"),
)

lease = Table(
    "lease",
    metadata,
    _id(),
    Column("agent_id", Text, ForeignKey("agent.id"), nullable=False, index=True),
    _at("expires_at"),
)

visitor = Table(
    "visitor",
    metadata,
    _id(),
    _shop(),
    Column("number", BigInteger, nullable=False),
    _text("name"),
    _text("email"),
    _text("phone"),
    _text("language", "en"),
    _text("device"),
    _text("page_url"),
    _text("page_title"),
    _at("first_seen_at"),
    _at("last_seen_at"),
)

visitor_token = Table(
    "visitor_token",
    metadata,
    Column("digest", Text, primary_key=True),
    _shop(),
    Column("visitor_id", Text, ForeignKey("visitor.id"), nullable=False, index=True),
    _at("created_at"),
    _at("rotated_at"),
    _at("seen_at"),
    _at("ends_at", nullable=True),
)

page_view = Table(
    "page_view",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    _shop(),
    Column("visitor_id", Text, ForeignKey("visitor.id"), nullable=False),
    _text("url"),
    _text("title"),
    _at("at"),
    Index("ix_page_view_visitor_id_at", "visitor_id", "at"),
)

conversation = Table(
    "conversation",
    metadata,
    _id(),
    _shop(),
    Column("visitor_id", Text, ForeignKey("visitor.id"), nullable=False),
    _text("status"),
    Column("assignee_id", Text, ForeignKey("agent.id"), nullable=True),
    _count("epoch"),
    _text("language", "en"),
    _count("seq"),
    _count("team_seq"),
    _count("answered_seq"),
    _count("last_message_seq"),
    _count("message_count"),
    _count("visitor_seq"),
    _at("waiting_since", nullable=True),
    Column("message_left", Boolean, nullable=False, server_default=text("false")),
    Column("score", SmallInteger, nullable=True),
    _text("email"),
    _text("bot_state", "{}"),
    _at("created_at"),
    _at("updated_at"),
    _at("assigned_at", nullable=True),
    _at("closed_at", nullable=True),
    Index(
        "uq_conversation_open",
        "shop_id",
        "visitor_id",
        unique=True,
        sqlite_where=text("status <> 'closed'"),
        postgresql_where=text("status <> 'closed'"),
    ),
    Index("ix_conversation_visitor_id_created_at", "visitor_id", "created_at"),
    # updated_at changes with each message, so no index has it
    Index("ix_conversation_shop_id_status_closed_at", "shop_id", "status", "closed_at"),
    Index("ix_conversation_assignee_id_status", "assignee_id", "status"),
)

# One row an event; a clustered key keeps a conversation's log together on disk.
event = Table(
    "event",
    metadata,
    Column("conversation_id", Text, ForeignKey("conversation.id"), nullable=False),
    Column("log", SmallInteger, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("after_seq", BigInteger, nullable=False, server_default="0"),
    _at("at"),
    Column("sender", Text, nullable=False),
    Column("client_id", Text, nullable=True),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("conversation_id", "log", "number"),
    # client_id first: clients begin it with the time, so that neighbours share a page
    Index(
        "uq_event_client_id",
        "client_id",
        "conversation_id",
        "sender",
        unique=True,
        sqlite_where=text("client_id IS NOT NULL"),
        postgresql_where=text("client_id IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
)

cursor = Table(
    "cursor",
    metadata,
    Column("conversation_id", Text, ForeignKey("conversation.id"), nullable=False),
    Column("participant", Text, nullable=False),
    _count("delivered_seq"),
    _count("read_seq"),
    PrimaryKeyConstraint("conversation_id", "participant"),
    sqlite_with_rowid=False,
)

# What is asked for stands in columns; ``data`` is the whole request as JSON.
callback = Table(
    "callback",
    metadata,
    _id(),
    _shop(),
    Column("visitor_id", Text, ForeignKey("visitor.id"), nullable=True),
    Column("conversation_id", Text, ForeignKey("conversation.id"), nullable=True),
    Column("client_id", Text, nullable=False),
    _text("status", "open"),
    Column("agent_id", Text, ForeignKey("agent.id"), nullable=True),
    _count("epoch"),
    _text("phone"),
    _at("slot_at", nullable=True),
    _at("due_at"),
    _at("requested_at"),
    _at("updated_at"),
    _text("data", "{}"),
    Index(
        "uq_callback_open_phone",
        "shop_id",
        "phone",
        unique=True,
        sqlite_where=text("status IN ('open', 'claimed')"),
        postgresql_where=text("status IN ('open', 'claimed')"),
    ),
    UniqueConstraint("visitor_id", "client_id", name="uq_callback_client_id"),
    Index("ix_callback_shop_id_status_due_at", "shop_id", "status", "due_at"),
    Index("ix_callback_shop_id_slot_at", "shop_id", "slot_at"),
)

product = Table(
    "product",
    metadata,
    _shop(),
    Column("id", Text, nullable=False),
    _text("category"),
    _count("position"),
    _text("data", "{}"),
    PrimaryKeyConstraint("shop_id", "id"),
    Index("ix_product_shop_id_category_position", "shop_id", "category", "position"),
)

guide = Table(
    "guide",
    metadata,
    _shop(),
    Column("id", Text, nullable=False),
    _count("position"),
    _count("version"),
    _text("category"),
    _text("definition", "{}"),
    _text("anchors", "{}"),
    _at("published_at"),
    PrimaryKeyConstraint("shop_id", "id"),
)

guide_run = Table(
    "guide_run",
    metadata,
    _id(),
    _shop(),
    Column("visitor_id", Text, ForeignKey("visitor.id"), nullable=False),
    _text("guide_id"),
    _count("version"),
    _count("revision"),
    _text("answers", "[]"),
    Column("finished", Boolean, nullable=False, server_default=text("false")),
    _at("created_at"),
    _at("updated_at"),
    Index("ix_guide_run_visitor_id_updated_at", "visitor_id", "updated_at"),
)

outbox = Table(
    "outbox",
    metadata,
    _id(),
    _shop(),
    _text("kind"),
    _text("ordering_key"),
    _text("payload", "{}"),
    _count("attempts"),
    _text("error"),
    _at("due_at"),
    _at("created_at"),
    _at("done_at", nullable=True),
    _at("dead_at", nullable=True),
    Index("ix_outbox_done_at_due_at", "done_at", "due_at"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("shop_id", Text, nullable=True),
    _at("at"),
    _text("actor"),
    _text("action"),
    _text("object"),
    _text("details", "{}"),
    Index("ix_audit_at", "at"),
)
