"""What a shop's widgets may say about who is there, pushed the moment it changes."""

from chat_server.core.hours import state_at
from chat_server.protocol.ephemeral import AgentChanged, AvailabilityChanged
from chat_server.protocol.views import AgentView, Availability
from chat_server.services.directory import Directory
from chat_server.services.ports import Push
from chat_server.services.presence import PresenceBoard
from chat_server.storage import conversations
from chat_server.storage.database import Database
from chat_server.system import System


class AvailabilityBoard:
    """Availability by shop, computed from leases, chosen states, load and hours."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        presence: PresenceBoard,
        push: Push,
        system: System,
    ) -> None:
        self._database = database
        self._directory = directory
        self._presence = presence
        self._push = push
        self._system = system
        self._said: dict[str, Availability] = {}
        self._shown: dict[str, AgentView] = {}

    def known(self, shop_id: str) -> Availability:
        """What was last said, at most a second ago; what is pushed later continues it."""
        return self._said.get(shop_id) or self._compute(shop_id, {})

    async def agents(self, shop_ids: tuple[str, ...]) -> list[AgentView]:
        """The agents of these shops with their presence, by name."""
        counts = await self._database.read(conversations.open_counts)
        now = self._system.clock.now()
        found = {
            agent.id: self._presence.view(agent, counts.get(agent.id, 0), now)
            for shop_id in shop_ids
            for agent in self._directory.agents_of(shop_id)
        }
        return sorted(found.values(), key=lambda view: (view.name, view.agent_id))

    async def refresh(self) -> dict[str, int]:
        """Tell widgets and consoles what has changed; returns open conversations by agent."""
        counts = await self._database.read(conversations.open_counts)
        now = self._system.clock.now()
        for shop in self._directory.shops():
            availability = self._compute(shop.id, counts)
            if self._said.get(shop.id) != availability:
                self._said[shop.id] = availability
                self._push.to_shop_visitors(shop.id, AvailabilityChanged(availability=availability))
            for agent in self._directory.agents_of(shop.id):
                view = self._presence.view(agent, counts.get(agent.id, 0), now)
                if self._shown.get(agent.id) != view:
                    self._shown[agent.id] = view
                    for member_of in agent.shop_ids:
                        self._push.to_shop_agents(member_of, AgentChanged(agent=view))
        return counts

    def _compute(self, shop_id: str, counts: dict[str, int]) -> Availability:
        now = self._system.clock.now()
        hours = state_at(self._directory.hours(shop_id), now)
        return self._presence.availability(shop_id, hours, counts, now)
