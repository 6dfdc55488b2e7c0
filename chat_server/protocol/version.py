"""The version handshake: an unsupported client is refused and reloads itself once."""

PROTOCOL_VERSION = 1
OLDEST_SUPPORTED = 1


def supported(version: object) -> bool:
    """Whether a client that says it speaks ``version`` is understood."""
    return type(version) is int and OLDEST_SUPPORTED <= version <= PROTOCOL_VERSION
