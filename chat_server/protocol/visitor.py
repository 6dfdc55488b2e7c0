"""Everything a visitor's client may ask for."""

from typing import ClassVar

from pydantic import Field

from chat_server.protocol.views import (
    Availability,
    ShopView,
    Slot,
    StoredEvent,
    VisitorCallback,
    VisitorSnapshot,
)
from chat_server.protocol.visitor_guide import GuideFinish, GuideRank, GuidesList, GuideStart
from chat_server.protocol.wire import (
    At,
    ClientId,
    Command,
    Email,
    Id,
    Language,
    Name,
    Nothing,
    Seq,
    Text,
    Url,
    View,
)


class VisitorWelcome(View):
    """Everything a widget needs to draw itself."""

    visitor_id: str
    shop: ShopView
    availability: Availability
    conversation: VisitorSnapshot | None = Field(description="The newest one, open or just closed.")
    callback: VisitorCallback | None = Field(description="Their open callback request.")
    token: str | None = Field(description="A fresh token to keep instead of the old one.")
    heartbeat_ms: int
    now: int


class SessionStart(Command):
    """The first command after each connect."""

    name: ClassVar[str] = "session.start"
    reply: ClassVar[type[View]] = VisitorWelcome

    language: Language
    page_url: Url = ""
    page_title: str = Field(default="", max_length=300)


class MessageAck(View):
    """Stored: it will be seen by everybody, once."""

    conversation_id: str
    message_id: str
    seq: int
    at: int


class MessageSend(Command):
    """Say something; without an open conversation this starts one. Safe to repeat."""

    name: ClassVar[str] = "message.send"
    reply: ClassVar[type[View]] = MessageAck

    client_id: ClientId
    text: Text
    conversation_id: Id | None = Field(
        default=None, description="Where the client thinks it is; a closed one leads to a new one."
    )
    entry_id: Id | None = Field(default=None, description="The FAQ suggestion that was pressed.")


class ConversationAck(View):
    """Where the conversation stands after the command."""

    conversation: VisitorSnapshot


class PersonRequest(Command):
    """Talk to a person: joins the queue, or goes straight to a free agent. Safe to repeat."""

    name: ClassVar[str] = "person.request"
    reply: ClassVar[type[View]] = ConversationAck


class QueueLeave(Command):
    """Stop waiting; the bot takes over again."""

    name: ClassVar[str] = "queue.leave"
    reply: ClassVar[type[View]] = ConversationAck

    conversation_id: Id


class ConversationClose(Command):
    """End it. Safe to repeat."""

    name: ClassVar[str] = "conversation.close"
    reply: ClassVar[type[View]] = Nothing

    conversation_id: Id


class ConversationRate(Command):
    """How was it, from 1 to 5? The last rating counts."""

    name: ClassVar[str] = "conversation.rate"
    reply: ClassVar[type[View]] = Nothing

    conversation_id: Id
    score: int = Field(ge=1, le=5)
    comment: str = Field(default="", max_length=1000)


class AnswerRate(Command):
    """Did the bot's answer help?"""

    name: ClassVar[str] = "answer.rate"
    reply: ClassVar[type[View]] = Nothing

    conversation_id: Id
    message_id: Id
    helpful: bool


class TypingSet(Command):
    """Ephemeral; at most one a second matters."""

    name: ClassVar[str] = "typing.set"
    reply: ClassVar[type[View]] = Nothing

    conversation_id: Id
    typing: bool


class ReceiptMark(Command):
    """Received and read up to these numbers; coalesced by the server."""

    name: ClassVar[str] = "receipt.mark"
    reply: ClassVar[type[View]] = Nothing

    conversation_id: Id
    delivered_seq: Seq
    read_seq: Seq


class Synced(View):
    """The events since, or a snapshot when that is shorter."""

    conversation_id: str
    events: list[StoredEvent]
    more: bool = Field(description="Ask again from the last one.")
    snapshot: VisitorSnapshot | None


class SyncReply(View):
    """One entry a conversation asked for."""

    conversations: list[Synced]


class Sync(Command):
    """The one way to catch up: what came after these numbers?"""

    name: ClassVar[str] = "sync"
    reply: ClassVar[type[View]] = SyncReply

    conversations: dict[Id, Seq] = Field(max_length=50)


class HeartbeatReply(View):
    """The true last numbers; a client that is behind syncs."""

    conversations: dict[str, int]
    availability: Availability
    now: int


class Heartbeat(Command):
    """Every ten seconds, so that staleness is bounded whatever else fails."""

    name: ClassVar[str] = "heartbeat"
    reply: ClassVar[type[View]] = HeartbeatReply

    conversations: dict[Id, Seq] = Field(max_length=50)


class PageShow(Command):
    """The visitor is on another page."""

    name: ClassVar[str] = "page.show"
    reply: ClassVar[type[View]] = Nothing

    page_url: Url
    page_title: str = Field(default="", max_length=300)


class LanguageSet(Command):
    """The visitor chose a language."""

    name: ClassVar[str] = "language.set"
    reply: ClassVar[type[View]] = Nothing

    language: Language


class CallbackSlotsReply(View):
    """Free and taken times of the coming days, and whether calling at once is possible."""

    slots: list[Slot]
    asap: bool = Field(description="Whether somebody could call within the hour.")
    time_zone: str
    consent: str = Field(description="What the visitor agrees to, in their language.")
    consent_version: str


class CallbackSlots(Command):
    """When could you call me?"""

    name: ClassVar[str] = "callback.slots"
    reply: ClassVar[type[View]] = CallbackSlotsReply


class CallbackAck(View):
    """Recorded, or recognised as already recorded."""

    callback: VisitorCallback


class CallbackRequest(Command):
    """Call me. Safe to repeat."""

    name: ClassVar[str] = "callback.request"
    reply: ClassVar[type[View]] = CallbackAck

    client_id: ClientId
    phone: str = Field(min_length=3, max_length=40)
    country: str = Field(default="", max_length=2, description="Of a number without a prefix.")
    contact_name: str = Field(default="", max_length=120)
    topic: str = Field(default="", max_length=300)
    wanted_at: At | None = Field(default=None, description="A slot's start; null means soon.")
    consent: bool = Field(description="Must be true.")
    consent_version: str = Field(max_length=40)


class CallbackCancel(Command):
    """Don't call me after all. Safe to repeat."""

    name: ClassVar[str] = "callback.cancel"
    reply: ClassVar[type[View]] = CallbackAck

    callback_id: Id


class CallbackMove(Command):
    """Call me at another time."""

    name: ClassVar[str] = "callback.move"
    reply: ClassVar[type[View]] = CallbackAck

    callback_id: Id
    wanted_at: At


class MessageLeave(Command):
    """A written message with an address to answer to. Safe to repeat."""

    name: ClassVar[str] = "message.leave"
    reply: ClassVar[type[View]] = MessageAck

    client_id: ClientId
    email: Email
    text: Text
    contact_name: Name | None = None


VISITOR_COMMANDS: tuple[type[Command], ...] = (
    SessionStart,
    MessageSend,
    PersonRequest,
    QueueLeave,
    ConversationClose,
    ConversationRate,
    AnswerRate,
    TypingSet,
    ReceiptMark,
    Sync,
    Heartbeat,
    PageShow,
    LanguageSet,
    CallbackSlots,
    CallbackRequest,
    CallbackCancel,
    CallbackMove,
    MessageLeave,
    GuidesList,
    GuideStart,
    GuideRank,
    GuideFinish,
)
