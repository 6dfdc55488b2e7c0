"""What a client brings when it connects, and how it is turned away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aiohttp import hdrs, web

from chat_server.protocol.errors import ErrorCode
from chat_server.transport.socketio.address import Network, client_address

HEADER_CHARS = 512


@dataclass(frozen=True, slots=True)
class Handshake:
    """The caller as the hub saw it; ``auth`` is the client's word, the rest comes from HTTP.

    ``origin`` is None when the client sent none, as programs outside browsers do. ``remote`` is
    the client's address, taken from X-Forwarded-For only behind trusted proxies. ``host`` and
    ``secure`` are what the request itself said; ``user_agent`` and ``accept_language`` are cut
    at 512 characters.
    """

    auth: Mapping[str, object] | None
    origin: str | None
    cookies: Mapping[str, str]
    remote: str
    host: str
    secure: bool
    user_agent: str
    accept_language: str


class Refused(Exception):  # noqa: N818  # reads as what it says: raise Refused(...)
    """Raised by the application's connect callback: the client gets a connect error with ``code``.

    ``retry_after_ms`` says when trying again makes sense.
    """

    def __init__(self, code: ErrorCode, *, retry_after_ms: int | None = None) -> None:
        super().__init__(code.value)
        self.code = code
        self.retry_after_ms = retry_after_ms


def remote_address(request: web.BaseRequest, trusted: Sequence[Network]) -> str:
    """The client's address of ``request``; an empty string when the peer has none."""
    forwarded = request.headers.getall(hdrs.X_FORWARDED_FOR, ())
    return client_address(request.remote or "", forwarded, trusted)


def read_handshake(request: web.BaseRequest, remote: str) -> Handshake:
    """The HTTP part of a handshake; ``auth`` follows with the CONNECT packet."""
    headers = request.headers
    return Handshake(
        auth=None,
        origin=headers.get(hdrs.ORIGIN),
        cookies=dict(request.cookies) if hdrs.COOKIE in headers else {},
        remote=remote,
        host=headers.get(hdrs.HOST, ""),
        secure=request.secure,
        user_agent=headers.get(hdrs.USER_AGENT, "")[:HEADER_CHARS],
        accept_language=headers.get(hdrs.ACCEPT_LANGUAGE, "")[:HEADER_CHARS],
    )
