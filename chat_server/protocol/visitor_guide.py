"""What a visitor's client may ask for in guided selling."""

from typing import ClassVar

from pydantic import Field

from chat_server.protocol.guide import GuideAnswer, GuideLive, GuideRun, GuideSummary
from chat_server.protocol.wire import Command, Id, Nothing, View


class GuideList(View):
    """The guides of the shop."""

    guides: list[GuideSummary]


class GuidesList(Command):
    """Which guides does the shop have?"""

    name: ClassVar[str] = "guide.list"
    reply: ClassVar[type[View]] = GuideList


class GuideStarted(View):
    """The questions and where the shopper stands."""

    live: GuideLive


class GuideStart(Command):
    """Begin a guide, or go on where this visitor stopped."""

    name: ClassVar[str] = "guide.start"
    reply: ClassVar[type[View]] = GuideStarted

    guide_id: Id


class GuideRanked(View):
    """The list as it is now."""

    run: GuideRun


class GuideRank(Command):
    """What fits these answers? Sent at each change, also while an importance is dragged."""

    name: ClassVar[str] = "guide.rank"
    reply: ClassVar[type[View]] = GuideRanked

    run_id: Id
    answers: list[GuideAnswer] = Field(max_length=30)
    limit: int = Field(default=10, ge=1, le=30)
    sold_out: bool = Field(default=False, description="Also list what is sold out.")


class GuideFinish(Command):
    """The shopper is done; the next start begins afresh. Safe to repeat."""

    name: ClassVar[str] = "guide.finish"
    reply: ClassVar[type[View]] = Nothing

    run_id: Id
