"""What the bot can say in which situation: buttons, ways out, and never the same thing twice."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from chat_server.core.bot.model import (
    BotState,
    Button,
    CalendarDate,
    ClockTime,
    FaqAnswer,
    Param,
    Phrase,
    Reply,
    Surroundings,
)
from chat_server.core.hours import MomentHint
from chat_server.core.presence import Availability

MARKS_KEPT = 8
FOLLOW_UPS_SHOWN = 2
SUGGESTIONS_SHOWN = 3
_MINUTE_MS = 60_000

PERSON = Button("person", label_key="button.person")
CALLBACK = Button("callback", label_key="button.callback")
CALLBACK_INSTEAD = Button("callback", label_key="button.callback_instead")
LEAVE_MESSAGE = Button("leave_message", label_key="button.leave_message")
GUIDE = Button("guide", label_key="button.guide")
ORDER_STATUS = Button("order_status", label_key="button.order_status")


def mark(reply: Reply) -> str:
    """What makes two replies the same to a reader."""
    return f"{reply.key}:{reply.entry_id}"


def remember(state: BotState, replies: Sequence[Reply]) -> BotState:
    """The memory after saying ``replies``, newest mark last."""
    marks = [mark(reply) for reply in replies]
    older = [one for one in state.said if one not in marks]
    return replace(state, said=tuple([*older, *marks][-MARKS_KEPT:]))


def was_said(state: BotState, reply: Reply) -> bool:
    """Whether it is among the last things said."""
    return mark(reply) in state.said


def was_last(state: BotState, reply: Reply) -> bool:
    """Whether it is the last thing said."""
    return state.said[-1:] == (mark(reply),)


def fresh(state: BotState, *ways: Reply) -> Reply:
    """The first of several ways to say a thing that was not used lately, or the least recent."""
    marks = {mark(reply): place for place, reply in reversed(list(enumerate(ways)))}
    return ways[
        min(
            marks.values(),
            key=lambda place: (
                state.said.index(mark(ways[place])) if was_said(state, ways[place]) else -1,
                place,
            ),
        )
    ]


def is_anybody_there(around: Surroundings) -> bool:
    """Whether a person can be had now or after waiting."""
    return around.availability is not Availability.NOBODY


def ways_out(around: Surroundings) -> tuple[Button, ...]:
    """How to get to a person from here; never empty."""
    first = PERSON if is_anybody_there(around) else LEAVE_MESSAGE
    return (first, CALLBACK) if around.offers_callback else (first,)


def home(around: Surroundings) -> tuple[Button, ...]:
    """What the bot can do for a visitor."""
    own = [
        *([GUIDE] if around.offers_guide else []),
        *([ORDER_STATUS] if around.offers_order_status else []),
        *faq_buttons(around.suggestions[:SUGGESTIONS_SHOWN]),
    ]
    return (*own, *ways_out(around))


def faq_buttons(entries: Sequence[tuple[str, str]]) -> list[Button]:
    """A button for each (entry id, question)."""
    return [Button("faq", entry_id, label=question) for entry_id, question in entries]


def when_back(around: Surroundings) -> str:
    """The variant of a text: ``here``, ``until`` (a known opening) or ``away``."""
    if is_anybody_there(around):
        return "here"
    return "away" if around.opening is None else "until"


def opening_params(around: Surroundings) -> Mapping[str, Param]:
    """The opening for texts that name it."""
    return {} if around.opening is None else {"opening": moment(around.opening)}


def moment(hint: MomentHint) -> Phrase:
    """A coming moment as words."""
    return Phrase(
        f"moment.{hint.relation}",
        {
            "time": ClockTime(hint.time),
            "weekday": Phrase(f"weekday.{hint.weekday}"),
            "date": CalendarDate(hint.day),
        },
    )


def greeting(around: Surroundings, *, returning: bool) -> Reply:
    """Hello by name where known, that it is a bot, who is there, and what it can do."""
    who = "returning" if returning else "new"
    name = around.visitor_name.strip()
    hello = Phrase("hello.named", {"name": name}) if returning and name else Phrase(f"hello.{who}")
    params = {"hello": hello, "shop": around.shop_name, **opening_params(around)}
    return Reply(f"greeting.{when_back(around)}", params, home(around))


def answer(entry: FaqAnswer) -> Reply:
    """The shop's own words."""
    follow_ups = faq_buttons(entry.follow_ups[:FOLLOW_UPS_SHOWN])
    return Reply("faq.answer", {}, tuple(follow_ups), content=entry.text, entry_id=entry.entry_id)


def queue_place(position: int, wait_ms: int | None, collect: str) -> Reply:
    """Where the visitor stands, how long it takes, and what can be told meanwhile."""
    params: dict[str, Param] = {"position": position, "collect": Phrase(f"collect.{collect}")}
    if wait_ms is None:
        return Reply("queue.joined", params)
    params["count"] = max(1, -(-wait_ms // _MINUTE_MS))
    return Reply("queue.joined_wait", params)
