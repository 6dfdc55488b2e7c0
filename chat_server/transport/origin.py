"""Whose pages may talk to the hub: its own; shops' origins count when a token is issued."""

from collections.abc import Iterable
from urllib.parse import urlsplit


def origin_of(url: str) -> str | None:
    """Scheme, host and port of ``url`` as a browser's Origin header writes them."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    host = parts.hostname.lower()
    host = f"[{host}]" if ":" in host else host
    default = 443 if parts.scheme == "https" else 80
    return f"{parts.scheme}://{host}" + ("" if port in (None, default) else f":{port}")


class OwnOrigins:
    """The origins of the hub itself, known once its port is."""

    def __init__(self, urls: Iterable[str] = ()) -> None:
        self._origins = frozenset(filter(None, map(origin_of, urls)))

    def set(self, urls: Iterable[str]) -> None:
        """Replace them, once the port is known."""
        self._origins = frozenset(filter(None, map(origin_of, urls)))

    def __contains__(self, origin: str) -> bool:
        return origin in self._origins
