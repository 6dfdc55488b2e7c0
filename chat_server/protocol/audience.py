"""Who may see what: one total function over the bodies of events."""

from enum import StrEnum
from typing import get_args

from chat_server.protocol.bodies import PublicBody, TeamBody


class Audience(StrEnum):
    """The two sides of the counter."""

    VISITOR = "visitor"
    TEAM = "team"


def members(union: object) -> tuple[type, ...]:
    """The classes of an ``Annotated[A | B, …]`` union."""
    return get_args(get_args(union)[0])


PUBLIC_BODIES = members(PublicBody)
TEAM_BODIES = members(TeamBody)

_AUDIENCES: dict[type, frozenset[Audience]] = {
    **{body: frozenset({Audience.VISITOR, Audience.TEAM}) for body in PUBLIC_BODIES},
    **{body: frozenset({Audience.TEAM}) for body in TEAM_BODIES},
}


def audience_of(body: type) -> frozenset[Audience]:
    """Who may see events with this body; a body without a row is a bug and raises ``KeyError``."""
    return _AUDIENCES[body]
