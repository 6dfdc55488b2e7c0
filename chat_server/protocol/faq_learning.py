"""What the FAQ learns from: open questions, and numbers."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from chat_server.protocol.faq import FaqDraft, FaqEntryView, Question
from chat_server.protocol.wire import Command, Id, Language, Nothing, Seq, View

QuestionKind = Literal["unknown", "suggested", "unhelpful", "proposed"]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class FaqQuestionGroup(View):
    """Questions that say the same."""

    question_ids: list[int]
    text: str = Field(description="The newest wording; numbers and addresses are masked.")
    wordings: list[str] = Field(description="Up to five different ones.")
    kind: QuestionKind = Field(description="Of the newest: no answer, near, did not help, wanted.")
    shoppers: int = Field(description="How many asked.")
    last_at: int
    entry_id: str = Field(description="The entry that did not help, or the nearest one; or empty.")
    answer: str = Field(description="What a person answered, where a colleague proposed it.")


class FaqQuestionGroups(View):
    """Open questions, the most frequent first."""

    groups: list[FaqQuestionGroup]


class FaqQuestions(Command):
    """What did shoppers ask without getting a good answer?"""

    name: ClassVar[str] = "faq.questions"
    reply: ClassVar[type[View]] = FaqQuestionGroups

    shop_id: Id
    language: Language


class FaqSettled(View):
    """The entry that answers them now; null when they were dismissed."""

    settled: int
    entry: FaqEntryView | None


class FaqSettle(Command):
    """Make open questions a phrasing of an entry, or a new entry, or dismiss them."""

    name: ClassVar[str] = "faq.settle"
    reply: ClassVar[type[View]] = FaqSettled

    shop_id: Id
    language: Language
    question_ids: list[Seq] = Field(min_length=1, max_length=1_000)
    action: Literal["phrasing", "entry", "dismiss"]
    entry_id: Id | None = Field(default=None, description="For `phrasing`.")
    epoch: Seq = Field(default=0, description="For `phrasing`: the entry's.")
    phrasing: Question | None = Field(default=None, description="For `phrasing`.")
    entry: FaqDraft | None = Field(default=None, description="For `entry`.")


class FaqPropose(Command):
    """Make this reply an FAQ entry: it appears among the open questions. Every agent may."""

    name: ClassVar[str] = "faq.propose"
    reply: ClassVar[type[View]] = Nothing

    conversation_id: Id
    message_id: Id


class FaqNumbers(View):
    """What the bot made of what it was asked."""

    answered: int
    suggested: int
    unknown: int
    handed_over: int = Field(description="Conversations a person took after the bot.")
    helpful: int
    unhelpful: int


class FaqDay(FaqNumbers):
    """The numbers of one day of the shop."""

    day: str


class FaqEntryNumbers(View):
    """How often an entry answered, and what shoppers thought of it."""

    entry_id: str
    answered: int
    helpful: int
    unhelpful: int


class FaqReportReply(View):
    """Totals, days and entries, the most used first."""

    total: FaqNumbers
    days: list[FaqDay]
    entries: list[FaqEntryNumbers]


class FaqReport(Command):
    """How the bot did, from one day to another, both included, at most 366."""

    name: ClassVar[str] = "faq.report"
    reply: ClassVar[type[View]] = FaqReportReply

    shop_id: Id
    first: Day
    last: Day


LEARNING_COMMANDS: tuple[type[Command], ...] = (FaqQuestions, FaqSettle, FaqPropose, FaqReport)
