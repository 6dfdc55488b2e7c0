"""Appending to a conversation's two logs inside a transaction."""

from dataclasses import replace

from chat_server.core.conversation import Conversation
from chat_server.core.fact import PUBLIC_LOG, TEAM_LOG, StoredFact
from chat_server.protocol.wire import Event
from chat_server.storage import events
from chat_server.storage.database import Tx

VISITOR = "visitor"
BOT = "bot"
SYSTEM = "system"


def agent_sender(agent_id: str) -> str:
    """How an agent stands in the ``sender`` column."""
    return f"agent:{agent_id}"


def _row(fact: StoredFact, client_id: str | None) -> dict[str, object]:
    return {
        "conversation_id": fact.conversation_id,
        "log": fact.log,
        "number": fact.number,
        "after_seq": fact.after_seq,
        "at": fact.at,
        "sender": fact.sender,
        "client_id": client_id,
        "body": fact.body,
    }


class Batch:
    """Rows and facts of one or many appends, written with one statement by ``flush``."""

    def __init__(self, tx: Tx) -> None:
        self.tx = tx
        self._rows: list[dict[str, object]] = []

    def public(
        self,
        conversation: Conversation,
        body: Event,
        *,
        sender: str,
        at: int,
        client_id: str | None = None,
    ) -> Conversation:
        """Append a public event; returns the conversation with its new ``seq``."""
        number = conversation.seq + 1
        self._add(conversation, PUBLIC_LOG, number, 0, body, sender, at, client_id)
        return replace(conversation, seq=number)

    def team(
        self,
        conversation: Conversation,
        body: Event,
        *,
        sender: str,
        at: int,
        client_id: str | None = None,
    ) -> Conversation:
        """Append an event only agents see; returns the conversation with its new ``team_seq``."""
        number = conversation.team_seq + 1
        self._add(conversation, TEAM_LOG, number, conversation.seq, body, sender, at, client_id)
        return replace(conversation, team_seq=number)

    def flush(self) -> None:
        """Write the rows."""
        if self._rows:
            events.insert(self.tx.conn, self._rows)
            self._rows = []

    def _add(
        self,
        conversation: Conversation,
        log: int,
        number: int,
        after_seq: int,
        body: Event,
        sender: str,
        at: int,
        client_id: str | None,
    ) -> None:
        fact = StoredFact(
            shop_id=conversation.shop_id,
            visitor_id=conversation.visitor_id,
            conversation_id=conversation.id,
            log=log,
            number=number,
            after_seq=after_seq,
            at=at,
            sender=sender,
            type=body.type,  # type: ignore[attr-defined] # every stored body has one
            status=conversation.status,
            body=body.model_dump_json(),
        )
        self._rows.append(_row(fact, client_id))
        self.tx.facts.append(fact)
