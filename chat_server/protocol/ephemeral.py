"""Events without a number: never stored, never replayed, true only now."""

from typing import Literal

from pydantic import Field

from chat_server.protocol.bodies import Author
from chat_server.protocol.guide import GuideAnswer, GuideLive, GuideRun
from chat_server.protocol.views import (
    AgentView,
    Availability,
    CallbackView,
    ConversationSummary,
    Cursor,
    Person,
)
from chat_server.protocol.wire import Event


class TypingChanged(Event):
    """Ephemeral: somebody else types, or stopped; forget it after six seconds."""

    type: Literal["typing.changed"] = "typing.changed"
    conversation_id: str
    author: Author
    typing: bool


class CursorMoved(Event):
    """Ephemeral: another participant received or read more."""

    type: Literal["cursor.moved"] = "cursor.moved"
    conversation_id: str
    cursor: Cursor


class QueueMoved(Event):
    """Ephemeral: the place in the queue changed; says nothing once the waiting is over."""

    type: Literal["queue.moved"] = "queue.moved"
    conversation_id: str
    position: int
    wait_ms: int | None


class AvailabilityChanged(Event):
    """Ephemeral: who can answer changed."""

    type: Literal["availability.changed"] = "availability.changed"
    availability: Availability


class SessionEnded(Event):
    """Ephemeral: signed out, disabled or expired; the socket is cut right after."""

    type: Literal["session.ended"] = "session.ended"
    reason: Literal["signed_out", "disabled", "expired", "replaced"]


class ServerDraining(Event):
    """Ephemeral: the server stops; reconnect after this long."""

    type: Literal["server.draining"] = "server.draining"
    reconnect_after_ms: int


class InboxChanged(Event):
    """Ephemeral: rows of the agents' list as they are now; a gap in `revision` means ask."""

    type: Literal["inbox.changed"] = "inbox.changed"
    revision: int = Field(description="One more than the push before.")
    items: list[ConversationSummary]


class CallbackChanged(Event):
    """Ephemeral: a callback request is new or changed."""

    type: Literal["callback.changed"] = "callback.changed"
    callback: CallbackView


class AgentChanged(Event):
    """Ephemeral: a colleague's presence or load changed."""

    type: Literal["agent.changed"] = "agent.changed"
    agent: AgentView


class GuideNudged(Event):
    """Ephemeral: an agent changed one of the shopper's answers; they may change it back."""

    type: Literal["guide.nudged"] = "guide.nudged"
    run: GuideRun
    agent: Person
    attr: str
    before: GuideAnswer | None
    after: GuideAnswer


class GuideChanged(Event):
    """Ephemeral: the shopper's guide, as it stands now."""

    type: Literal["guide.changed"] = "guide.changed"
    conversation_id: str
    live: GuideLive


VISITOR_EPHEMERAL: tuple[type[Event], ...] = (
    TypingChanged,
    CursorMoved,
    QueueMoved,
    AvailabilityChanged,
    SessionEnded,
    ServerDraining,
    GuideNudged,
)
AGENT_EPHEMERAL: tuple[type[Event], ...] = (
    TypingChanged,
    CursorMoved,
    SessionEnded,
    ServerDraining,
    InboxChanged,
    CallbackChanged,
    AgentChanged,
    GuideChanged,
)
