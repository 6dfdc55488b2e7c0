"""Bodies of the numbered events: the log of a conversation, one class a case."""

from typing import Annotated, Literal

from pydantic import Field

from chat_server.protocol.guide import ProductCard
from chat_server.protocol.wire import Event, Language, View

AuthorKind = Literal["visitor", "agent", "bot", "system"]
ButtonAction = Literal["faq", "person", "callback", "leave_message", "guide", "order_status"]
QueueReason = Literal[
    "requested", "transferred", "agent_gone", "no_answer", "message_left", "released"
]
AssignReason = Literal["routed", "claimed", "taken_over", "transferred"]
CloseReason = Literal["visitor", "agent", "idle"]


class Author(View):
    """Who said it."""

    kind: AuthorKind
    id: str = Field(description="Agent id; empty for others.")
    name: str


class Button(View):
    """A quick reply under a bot's message."""

    action: ButtonAction
    label: str
    entry_id: str = Field(default="", description="The FAQ entry or guide it leads to.")


class Source(View):
    """The FAQ entry an answer came from."""

    entry_id: str
    question: str


class ConversationStarted(Event):
    """The first event of each log."""

    type: Literal["conversation.started"] = "conversation.started"
    language: Language


class MessagePosted(Event):
    """Somebody said something."""

    type: Literal["message.posted"] = "message.posted"
    message_id: str
    client_id: str = Field(description="The sender's own id for it; empty for the bot's.")
    author: Author
    text: str
    buttons: list[Button] = Field(default_factory=list)
    products: list[ProductCard] = Field(default_factory=list)
    source: Source | None = None


class ConversationQueued(Event):
    """It waits for a person. If an agent had it, `epoch` is one more from here on."""

    type: Literal["conversation.queued"] = "conversation.queued"
    reason: QueueReason


class ConversationAssigned(Event):
    """An agent owns it from here on; the bot is silent."""

    type: Literal["conversation.assigned"] = "conversation.assigned"
    agent: Author
    face: str
    epoch: int
    reason: AssignReason


class ConversationHandedToBot(Event):
    """The bot owns it again. If an agent had it, `epoch` is one more from here on."""

    type: Literal["conversation.handed_to_bot"] = "conversation.handed_to_bot"
    reason: Literal["handed_back", "queue_left", "nobody_there"]


class ConversationClosed(Event):
    """It is over; a new message of the visitor opens a new one."""

    type: Literal["conversation.closed"] = "conversation.closed"
    by: CloseReason
    agent: Author | None = None


class ConversationReopened(Event):
    """The agent took it up again and owns it."""

    type: Literal["conversation.reopened"] = "conversation.reopened"
    agent: Author
    face: str = ""
    epoch: int = 0


class ConversationRated(Event):
    """The visitor said how it was, from 1 to 5."""

    type: Literal["conversation.rated"] = "conversation.rated"
    score: int
    comment: str


class AnswerRated(Event):
    """The visitor said whether a bot's answer helped."""

    type: Literal["answer.rated"] = "answer.rated"
    message_id: str
    helpful: bool


class EmailLeft(Event):
    """The visitor left an address to answer to."""

    type: Literal["email.left"] = "email.left"
    email: str


class CallbackRequested(Event):
    """The visitor asked to be called."""

    type: Literal["callback.requested"] = "callback.requested"
    callback_id: str
    reference: str
    wanted_at: int | None


class NoteAdded(Event):
    """An internal note; no visitor's client has a name for it."""

    type: Literal["note.added"] = "note.added"
    note_id: str
    client_id: str
    author: Author
    text: str


class SummaryAdded(Event):
    """What the bot learned before it handed over."""

    type: Literal["summary.added"] = "summary.added"
    lines: list[str]


PublicBody = Annotated[
    ConversationStarted
    | MessagePosted
    | ConversationQueued
    | ConversationAssigned
    | ConversationHandedToBot
    | ConversationClosed
    | ConversationReopened
    | ConversationRated
    | AnswerRated
    | EmailLeft
    | CallbackRequested,
    Field(discriminator="type"),
]
TeamBody = Annotated[NoteAdded | SummaryAdded, Field(discriminator="type")]
