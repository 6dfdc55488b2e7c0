"""Mail that did not go out, for those who look after it."""

from typing import ClassVar

from pydantic import Field

from chat_server.protocol.wire import Command, Id, Nothing, View


class OutboxLetter(View):
    """One letter that was not sent."""

    outbox_id: str
    shop_id: str
    kind: str = Field(description="mail.reply, mail.callback or mail.signal.")
    subject_id: str = Field(description="The conversation or callback it is about.")
    attempts: int
    error: str = Field(description="What the mail server said last.")
    created_at: int
    due_at: int = Field(description="The next attempt, unless it is dead.")
    dead_at: int | None = Field(description="When it was given up.")


class OutboxLetters(View):
    """Failed letters, the newest first."""

    letters: list[OutboxLetter]
    delivers: bool = Field(description="Whether a mail server is set up at all.")


class OutboxDead(Command):
    """Letters that were given up or failed at least once."""

    name: ClassVar[str] = "outbox.dead"
    reply: ClassVar[type[View]] = OutboxLetters


class OutboxRetry(Command):
    """Try to send it again now."""

    name: ClassVar[str] = "outbox.retry"
    reply: ClassVar[type[View]] = Nothing

    outbox_id: Id


OUTBOX_COMMANDS: tuple[type[Command], ...] = (OutboxDead, OutboxRetry)
