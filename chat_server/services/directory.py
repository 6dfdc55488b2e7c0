"""Shops and agents in memory: few, read at each command, changed rarely."""

from sqlalchemy import Connection

from chat_server.core.hours import Hours, parse_hours, state_at
from chat_server.core.shop import Agent, Shop
from chat_server.protocol.bodies import Author
from chat_server.protocol.views import Person
from chat_server.storage import agents as agent_rows
from chat_server.storage import shops as shop_rows
from chat_server.storage.database import Database


class Directory:
    """A copy of the ``shop`` and ``agent`` tables; ``refresh`` after changing them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._shops: dict[str, Shop] = {}
        self._keys: dict[str, str] = {}
        self._agents: dict[str, Agent] = {}
        self._hours: dict[str, Hours] = {}

    async def refresh(self, now: int) -> None:
        """Read both tables again; zones and holidays are read from disk here, off the loop."""

        def read(conn: Connection) -> tuple[list[Shop], list[Agent], dict[str, Hours]]:
            shops = shop_rows.all_shops(conn)
            hours = {shop.id: parse_hours(shop.hours) for shop in shops}
            for known in hours.values():
                state_at(known, now)
            return shops, agent_rows.all_agents(conn), hours

        shops, agents, hours = await self._database.read(read)
        self._shops = {shop.id: shop for shop in shops}
        self._keys = {shop.key: shop.id for shop in shops}
        self._agents = {agent.id: agent for agent in agents}
        self._hours = hours

    def shop(self, shop_id: str) -> Shop:
        """The shop with this id, which exists."""
        return self._shops[shop_id]

    def hours(self, shop_id: str) -> Hours:
        """The shop's opening hours."""
        return self._hours[shop_id]

    def shop_by_key(self, key: str) -> Shop | None:
        """The shop whose tag says ``key``."""
        shop_id = self._keys.get(key)
        return self._shops[shop_id] if shop_id else None

    def shops(self) -> list[Shop]:
        """Every shop."""
        return list(self._shops.values())

    def agent(self, agent_id: str) -> Agent | None:
        """The agent, disabled or not."""
        return self._agents.get(agent_id)

    def agent_by_email(self, email: str) -> Agent | None:
        """The agent who signs in with ``email``, in any case."""
        wanted = email.strip().casefold()
        return next((a for a in self._agents.values() if a.email.casefold() == wanted), None)

    def agents_of(self, shop_id: str) -> list[Agent]:
        """The shop's agents who are not disabled."""
        return [
            agent
            for agent in self._agents.values()
            if shop_id in agent.shop_ids and agent.disabled_at is None
        ]

    def put_agent(self, agent: Agent) -> None:
        """Remember a change that was stored."""
        self._agents[agent.id] = agent

    def person(self, agent_id: str | None) -> Person | None:
        """The agent as others see them."""
        agent = self._agents.get(agent_id) if agent_id else None
        return Person(agent_id=agent.id, name=agent.name, face=agent.face) if agent else None

    def author(self, agent_id: str) -> Author:
        """The agent as the author of something."""
        agent = self._agents.get(agent_id)
        return Author(kind="agent", id=agent_id, name=agent.name if agent else "")
