"""Who is behind a connection."""

from dataclasses import dataclass, field

from chat_server.services.speaker import Speaker
from chat_server.services.visitors import VisitorIdentity


@dataclass(slots=True)
class VisitorSession:
    """A visitor's tab. ``own`` are conversations that were proved to be theirs."""

    sid: str
    identity: VisitorIdentity
    language: str
    address: str
    own: set[str] = field(default_factory=set)

    def speaker(self) -> Speaker:
        """The visitor on whose behalf a use case runs."""
        identity = self.identity
        return Speaker(identity.visitor_id, identity.shop_id, self.language, self.address)


@dataclass(slots=True)
class AgentSession:
    """An agent's console. ``watched`` are the conversations it has open, with their visitors."""

    sid: str
    agent_id: str
    shop_ids: tuple[str, ...]
    digest: str
    watched: dict[str, str] = field(default_factory=dict)


Session = VisitorSession | AgentSession


def visitor_room(visitor_id: str) -> str:
    """Every tab of a visitor."""
    return f"visitor/{visitor_id}"


def widget_room(shop_id: str) -> str:
    """Every open widget of a shop."""
    return f"widgets/{shop_id}"


def agent_room(agent_id: str) -> str:
    """Every console of an agent."""
    return f"agent/{agent_id}"


def team_room(shop_id: str) -> str:
    """Every console of a shop's agents."""
    return f"team/{shop_id}"


def watch_room(conversation_id: str) -> str:
    """Every console that has a conversation open."""
    return f"watch/{conversation_id}"
