"""Callbacks beyond the list: calls, links, calendars, numbers."""

from typing import ClassVar, Literal

from pydantic import Field

from chat_server.protocol.agent import CallbackStand
from chat_server.protocol.views import CallbackView
from chat_server.protocol.wire import At, Command, Event, Id, Seq, View


class CallbackStartCall(Command):
    """I dial now; until an outcome is recorded the request does not press."""

    name: ClassVar[str] = "callback.start_call"
    reply: ClassVar[type[View]] = CallbackStand

    callback_id: Id
    epoch: Seq


class CalendarAddress(View):
    """Where the agent's calendar can be subscribed to; older addresses stopped working."""

    url: str


class CallbackFeed(Command):
    """A new secret address for my calendar of claimed callbacks."""

    name: ClassVar[str] = "callback.feed"
    reply: ClassVar[type[View]] = CalendarAddress


class CallbackNumbers(View):
    """What became of the requests made within a time."""

    requested: int
    reached: int
    unreached: int = Field(description="Given up: no answer, or a wrong number.")
    done: int = Field(description="Settled without a call.")
    cancelled: int
    open: int = Field(description="Still to be called.")
    overdue: int = Field(description="Were called too late, or are late now.")
    call_after_ms: int | None = Field(
        description="Median from the agreed (or asked) moment to the first call's outcome."
    )


class CallbackReport(Command):
    """Numbers about the requests made from one moment until before another."""

    name: ClassVar[str] = "callback.report"
    reply: ClassVar[type[View]] = CallbackNumbers

    shop_id: Id
    from_at: At
    until_at: At


class CallbackSignalled(Event):
    """Ephemeral: a callback request presses; told once for each kind and appointed time."""

    type: Literal["callback.signalled"] = "callback.signalled"
    kind: Literal["reminder", "due", "overdue", "escalation"]
    callback: CallbackView


class CallbackAddresses(View):
    """Links to one's own request that work without the chat."""

    manage_url: str = Field(description="A page to move or cancel it.")
    ics_url: str = Field(description="The appointment as a calendar file.")


class CallbackLinks(Command):
    """The links to my request, to keep or to put into a calendar."""

    name: ClassVar[str] = "callback.links"
    reply: ClassVar[type[View]] = CallbackAddresses

    callback_id: Id


CALLBACK_AGENT_COMMANDS: tuple[type[Command], ...] = (
    CallbackStartCall,
    CallbackFeed,
    CallbackReport,
)
CALLBACK_VISITOR_COMMANDS: tuple[type[Command], ...] = (CallbackLinks,)
