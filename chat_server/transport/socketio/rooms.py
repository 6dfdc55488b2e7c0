"""Who is in which room, and who is who: both ways, so that leaving costs what was joined."""

from collections.abc import Collection

from chat_server.transport.socketio.connection import Connection


class Rooms:
    """The connected clients by session id, and the rooms the server put them in."""

    def __init__(self) -> None:
        self._by_sid: dict[str, Connection] = {}
        self._rooms: dict[str, set[Connection]] = {}

    def __len__(self) -> int:
        return len(self._by_sid)

    def add(self, connection: Connection) -> None:
        """Register ``connection`` under its session id."""
        self._by_sid[connection.sid] = connection

    def remove(self, connection: Connection) -> None:
        """Forget ``connection`` and take it out of its rooms."""
        self._by_sid.pop(connection.sid, None)
        for room in connection.rooms or ():
            self._drop(connection, room)
        connection.rooms = None

    def get(self, sid: str) -> Connection | None:
        """The client with that session id, unless it is gone."""
        return self._by_sid.get(sid)

    def everybody(self) -> tuple[Connection, ...]:
        """All clients, as a copy."""
        return tuple(self._by_sid.values())

    def join(self, connection: Connection, room: str) -> None:
        """Put ``connection`` into ``room``; again changes nothing."""
        if connection.rooms is None:
            connection.rooms = set()
        connection.rooms.add(room)
        self._rooms.setdefault(room, set()).add(connection)

    def leave(self, connection: Connection, room: str) -> None:
        """Take ``connection`` out of ``room``, if it is there."""
        if connection.rooms and room in connection.rooms:
            connection.rooms.remove(room)
            self._drop(connection, room)

    def members(self, room: str) -> Collection[Connection]:
        """The clients in ``room``; not a copy."""
        return self._rooms.get(room, ())

    def _drop(self, connection: Connection, room: str) -> None:
        members = self._rooms[room]
        members.remove(connection)
        if not members:
            del self._rooms[room]
