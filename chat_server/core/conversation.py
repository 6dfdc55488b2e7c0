"""A conversation's state and its legal moves: always with exactly one of bot, queue, agent, nobody.

Each move takes the state and returns the next one or raises ``ChatError``; who may ask for it is
decided in ``core.permission``, what is told about it in ``services``.
"""

from dataclasses import dataclass, replace
from typing import Literal

from chat_server.core.errors import ChatError, ErrorCode

Status = Literal["bot", "queued", "assigned", "closed"]
Speaker = Literal["visitor", "agent", "bot", "system"]


@dataclass(frozen=True, slots=True)
class Conversation:
    """One row of the ``conversation`` table.

    ``seq`` and ``team_seq`` are the last numbers of its two logs, ``visitor_seq`` the visitor's
    last message, ``last_message_seq`` anybody's, ``answered_seq`` the last one the bot has dealt
    with. ``waiting_since`` is when somebody began to wait for a person's answer. ``epoch`` counts
    assignments.
    """

    id: str
    shop_id: str
    visitor_id: str
    status: Status
    language: str
    created_at: int
    updated_at: int
    assignee_id: str | None = None
    epoch: int = 0
    seq: int = 0
    team_seq: int = 0
    answered_seq: int = 0
    visitor_seq: int = 0
    message_count: int = 0
    last_message_seq: int = 0
    waiting_since: int | None = None
    message_left: bool = False
    score: int | None = None
    email: str = ""
    bot_state: str = "{}"
    assigned_at: int | None = None
    closed_at: int | None = None


def require_open(conversation: Conversation) -> None:
    """Refuse a closed conversation with ``conversation.closed``."""
    if conversation.status == "closed":
        raise ChatError(ErrorCode.CONVERSATION_CLOSED)


def require_epoch(conversation: Conversation, epoch: int) -> None:
    """Refuse a write that was decided on an older assignment with ``conflict``."""
    if conversation.epoch != epoch:
        raise ChatError(ErrorCode.CONFLICT, field="epoch")


def require_owner(conversation: Conversation, agent_id: str, epoch: int) -> None:
    """Refuse an agent who does not own it (any more)."""
    require_open(conversation)
    require_epoch(conversation, epoch)
    if conversation.status != "assigned" or conversation.assignee_id != agent_id:
        raise ChatError(ErrorCode.CONFLICT, field="conversation_id")


def waiting_after(
    status: Status, speaker: Speaker, waiting_since: int | None, at: int
) -> int | None:
    """Since when somebody waits for a person, once ``speaker`` has said something."""
    if speaker == "agent":
        return None
    if speaker == "visitor" and status == "assigned" and waiting_since is None:
        return at
    return waiting_since


def spoken(conversation: Conversation, speaker: Speaker, at: int) -> Conversation:
    """The state after somebody said something; numbering is the log's business."""
    require_open(conversation)
    return replace(
        conversation,
        waiting_since=waiting_after(conversation.status, speaker, conversation.waiting_since, at),
        message_left=conversation.message_left and speaker != "agent",
        message_count=conversation.message_count + 1,
        updated_at=at,
    )


def queued(conversation: Conversation, at: int) -> Conversation:
    """Waiting for a person; an earlier wait goes on counting."""
    require_open(conversation)
    return replace(
        conversation,
        status="queued",
        assignee_id=None,
        epoch=conversation.epoch + (conversation.assignee_id is not None),
        waiting_since=conversation.waiting_since or at,
        assigned_at=None,
        updated_at=at,
    )


def assigned(conversation: Conversation, agent_id: str, at: int) -> Conversation:
    """Owned by ``agent_id`` from now on, under a new epoch."""
    require_open(conversation)
    return replace(
        conversation,
        status="assigned",
        assignee_id=agent_id,
        epoch=conversation.epoch + 1,
        waiting_since=conversation.waiting_since or at,
        assigned_at=at,
        updated_at=at,
    )


def with_bot(conversation: Conversation, at: int) -> Conversation:
    """Owned by the bot, which has nothing to answer until the visitor speaks again."""
    require_open(conversation)
    return replace(
        conversation,
        status="bot",
        assignee_id=None,
        epoch=conversation.epoch + (conversation.assignee_id is not None),
        waiting_since=None,
        message_left=False,
        assigned_at=None,
        answered_seq=conversation.visitor_seq,
        updated_at=at,
    )


def closed(conversation: Conversation, at: int) -> Conversation:
    """Over; the assignee stays, so that history says who it was."""
    require_open(conversation)
    return replace(conversation, status="closed", waiting_since=None, closed_at=at, updated_at=at)


def reopened(conversation: Conversation, agent_id: str, at: int) -> Conversation:
    """Taken up again by ``agent_id``."""
    if conversation.status != "closed":
        raise ChatError(ErrorCode.CONFLICT, field="conversation_id")
    again = replace(conversation, status="queued", closed_at=None)
    # nobody waits for an answer before the visitor speaks again
    return replace(assigned(again, agent_id, at), waiting_since=None)


def rated(conversation: Conversation, score: int, at: int) -> Conversation:
    """With the visitor's score from 1 to 5; the last one counts."""
    return replace(conversation, score=score, updated_at=at)
