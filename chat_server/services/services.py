"""Every use case of one server, wired together; and what is due as time goes by."""

import asyncio
from dataclasses import dataclass, field

from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.fact import PUBLIC_LOG, StoredFact
from chat_server.core.presence import Presence
from chat_server.core.ratelimit import Limit
from chat_server.core.routing import Strategy
from chat_server.core.shop import Agent
from chat_server.services.agent_desk import AgentDesk
from chat_server.services.availability import AvailabilityBoard
from chat_server.services.bot import Bot
from chat_server.services.bot_replies import BotReplies
from chat_server.services.callback_board import CallbackBoard
from chat_server.services.callback_links import CallbackLinks
from chat_server.services.callback_signals import CallbackSignals
from chat_server.services.callbacks import Callbacks
from chat_server.services.catch_up import CatchUp
from chat_server.services.conversations import Conversations
from chat_server.services.desk import Desk
from chat_server.services.directory import Directory
from chat_server.services.faq import FaqBook
from chat_server.services.faq_editor import FaqEditor
from chat_server.services.faq_stock import FaqStock
from chat_server.services.guide_shelf import GuideShelf
from chat_server.services.guides import Guides
from chat_server.services.hours_editor import HoursEditor
from chat_server.services.inbox import Inbox
from chat_server.services.learning import Learning
from chat_server.services.mail.callbacks import CallbackMail
from chat_server.services.mail.letter import Mailbox, Stationery
from chat_server.services.mail.postman import Postman
from chat_server.services.mail.replies import ReplyMail
from chat_server.services.ports import EndReason, Push
from chat_server.services.presence import PresenceBoard, PresenceTimes
from chat_server.services.receipts import Receipts
from chat_server.services.resume import Resume
from chat_server.services.sign_in import SessionTimes, SignIn
from chat_server.services.signing import Signer
from chat_server.services.snapshots import Snapshots
from chat_server.services.visitors import TokenTimes, Visitors
from chat_server.storage import conversations as conversation_rows
from chat_server.storage.database import Database
from chat_server.system import System

TICK_MS = 1_000
HOUR_MS = 3_600_000
FORGET_EVERY_MS = 3_600_000
DIRECTORY_EVERY_MS = 5_000
SEQS_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class Times:
    """Every duration and rate the services go by."""

    presence: PresenceTimes = field(default_factory=PresenceTimes)
    session: SessionTimes = field(default_factory=SessionTimes)
    token: TokenTimes = field(default_factory=TokenTimes)
    inbox_distance_ms: int = 100
    no_answer_ms: int = 60_000
    mail_settle_ms: int = 60_000
    sign_in_failures_a_minute: int = 10
    conversations_an_hour: int = 20


