"""Catching up: what a client missed, and the true last numbers for its heartbeat."""

from collections.abc import Mapping

from sqlalchemy import Connection

from chat_server.core.shop import Agent
from chat_server.protocol.agent import LogPosition, TeamSynced
from chat_server.protocol.visitor import Synced
from chat_server.services.desk import Desk
from chat_server.services.snapshots import Snapshots
from chat_server.storage import conversations
from chat_server.storage.database import Database


class CatchUp:
    """Reads only, and only what the asker may see; anything else is left out."""

    def __init__(self, database: Database, snapshots: Snapshots, desk: Desk) -> None:
        self._database = database
        self._snapshots = snapshots
        self._desk = desk

    async def visitor(self, visitor_id: str, asked: Mapping[str, int]) -> list[Synced]:
        """What a visitor missed in their conversations after these numbers."""

        def read(conn: Connection) -> list[Synced]:
            rows = conversations.look(conn, asked)
            return [
                self._snapshots.synced(conn, row, seq, self._desk.place_of(conn, row))
                for key, seq in asked.items()
                if (row := rows.get(key)) is not None and row.visitor_id == visitor_id
            ]

        return await self._database.read(read)

    async def team(self, agent: Agent, asked: Mapping[str, LogPosition]) -> list[TeamSynced]:
        """What a console missed in both logs after these positions."""

        def read(conn: Connection) -> list[TeamSynced]:
            rows = conversations.look(conn, asked)
            return [
                self._snapshots.team_synced(
                    conn, row, position.seq, position.team_seq, self._desk.place_of(conn, row)
                )
                for key, position in asked.items()
                if (row := rows.get(key)) is not None and row.shop_id in agent.shop_ids
            ]

        return await self._database.read(read)

    async def visitor_heads(self, visitor_id: str, asked: Mapping[str, int]) -> dict[str, int]:
        """The last numbers of the visitor's conversations."""
        if not asked:
            return {}
        rows = await self._database.read(lambda conn: conversations.look(conn, asked))
        return {key: row.seq for key, row in rows.items() if row.visitor_id == visitor_id}

    async def team_heads(
        self, agent: Agent, asked: Mapping[str, LogPosition]
    ) -> dict[str, LogPosition]:
        """The last numbers of both logs."""
        if not asked:
            return {}
        rows = await self._database.read(lambda conn: conversations.look(conn, asked))
        return {
            key: LogPosition(seq=row.seq, team_seq=row.team_seq)
            for key, row in rows.items()
            if row.shop_id in agent.shop_ids
        }
