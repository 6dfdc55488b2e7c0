"""Rows that storage tests begin with."""

from chat_server.core.conversation import Conversation
from chat_server.core.shop import Visitor
from chat_server.storage import conversations, visitors
from chat_server.storage.database import Database, Tx
from tests.support.shop import SHOP


def a_visitor(visitor_id: str = "vis_1", number: int = 1) -> Visitor:
    """Somebody in front of the counter."""
    return Visitor(
        id=visitor_id,
        shop_id=SHOP.id,
        number=number,
        name="",
        email="",
        phone="",
        language="en",
        device="",
        page_url="",
        page_title="",
        first_seen_at=1,
        last_seen_at=1,
    )


def a_conversation(
    conversation_id: str = "cnv_1", visitor_id: str = "vis_1", status: str = "bot"
) -> Conversation:
    """Their conversation."""
    return Conversation(
        id=conversation_id,
        shop_id=SHOP.id,
        visitor_id=visitor_id,
        status=status,  # type: ignore[arg-type] # a literal
        language="en",
        created_at=1,
        updated_at=1,
    )


async def begin(database: Database, count: int = 1) -> None:
    """Visitors ``vis_1``… with a conversation each."""

    def op(tx: Tx) -> None:
        for number in range(1, count + 1):
            visitors.insert(tx.conn, a_visitor(f"vis_{number}", number))
            conversations.insert(tx.conn, a_conversation(f"cnv_{number}", f"vis_{number}"))

    await database.write(op)
