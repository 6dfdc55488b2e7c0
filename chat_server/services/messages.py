"""Saying something: the hot path, many messages a transaction, each stored once and in order."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import orjson

from chat_server.core import conversation as moves
from chat_server.core.conversation import Conversation
from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.fact import PUBLIC_LOG, StoredFact
from chat_server.protocol.bodies import Author, Button, MessagePosted, Source
from chat_server.protocol.guide import ProductCard
from chat_server.protocol.visitor import MessageAck
from chat_server.services.log import Batch
from chat_server.storage import events, message_log
from chat_server.storage.database import Tx
from chat_server.storage.events import LogEntry
from chat_server.storage.message_log import EventRow, Head, HeadChange

Result = MessageAck | ChatError
Key = tuple[str, str, str]


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
    products: tuple[ProductCard, ...] = ()


def send_many(tx: Tx, items: Sequence[Sending]) -> list[Result]:
    """Store each message or say why not; repeats get the first one's ack.

    Whether a sender's id is known is left to the unique index: repeats are rare, and when one
    hits it, the batch comes again with ``tx.careful``.
    """
    heads = message_log.heads(tx.conn, {item.conversation_id for item in items})
    keys = [(item.conversation_id, item.sender, item.client_id) for item in items]
    known = events.by_client_ids(tx.conn, keys) if tx.careful else {}
    acks: dict[Key, tuple[str, MessageAck]] = {}
    rows: list[EventRow] = []
    changes: dict[str, HeadChange] = {}
    results: list[Result] = []
    for key, item in zip(keys, items, strict=True):
        head = heads.get(item.conversation_id)
        if head is None or not _is_permitted(head, item):
            results.append(_not_found())
            continue
        if key in acks:
            text, ack = acks[key]
            results.append(ack if text == item.text else _reused())
            continue
        refusal = _refusal(head, item)
        if refusal is not None:
            # a repeat is acked as the first was, whatever has happened since
            known |= events.by_client_ids(tx.conn, [key])
        if key in known:
            results.append(repeated(item, known[key]))
            continue
        if refusal is not None:
            results.append(refusal)
            continue
        seq, at = head.seq + 1, item.at
        body = _body(item)
        rows.append((head.id, PUBLIC_LOG, seq, 0, at, item.sender, item.client_id, body))
        heads[head.id] = head = _spoken(head, item, seq)
        changes[head.id] = (
            seq,
            seq,
            head.message_count,
            head.visitor_seq,
            head.waiting_since,
            head.message_left,
            at,
            head.id,
        )
        tx.facts.append(
            StoredFact(
                head.shop_id,
                head.visitor_id,
                head.id,
                PUBLIC_LOG,
                seq,
                0,
                at,
                item.sender,
                "message.posted",
                head.status,
                body,
            )
        )
        ack = MessageAck(conversation_id=head.id, message_id=item.message_id, seq=seq, at=at)
        acks[key] = (item.text, ack)
        results.append(ack)
    if rows:
        message_log.append(tx.conn, rows, list(changes.values()))
    return results


def _is_permitted(head: Head, item: Sending) -> bool:
    """Nobody learns that somebody else's conversation exists."""
    if item.visitor_id and head.visitor_id != item.visitor_id:
        return False
    return not item.agent_id or head.shop_id in item.shop_ids


def _refusal(head: Head, item: Sending) -> ChatError | None:
    """Why this may not be said now, None if it may."""
    if head.status == "closed":
        return ChatError(ErrorCode.CONVERSATION_CLOSED)
    if not item.agent_id:
        return None
    if head.epoch != item.epoch:
        return ChatError(ErrorCode.CONFLICT, field="epoch")
    if head.status != "assigned" or head.assignee_id != item.agent_id:
        return ChatError(ErrorCode.CONFLICT, field="conversation_id")
    return None


def _spoken(head: Head, item: Sending, seq: int) -> Head:
    kind = item.author.kind
    return Head(
        head.id,
        head.shop_id,
        head.visitor_id,
        head.status,
        head.assignee_id,
        head.epoch,
        seq,
        seq if kind == "visitor" else head.visitor_seq,
        head.message_count + 1,
        moves.waiting_after(
            head.status,  # type: ignore[arg-type] # the column holds nothing else
            kind,
            head.waiting_since,
            item.at,
        ),
        head.message_left and kind != "agent",
    )


def _body(item: Sending) -> str:
    """``MessagePosted`` as JSON, without building the model; a test compares the two."""
    author = item.author
    return orjson.dumps(
        {
            "type": "message.posted",
            "message_id": item.message_id,
            "client_id": item.client_id,
            "author": {"kind": author.kind, "id": author.id, "name": author.name},
            "text": item.text,
            "buttons": [button.model_dump() for button in item.buttons],
            "products": [product.model_dump() for product in item.products],
            "source": item.source.model_dump() if item.source else None,
        }
    ).decode()


def append(batch: Batch, conversation: Conversation, item: Sending) -> Conversation:
    """Append one message whose sender was checked; returns the conversation's next state."""
    spoken = moves.spoken(conversation, item.author.kind, item.at)
    body = MessagePosted(
        message_id=item.message_id,
        client_id=item.client_id,
        author=item.author,
        text=item.text,
        buttons=list(item.buttons),
        products=list(item.products),
        source=item.source,
    )
    stored = batch.public(spoken, body, sender=item.sender, at=item.at, client_id=item.client_id)
    return replace(
        stored,
        last_message_seq=stored.seq,
        visitor_seq=stored.seq if item.author.kind == "visitor" else stored.visitor_seq,
    )


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


def _not_found() -> ChatError:
    return ChatError(ErrorCode.NOT_FOUND, field="conversation_id")


def _reused() -> ChatError:
    return ChatError(ErrorCode.CLIENT_ID_REUSED, field="client_id")
