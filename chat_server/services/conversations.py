"""What a visitor does with a conversation: start it, speak, ask for a person, end it, rate it."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import Connection

from chat_server.core import conversation as moves
from chat_server.core.bot import AnswerRated as BotAnswerRated
from chat_server.core.bot import EmailLeft as HeardEmailLeft
from chat_server.core.bot import EntryChosen, QueueJoined, QueueLeft
from chat_server.core.conversation import Conversation
from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.ratelimit import Limit, RateLimiter
from chat_server.protocol.bodies import (
    AnswerRated,
    ConversationClosed,
    ConversationHandedToBot,
    ConversationRated,
    ConversationStarted,
    EmailLeft,
)
from chat_server.protocol.views import VisitorSnapshot
from chat_server.protocol.visitor import MessageAck
from chat_server.services import messages
from chat_server.services.bot import Bot
from chat_server.services.desk import Desk
from chat_server.services.faq import FaqBook
from chat_server.services.futures import settle
from chat_server.services.log import VISITOR, Batch
from chat_server.services.messages import Sending
from chat_server.services.snapshots import QueuePlace, Snapshots
from chat_server.services.speaker import Speaker
from chat_server.storage import conversations, events, visitors
from chat_server.storage.database import Database, Tx
from chat_server.system import System

R = TypeVar("R")


T = TypeVar("T")


class Conversations:
    """Use cases of the visitor's side."""

    def __init__(
        self,
        database: Database,
        desk: Desk,
        snapshots: Snapshots,
        bot: Bot,
        faq: FaqBook,
        system: System,
        *,
        starts: Limit,
    ) -> None:
        self._database = database
        self._desk = desk
        self._snapshots = snapshots
        self._bot = bot
        self._faq = faq
        self._anew: set[asyncio.Task[MessageAck]] = set()
        self._system = system
        self._starts = RateLimiter(starts)

    def say(
        self,
        speaker: Speaker,
        *,
        conversation_id: str | None,
        client_id: str,
        text: str,
        entry_id: str | None = None,
    ) -> Awaitable[MessageAck]:
        """Store a message; without an open conversation this starts one.

        With a conversation and no entry it is a future: the place in the order is taken when this
        returns.
        """
        item = self._item(speaker, conversation_id or "", client_id, text)
        if conversation_id is None or entry_id is not None:
            return self._say_anew(speaker, item, entry_id)
        stored = self._database.write_one_of_many(messages.send_many, item)
        return self._elsewhere_if_closed(stored, speaker, item)

    def _elsewhere_if_closed(
        self, stored: "asyncio.Future[MessageAck]", speaker: Speaker, item: Sending
    ) -> "asyncio.Future[MessageAck]":
        """The same outcome, but for a closed conversation what came of a new one."""
        outcome: asyncio.Future[MessageAck] = stored.get_loop().create_future()

        def done(settled: "asyncio.Future[MessageAck]") -> None:
            error = None if settled.cancelled() else settled.exception()
            if isinstance(error, ChatError) and error.code is ErrorCode.CONVERSATION_CLOSED:
                task = settled.get_loop().create_task(self._say_anew(speaker, item, None))
                self._anew.add(task)
                task.add_done_callback(self._anew.discard)
                task.add_done_callback(lambda anew: settle(outcome, anew))
            else:
                settle(outcome, settled)

        stored.add_done_callback(done)
        return outcome

    async def _say_anew(self, speaker: Speaker, item: Sending, entry_id: str | None) -> MessageAck:
        """Into the visitor's open conversation, whichever that is, or a new one."""

        def op(tx: Tx) -> MessageAck | ChatError:
            return self._say_anywhere(tx, speaker, item, entry_id)

        outcome = await self._database.write(op)
        if isinstance(outcome, ChatError):
            raise outcome
        return outcome

    def _item(self, speaker: Speaker, conversation_id: str, client_id: str, text: str) -> Sending:
        return Sending(
            conversation_id=conversation_id,
            message_id=self._system.ids.new("msg"),
            client_id=client_id,
            sender=VISITOR,
            author=speaker.author(),
            text=text,
            at=self._system.clock.now(),
            visitor_id=speaker.visitor_id,
        )

    def _say_anywhere(
        self, tx: Tx, speaker: Speaker, item: Sending, entry_id: str | None
    ) -> MessageAck | ChatError:
        """Into the visitor's open conversation, or a new one; a repeat finds the first."""
        known = events.said_by_visitor(tx.conn, speaker.visitor_id, VISITOR, item.client_id)
        if known is not None:
            return messages.repeated(replace(item, conversation_id=known[0]), known[1])
        batch = Batch(tx)
        row, is_new = self._open(tx, batch, speaker, item.at)
        item = replace(item, conversation_id=row.id)
        row = messages.append(batch, row, item)
        seq = row.seq
        if is_new:
            row = self._desk.route(tx, batch, row, item.at)
        answer = self._faq.answer(row.shop_id, row.language, entry_id) if entry_id else None
        if answer is not None and row.status == "bot":
            row, _ = self._bot.feed(batch, row, EntryChosen(answer), item.at)
            row = replace(row, answered_seq=seq)
        batch.flush()
        conversations.save(tx.conn, [row])
        return MessageAck(conversation_id=row.id, message_id=item.message_id, seq=seq, at=item.at)

    def _open(self, tx: Tx, batch: Batch, speaker: Speaker, at: int) -> tuple[Conversation, bool]:
        """The visitor's open conversation, started if there is none. Raises ``rate_limited``."""
        row = conversations.open_of(tx.conn, speaker.visitor_id)
        if row is not None:
            return row, False
        verdict = self._starts.take(speaker.address, at)
        if not verdict.allowed:
            raise ChatError(ErrorCode.RATE_LIMITED, retry_after_ms=verdict.retry_after_ms)
        row = Conversation(
            id=self._system.ids.new("cnv"),
            shop_id=speaker.shop_id,
            visitor_id=speaker.visitor_id,
            status="bot",
            language=speaker.language,
            created_at=at,
            updated_at=at,
        )
        conversations.insert(tx.conn, row)
        body = ConversationStarted.model_validate({"language": speaker.language})
        return batch.public(row, body, sender=VISITOR, at=at), True

    async def request_person(self, speaker: Speaker) -> VisitorSnapshot:
        """To a free agent, or into the queue; with nobody there the bot says what else works."""

        def op(tx: Tx) -> VisitorSnapshot:
            at = self._system.clock.now()
            batch = Batch(tx)
            row, _ = self._open(tx, batch, speaker, at)
            if row.status == "bot":
                row = self._desk.route(tx, batch, row, at)
            if row.status == "bot":
                row = self._desk.enqueue(batch, row, at, "requested")
                batch.flush()
                conversations.save(tx.conn, [row])
                place = self._desk.place_of(tx.conn, row) or QueuePlace(1, None)
                heard = QueueJoined(place.position, place.wait_ms)
                row, _ = self._bot.feed(batch, row, heard, at)
            batch.flush()
            conversations.save(tx.conn, [row])
            return self._snapshot(tx.conn, row)

        return await self._database.write(op)

    async def leave_queue(self, visitor_id: str, conversation_id: str) -> VisitorSnapshot:
        """Back to the bot; harmless when it is not queued any more."""

        def change(batch: Batch, row: Conversation, at: int) -> Conversation:
            if row.status != "queued":
                return row
            row = moves.with_bot(row, at)
            body = ConversationHandedToBot(reason="queue_left")
            row = batch.public(row, body, sender=VISITOR, at=at)
            return self._bot.feed(batch, row, QueueLeft(), at)[0]

        return await self._own(visitor_id, conversation_id, change, self._snapshot)

    async def close(self, visitor_id: str, conversation_id: str) -> None:
        """End it; somebody who waits may get the agent."""

        def change(batch: Batch, row: Conversation, at: int) -> Conversation:
            if row.status == "closed":
                return row
            self._desk.finished(batch.tx, row, at)
            row = moves.closed(row, at)
            return batch.public(row, ConversationClosed(by="visitor"), sender=VISITOR, at=at)

        row = await self._own(visitor_id, conversation_id, change, _as_it_is)
        await self._desk.drain(row.shop_id)

    async def rate(self, visitor_id: str, conversation_id: str, score: int, comment: str) -> None:
        """The visitor's score; the same one again changes nothing."""

        def change(batch: Batch, row: Conversation, at: int) -> Conversation:
            if row.score is not None:
                last = events.newest_of_type(batch.tx.conn, row.id, VISITOR, "conversation.rated")
                said = json.loads(last.body) if last else {}
                if (said.get("score"), said.get("comment")) == (score, comment):
                    return row
            row = moves.rated(row, score, at)
            body = ConversationRated(score=score, comment=comment)
            return batch.public(row, body, sender=VISITOR, at=at)

        await self._own(visitor_id, conversation_id, change, _as_it_is)

    async def rate_answer(
        self, visitor_id: str, conversation_id: str, message_id: str, *, helpful: bool
    ) -> None:
        """Whether the bot's answer helped; the same again changes nothing.

        Raises ``not_found`` unless the bot said it here.
        """

        def change(batch: Batch, row: Conversation, at: int) -> Conversation:
            rated = events.bot_message(batch.tx.conn, row.id, message_id)
            if rated is None:
                raise ChatError(ErrorCode.NOT_FOUND, field="message_id")
            before = events.newest_of_type(
                batch.tx.conn, row.id, VISITOR, "answer.rated", f'"{message_id}"'
            )
            if before is not None and json.loads(before.body)["helpful"] is helpful:
                return row
            body = AnswerRated(message_id=message_id, helpful=helpful)
            row = batch.public(row, body, sender=VISITOR, at=at)
            source = json.loads(rated.body)["source"]
            if source is not None and row.status == "bot":
                heard = BotAnswerRated(source["entry_id"], helpful)
                row, _ = self._bot.feed(batch, row, heard, at)
            return row

        await self._own(visitor_id, conversation_id, change, _as_it_is)

    async def leave_message(
        self, speaker: Speaker, *, client_id: str, email: str, text: str, name: str | None
    ) -> MessageAck:
        """A written message with an address: it waits for the agents as a conversation."""
        item = self._item(speaker, "", client_id, text)

        def op(tx: Tx) -> MessageAck | ChatError:
            known = events.said_by_visitor(tx.conn, speaker.visitor_id, VISITOR, client_id)
            if known is not None:
                return messages.repeated(replace(item, conversation_id=known[0]), known[1])
            batch = Batch(tx)
            row, _ = self._open(tx, batch, speaker, item.at)
            row = messages.append(batch, row, replace(item, conversation_id=row.id))
            seq = row.seq
            row = batch.public(row, EmailLeft(email=email), sender=VISITOR, at=item.at)
            row = replace(row, email=email, answered_seq=row.visitor_seq)
            if row.status == "bot":
                row = self._desk.route(tx, batch, row, item.at)
            if row.status == "bot":
                row, _ = self._bot.feed(batch, row, HeardEmailLeft(email), item.at)
                row = self._desk.enqueue(batch, row, item.at, "message_left")
                row = replace(row, message_left=True)
            values = {"email": email} | ({"name": name} if name else {})
            visitors.change(tx.conn, speaker.visitor_id, **values)
            batch.flush()
            conversations.save(tx.conn, [row])
            return MessageAck(
                conversation_id=row.id, message_id=item.message_id, seq=seq, at=item.at
            )

        outcome = await self._database.write(op)
        if isinstance(outcome, ChatError):
            raise outcome
        return outcome

    async def newest(self, visitor_id: str) -> VisitorSnapshot | None:
        """The visitor's open conversation or the last closed one, if it said anything."""

        def read(conn: Connection) -> VisitorSnapshot | None:
            row = conversations.newest_of(conn, visitor_id)
            return self._snapshot(conn, row) if row else None

        return await self._database.read(read)

    async def find(self, visitor_id: str, conversation_id: str) -> Conversation:
        """The visitor's own conversation. Raises ``not_found`` for anybody else's."""
        rows = await self._database.read(lambda conn: conversations.look(conn, [conversation_id]))
        return _own(rows.get(conversation_id), visitor_id)

    def _snapshot(self, conn: Connection, row: Conversation) -> VisitorSnapshot:
        return self._snapshots.for_visitor(conn, row, self._desk.place_of(conn, row))

    async def _own(
        self,
        visitor_id: str,
        conversation_id: str,
        change: Callable[[Batch, Conversation, int], Conversation],
        show: Callable[[Connection, Conversation], R],
    ) -> R:
        """Change the visitor's own conversation and return what ``show`` makes of it."""

        def op(tx: Tx) -> R:
            row = _own(conversations.by_id(tx.conn, conversation_id), visitor_id)
            batch = Batch(tx)
            changed = change(batch, row, self._system.clock.now())
            batch.flush()
            if changed is not row:
                conversations.save(tx.conn, [changed])
            return show(tx.conn, changed)

        return await self._database.write(op)


def _as_it_is(_: Connection, row: Conversation) -> Conversation:
    return row


def _own(row: Conversation | None, visitor_id: str) -> Conversation:
    if row is None or row.visitor_id != visitor_id:
        raise ChatError(ErrorCode.NOT_FOUND, field="conversation_id")
    return row
