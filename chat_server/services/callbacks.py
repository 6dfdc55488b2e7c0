"""Callback requests as shoppers make, move and cancel them."""

from collections.abc import Callable
from hashlib import sha256

from sqlalchemy import Connection

from chat_server.core import callback as rules
from chat_server.core import conversation as moves
from chat_server.core.bot import CallbackBooked
from chat_server.core.callback import (
    Callback,
    CallbackFact,
    CallbackForm,
    CallbackRecognised,
    CancelledBy,
    Consent,
    Recent,
)
from chat_server.core.conversation import Conversation
from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.hours import moment_hint, next_opening
from chat_server.core.shop import Shop
from chat_server.protocol.bodies import CallbackRequested, ConversationHandedToBot
from chat_server.protocol.views import Slot, VisitorCallback
from chat_server.protocol.visitor import CallbackRequest, CallbackSlotsReply
from chat_server.services.bot import Bot
from chat_server.services.callback_board import CallbackBoard, decided, visitor_view
from chat_server.services.consent import CONSENT_VERSION, consent_text
from chat_server.services.directory import Directory
from chat_server.services.log import VISITOR, Batch
from chat_server.services.speaker import Speaker
from chat_server.storage import callbacks as rows
from chat_server.storage import conversations, visitors
from chat_server.storage.callbacks import StoredCallback
from chat_server.storage.database import Database, Tx
from chat_server.system import System

SOON_MS = 3_600_000


