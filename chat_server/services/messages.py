"""Saying something: the hot path, many messages a transaction, each stored once and in order."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chat_server.core import conversation as moves
from chat_server.core.conversation import Conversation
from chat_server.core.errors import ChatError, ErrorCode
from chat_server.protocol.bodies import Author, Button, MessagePosted, Source
from chat_server.protocol.visitor import MessageAck
from chat_server.services.log import Batch, preview
from chat_server.storage import conversations, events
from chat_server.storage.database import Tx
from chat_server.storage.events import LogEntry

Result = MessageAck | ChatError


@dataclass(frozen=True, slots=True)
class Sending:
    """One message on its way into a conversation.

    ``sender`` is the column's value; ``visitor_id``, or ``agent_id`` with ``shop_ids`` and
    ``epoch``, says on whose behalf, and is checked against the conversation in the transaction.
    """

    conversation_id: str
    message_id: str
    client_id: str
    sender: str
    author: Author
    text: str
    at: int
    visitor_id: str = ""
    agent_id: str = ""
    shop_ids: tuple[str, ...] = ()
    epoch: int = 0
    buttons: tuple[Button, ...] = ()
    source: Source | None = None


def send_many(tx: Tx, items: Sequence[Sending]) -> list[Result]:
    """Store each message or say why not; repeats get the first one's ack."""
    found = conversations.by_ids(tx.conn, {item.conversation_id for item in items})
    keys = [(item.conversation_id, item.sender, item.client_id) for item in items]
    known = events.by_client_ids(tx.conn, keys)
    changed: dict[str, Conversation] = {}
    acks: dict[tuple[str, str, str], tuple[str, MessageAck]] = {}
    batch = Batch(tx)
    results: list[Result] = []
    for key, item in zip(keys, items, strict=True):
        current = changed.get(item.conversation_id) or found.get(item.conversation_id)
        try:
            current = _permitted(current, item)
            if key in known:
                results.append(repeated(item, known[key]))
                continue
            if key in acks:
                text, ack = acks[key]
                results.append(ack if text == item.text else _reused())
                continue
            current, ack = _append(batch, current, item)
        except ChatError as error:
            results.append(error)
            continue
        changed[current.id] = current
        acks[key] = (item.text, ack)
        results.append(ack)
    batch.flush()
    conversations.save(tx.conn, changed.values())
    return results


def _permitted(row: Conversation | None, item: Sending) -> Conversation:
    """The conversation, if the sender may know that it exists."""
    if (
        row is None
        or (item.visitor_id and row.visitor_id != item.visitor_id)
        or (item.agent_id and row.shop_id not in item.shop_ids)
    ):
        raise ChatError(ErrorCode.NOT_FOUND, field="conversation_id")
    return row


def append(batch: Batch, conversation: Conversation, item: Sending) -> Conversation:
    """Append one message whose sender was checked; returns the conversation's next state."""
    return _append(batch, conversation, item)[0]


def _append(
    batch: Batch, conversation: Conversation, item: Sending
) -> tuple[Conversation, MessageAck]:
    if item.agent_id:
        moves.require_owner(conversation, item.agent_id, item.epoch)
    spoken = moves.spoken(conversation, item.author.kind, item.at)
    body = MessagePosted(
        message_id=item.message_id,
        client_id=item.client_id,
        author=item.author,
        text=item.text,
        buttons=list(item.buttons),
        source=item.source,
    )
    stored = batch.public(
        spoken, body, sender=item.sender, at=item.at, client_id=item.client_id
    )
    stored = replace(
        stored,
        last_message=preview(body, item.at),
        visitor_seq=stored.seq if item.author.kind == "visitor" else stored.visitor_seq,
    )
    ack = MessageAck(
        conversation_id=stored.id, message_id=item.message_id, seq=stored.seq, at=item.at
    )
    return stored, ack


def repeated(item: Sending, entry: LogEntry) -> Result:
    """The ack of what is stored under the same client id, if it is the same message."""
    body = json.loads(entry.body)
    if body.get("text") != item.text:
        return _reused()
    return MessageAck(
        conversation_id=item.conversation_id,
        message_id=body["message_id"],
        seq=entry.number,
        at=entry.at,
    )


def _reused() -> ChatError:
    return ChatError(ErrorCode.CLIENT_ID_REUSED, field="client_id")
