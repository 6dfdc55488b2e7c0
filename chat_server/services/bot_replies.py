"""The bot's answers to what visitors say: after the message is stored, and again after a crash."""

import asyncio
import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from chat_server.core.bot import Handover, QueueJoined, VisitorSaid
from chat_server.core.conversation import Conversation
from chat_server.core.errors import ChatError
from chat_server.core.fact import StoredFact
from chat_server.protocol.bodies import EmailLeft
from chat_server.services.bot import Bot
from chat_server.services.desk import Desk
from chat_server.services.faq import FaqBook
from chat_server.services.log import BOT, VISITOR, Batch
from chat_server.storage import conversations, events, visitors
from chat_server.storage.database import Database, Tx
from chat_server.system import System

log = logging.getLogger(__name__)

# The bot may speak in these; in a queue it only collects.
HEARD_IN = frozenset({"bot", "queued"})
UNANSWERED_MAX = 20


@dataclass(frozen=True, slots=True)
class _Unheard:
    row: Conversation
    messages: list[tuple[int, str]]


class BotReplies:
    """Answers each visitor's message once: ``answered_seq`` says how far it has got."""

    def __init__(
        self, database: Database, bot: Bot, faq: FaqBook, desk: Desk, system: System
    ) -> None:
        self._database = database
        self._bot = bot
        self._faq = faq
        self._desk = desk
        self._system = system
        self._wanted: set[str] = set()
        self._failed: set[str] = set()
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def notice(self, facts: Iterable[StoredFact]) -> None:
        """A visitor said something where the bot listens."""
        for fact in facts:
            if fact.type == "message.posted" and fact.sender == VISITOR and fact.status in HEARD_IN:
                self._start(fact.conversation_id)

    def _start(self, conversation_id: str) -> None:
        self._wanted.add(conversation_id)
        if conversation_id not in self._tasks:
            task = asyncio.get_running_loop().create_task(self._answer_all(conversation_id))
            self._tasks[conversation_id] = task

    async def idle(self) -> None:
        """Wait until everything heard so far is answered."""
        while self._tasks:
            await asyncio.wait(list(self._tasks.values()))

    async def resume(self) -> None:
        """Answer what was left unanswered when the server stopped."""
        for row in await self._database.read(conversations.unanswered_by_bot):
            self._start(row.id)

    def retry(self) -> None:
        """Try again where storage failed; the wiring calls it each second."""
        failed, self._failed = self._failed, set()
        for conversation_id in failed:
            self._start(conversation_id)

    async def _answer_all(self, conversation_id: str) -> None:
        """Answer until nothing new was said, also while the last answer was being made."""
        try:
            while conversation_id in self._wanted:
                self._wanted.discard(conversation_id)
                while await self._answer(conversation_id):
                    pass
        except ChatError:
            self._failed.add(conversation_id)
        except Exception:
            log.exception("the bot could not answer", extra={"conversation": conversation_id})
        finally:
            self._wanted.discard(conversation_id)
            self._tasks.pop(conversation_id, None)

    async def _answer(self, conversation_id: str) -> bool:
        """Answer what the visitor said since the last answer; returns whether there was any."""
        unheard = await self._database.read(lambda conn: _unheard(conn, conversation_id))
        if unheard is None:
            return False
        row = unheard.row
        said = [
            VisitorSaid(text, await self._faq.decide(row.shop_id, row.language, text))
            for _, text in unheard.messages
        ]
        last = unheard.messages[-1][0]
        await self._database.write(lambda tx: self._reply(tx, row, said, last))
        return True

    def _reply(
        self, tx: Tx, expected: Conversation, said: list[VisitorSaid], last_seq: int
    ) -> None:
        row = conversations.by_id(tx.conn, expected.id)
        if row is None or row.status not in HEARD_IN or row.answered_seq != expected.answered_seq:
            return
        at = self._system.clock.now()
        batch = Batch(tx)
        handover = Handover.NO
        for heard in said:
            row, response = self._bot.feed(batch, row, heard, at)
            if response.email:
                row = batch.public(row, EmailLeft(email=response.email), sender=BOT, at=at)
                row = replace(row, email=response.email)
                visitors.change(tx.conn, row.visitor_id, email=response.email)
            if response.handover is not Handover.NO:
                handover = response.handover
        row = replace(row, answered_seq=last_seq)
        if row.status == "bot" and handover is not Handover.NO:
            row = self._hand_over(tx, batch, row, handover, at)
        batch.flush()
        conversations.save(tx.conn, [row])

    def _hand_over(
        self, tx: Tx, batch: Batch, row: Conversation, handover: Handover, at: int
    ) -> Conversation:
        row = self._desk.route(tx, batch, row, at)
        if row.status != "bot":
            return row
        is_message = handover is Handover.MESSAGE
        row = self._desk.enqueue(batch, row, at, "message_left" if is_message else "requested")
        row = replace(row, message_left=is_message)
        batch.flush()
        conversations.save(tx.conn, [row])
        place = self._desk.place_of(tx.conn, row)
        if place is not None and not is_message:
            row, _ = self._bot.feed(batch, row, QueueJoined(place.position, place.wait_ms), at)
        return row

    async def close(self) -> None:
        """Let running answers finish."""
        await self.idle()


def _unheard(conn: Connection, conversation_id: str) -> _Unheard | None:
    row = conversations.look(conn, [conversation_id]).get(conversation_id)
    if row is None or row.status not in HEARD_IN or row.visitor_seq <= row.answered_seq:
        return None
    said = events.said_after(conn, row.id, VISITOR, row.answered_seq, UNANSWERED_MAX)
    texts = [(entry.number, json.loads(entry.body)["text"]) for entry in said]
    return _Unheard(row, texts) if texts else None
