"""What the bot hears, says and remembers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from chat_server.core.hours import HoursState, MomentHint
from chat_server.core.presence import Availability

ButtonAction = Literal["faq", "person", "callback", "leave_message", "guide", "order_status"]


class Phase(StrEnum):
    """Who owns the conversation, as the bot sees it."""

    TALKING = "talking"  # the bot's own
    COLLECTING = "collecting"  # queued for a person: the bot may only collect
    SILENT = "silent"  # a human owns it
    OVER = "over"  # closed


class Offer(StrEnum):
    """What the last reply offered, so that a plain "yes" means it."""

    NOTHING = "nothing"
    PERSON = "person"
    CALLBACK = "callback"


class Handover(StrEnum):
    """What the caller is to do with the conversation after the replies."""

    NO = "no"
    PERSON = "person"  # route it: to a free agent, or into the queue
    MESSAGE = "message"  # keep it for the agents: an address to answer to is there


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text by key, to be put into another one."""

    key: str
    params: Mapping[str, "Param"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClockTime:
    """HH:MM, to be written as the language writes it."""

    text: str


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """An ISO date, to be written as the language writes it, without the year."""

    iso: str


Param = str | int | Phrase | ClockTime | CalendarDate


@dataclass(frozen=True, slots=True)
class Button:
    """A quick reply. ``label`` is the shop's own words (a question); otherwise ``label_key``."""

    action: ButtonAction
    entry_id: str = ""
    label: str = ""
    label_key: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One message of the bot, in no language yet.

    ``content`` is the shop's own answer and stands instead of a text by ``key``; ``entry_id`` says
    which FAQ entry it came from. A ``count`` in ``params`` chooses the plural form.
    """

    key: str
    params: Mapping[str, Param] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    content: str = ""
    entry_id: str = ""


@dataclass(frozen=True, slots=True)
class FaqAnswer:
    """An entry the bot may answer with; ``follow_ups`` are (entry id, question) to go on with."""

    entry_id: str
    question: str
    text: str
    follow_ups: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """The FAQ engine is sure: one answer, or one for each question in the message."""

    answers: tuple[FaqAnswer, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """The FAQ engine is near: up to three (entry id, question)."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """The FAQ engine does not know."""


FaqDecision = Answered | Suggested | Unknown


@dataclass(frozen=True, slots=True)
class Opened:
    """The visitor opened the chat; ``returning`` if they have been here before."""

    returning: bool = False


@dataclass(frozen=True, slots=True)
class VisitorSaid:
    """A message, with what the FAQ engine made of it."""

    text: str
    faq: FaqDecision


@dataclass(frozen=True, slots=True)
class EntryChosen:
    """A suggestion was pressed."""

    answer: FaqAnswer


@dataclass(frozen=True, slots=True)
class PersonAsked:
    """ "Talk to a person" was pressed."""


@dataclass(frozen=True, slots=True)
class AnswerRated:
    """The visitor said whether the answer from ``entry_id`` helped."""

    entry_id: str
    helpful: bool


@dataclass(frozen=True, slots=True)
class QueueJoined:
    """It waits for a person now, at ``position``; ``wait_ms`` None when unknown."""

    position: int
    wait_ms: int | None


@dataclass(frozen=True, slots=True)
class QueueLeft:
    """The visitor does not want to wait any more."""


@dataclass(frozen=True, slots=True)
class NobodyCame:
    """A person was asked for, or waited for, and there is nobody (any more)."""


@dataclass(frozen=True, slots=True)
class AgentTookOver:
    """A human owns the conversation from here on."""


@dataclass(frozen=True, slots=True)
class AgentGone:
    """The human is gone (lease lost, no answer, signed out); ``queued`` if it waits for another."""

    queued: bool


@dataclass(frozen=True, slots=True)
class HandedBack:
    """The human gave the conversation back to the bot."""


@dataclass(frozen=True, slots=True)
class EmailLeft:
    """The visitor left an address to answer to."""

    email: str


@dataclass(frozen=True, slots=True)
class CallbackBooked:
    """A callback was requested; ``when`` None for as soon as possible.

    It stands for waiting: whoever was queued is with the bot again.
    """

    reference: str
    when: MomentHint | None


@dataclass(frozen=True, slots=True)
class Closed:
    """The conversation is over."""


Input = (
    Opened
    | VisitorSaid
    | EntryChosen
    | PersonAsked
    | AnswerRated
    | QueueJoined
    | QueueLeft
    | NobodyCame
    | AgentTookOver
    | AgentGone
    | HandedBack
    | EmailLeft
    | CallbackBooked
    | Closed
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is so around the conversation at this moment.

    ``opening`` is the next opening while closed (in the shopper's zone), ``language`` what the
    visitor writes in. The switches say what the shop offers as buttons.
    """

    language: str
    shop_name: str
    hours: HoursState
    availability: Availability
    opening: MomentHint | None = None
    visitor_name: str = ""
    visitor_email: str = ""
    offers_callback: bool = True
    offers_guide: bool = False
    offers_order_status: bool = False
    suggestions: tuple[tuple[str, str], ...] = ()


Result = Literal["answered", "suggested", "unknown", "noted"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One thing that was asked and what came of it; ``helpful`` None until rated."""

    text: str
    result: Result
    entry_id: str = ""
    question: str = ""
    helpful: bool | None = None


@dataclass(frozen=True, slots=True)
class BotState:
    """The bot's memory of one conversation; see ``memory`` for its JSON.

    ``said`` holds the marks of the last replies, so that nothing is said twice; ``given`` the
    entries already answered with; ``misses`` counts messages in a row that it could not answer.
    """

    phase: Phase = Phase.TALKING
    greeted: bool = False
    misses: int = 0
    clarified: bool = False
    offer: Offer = Offer.NOTHING
    email_asked: bool = False
    email: str = ""
    order_number: str = ""
    callback_reference: str = ""
    said: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    exchanges: tuple[Exchange, ...] = ()


@dataclass(frozen=True, slots=True)
class Response:
    """The bot's turn: the memory to keep, what to post, what to do with the conversation.

    ``email`` is an address the visitor wrote in this message, to be stored as left.
    """

    state: BotState
    replies: tuple[Reply, ...] = ()
    handover: Handover = Handover.NO
    email: str = ""