class Callbacks:
    """Use cases of the visitor's side."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        board: CallbackBoard,
        bot: Bot,
        system: System,
    ) -> None:
        self._database = database
        self._directory = directory
        self._board = board
        self._bot = bot
        self._system = system
        self._rules = board.rules

    async def slots(self, speaker: Speaker) -> CallbackSlotsReply:
        """The times of the coming days, taken ones included, and what is agreed to."""
        shop = self._directory.shop(speaker.shop_id)
        hours = self._directory.hours(shop.id)
        now = self._system.clock.now()
        taken = await self._database.read(lambda conn: rows.taken_slots(conn, shop.id, now))
        offered = rules.slots(
            hours,
            now,
            slot_minutes=self._rules.slot_minutes,
            capacity=self._rules.capacity,
            taken=taken,
            lead_minutes=self._rules.lead_minutes,
            days=self._rules.days,
        )
        opens_at = next_opening(hours, now)
        return CallbackSlotsReply(
            slots=[
                Slot(start_at=slot.start_at, end_at=slot.end_at, free=slot.free > 0)
                for slot in offered
            ],
            asap=opens_at is not None and opens_at - now < SOON_MS,
            time_zone=shop.time_zone,
            consent=consent_text(speaker.language, shop.name),
            consent_version=CONSENT_VERSION,
        )

    async def request(self, speaker: Speaker, form: CallbackRequest) -> VisitorCallback:
        """Record the wish, or recognise it.

        A number that already waits is not stored twice; only its own visitor is told more than
        anybody is.
        """
        if not form.consent or form.consent_version != CONSENT_VERSION:
            raise ChatError(ErrorCode.COMMAND_INVALID, field="consent")
        # made from the request itself, so that a repeat reads the same even to a stranger to it
        digest = sha256(f"{speaker.visitor_id}/{form.client_id}".encode()).hexdigest()
        callback_id = f"cal_{digest[:20]}"
        reference = rules.make_reference(int(digest[20:33], 16) / 16**13)

        def op(tx: Tx) -> tuple[Callback, bool]:
            repeat = rows.by_client_id(tx.conn, speaker.visitor_id, form.client_id)
            if repeat is not None:
                _require_same(repeat.callback, form.phone)
                return repeat.callback, False
            return self._request(tx, speaker, form, callback_id, reference)

        callback, is_new = await self._database.write(op)
        if is_new:
            self._board.tell(StoredCallback(callback, 0, callback.requested_at))
        return visitor_view(callback)

    def _request(
        self, tx: Tx, speaker: Speaker, form: CallbackRequest, callback_id: str, reference: str
    ) -> tuple[Callback, bool]:
        now = self._system.clock.now()
        shop = self._directory.shop(speaker.shop_id)
        phone = decided(lambda: rules.normalise_phone(form.phone, form.country or shop.country))
        since = now - self._rules.limits.window_ms
        active = [
            stored.callback for stored in rows.active_with_phone(tx.conn, shop.id, phone.e164)
        ]
        recent = Recent(
            visitor=rows.count_since(tx.conn, shop.id, since, visitor_id=speaker.visitor_id),
            phone=rows.count_since(tx.conn, shop.id, since, phone=phone.e164),
        )
        taken = rows.taken_slots(tx.conn, shop.id, now)
        conversation = conversations.open_of(tx.conn, speaker.visitor_id)
        fields = CallbackForm(
            phone=form.phone,
            country=form.country or shop.country,
            language=speaker.language,
            time_zone=shop.time_zone,
            consent=Consent(form.consent_version, speaker.language, now),
            slot_at=form.wanted_at,
            name=form.contact_name,
            topic=form.topic,
            email=_email(tx, speaker.visitor_id, conversation),
            visitor_id=speaker.visitor_id,
            conversation_id=conversation.id if conversation else None,
        )
        found = decided(
            lambda: rules.request(
                fields,
                callback_id=callback_id,
                reference=reference,
                shop_id=shop.id,
                hours=self._directory.hours(shop.id),
                rules=self._rules,
                taken=taken,
                active=active,
                recent=recent,
                now=now,
            )
        )
        if isinstance(found, CallbackRecognised):
            if found.is_own:
                return found.callback, False
            return self._like_any_other(shop, fields, callback_id, reference, now), False
        callback = found.callback
        rows.insert(tx.conn, callback, form.client_id)
        self._board.on_appointment(tx, callback, "booked", now)
        values = {"phone": phone.e164} | ({"name": form.contact_name} if form.contact_name else {})
        visitors.change(tx.conn, speaker.visitor_id, **values)
        if conversation is not None:
            batch = Batch(tx)
            if conversation.status == "queued" and not conversation.message_left:
                conversation = moves.with_bot(conversation, now)
                left = ConversationHandedToBot(reason="queue_left")
                conversation = batch.public(conversation, left, sender=VISITOR, at=now)
            body = CallbackRequested(
                callback_id=callback.id, reference=reference, wanted_at=callback.slot_at
            )
            conversation = batch.public(conversation, body, sender=VISITOR, at=now)
            if conversation.status == "bot":
                when = callback.slot_at and moment_hint(callback.slot_at, now, shop.time_zone)
                heard = CallbackBooked(reference, when or None)
                conversation, _ = self._bot.feed(batch, conversation, heard, now)
            batch.flush()
            conversations.save(tx.conn, [conversation])
        return callback, True

    def _like_any_other(
        self, shop: Shop, form: CallbackForm, callback_id: str, reference: str, now: int
    ) -> Callback:
        """What a stranger to the number's request sees: the same as after a new one."""
        hours = self._directory.hours(shop.id)
        due_at = form.slot_at or next_opening(hours, now) or now
        return Callback(
            id=callback_id,
            reference=reference,
            shop_id=shop.id,
            phone=rules.normalise_phone(form.phone, form.country),
            language=form.language,
            time_zone=form.time_zone,
            consent=form.consent,
            requested_at=now,
            due_at=due_at,
            late_at=due_at,
            slot_at=form.slot_at,
            topic=form.topic,
        )

    async def cancel(self, speaker: Speaker, callback_id: str) -> VisitorCallback:
        """The visitor's own request is called off; again is harmless."""

        def decide(callback: Callback, now: int) -> CallbackFact | None:
            if not callback.is_active:
                return None
            return rules.cancel(callback, CancelledBy.VISITOR, now)

        return visitor_view((await self._own(speaker, callback_id, decide)).callback)

    async def move(self, speaker: Speaker, callback_id: str, wanted_at: int) -> VisitorCallback:
        """The visitor's own request gets another slot."""

        def decide(callback: Callback, now: int, conn: Connection) -> CallbackFact:
            taken = rows.taken_slots(conn, callback.shop_id, now)
            if callback.slot_at in taken:
                taken[callback.slot_at] -= 1
            return rules.move(
                callback,
                wanted_at,
                hours=self._directory.hours(callback.shop_id),
                rules=self._rules,
                taken=taken,
                now=now,
            )

        def op(tx: Tx) -> StoredCallback:
            stored = _own(rows.by_id(tx.conn, callback_id), speaker.visitor_id)
            now = self._system.clock.now()
            fact = decided(lambda: decide(stored.callback, now, tx.conn))
            return self._board.save(tx, stored, fact, now)

        stored = await self._database.write(op)
        self._board.tell(stored)
        return visitor_view(stored.callback)

    async def _own(
        self,
        speaker: Speaker,
        callback_id: str,
        decide: Callable[[Callback, int], CallbackFact | None],
    ) -> StoredCallback:
        def op(tx: Tx) -> StoredCallback:
            stored = _own(rows.by_id(tx.conn, callback_id), speaker.visitor_id)
            now = self._system.clock.now()
            fact = decided(lambda: decide(stored.callback, now))
            return stored if fact is None else self._board.save(tx, stored, fact, now)

        stored = await self._database.write(op)
        self._board.tell(stored)
        return stored

    async def of_visitor(self, visitor_id: str) -> VisitorCallback | None:
        """The visitor's active request."""
        stored = await self._database.read(lambda conn: rows.active_of_visitor(conn, visitor_id))
        return visitor_view(stored.callback) if stored else None


def _email(tx: Tx, visitor_id: str, conversation: Conversation | None) -> str | None:
    """The address the visitor left, here or before."""
    visitor = visitors.by_id(tx.conn, visitor_id)
    left = conversation.email if conversation else ""
    return left or (visitor.email if visitor else "") or None


def _require_same(callback: Callback, phone: str) -> None:
    """Refuse a repeat that is none."""
    given = decided(lambda: rules.normalise_phone(phone, callback.phone.country))
    if given.e164 != callback.phone.e164:
        raise ChatError(ErrorCode.CLIENT_ID_REUSED, field="client_id")


def _own(stored: StoredCallback | None, visitor_id: str) -> StoredCallback:
    if stored is None or stored.callback.visitor_id != visitor_id:
        raise ChatError(ErrorCode.NOT_FOUND, field="callback_id")
    return stored
