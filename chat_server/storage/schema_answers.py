"""Tables of what the bot answers with and what it was asked; the rest is in ``schema``."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)

from chat_server.storage.schema import metadata


def _text(name: str, default: str = "") -> Column[str]:
    return Column(name, Text, nullable=False, server_default=default)


def _shop() -> Column[str]:
    return Column("shop_id", Text, ForeignKey("shop.id"), nullable=False)


def _number() -> Column[int]:
    return Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True)


faq_entry = Table(
    "faq_entry",
    metadata,
    Column("id", Text, primary_key=True),
    _shop(),
    _text("language"),
    _text("question"),
    _text("alternatives", "[]"),
    _text("answer"),
    _text("tags", "[]"),
    Column("enabled", Boolean, nullable=False, server_default=text("true")),
    Column("suggested", Boolean, nullable=False, server_default=text("false")),
    Column("created_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    _text("links", "[]"),
    _text("image"),
    _text("buttons", "[]"),
    _text("follow_ups", "[]"),
    Column("valid_from", BigInteger, nullable=True),
    Column("valid_until", BigInteger, nullable=True),
    Column("epoch", BigInteger, nullable=False, server_default="0"),
    Index("ix_faq_entry_shop_id_language", "shop_id", "language"),
)

# What an entry was after each change; ``data`` is empty where it was deleted.
faq_version = Table(
    "faq_version",
    metadata,
    Column("entry_id", Text, nullable=False),
    Column("number", BigInteger, nullable=False),
    _shop(),
    Column("at", BigInteger, nullable=False),
    _text("actor"),
    _text("data"),
    Column("undone", Boolean, nullable=False, server_default=text("false")),
    PrimaryKeyConstraint("entry_id", "number"),
)

# One row for each thing the bot made of a message, for the report.
faq_turn = Table(
    "faq_turn",
    metadata,
    _number(),
    _shop(),
    _text("language"),
    Column("at", BigInteger, nullable=False),
    _text("outcome"),
    _text("entry_id"),
    _text("conversation_id"),
    Index("ix_faq_turn_shop_id_at", "shop_id", "at"),
)

# Questions without a good answer, their numbers and addresses masked.
faq_question = Table(
    "faq_question",
    metadata,
    _number(),
    _shop(),
    _text("language"),
    Column("at", BigInteger, nullable=False),
    _text("text"),
    _text("kind"),
    _text("entry_id"),
    _text("visitor_id"),
    _text("conversation_id"),
    _text("settled"),
    Column("settled_at", BigInteger, nullable=True),
    Index("ix_faq_question_shop_id_language_settled", "shop_id", "language", "settled"),
)
