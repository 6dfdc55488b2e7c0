"""The error codes on the wire: the domain's own, published as they are."""

from chat_server.core.errors import ChatError, ErrorCode

__all__ = ["ChatError", "ErrorCode"]
