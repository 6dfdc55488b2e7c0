"""What can be refused, as codes; the words are the client's, in the reader's language."""

from enum import StrEnum


class ErrorCode(StrEnum):
    """What went wrong, as a client can act on it; each member's comment is what is published."""

    PROTOCOL_UNSUPPORTED = "protocol.unsupported"  # reload: this version is no longer spoken
    COMMAND_UNKNOWN = "command.unknown"  # no such command for this role
    COMMAND_INVALID = "command.invalid"  # a field is missing, unknown or out of bounds; see `field`
    COMMAND_TOO_LARGE = "command.too_large"  # the frame or a text is over its limit
    AUTH_REQUIRED = "auth.required"  # no valid token or session: start a new one
    AUTH_REVOKED = "auth.revoked"  # the session was ended or the account disabled
    FORBIDDEN = "forbidden"  # this role may not do that, or the thing is not yours
    NOT_FOUND = "not_found"  # nothing with that id that you may see
    CONFLICT = "conflict"  # somebody was faster, or your copy is old: sync and look again
    CLIENT_ID_REUSED = "client_id.reused"  # the same client_id was sent with another body
    CONVERSATION_CLOSED = "conversation.closed"  # the conversation is closed; a new message reopens
    RATE_LIMITED = "rate_limited"  # too many; try again after `retry_after` ms
    OVERLOADED = "overloaded"  # the server sheds load; try again after `retry_after` ms
    STORAGE_UNAVAILABLE = "storage.unavailable"  # not stored; keep it and try again
    CALLBACK_DUPLICATE = "callback.duplicate"  # this number already has an open request here
    CALLBACK_SLOT_TAKEN = "callback.slot_taken"  # the slot filled up in the meantime
    CALLBACK_IN_THE_PAST = "callback.in_the_past"  # the wanted time is over
    CALLBACK_PHONE_INVALID = "callback.phone_invalid"  # not a number that can be called
    CALLBACK_OUTSIDE_HOURS = "callback.outside_hours"  # nobody calls at that time
    CALLBACK_RATE_LIMITED = "callback.rate_limited"  # too many requests from here
    INTERNAL = "internal"  # a bug of ours; nothing was stored, it is logged


class ChatError(Exception):
    """A refusal that is the client's business: it becomes a negative ack, never a log line.

    ``field`` names the offending field; ``retry_after_ms`` says when trying again makes sense.
    """

    def __init__(
        self, code: ErrorCode, *, field: str | None = None, retry_after_ms: int | None = None
    ) -> None:
        super().__init__(code.value)
        self.code = code
        self.field = field
        self.retry_after_ms = retry_after_ms
