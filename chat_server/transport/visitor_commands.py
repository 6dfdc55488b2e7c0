"""Visitor commands: a line or a few each, the work is in the services."""

from collections.abc import Awaitable
from typing import Protocol

from chat_server.core.receipt import VISITOR
from chat_server.core.shop import Shop
from chat_server.protocol import visitor as v
from chat_server.protocol import visitor_guide as g
from chat_server.protocol.bodies import Author
from chat_server.protocol.callback_work import CallbackAddresses, CallbackLinks
from chat_server.protocol.ephemeral import TypingChanged
from chat_server.protocol.views import ShopView
from chat_server.protocol.wire import Nothing
from chat_server.services.services import Services
from chat_server.services.shop_texts import shop_text
from chat_server.transport.dispatch import Handler
from chat_server.transport.sessions import VisitorSession

NOTHING = Nothing()
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Placement(Protocol):
    """Puts a connection into the rooms of what it may hear."""

    def visitor_started(self, session: VisitorSession) -> None:
        """The visitor is in."""


def shop_view(shop: Shop, language: str) -> ShopView:
    """The shop as its shoppers see it."""
    weekly = shop.hours.get("weekly", {})
    hours = [[f"{span['from']}–{span['to']}" for span in weekly.get(day, [])] for day in WEEKDAYS]
    return ShopView.model_validate(
        {
            "shop_id": shop.id,
            "name": shop_text(shop, "name", language) or shop.name,
            "brand": shop.brand,
            "languages": list(shop.languages),
            "country": shop.country,
            "time_zone": shop.time_zone,
            "bot_name": shop_text(shop, "bot_name", language) or shop.bot_name,
            "hours": hours,
        }
    )


