"""What clients read: shops, people, conversations and callback requests."""

from typing import Literal

from pydantic import Field

from chat_server.protocol.bodies import Author, PublicBody, TeamBody
from chat_server.protocol.wire import Event, Language, View

Status = Literal["bot", "queued", "assigned", "closed"]
PresenceState = Literal["available", "busy", "away", "invisible"]
CallbackStatus = Literal["open", "claimed", "done", "cancelled"]
CallbackOutcome = Literal["reached", "no_answer", "wrong_number", "call_later", "done"]


class StoredEvent(Event):
    """A public event of one conversation, numbered by `seq` without gaps."""

    conversation_id: str
    seq: int
    at: int = Field(description="Milliseconds UTC at which it was stored.")
    body: PublicBody


class TeamEvent(Event):
    """An event only agents see, numbered by `team_seq` without gaps."""

    conversation_id: str
    team_seq: int
    after_seq: int = Field(description="It stands after this public event.")
    at: int
    body: TeamBody


class Cursor(View):
    """How far one participant has received and read; coalesced, never numbered."""

    participant: str = Field(description='"visitor", or an agent id.')
    delivered_seq: int
    read_seq: int


class Person(View):
    """An agent as a shopper or a colleague sees them."""

    agent_id: str
    name: str
    face: str = Field(description="Name of a drawn face, or empty for initials.")


class Availability(View):
    """Who can answer now, in words the widget can say."""

    open: bool = Field(description="Whether the shop's hours say open.")
    agents_online: int = Field(description="Agents who are online and available.")
    free: bool = Field(description="Whether somebody could take a conversation right now.")
    opens_at: int | None = Field(description="The next opening, when closed.")
    closes_at: int | None
    typical_reply_ms: int | None = Field(description="From recent real replies; null if unknown.")
    faces: list[Person] = Field(description="Up to three who are there.")


class ShopView(View):
    """The shop as its shoppers see it."""

    shop_id: str
    name: str
    brand: str
    languages: list[Language]
    country: str
    time_zone: str
    bot_name: str
    hours: list[list[str]] = Field(description="Per weekday from Monday: spans as 09:00–18:00.")


class VisitorSnapshot(View):
    """A conversation as its visitor may see it: the last public events and what they lead to."""

    conversation_id: str
    status: Status
    seq: int = Field(description="The last public event's number.")
    language: Language
    assignee: Person | None
    position: int | None = Field(description="Place in the queue, from 1, while queued.")
    wait_ms: int | None = Field(description="Estimated wait while queued; null if unknown.")
    score: int | None
    cursors: list[Cursor]
    events: list[StoredEvent]
    earlier: bool = Field(description="Whether older events exist than those in `events`.")


class AgentSnapshot(VisitorSnapshot):
    """A conversation as an agent may see it, with notes."""

    team_seq: int
    epoch: int = Field(description="Counts assignments; agent writes carry it.")
    visitor_id: str
    team_events: list[TeamEvent]


class LastMessage(View):
    """The newest message, cut to a line."""

    author: Author
    text: str
    at: int


class ConversationSummary(View):
    """One row of the agents' list."""

    conversation_id: str
    shop_id: str
    visitor_id: str
    visitor_name: str = Field(description="Their name if known, otherwise empty.")
    visitor_number: int = Field(description="Counts the shop's visitors; shown while nameless.")
    visitor_online: bool
    status: Status
    assignee: Person | None
    epoch: int
    language: Language
    seq: int
    team_seq: int
    read_seq: int = Field(description="How far the asking agent (or the team) has read.")
    unread: int
    last_message: LastMessage | None
    waiting_since: int | None = Field(description="Since when somebody waits for a person.")
    message_left: bool = Field(description="Left with an e-mail address; nobody is on the line.")
    created_at: int
    updated_at: int


class PageView(View):
    """One page the visitor looked at."""

    url: str
    title: str
    at: int


class VisitorView(View):
    """Who the visitor is."""

    visitor_id: str
    number: int
    name: str
    email: str
    phone: str
    language: Language
    online: bool
    first_seen_at: int
    last_seen_at: int
    device: str = Field(description="Browser and system in a few words.")
    page: PageView | None
    journey: list[PageView]
    earlier: list[ConversationSummary]


class CallbackView(View):
    """A callback request as the agents work it off."""

    callback_id: str
    shop_id: str
    reference: str
    status: CallbackStatus
    phone: str
    phone_country: str
    name: str
    topic: str
    language: Language
    wanted_at: int | None = Field(description="Null means as soon as possible.")
    due_at: int
    time_zone: str
    conversation_id: str | None
    agent: Person | None
    epoch: int
    attempts: int
    outcome: CallbackOutcome | None
    note: str
    created_at: int
    updated_at: int


class VisitorCallback(View):
    """The visitor's own callback request."""

    callback_id: str
    reference: str
    status: CallbackStatus
    phone: str
    topic: str
    wanted_at: int | None
    due_at: int


class Slot(View):
    """A time at which the shop can call."""

    start_at: int
    end_at: int
    free: bool


class AgentView(View):
    """A colleague with their presence."""

    agent_id: str
    name: str
    face: str
    role: Literal["agent", "supervisor", "admin"]
    online: bool
    state: PresenceState
    open_count: int
    capacity: int
    languages: list[Language]
