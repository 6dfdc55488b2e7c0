"""Everything an agent's console may ask for."""

from typing import ClassVar, Literal

from pydantic import Field

from chat_server.protocol.guide import GuideAnswer, GuideLive
from chat_server.protocol.views import (
    AgentSnapshot,
    AgentView,
    CallbackOutcome,
    CallbackView,
    ConversationSummary,
    PresenceState,
    ShopView,
    StoredEvent,
    TeamEvent,
    VisitorView,
)
from chat_server.protocol.visitor import MessageAck, ReceiptMark, TypingSet
from chat_server.protocol.visitor_guide import GuideRanked
from chat_server.protocol.wire import (
    At,
    ClientId,
    Command,
    Id,
    Nothing,
    Seq,
    Text,
    View,
)


class Inbox(View):
    """The agents' list; `revision` counts its pushes, so that a missed one is seen."""

    revision: int
    items: list[ConversationSummary]


class AgentWelcome(View):
    """Everything a console needs to draw itself."""

    agent: AgentView
    email: str
    shops: list[ShopView]
    agents: list[AgentView]
    inbox: Inbox
    callbacks: list[CallbackView]
    heartbeat_ms: int
    now: int


class AgentSessionStart(Command):
    """The first command after each connect."""

    name: ClassVar[str] = "session.start"
    reply: ClassVar[type[View]] = AgentWelcome


class PresenceSet(Command):
    """Available, busy, away or invisible."""

    name: ClassVar[str] = "presence.set"
    reply: ClassVar[type[View]] = Nothing

    state: PresenceState


class InboxList(Command):
    """The whole list again, after a missed push; closed ones only on request."""

    name: ClassVar[str] = "inbox.list"
    reply: ClassVar[type[View]] = Inbox

    closed: bool = False


class Opened(View):
    """The conversation, and whose it is."""

    conversation: AgentSnapshot
    visitor: VisitorView
    guide: GuideLive | None = Field(description="Their last run through a guide.")


class ConversationOpen(Command):
    """Show it, and go on telling me what happens in it."""

    name: ClassVar[str] = "conversation.open"
    reply: ClassVar[type[View]] = Opened

    conversation_id: Id


class ConversationLeave(Command):
    """Stop telling me what happens in it."""

    name: ClassVar[str] = "conversation.leave"
    reply: ClassVar[type[View]] = Nothing

    conversation_id: Id


class EventsEarlierReply(View):
    """Older public events, oldest first."""

    events: list[StoredEvent]
    team_events: list[TeamEvent]
    earlier: bool


class EventsEarlier(Command):
    """The page of events before this number."""

    name: ClassVar[str] = "events.earlier"
    reply: ClassVar[type[View]] = EventsEarlierReply

    conversation_id: Id
    before_seq: Seq


class Stand(View):
    """Where the conversation stands after the command."""

    conversation: ConversationSummary


class ConversationClaim(Command):
    """I take it, from the queue, the bot or a colleague; `conflict` if somebody was faster."""

    name: ClassVar[str] = "conversation.claim"
    reply: ClassVar[type[View]] = Stand

    conversation_id: Id
    epoch: Seq


class ConversationTransfer(Command):
    """Give it to a colleague, back to the queue, or to the bot, with a note if wanted."""

    name: ClassVar[str] = "conversation.transfer"
    reply: ClassVar[type[View]] = Stand

    conversation_id: Id
    epoch: Seq
    to: Literal["agent", "queue", "bot"]
    agent_id: Id | None = None
    note: str = Field(default="", max_length=4000)


class AgentConversationClose(Command):
    """Resolve it."""

    name: ClassVar[str] = "conversation.close"
    reply: ClassVar[type[View]] = Stand

    conversation_id: Id
    epoch: Seq


class ConversationReopen(Command):
    """Take it up again; refused when the visitor has another open one."""

    name: ClassVar[str] = "conversation.reopen"
    reply: ClassVar[type[View]] = Stand

    conversation_id: Id
    epoch: Seq


