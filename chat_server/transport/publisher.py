"""From facts and ephemeral events to rooms: who hears of what."""

from collections.abc import Callable, Iterable

import orjson

from chat_server.core.fact import TEAM_LOG, StoredFact
from chat_server.protocol.ephemeral import SessionEnded
from chat_server.protocol.wire import Event
from chat_server.services.ports import EndReason, Push
from chat_server.transport.sessions import (
    AgentSession,
    Session,
    agent_room,
    team_room,
    visitor_room,
    watch_room,
    widget_room,
)
from chat_server.transport.socketio.hub import Hub


class Publisher(Push):
    """Tells the hub's rooms; a visitor's room never gets the team's log."""

    def __init__(self) -> None:
        self._hub: Hub[Session] | None = None
        self._session_of: Callable[[str], Session | None] = lambda sid: None

    def bind(self, hub: Hub[Session], session_of: Callable[[str], Session | None]) -> None:
        """Give it the hub, which is made after the services."""
        self._hub = hub
        self._session_of = session_of

    def publish(self, facts: Iterable[StoredFact]) -> None:
        """Stored events, in commit order."""
        hub = self._bound()
        for fact in facts:
            body = orjson.Fragment(fact.body)
            if fact.log == TEAM_LOG:
                payload = {
                    "conversation_id": fact.conversation_id,
                    "team_seq": fact.number,
                    "after_seq": fact.after_seq,
                    "at": fact.at,
                    "body": body,
                }
                hub.emit(watch_room(fact.conversation_id), fact.type, payload)
                continue
            payload = {
                "conversation_id": fact.conversation_id,
                "seq": fact.number,
                "at": fact.at,
                "body": body,
            }
            rooms = (visitor_room(fact.visitor_id), watch_room(fact.conversation_id))
            hub.emit(rooms, fact.type, payload)

    def to_visitor(self, visitor_id: str, event: Event) -> None:
        self._emit(visitor_room(visitor_id), event)

    def to_shop_visitors(self, shop_id: str, event: Event) -> None:
        self._emit(widget_room(shop_id), event)

    def to_agent(self, agent_id: str, event: Event) -> None:
        self._emit(agent_room(agent_id), event)

    def to_shop_agents(self, shop_id: str, event: Event) -> None:
        self._emit(team_room(shop_id), event)

    def to_watchers(self, conversation_id: str, event: Event, *, except_agent: str = "") -> None:
        hub = self._bound()
        room = watch_room(conversation_id)
        if not except_agent:
            self._emit(room, event)
            return
        for sid in hub.members(room):
            session = self._session_of(sid)
            if isinstance(session, AgentSession) and session.agent_id != except_agent:
                self._emit(sid, event)

    def visitor_online(self, visitor_id: str) -> bool:
        return self._hub is not None and self._hub.occupied(visitor_room(visitor_id))

    def end_agent(self, agent_id: str, reason: EndReason, digest: str = "") -> bool:
        hub = self._bound()
        any_left = False
        for sid in hub.members(agent_room(agent_id)):
            session = self._session_of(sid)
            if digest and (not isinstance(session, AgentSession) or session.digest != digest):
                any_left = True
                continue
            self._emit(sid, SessionEnded(reason=reason))
            hub.cut(sid, reason)
        return any_left

    def _emit(self, target: str, event: Event) -> None:
        self._bound().emit(target, event.type, event.model_dump(mode="json"))  # type: ignore[attr-defined] # every event has one

    def _bound(self) -> Hub[Session]:
        if self._hub is None:
            raise RuntimeError("bind the publisher to the hub first")
        return self._hub
