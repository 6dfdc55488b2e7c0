"""What shoppers asked without a good answer, and what the bot made of their messages."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from chat_server.core.fact import PUBLIC_LOG
from chat_server.storage.schema import event
from chat_server.storage.schema_answers import faq_question, faq_turn

QUESTIONS_MAX = 1_000


@dataclass(frozen=True, slots=True)
class FaqQuestion:
    """One open question; ``subject_id`` is the entry that did not help, or the message proposed."""

    id: int
    at: int
    text: str
    kind: str
    subject_id: str
    visitor_id: str
    conversation_id: str


@dataclass(frozen=True, slots=True)
class FaqTurn:
    """What the bot made of one message."""

    at: int
    language: str
    outcome: str
    entry_id: str
    conversation_id: str


def add_turn(conn: Connection, shop_id: str, turn: FaqTurn) -> None:
    """Count it."""
    conn.execute(
        faq_turn.insert().values(
            shop_id=shop_id,
            language=turn.language,
            at=turn.at,
            outcome=turn.outcome,
            entry_id=turn.entry_id,
            conversation_id=turn.conversation_id,
        )
    )


def turns(conn: Connection, shop_id: str, from_at: int, until_at: int) -> list[FaqTurn]:
    """What the bot made of messages from one moment until before another."""
    query = select(
        faq_turn.c.at,
        faq_turn.c.language,
        faq_turn.c.outcome,
        faq_turn.c.entry_id,
        faq_turn.c.conversation_id,
    ).where(faq_turn.c.shop_id == shop_id, faq_turn.c.at >= from_at, faq_turn.c.at < until_at)
    return [FaqTurn(*row) for row in conn.execute(query)]


def add_question(
    conn: Connection,
    *,
    shop_id: str,
    language: str,
    at: int,
    text: str,
    kind: str,
    subject_id: str,
    visitor_id: str,
    conversation_id: str,
) -> None:
    """Keep a question for the editors; ``text`` is masked already."""
    conn.execute(
        faq_question.insert().values(
            shop_id=shop_id,
            language=language,
            at=at,
            text=text,
            kind=kind,
            entry_id=subject_id,
            visitor_id=visitor_id,
            conversation_id=conversation_id,
        )
    )


def open_questions(conn: Connection, shop_id: str, language: str) -> list[FaqQuestion]:
    """The last questions nobody has settled, newest first."""
    query = (
        select(
            faq_question.c.id,
            faq_question.c.at,
            faq_question.c.text,
            faq_question.c.kind,
            faq_question.c.entry_id,
            faq_question.c.visitor_id,
            faq_question.c.conversation_id,
        )
        .where(
            faq_question.c.shop_id == shop_id,
            faq_question.c.language == language,
            faq_question.c.settled == "",
        )
        .order_by(faq_question.c.at.desc(), faq_question.c.id.desc())
        .limit(QUESTIONS_MAX)
    )
    return [FaqQuestion(*row) for row in conn.execute(query)]


def settle(conn: Connection, shop_id: str, ids: Sequence[int], settled: str, at: int) -> list[str]:
    """Note what became of open questions; returns their texts."""
    query = (
        update(faq_question)
        .where(
            faq_question.c.shop_id == shop_id,
            faq_question.c.id.in_(ids),
            faq_question.c.settled == "",
        )
        .values(settled=settled, settled_at=at)
        .returning(faq_question.c.text)
    )
    return list(conn.execute(query).scalars())


def message(conn: Connection, conversation_id: str, message_id: str) -> tuple[int, str] | None:
    """The number and body of a message by its id."""
    query = select(event.c.number, event.c.body).where(
        event.c.conversation_id == conversation_id,
        event.c.log == PUBLIC_LOG,
        event.c.body.contains(f'"message_id":"{message_id}"', autoescape=True),
    )
    row = conn.execute(query).first()
    return (row[0], row[1]) if row else None


def said_before(conn: Connection, conversation_id: str, number: int) -> str | None:
    """The body of the visitor's last message before a number."""
    query = (
        select(event.c.body)
        .where(
            event.c.conversation_id == conversation_id,
            event.c.log == PUBLIC_LOG,
            event.c.number < number,
            event.c.sender == "visitor",
            event.c.client_id.is_not(None),
        )
        .order_by(event.c.number.desc())
        .limit(1)
    )
    return conn.execute(query).scalar_one_or_none()