class AgentMessageSend(Command):
    """Answer the visitor; only the conversation's agent may. Safe to repeat."""

    name: ClassVar[str] = "message.send"
    reply: ClassVar[type[View]] = MessageAck

    conversation_id: Id
    client_id: ClientId
    text: Text
    epoch: Seq
    product_ids: list[Id] = Field(
        default_factory=list, max_length=4, description="Products to show under the text."
    )


class NoteAck(View):
    """Stored."""

    note_id: str
    team_seq: int
    at: int


class NoteAdd(Command):
    """A note only the team sees. Safe to repeat."""

    name: ClassVar[str] = "note.add"
    reply: ClassVar[type[View]] = NoteAck

    conversation_id: Id
    client_id: ClientId
    text: Text


class TeamSynced(View):
    """The events since in both logs, or a snapshot when that is shorter."""

    conversation_id: str
    events: list[StoredEvent]
    team_events: list[TeamEvent]
    more: bool
    snapshot: AgentSnapshot | None


class TeamSyncReply(View):
    """One entry a conversation asked for."""

    conversations: list[TeamSynced]


class LogPosition(View):
    """The last numbers a client has, of both logs."""

    seq: Seq
    team_seq: Seq


class TeamSync(Command):
    """The one way to catch up: what came after these numbers?"""

    name: ClassVar[str] = "sync"
    reply: ClassVar[type[View]] = TeamSyncReply

    conversations: dict[Id, LogPosition] = Field(max_length=50)


class TeamHeartbeatReply(View):
    """The true last numbers; a console that is behind syncs or asks for the list."""

    conversations: dict[str, LogPosition]
    inbox_revision: int
    now: int


class TeamHeartbeat(Command):
    """Every ten seconds: renews the lease that says this agent is online."""

    name: ClassVar[str] = "heartbeat"
    reply: ClassVar[type[View]] = TeamHeartbeatReply

    conversations: dict[Id, LogPosition] = Field(max_length=50)
    active: bool = Field(default=True, description="Whether the agent did something lately.")


class CallbackList(View):
    """Callback requests, the next due first."""

    callbacks: list[CallbackView]


class CallbacksList(Command):
    """Open and claimed ones, or those of the last 30 days that are done."""

    name: ClassVar[str] = "callback.list"
    reply: ClassVar[type[View]] = CallbackList

    done: bool = False


class CallbackStand(View):
    """The callback after the command."""

    callback: CallbackView


class CallbackClaim(Command):
    """I call; `conflict` if somebody was faster."""

    name: ClassVar[str] = "callback.claim"
    reply: ClassVar[type[View]] = CallbackStand

    callback_id: Id
    epoch: Seq


class CallbackRelease(Command):
    """Somebody else may call."""

    name: ClassVar[str] = "callback.release"
    reply: ClassVar[type[View]] = CallbackStand

    callback_id: Id
    epoch: Seq


class CallbackResolve(Command):
    """How did the call go?"""

    name: ClassVar[str] = "callback.resolve"
    reply: ClassVar[type[View]] = CallbackStand

    callback_id: Id
    epoch: Seq
    outcome: CallbackOutcome
    note: str = Field(default="", max_length=4000)
    again_at: At | None = Field(default=None, description="When to call again, for `call_later`.")


class GuideNudge(Command):
    """Change one answer or importance of a shopper's guide; they see who did."""

    name: ClassVar[str] = "guide.nudge"
    reply: ClassVar[type[View]] = GuideRanked

    run_id: Id
    answer: GuideAnswer


class AgentReceiptMark(ReceiptMark):
    """Received and read up to these numbers; coalesced by the server."""


class AgentTypingSet(TypingSet):
    """Ephemeral; at most one a second matters."""


AGENT_COMMANDS: tuple[type[Command], ...] = (
    AgentSessionStart,
    PresenceSet,
    InboxList,
    ConversationOpen,
    ConversationLeave,
    EventsEarlier,
    ConversationClaim,
    ConversationTransfer,
    AgentConversationClose,
    ConversationReopen,
    AgentMessageSend,
    NoteAdd,
    AgentTypingSet,
    AgentReceiptMark,
    TeamSync,
    TeamHeartbeat,
    CallbacksList,
    CallbackClaim,
    CallbackRelease,
    CallbackResolve,
    GuideNudge,
)
