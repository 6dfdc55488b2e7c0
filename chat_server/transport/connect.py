"""Who may connect, and which rooms they get: joined by the server only, never by name."""

from collections.abc import Mapping

from chat_server.core.errors import ChatError, ErrorCode
from chat_server.protocol.version import supported
from chat_server.services.services import Services
from chat_server.transport.origin import OwnOrigins
from chat_server.transport.sessions import (
    AgentSession,
    Session,
    VisitorSession,
    agent_room,
    team_room,
    visitor_room,
    watch_room,
    widget_room,
)
from chat_server.transport.socketio.address import address_group
from chat_server.transport.socketio.handshake import Handshake, Refused
from chat_server.transport.socketio.hub import Hub

WATCHED_MAX = 100


class Connections:
    """The open sessions of this process by socket id."""

    def __init__(
        self, services: Services, origins: OwnOrigins, cookie: str, sockets_per_visitor: int
    ) -> None:
        self._services = services
        self._origins = origins
        self._cookie = cookie
        self._sockets_per_visitor = sockets_per_visitor
        self._sessions: dict[str, Session] = {}
        self._hub: Hub[Session] | None = None

    def bind(self, hub: Hub[Session]) -> None:
        """Give it the hub, which is made with its callbacks."""
        self._hub = hub

    def session(self, sid: str) -> Session | None:
        """Who is behind a socket."""
        return self._sessions.get(sid)

    async def connect(self, sid: str, handshake: Handshake) -> Session:
        """The session of a new socket. Raises ``Refused`` with the code a client can act on."""
        auth = handshake.auth or {}
        if not supported(auth.get("v")):
            raise Refused(ErrorCode.PROTOCOL_UNSUPPORTED)
        if handshake.origin is not None and handshake.origin not in self._origins:
            raise Refused(ErrorCode.FORBIDDEN)
        try:
            session = await self._identify(sid, auth, handshake)
        except ChatError as error:
            raise Refused(error.code, retry_after_ms=error.retry_after_ms) from error
        self._sessions[sid] = session
        return session

    async def _identify(
        self, sid: str, auth: Mapping[str, object], handshake: Handshake
    ) -> Session:
        match auth.get("role"):
            case "visitor":
                identity = await self._services.visitors.identify(auth.get("token"))
                open_tabs = self._bound().members(visitor_room(identity.visitor_id))
                if len(open_tabs) >= self._sockets_per_visitor:
                    # sessions are kept in the order they came in
                    oldest = next(tab for tab in self._sessions if tab in open_tabs)
                    self._bound().cut(oldest, "replaced")
                return VisitorSession(sid, identity, "en", address_group(handshake.remote))
            case "agent":
                if handshake.origin is None:
                    raise ChatError(ErrorCode.FORBIDDEN)
                secret = handshake.cookies.get(self._cookie)
                agent, digest = await self._services.sign_in.agent_of(secret)
                return AgentSession(sid, agent.id, agent.shop_ids, digest)
            case _:
                raise ChatError(ErrorCode.AUTH_REQUIRED, field="role")

    async def disconnected(self, session: Session, reason: str) -> None:
        """A socket is gone; an agent's lease gets a reload's grace."""
        self._sessions.pop(session.sid, None)
        if isinstance(session, AgentSession):
            now = self._services.system.clock.now()
            await self._services.presence.disconnected(session.sid, now)
        elif reason != "stopped":
            identity = session.identity
            if not self._bound().occupied(visitor_room(identity.visitor_id)):
                await self._services.visitor_moved(identity.shop_id, identity.visitor_id)

    def visitor_started(self, session: VisitorSession) -> None:
        """The visitor's tab hears of their conversations and of who is there."""
        hub = self._bound()
        hub.join(session.sid, visitor_room(session.identity.visitor_id))
        hub.join(session.sid, widget_room(session.identity.shop_id))

    def agent_started(self, session: AgentSession) -> None:
        """The agent's console hears of its shops' lists."""
        hub = self._bound()
        hub.join(session.sid, agent_room(session.agent_id))
        for shop_id in session.shop_ids:
            hub.join(session.sid, team_room(shop_id))

    def watch(self, session: AgentSession, conversation_id: str, visitor_id: str) -> None:
        """The console hears of everything in the conversation; the oldest of many is let go."""
        if len(session.watched) >= WATCHED_MAX and conversation_id not in session.watched:
            self.unwatch(session, next(iter(session.watched)))
        session.watched[conversation_id] = visitor_id
        self._bound().join(session.sid, watch_room(conversation_id))

    def unwatch(self, session: AgentSession, conversation_id: str) -> None:
        """The console does not any more."""
        if session.watched.pop(conversation_id, None) is not None:
            self._bound().leave(session.sid, watch_room(conversation_id))

    async def check_agents(self) -> None:
        """Cut consoles whose session ended or whose agent was disabled meanwhile."""
        consoles = [s for s in self._sessions.values() if isinstance(s, AgentSession)]
        valid = await self._services.sign_in.valid({console.digest for console in consoles})
        for agent_id, digest in {(c.agent_id, c.digest) for c in consoles}:
            agent = self._services.directory.agent(agent_id)
            if agent is None or agent.disabled_at is not None:
                await self._services.end_consoles(agent_id, "disabled")
            elif digest not in valid:
                await self._services.end_consoles(agent_id, "expired", digest)

    def _bound(self) -> Hub[Session]:
        if self._hub is None:
            raise RuntimeError("bind the connections to the hub first")
        return self._hub
