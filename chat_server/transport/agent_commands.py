"""Agent commands: a line or a few each, the work is in the services."""

from collections.abc import Awaitable
from typing import Protocol

from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.presence import Presence
from chat_server.core.shop import Agent
from chat_server.protocol import agent as a
from chat_server.protocol.ephemeral import TypingChanged
from chat_server.protocol.visitor_guide import GuideRanked
from chat_server.protocol.wire import Nothing, View
from chat_server.services.services import Services
from chat_server.transport.dispatch import Handler
from chat_server.transport.sessions import AgentSession
from chat_server.transport.visitor_commands import NOTHING, shop_view


class Watching(Protocol):
    """Puts a console into the rooms of what it may hear."""

    def agent_started(self, session: AgentSession) -> None:
        """The agent is in."""

    def watch(self, session: AgentSession, conversation_id: str, visitor_id: str) -> None:
        """The console has the conversation open."""

    def unwatch(self, session: AgentSession, conversation_id: str) -> None:
        """It has not any more."""


class AgentCommands:
    """Handlers by command name."""

    def __init__(self, services: Services, watching: Watching) -> None:
        self._services = services
        self._watching = watching

    def handlers(self) -> dict[str, Handler]:
        """One handler a command."""
        return {
            "session.start": self.session_start,
            "presence.set": self.presence_set,
            "inbox.list": self.inbox_list,
            "conversation.open": self.conversation_open,
            "conversation.leave": self.conversation_leave,
            "events.earlier": self.events_earlier,
            "conversation.claim": self.conversation_claim,
            "conversation.transfer": self.conversation_transfer,
            "conversation.close": self.conversation_close,
            "conversation.reopen": self.conversation_reopen,
            "message.send": self.message_send,
            "note.add": self.note_add,
            "typing.set": self.typing_set,
            "receipt.mark": self.receipt_mark,
            "sync": self.sync,
            "heartbeat": self.heartbeat,
            "callback.list": self.callback_list,
            "callback.claim": self.callback_claim,
            "callback.release": self.callback_release,
            "callback.resolve": self.callback_resolve,
            "guide.nudge": self.guide_nudge,
        }

    def _agent(self, session: AgentSession) -> Agent:
        agent = self._services.directory.agent(session.agent_id)
        if agent is None or agent.disabled_at is not None:
            raise ChatError(ErrorCode.AUTH_REVOKED)
        return agent

    async def session_start(self, session: AgentSession, _: a.AgentSessionStart) -> a.AgentWelcome:
        services, agent = self._services, self._agent(session)
        self._watching.agent_started(session)
        await services.agent_alive(agent.id, session.sid)
        agents = await services.availability.agents(agent.shop_ids)
        return a.AgentWelcome(
            agent=next(view for view in agents if view.agent_id == agent.id),
            email=agent.email,
            shops=[
                shop_view(shop, shop.languages[0])
                for shop in map(services.directory.shop, agent.shop_ids)
            ],
            agents=agents,
            inbox=await services.inbox.all(agent.shop_ids),
            callbacks=await services.callback_board.list(agent),
            heartbeat_ms=services.presence.times.heartbeat_ms,
            now=services.system.clock.now(),
        )

    async def presence_set(self, session: AgentSession, command: a.PresenceSet) -> Nothing:
        await self._services.set_presence(self._agent(session), Presence(command.state))
        return NOTHING

    async def inbox_list(self, session: AgentSession, command: a.InboxList) -> a.Inbox:
        agent = self._agent(session)
        return await self._services.inbox.all(agent.shop_ids, closed=command.closed)

    async def conversation_open(
        self, session: AgentSession, command: a.ConversationOpen
    ) -> a.Opened:
        agent = self._agent(session)
        row = await self._services.agent_desk.find(agent, command.conversation_id)
        self._watching.watch(session, row.id, row.visitor_id)
        return await self._services.agent_desk.open(agent, command.conversation_id)

    async def conversation_leave(
        self, session: AgentSession, command: a.ConversationLeave
    ) -> Nothing:
        self._watching.unwatch(session, command.conversation_id)
        return NOTHING

    async def events_earlier(
        self, session: AgentSession, command: a.EventsEarlier
    ) -> a.EventsEarlierReply:
        return await self._services.agent_desk.earlier(
            self._agent(session), command.conversation_id, command.before_seq
        )

    async def conversation_claim(
        self, session: AgentSession, command: a.ConversationClaim
    ) -> a.Stand:
        summary = await self._services.agent_desk.claim(
            self._agent(session), command.conversation_id, command.epoch
        )
        return a.Stand(conversation=summary)

    async def conversation_transfer(
        self, session: AgentSession, command: a.ConversationTransfer
    ) -> a.Stand:
        summary = await self._services.agent_desk.transfer(
            self._agent(session),
            command.conversation_id,
            command.epoch,
            command.to,
            command.agent_id,
            command.note,
        )
        return a.Stand(conversation=summary)

    async def conversation_close(
        self, session: AgentSession, command: a.AgentConversationClose
    ) -> a.Stand:
        summary = await self._services.agent_desk.close(
            self._agent(session), command.conversation_id, command.epoch
        )
        return a.Stand(conversation=summary)

    async def conversation_reopen(
        self, session: AgentSession, command: a.ConversationReopen
    ) -> a.Stand:
        summary = await self._services.agent_desk.reopen(
            self._agent(session), command.conversation_id, command.epoch
        )
        return a.Stand(conversation=summary)

    def message_send(self, session: AgentSession, command: a.AgentMessageSend) -> Awaitable[View]:
        return self._services.agent_desk.say(
            self._agent(session),
            conversation_id=command.conversation_id,
            client_id=command.client_id,
            text=command.text,
            epoch=command.epoch,
            product_ids=command.product_ids,
        )

    async def note_add(self, session: AgentSession, command: a.NoteAdd) -> a.NoteAck:
        return await self._services.agent_desk.note(
            self._agent(session), command.conversation_id, command.client_id, command.text
        )

    async def typing_set(self, session: AgentSession, command: a.AgentTypingSet) -> Nothing:
        visitor_id = await self._visitor_of(session, command.conversation_id)
        event = TypingChanged(
            conversation_id=command.conversation_id,
            author=self._services.directory.author(session.agent_id),
            typing=command.typing,
        )
        self._services.agent_attends(command.conversation_id)
        self._services.push.to_visitor(visitor_id, event)
        self._services.push.to_watchers(
            command.conversation_id, event, except_agent=session.agent_id
        )
        return NOTHING

    async def receipt_mark(self, session: AgentSession, command: a.AgentReceiptMark) -> Nothing:
        visitor_id = await self._visitor_of(session, command.conversation_id)
        await self._services.receipts.mark(
            command.conversation_id,
            visitor_id,
            session.agent_id,
            command.delivered_seq,
            command.read_seq,
            await self._services.last_seq(command.conversation_id),
        )
        return NOTHING

    async def sync(self, session: AgentSession, command: a.TeamSync) -> a.TeamSyncReply:
        synced = await self._services.catch_up.team(self._agent(session), command.conversations)
        return a.TeamSyncReply(conversations=synced)

    async def heartbeat(
        self, session: AgentSession, command: a.TeamHeartbeat
    ) -> a.TeamHeartbeatReply:
        services, agent = self._services, self._agent(session)
        await services.agent_alive(agent.id, session.sid)
        return a.TeamHeartbeatReply(
            conversations=await services.catch_up.team_heads(agent, command.conversations),
            inbox_revision=services.inbox.revision(agent.shop_ids),
            now=services.system.clock.now(),
        )

    async def callback_list(
        self, session: AgentSession, command: a.CallbacksList
    ) -> a.CallbackList:
        agent = self._agent(session)
        listed = await self._services.callback_board.list(agent, done=command.done)
        return a.CallbackList(callbacks=listed)

    async def callback_claim(
        self, session: AgentSession, command: a.CallbackClaim
    ) -> a.CallbackStand:
        callback = await self._services.callback_board.claim(
            self._agent(session), command.callback_id, command.epoch
        )
        return a.CallbackStand(callback=callback)

    async def callback_release(
        self, session: AgentSession, command: a.CallbackRelease
    ) -> a.CallbackStand:
        callback = await self._services.callback_board.release(
            self._agent(session), command.callback_id, command.epoch
        )
        return a.CallbackStand(callback=callback)

    async def callback_resolve(
        self, session: AgentSession, command: a.CallbackResolve
    ) -> a.CallbackStand:
        callback = await self._services.callback_board.resolve(
            self._agent(session),
            command.callback_id,
            command.epoch,
            outcome=command.outcome,
            note=command.note,
            again_at=command.again_at,
        )
        return a.CallbackStand(callback=callback)

    async def guide_nudge(self, session: AgentSession, command: a.GuideNudge) -> GuideRanked:
        agent = self._agent(session)
        run = await self._services.guides.nudge(
            agent.id, agent.shop_ids, command.run_id, command.answer
        )
        return GuideRanked(run=run)

    async def _visitor_of(self, session: AgentSession, conversation_id: str) -> str:
        """The visitor of a conversation the console may see. Raises ``not_found``."""
        known = session.watched.get(conversation_id)
        if known is not None:
            return known
        row = await self._services.agent_desk.find(self._agent(session), conversation_id)
        return row.visitor_id
