"""A shop with years behind it: many conversations, most of them closed, full of messages."""

from dataclasses import asdict

from chat_server.core.conversation import Conversation
from chat_server.core.fact import PUBLIC_LOG
from chat_server.core.shop import Visitor
from chat_server.protocol.bodies import Author, MessagePosted
from chat_server.storage.database import Database, Tx
from chat_server.storage.schema import conversation, event, visitor
from tests.bench.servers.people import AGENT_COUNT
from tests.support.shop import SHOP

OPEN_EVERY = 20  # one conversation in twenty is still open
AT_ONCE = 100
LONG_AGO = 1_600_000_000_000
TEXT = "Dzień dobry, kiedy przyjdzie moja paczka? Zamówienie 2026/10/441, dziękuję."


def name_of(number: int) -> str:
    """The id of one of the old conversations."""
    return f"cnv_old_{number}"


async def fill(database: Database, conversations: int, messages: int) -> None:
    """Add so many conversations with so many messages between them, unless they are there."""
    each = messages // conversations
    for start in range(0, conversations, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, conversations))

        def op(tx: Tx, numbers: range = numbers) -> None:
            known = conversation.select().where(conversation.c.id == name_of(numbers[0]))
            if tx.conn.execute(known).first() is None:
                add(tx, numbers, each)

        await database.write(op)


def add(tx: Tx, numbers: range, messages: int) -> None:
    """Add these conversations with ``messages`` messages each."""
    people = [
        Visitor(
            id=f"vis_old_{number}",
            shop_id=SHOP.id,
            number=1_000_000 + number,
            name="",
            email="",
            phone="",
            language="pl",
            device="",
            page_url="",
            page_title="",
            first_seen_at=LONG_AGO,
            last_seen_at=LONG_AGO + number,
        )
        for number in numbers
    ]
    tx.conn.execute(visitor.insert(), [asdict(person) for person in people])
    rows = [asdict(row_of(number, messages)) for number in numbers]
    tx.conn.execute(conversation.insert(), rows)
    tx.conn.execute(
        event.insert(),
        [event_of(number, seq) for number in numbers for seq in range(1, messages + 1)],
    )


def row_of(number: int, messages: int) -> Conversation:
    """The conversation's row."""
    is_open = number % OPEN_EVERY == 0
    return Conversation(
        id=name_of(number),
        shop_id=SHOP.id,
        visitor_id=f"vis_old_{number}",
        status="assigned" if is_open else "closed",
        language="pl",
        created_at=LONG_AGO,
        updated_at=LONG_AGO + number,
        assignee_id=f"agt_{number % AGENT_COUNT}" if is_open else None,
        epoch=1,
        seq=messages,
        visitor_seq=messages,
        message_count=messages,
        last_message_seq=messages,
        closed_at=None if is_open else LONG_AGO + number,
    )


def event_of(number: int, seq: int) -> dict[str, object]:
    """The row of one old message; the agent's and the visitor's take turns."""
    by_visitor = seq % 2 == 0
    agent = f"agt_{number % AGENT_COUNT}"
    author = (
        Author(kind="visitor", id="", name="")
        if by_visitor
        else Author(kind="agent", id=agent, name="Agent")
    )
    client_id = f"{LONG_AGO}-{number}-{seq}"
    message_id = f"msg_old_{number}_{seq}"
    body = MessagePosted(message_id=message_id, client_id=client_id, author=author, text=TEXT)
    return {
        "conversation_id": name_of(number),
        "log": PUBLIC_LOG,
        "number": seq,
        "after_seq": 0,
        "at": LONG_AGO + seq,
        "sender": "visitor" if by_visitor else f"agent:{agent}",
        "client_id": client_id,
        "body": body.model_dump_json(),
    }