class Services:
    """Built once a server; the attributes are the use cases."""

    def __init__(
        self,
        database: Database,
        push: Push,
        system: System,
        times: Times,
        strategy: Strategy = Strategy.FEWEST_OPEN,
        *,
        mailbox: Mailbox | None = None,
        public_url: str = "",
    ) -> None:
        self.database = database
        self.push = push
        self.system = system
        self.directory = Directory(database)
        self.presence = PresenceBoard(database, self.directory, times.presence)
        self.availability = AvailabilityBoard(database, self.directory, self.presence, push, system)
        self.hours_editor = HoursEditor(database, self.directory, self.availability, system)
        self.visitors = Visitors(database, system, times.token)
        self.sign_in = SignIn(
            database, self.directory, system, times.session, times.sign_in_failures_a_minute
        )
        self.faq = FaqBook(database, system)
        self.faq_editor = FaqEditor(database, self.directory, self.faq, system)
        self.learning = Learning(database, self.directory, self.faq_editor, system)
        self.faq_stock = FaqStock(database, self.directory, self.faq, self.faq_editor, system)
        self.guide_shelf = GuideShelf(database)
        self.bot = Bot(self.directory, self.faq, self.guide_shelf, self.availability, system)
        self.desk = Desk(database, self.directory, self.presence, self.bot, system, strategy)
        self.receipts = Receipts(database, push)
        self.snapshots = Snapshots(self.directory, push, self.receipts)
        self.conversations = Conversations(
            database,
            self.desk,
            self.snapshots,
            self.bot,
            self.faq,
            system,
            starts=Limit(times.conversations_an_hour, HOUR_MS),
        )
        self.guides = Guides(database, self.directory, self.guide_shelf, push, system)
        self.agent_desk = AgentDesk(
            database,
            self.directory,
            self.desk,
            self.presence,
            self.snapshots,
            self.bot,
            self.guides,
            system,
        )
        self.bot_replies = BotReplies(database, self.bot, self.faq, self.desk, system)
        self.callback_board = CallbackBoard(database, self.directory, push, system)
        self.callbacks = Callbacks(database, self.directory, self.callback_board, self.bot, system)
        self.catch_up = CatchUp(database, self.snapshots, self.desk)
        self.inbox = Inbox(
            database,
            self.directory,
            self.snapshots,
            self.desk,
            push,
            system,
            distance_ms=times.inbox_distance_ms,
        )
        self.signer = Signer(database, system)
        self.postman = Postman(database, system, mailbox)
        self.resume = Resume(database, self.directory, self.visitors, system, public_url)
        self.reply_mail = ReplyMail(
            database,
            self.directory,
            push,
            self.postman,
            self.resume,
            system,
            times.mail_settle_ms,
        )
        self.callback_links = CallbackLinks(
            database,
            self.directory,
            self.callback_board,
            self.callbacks,
            self.signer,
            system,
            public_url,
        )
        self.callback_mail = CallbackMail(
            database, self.directory, self.callback_links, self.postman, public_url
        )
        self.callback_board.on_appointment = self.callback_mail.queue
        self.callback_signals = CallbackSignals(
            database, self.directory, self.callback_board, self.callback_mail, push
        )
        self.postman.handle(
            {
                "mail.reply": self.reply_mail.compose,
                "mail.callback": self.callback_mail.compose,
                "mail.signal": self.callback_mail.compose_signal,
            }
        )
        self.receipts.on_read = self._read
        self._seqs: dict[str, tuple[int, str]] = {}
        self._agent_active_at: dict[str, int] = {}
        self._no_answer_ms = times.no_answer_ms
        self._forgot_at = 0
        self._corrected_at = 0
        self._read_at = 0

    async def start(self) -> None:
        """Load what lives in memory and pick up what a stop left undone."""
        now = self.system.clock.now()
        await self.directory.refresh(now)
        await self.presence.load(now)
        for shop in self.directory.shops():
            await self.faq.load(shop.id)
            await self.guide_shelf.load(shop)
        await self.availability.refresh()
        await self.bot_replies.resume()
        await self.signer.load()
        stationery = await asyncio.to_thread(Stationery)
        self.callback_mail.start(stationery)
        await self.reply_mail.start(stationery)

    def notice(self, facts: list[StoredFact]) -> None:
        """What follows from stored events: whoever is behind hears of it later by asking."""
        for fact in facts:
            if fact.log == PUBLIC_LOG:
                self._seqs[fact.conversation_id] = (fact.number, fact.shop_id)
        if len(self._seqs) > SEQS_KEPT:
            self._seqs.clear()
        self.bot_replies.notice(facts)
        self.reply_mail.notice(facts)
        self.inbox.notice(facts)

    def agent_of(self, agent_id: str) -> Agent:
        """The agent, who may still work here. Raises ``auth.revoked``."""
        agent = self.directory.agent(agent_id)
        if agent is None or agent.disabled_at is not None:
            raise ChatError(ErrorCode.AUTH_REVOKED)
        return agent

    async def last_seq(self, conversation_id: str) -> int:
        """The conversation's last public number."""
        known = self._seqs.get(conversation_id)
        if known is None:
            rows = await self.database.read(
                lambda conn: conversation_rows.look(conn, [conversation_id])
            )
            row = rows[conversation_id]
            known = self._seqs.setdefault(conversation_id, (row.seq, row.shop_id))
        return known[0]

    def _read(self, conversation_id: str) -> None:
        known = self._seqs.get(conversation_id)
        if known is not None:
            self.inbox.touch(known[1], conversation_id)

    async def agent_alive(self, agent_id: str, lease_id: str) -> None:
        """A console's heartbeat; an agent who comes online may get what waits."""
        came = await self.presence.renew(agent_id, lease_id, self.system.clock.now())
        if came:
            await self._capacity_changed(agent_id)

    async def set_presence(self, agent: Agent, state: Presence) -> None:
        """The agent chooses what to be; available ones may get what waits."""
        await self.presence.choose(agent.id, state)
        await self._capacity_changed(agent.id)

    async def _capacity_changed(self, agent_id: str) -> None:
        await self.availability.refresh()
        agent = self.directory.agent(agent_id)
        for shop_id in agent.shop_ids if agent else ():
            await self.desk.drain(shop_id)
        await self.availability.refresh()

    async def agent_left(self, agent_id: str) -> None:
        """Signed out, disabled or forced offline: the conversations go to others at once."""
        await self.presence.drop(agent_id)
        await self.availability.refresh()
        await self.desk.release([agent_id], "agent_gone")
        await self.availability.refresh()

    async def end_consoles(self, agent_id: str, reason: EndReason, digest: str = "") -> None:
        """Cut the agent's consoles (of one session, or all); with none left, the agent left."""
        if not self.push.end_agent(agent_id, reason, digest):
            await self.agent_left(agent_id)

    async def disable_agent(self, agent_id: str, actor: str) -> None:
        """Nobody signs in as this agent any more; their consoles are cut at once."""
        await self.sign_in.disable(agent_id, actor)
        await self.end_consoles(agent_id, "disabled")

    async def visitor_moved(self, shop_id: str, visitor_id: str) -> None:
        """The visitor came or went: whoever sees their conversation sees that too."""
        row = await self.database.read(lambda conn: conversation_rows.newest_of(conn, visitor_id))
        if row is not None and row.status != "closed":
            self.inbox.touch(shop_id, row.id)
        if row is not None and not self.push.visitor_online(visitor_id):
            self.reply_mail.left(row.id)

    async def tick(self) -> None:
        """Do what is due: leases that ended, marks to store, hours that began or ended."""
        now = self.system.clock.now()
        if self.presence.follow(self.system.clock):
            self._corrected_at = now
            for shop in self.directory.shops():
                await self.desk.drain(shop.id)  # nobody seemed to be there for a moment
        await self.presence.expire(now)
        counts = await self.availability.refresh()
        # agents who own conversations without being there, whatever the reason
        stranded = sorted(set(counts) - self.presence.online(now))
        if stranded:
            await self.desk.release(stranded, "agent_gone")
            await self.availability.refresh()
        await self._reassign_ignored()
        await self.receipts.flush()
        await self.guides.flush()
        self.bot_replies.retry()
        await self._read_directory(now)
        await self.faq.refresh(now)
        await self.callback_signals.tick(now)
        self.reply_mail.wake()
        self.postman.wake()
        if now - self._forgot_at >= FORGET_EVERY_MS:
            self._forgot_at = now
            await self.visitors.forget_ended(now)
            await self.sign_in.forget_ended(now)
            await self.resume.forget_ended(now)

    async def _read_directory(self, now: int) -> None:
        """Shops and agents may change from the command line while the server runs."""
        if now - self._read_at < DIRECTORY_EVERY_MS:
            return
        self._read_at = now
        known = {shop.id for shop in self.directory.shops()}
        await self.directory.refresh(now)
        for shop in self.directory.shops():
            if shop.id not in known:
                await self.faq.load(shop.id)
                await self.guide_shelf.load(shop)

    async def _reassign_ignored(self) -> None:
        """Who lets a shopper wait for the first word is set away; others get their turn."""
        if self.system.clock.now() - self._corrected_at < self._no_answer_ms:
            return  # who seems to have waited for an hour may have waited for a second
        late = await self.desk.unanswered(self._no_answer_ms, self._agent_active_at)
        if not late:
            return
        for agent_id in {one.agent_id for one in late}:
            await self.presence.choose(agent_id, Presence.AWAY)
        await self.availability.refresh()
        await self.desk.take_back(late)
        for one in late:
            self._agent_active_at.pop(one.conversation_id, None)

    def agent_attends(self, conversation_id: str) -> None:
        """The agent types in the conversation: nobody is cut off in mid-sentence."""
        self._agent_active_at[conversation_id] = self.system.clock.now()
        if len(self._agent_active_at) > SEQS_KEPT:
            self._agent_active_at.clear()

    async def close(self) -> None:
        """Finish what runs and store what is only in memory."""
        try:
            await self.bot_replies.close()
            await self.reply_mail.close()
            await self.postman.close()
            await self.inbox.close()
            await self.receipts.flush()
            await self.guides.flush()
        finally:
            self.sign_in.close()
            self.faq.close()
            self.guide_shelf.close()
