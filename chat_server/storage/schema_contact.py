"""Tables of mail, of links that go out by mail, and of what agents were told about callbacks.

Links are stored as the SHA-256 of their code, so that a copy of a table opens nothing.
"""

from sqlalchemy import BigInteger, Column, ForeignKey, Table, Text

from chat_server.storage.schema import metadata

# How far a conversation's replies have gone out by mail.
reply_mail = Table(
    "reply_mail",
    metadata,
    Column("conversation_id", Text, ForeignKey("conversation.id"), primary_key=True),
    Column("mailed_seq", BigInteger, nullable=False, server_default="0"),
    Column("outbox_id", Text, nullable=False, server_default=""),
)

resume_link = Table(
    "resume_link",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("shop_id", Text, ForeignKey("shop.id"), nullable=False),
    Column("visitor_id", Text, ForeignKey("visitor.id"), nullable=False),
    Column("conversation_id", Text, ForeignKey("conversation.id"), nullable=False),
    Column("kind", Text, nullable=False, server_default="link"),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False, index=True),
    Column("used_at", BigInteger, nullable=True),
)

# What was signalled, so that it is signalled once.
callback_signal = Table(
    "callback_signal",
    metadata,
    Column("key", Text, primary_key=True),
    Column("callback_id", Text, ForeignKey("callback.id"), nullable=False, index=True),
    Column("at", BigInteger, nullable=False),
)

calendar_feed = Table(
    "calendar_feed",
    metadata,
    Column("agent_id", Text, ForeignKey("agent.id"), primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("created_at", BigInteger, nullable=False),
)

# Made once an installation; signs links that can be made again at any time.
signing_key = Table(
    "signing_key",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)
