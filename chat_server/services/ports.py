"""What services need from the outside: somebody who pushes."""

from typing import Literal, Protocol

from chat_server.protocol.wire import Event

EndReason = Literal["signed_out", "disabled", "expired"]


class Push(Protocol):
    """Hands ephemeral events to whoever listens; never waits, never fails."""

    def to_visitor(self, visitor_id: str, event: Event) -> None:
        """Every tab of one visitor."""

    def to_shop_visitors(self, shop_id: str, event: Event) -> None:
        """Every open widget of a shop."""

    def to_agent(self, agent_id: str, event: Event) -> None:
        """Every console of one agent."""

    def to_shop_agents(self, shop_id: str, event: Event) -> None:
        """Every console of a shop's agents."""

    def to_watchers(self, conversation_id: str, event: Event, *, except_agent: str = "") -> None:
        """Every console that has the conversation open."""

    def visitor_online(self, visitor_id: str) -> bool:
        """Whether a tab of the visitor is connected."""

    def end_agent(self, agent_id: str, reason: EndReason, digest: str = "") -> bool:
        """Tell the agent's consoles (or only those of one session) why, and cut them.

        Returns whether other consoles of the agent are left.
        """
