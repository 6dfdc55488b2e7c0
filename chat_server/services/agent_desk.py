"""What an agent does with conversations: open, claim, answer, note, transfer, resolve."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from chat_server.core import conversation as moves
from chat_server.core.bot import HandedBack
from chat_server.core.conversation import Conversation
from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.fact import PUBLIC_LOG
from chat_server.core.shop import Agent
from chat_server.protocol.agent import EventsEarlierReply, NoteAck, Opened
from chat_server.protocol.bodies import (
    ConversationClosed,
    ConversationHandedToBot,
    ConversationReopened,
    NoteAdded,
)
from chat_server.protocol.guide import ProductCard
from chat_server.protocol.views import ConversationSummary
from chat_server.protocol.visitor import MessageAck
from chat_server.services import messages
from chat_server.services.bot import Bot
from chat_server.services.desk import Desk
from chat_server.services.directory import Directory
from chat_server.services.guide_shelf import currency_for
from chat_server.services.guides import Guides
from chat_server.services.log import Batch, agent_sender
from chat_server.services.messages import Sending
from chat_server.services.presence import PresenceBoard
from chat_server.services.product_cards import card
from chat_server.services.snapshots import PAGE_EVENTS, Snapshots, stored_event, team_event
from chat_server.storage import audit, conversations, events, products
from chat_server.storage.database import Database, Tx
from chat_server.system import System

Change = Callable[[Tx, Batch, Conversation, int], Conversation]


class AgentDesk:
    """Use cases of the agents' side; each refuses conversations of other shops."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        desk: Desk,
        presence: PresenceBoard,
        snapshots: Snapshots,
        bot: Bot,
        guides: Guides,
        system: System,
    ) -> None:
        self._database = database
        self._directory = directory
        self._desk = desk
        self._presence = presence
        self._snapshots = snapshots
        self._bot = bot
        self._guides = guides
        self._system = system

    async def find(self, agent: Agent, conversation_id: str) -> Conversation:
        """A conversation of one of the agent's shops. Raises ``not_found``."""
        rows = await self._database.read(lambda conn: conversations.look(conn, [conversation_id]))
        return _of_shops(rows.get(conversation_id), agent)

    async def open(self, agent: Agent, conversation_id: str) -> Opened:
        """The conversation with its notes, and who the visitor is."""

        def read(conn: Connection) -> Opened:
            rows = conversations.look(conn, [conversation_id])
            row = _of_shops(rows.get(conversation_id), agent)
            place = self._desk.place_of(conn, row)
            return Opened(
                conversation=self._snapshots.for_agent(conn, row, place),
                visitor=self._snapshots.visitor(conn, row.visitor_id, row.id),
                guide=None,
            )

        opened = await self._database.read(read)
        live = await self._guides.of_visitor(opened.visitor.visitor_id, conversation_id)
        return opened.model_copy(update={"guide": live})

    async def earlier(
        self, agent: Agent, conversation_id: str, before_seq: int
    ) -> EventsEarlierReply:
        """The page of events before a number, with the notes among them."""

        def read(conn: Connection) -> EventsEarlierReply:
            rows = conversations.look(conn, [conversation_id])
            row = _of_shops(rows.get(conversation_id), agent)
            entries = events.before(conn, row.id, PUBLIC_LOG, before_seq, PAGE_EVENTS)
            first = entries[0].number if entries and entries[0].number > 1 else 0
            team = [
                entry
                for entry in events.team_since(conn, row.id, first)
                if entry.after_seq < before_seq
            ]
            return EventsEarlierReply(
                events=[stored_event(row.id, entry) for entry in entries],
                team_events=[team_event(row.id, entry) for entry in team],
                earlier=first > 1,
            )

        return await self._database.read(read)

    def say(
        self,
        agent: Agent,
        *,
        conversation_id: str,
        client_id: str,
        text: str,
        epoch: int,
        product_ids: Sequence[str] = (),
    ) -> Awaitable[MessageAck]:
        """Answer the visitor. Raises ``conflict`` when somebody else owns it by now.

        Without products it is a future: the place in the order is taken when this returns.
        """
        item = Sending(
            conversation_id=conversation_id,
            message_id=self._system.ids.new("msg"),
            client_id=client_id,
            sender=agent_sender(agent.id),
            author=self._directory.author(agent.id),
            text=text,
            at=self._system.clock.now(),
            agent_id=agent.id,
            shop_ids=agent.shop_ids,
            epoch=epoch,
        )
        if product_ids:
            return self._recommend(agent, item, product_ids)
        return self._database.write_one_of_many(messages.send_many, item)

    async def _recommend(
        self, agent: Agent, item: Sending, product_ids: Sequence[str]
    ) -> MessageAck:
        cards = await self._cards(agent, item.conversation_id, product_ids)
        item = replace(item, products=cards)
        return await self._database.write_one_of_many(messages.send_many, item)

    async def _cards(
        self, agent: Agent, conversation_id: str, product_ids: Sequence[str]
    ) -> tuple[ProductCard, ...]:
        """Products of the conversation's shop, in its language. Raises ``not_found``."""

        def read(conn: Connection) -> tuple[ProductCard, ...]:
            rows = conversations.look(conn, [conversation_id])
            row = _of_shops(rows.get(conversation_id), agent)
            shop = self._directory.shop(row.shop_id)
            currency = currency_for(shop, row.language)
            found = products.by_ids(conn, shop.id, product_ids)
            if any(one not in found for one in product_ids):
                raise ChatError(ErrorCode.NOT_FOUND, field="product_ids")
            return tuple(card(found[one], row.language, currency) for one in product_ids)

        return await self._database.read(read)

    async def note(self, agent: Agent, conversation_id: str, client_id: str, text: str) -> NoteAck:
        """A note for the team, also in a closed conversation; a repeat gets the first's ack."""
        sender = agent_sender(agent.id)

        def op(tx: Tx) -> NoteAck:
            row = _of_shops(conversations.by_id(tx.conn, conversation_id), agent)
            known = events.by_client_id(tx.conn, row.id, sender, client_id)
            if known is not None:
                log, entry = known
                event = None if log == PUBLIC_LOG else team_event(row.id, entry)
                if event is None or getattr(event.body, "text", None) != text:
                    raise ChatError(ErrorCode.CLIENT_ID_REUSED, field="client_id")
                note_id = getattr(event.body, "note_id", "")
                return NoteAck(note_id=note_id, team_seq=event.team_seq, at=event.at)
            at = self._system.clock.now()
            batch = Batch(tx)
            row, note_id = self._note(batch, row, agent, client_id, text, at)
            batch.flush()
            conversations.save(tx.conn, [row])
            return NoteAck(note_id=note_id, team_seq=row.team_seq, at=at)

        return await self._database.write(op)

    def _note(
        self, batch: Batch, row: Conversation, agent: Agent, client_id: str, text: str, at: int
    ) -> tuple[Conversation, str]:
        note_id = self._system.ids.new("not")
        body = NoteAdded(
            note_id=note_id,
            client_id=client_id,
            author=self._directory.author(agent.id),
            text=text,
        )
        sender = agent_sender(agent.id)
        return batch.team(row, body, sender=sender, at=at, client_id=client_id), note_id

    async def claim(self, agent: Agent, conversation_id: str, epoch: int) -> ConversationSummary:
        """Take it from the queue, the bot or a colleague; one of many claims wins."""

        def change(tx: Tx, batch: Batch, row: Conversation, at: int) -> Conversation:
            moves.require_open(row)
            if row.status == "assigned" and row.assignee_id == agent.id:
                return row
            moves.require_epoch(row, epoch)
            reason = "claimed" if row.status == "queued" else "taken_over"
            return self._desk.assign(tx, batch, row, agent.id, at, reason)  # type: ignore[arg-type] # two literals

        return await self._change(agent, conversation_id, "conversation.claimed", change)

    async def transfer(
        self,
        agent: Agent,
        conversation_id: str,
        epoch: int,
        to: str,
        to_agent_id: str | None,
        note: str,
    ) -> ConversationSummary:
        """To a colleague of the shop, back to the queue, or to the bot."""

        def change(tx: Tx, batch: Batch, row: Conversation, at: int) -> Conversation:
            moves.require_owner(row, agent.id, epoch)
            if note:
                note_client = self._system.ids.new("cli")
                row, _ = self._note(batch, row, agent, note_client, note, at)
            self._presence.note_idle(tx, agent.id, at)
            if to == "bot":
                row = moves.with_bot(row, at)
                body = ConversationHandedToBot(reason="handed_back")
                row = batch.public(row, body, sender=agent_sender(agent.id), at=at)
                return self._bot.feed(batch, row, HandedBack(), at)[0]
            if to == "queue":
                return self._desk.enqueue(batch, row, at, "transferred")
            there = {colleague.id for colleague in self._directory.agents_of(row.shop_id)}
            if to_agent_id is None or to_agent_id not in there or to_agent_id == agent.id:
                raise ChatError(ErrorCode.COMMAND_INVALID, field="agent_id")
            if to_agent_id not in self._presence.online(at):
                # nobody would be there to answer
                raise ChatError(ErrorCode.CONFLICT, field="agent_id")
            return self._desk.assign(tx, batch, row, to_agent_id, at, "transferred")

        summary = await self._change(agent, conversation_id, "conversation.transferred", change)
        await self._desk.drain(summary.shop_id)
        return summary

    async def close(self, agent: Agent, conversation_id: str, epoch: int) -> ConversationSummary:
        """Resolve it, one's own or one that nobody owns."""

        def change(tx: Tx, batch: Batch, row: Conversation, at: int) -> Conversation:
            if row.status == "closed":
                return row
            moves.require_epoch(row, epoch)
            if row.status == "assigned" and row.assignee_id != agent.id and not _leads(agent):
                raise ChatError(ErrorCode.CONFLICT, field="conversation_id")
            self._desk.finished(tx, row, at)
            row = moves.closed(row, at)
            body = ConversationClosed(by="agent", agent=self._directory.author(agent.id))
            return batch.public(row, body, sender=agent_sender(agent.id), at=at)

        summary = await self._change(agent, conversation_id, "conversation.closed", change)
        await self._desk.drain(summary.shop_id)
        return summary

    async def reopen(self, agent: Agent, conversation_id: str, epoch: int) -> ConversationSummary:
        """Take a closed one up again, unless the visitor has begun another."""

        def change(tx: Tx, batch: Batch, row: Conversation, at: int) -> Conversation:
            moves.require_epoch(row, epoch)
            if conversations.open_of(tx.conn, row.visitor_id) is not None:
                raise ChatError(ErrorCode.CONFLICT, field="conversation_id")
            row = moves.reopened(row, agent.id, at)
            self._presence.note_idle(tx, agent.id, at)
            author = self._directory.author(agent.id)
            body = ConversationReopened(agent=author, face=agent.face, epoch=row.epoch)
            return batch.public(row, body, sender=agent_sender(agent.id), at=at)

        return await self._change(agent, conversation_id, "conversation.reopened", change)

    async def _change(
        self, agent: Agent, conversation_id: str, action: str, change: Change
    ) -> ConversationSummary:
        def op(tx: Tx) -> ConversationSummary:
            row = _of_shops(conversations.by_id(tx.conn, conversation_id), agent)
            at = self._system.clock.now()
            batch = Batch(tx)
            changed = change(tx, batch, row, at)
            batch.flush()
            if changed is not row:
                conversations.save(tx.conn, [changed])
                audit.add(
                    tx.conn,
                    at=at,
                    actor=agent.id,
                    action=action,
                    object=row.id,
                    shop_id=row.shop_id,
                    epoch=changed.epoch,
                )
            return self._snapshots.summaries(tx.conn, [changed])[0]

        return await self._database.write(op)


def _leads(agent: Agent) -> bool:
    return agent.role in ("supervisor", "admin")


def _of_shops(row: Conversation | None, agent: Agent) -> Conversation:
    if row is None or row.shop_id not in agent.shop_ids:
        raise ChatError(ErrorCode.NOT_FOUND, field="conversation_id")
    return row
