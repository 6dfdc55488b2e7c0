"""One event of a conversation's log, as it is stored and told."""

from dataclasses import dataclass

PUBLIC_LOG = 0
TEAM_LOG = 1


@dataclass(frozen=True, slots=True)
class StoredFact:
    """``body`` is JSON text.

    ``status`` is the conversation's after the event, so that listeners need not ask.
    """

    shop_id: str
    visitor_id: str
    conversation_id: str
    log: int
    number: int
    after_seq: int
    at: int
    sender: str
    type: str
    status: str
    body: str