class VisitorCommands:
    """Handlers by command name."""

    def __init__(self, services: Services, placement: Placement) -> None:
        self._services = services
        self._placement = placement

    def handlers(self) -> dict[str, Handler]:
        """One handler a command."""
        return {
            "session.start": self.session_start,
            "message.send": self.message_send,
            "person.request": self.person_request,
            "queue.leave": self.queue_leave,
            "conversation.close": self.conversation_close,
            "conversation.rate": self.conversation_rate,
            "answer.rate": self.answer_rate,
            "typing.set": self.typing_set,
            "receipt.mark": self.receipt_mark,
            "sync": self.sync,
            "heartbeat": self.heartbeat,
            "page.show": self.page_show,
            "language.set": self.language_set,
            "callback.slots": self.callback_slots,
            "callback.request": self.callback_request,
            "callback.cancel": self.callback_cancel,
            "callback.move": self.callback_move,
            "message.leave": self.message_leave,
            "guide.list": self.guide_list,
            "guide.start": self.guide_start,
            "guide.rank": self.guide_rank,
            "guide.finish": self.guide_finish,
            "callback.links": self.callback_links,
        }

    async def session_start(
        self, session: VisitorSession, command: v.SessionStart
    ) -> v.VisitorWelcome:
        services, identity = self._services, session.identity
        session.language = command.language
        self._placement.visitor_started(session)
        if command.page_url:
            await services.visitors.show_page(identity, command.page_url, command.page_title)
        await services.visitors.set_language(identity.visitor_id, command.language)
        conversation = await services.conversations.newest(identity.visitor_id)
        if conversation is not None:
            session.own.add(conversation.conversation_id)
            services.inbox.touch(identity.shop_id, conversation.conversation_id)
        return v.VisitorWelcome(
            visitor_id=identity.visitor_id,
            shop=shop_view(services.directory.shop(identity.shop_id), command.language),
            availability=services.availability.known(identity.shop_id),
            conversation=conversation,
            callback=await services.callbacks.of_visitor(identity.visitor_id),
            token=await services.visitors.rotate(identity),
            heartbeat_ms=services.presence.times.heartbeat_ms,
            now=services.system.clock.now(),
        )

    def message_send(
        self, session: VisitorSession, command: v.MessageSend
    ) -> Awaitable[v.MessageAck]:
        return self._services.conversations.say(
            session.speaker(),
            conversation_id=command.conversation_id,
            client_id=command.client_id,
            text=command.text,
            entry_id=command.entry_id,
        )

    async def person_request(
        self, session: VisitorSession, _: v.PersonRequest
    ) -> v.ConversationAck:
        conversation = await self._services.conversations.request_person(session.speaker())
        return v.ConversationAck(conversation=conversation)

    async def queue_leave(
        self, session: VisitorSession, command: v.QueueLeave
    ) -> v.ConversationAck:
        conversation = await self._services.conversations.leave_queue(
            session.identity.visitor_id, command.conversation_id
        )
        return v.ConversationAck(conversation=conversation)

    async def conversation_close(
        self, session: VisitorSession, command: v.ConversationClose
    ) -> Nothing:
        await self._services.conversations.close(
            session.identity.visitor_id, command.conversation_id
        )
        return NOTHING

    async def conversation_rate(
        self, session: VisitorSession, command: v.ConversationRate
    ) -> Nothing:
        await self._services.conversations.rate(
            session.identity.visitor_id, command.conversation_id, command.score, command.comment
        )
        return NOTHING

    async def answer_rate(self, session: VisitorSession, command: v.AnswerRate) -> Nothing:
        await self._services.conversations.rate_answer(
            session.identity.visitor_id,
            command.conversation_id,
            command.message_id,
            helpful=command.helpful,
        )
        return NOTHING

    async def typing_set(self, session: VisitorSession, command: v.TypingSet) -> Nothing:
        await self._require_own(session, command.conversation_id)
        event = TypingChanged(
            conversation_id=command.conversation_id,
            author=Author(kind="visitor", id="", name=""),
            typing=command.typing,
        )
        self._services.push.to_watchers(command.conversation_id, event)
        return NOTHING

    async def receipt_mark(self, session: VisitorSession, command: v.ReceiptMark) -> Nothing:
        await self._require_own(session, command.conversation_id)
        await self._services.receipts.mark(
            command.conversation_id,
            session.identity.visitor_id,
            VISITOR,
            command.delivered_seq,
            command.read_seq,
            await self._services.last_seq(command.conversation_id),
        )
        return NOTHING

    async def sync(self, session: VisitorSession, command: v.Sync) -> v.SyncReply:
        synced = await self._services.catch_up.visitor(
            session.identity.visitor_id, command.conversations
        )
        return v.SyncReply(conversations=synced)

    async def heartbeat(self, session: VisitorSession, command: v.Heartbeat) -> v.HeartbeatReply:
        return v.HeartbeatReply(
            conversations=await self._services.catch_up.visitor_heads(
                session.identity.visitor_id, command.conversations
            ),
            availability=self._services.availability.known(session.identity.shop_id),
            now=self._services.system.clock.now(),
        )

    async def page_show(self, session: VisitorSession, command: v.PageShow) -> Nothing:
        await self._services.visitors.show_page(
            session.identity, command.page_url, command.page_title
        )
        return NOTHING

    async def language_set(self, session: VisitorSession, command: v.LanguageSet) -> Nothing:
        session.language = command.language
        await self._services.visitors.set_language(session.identity.visitor_id, command.language)
        return NOTHING

    async def callback_slots(
        self, session: VisitorSession, _: v.CallbackSlots
    ) -> v.CallbackSlotsReply:
        return await self._services.callbacks.slots(session.speaker())

    async def callback_request(
        self, session: VisitorSession, command: v.CallbackRequest
    ) -> v.CallbackAck:
        callback = await self._services.callbacks.request(session.speaker(), command)
        return v.CallbackAck(callback=callback)

    async def callback_cancel(
        self, session: VisitorSession, command: v.CallbackCancel
    ) -> v.CallbackAck:
        callback = await self._services.callbacks.cancel(session.speaker(), command.callback_id)
        return v.CallbackAck(callback=callback)

    async def callback_move(
        self, session: VisitorSession, command: v.CallbackMove
    ) -> v.CallbackAck:
        callback = await self._services.callbacks.move(
            session.speaker(), command.callback_id, command.wanted_at
        )
        return v.CallbackAck(callback=callback)

    async def callback_links(
        self, session: VisitorSession, command: CallbackLinks
    ) -> CallbackAddresses:
        return await self._services.callback_links.of_visitor(
            session.identity.visitor_id, command.callback_id
        )

    async def message_leave(self, session: VisitorSession, command: v.MessageLeave) -> v.MessageAck:
        return await self._services.conversations.leave_message(
            session.speaker(),
            client_id=command.client_id,
            email=command.email,
            text=command.text,
            name=command.contact_name,
        )

    async def guide_list(self, session: VisitorSession, _: g.GuidesList) -> g.GuideList:
        return g.GuideList(guides=self._services.guides.offered(session.speaker()))

    async def guide_start(self, session: VisitorSession, command: g.GuideStart) -> g.GuideStarted:
        live = await self._services.guides.start(session.speaker(), command.guide_id)
        return g.GuideStarted(live=live)

    async def guide_rank(self, session: VisitorSession, command: g.GuideRank) -> g.GuideRanked:
        run = await self._services.guides.rank(
            session.speaker(),
            command.run_id,
            command.answers,
            limit=command.limit,
            sold_out=command.sold_out,
        )
        return g.GuideRanked(run=run)

    async def guide_finish(self, session: VisitorSession, command: g.GuideFinish) -> Nothing:
        await self._services.guides.finish(session.speaker(), command.run_id)
        return NOTHING

    async def _require_own(self, session: VisitorSession, conversation_id: str) -> None:
        if conversation_id not in session.own:
            await self._services.conversations.find(session.identity.visitor_id, conversation_id)
            session.own.add(conversation_id)
