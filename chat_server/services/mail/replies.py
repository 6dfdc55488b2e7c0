"""A reply that arrives while the shopper is gone goes after them by mail."""

import asyncio
import json
import logging
from collections.abc import Iterable

from sqlalchemy import Connection

from chat_server.core.conversation import Conversation
from chat_server.core.errors import ChatError
from chat_server.core.fact import PUBLIC_LOG, StoredFact
from chat_server.core.receipt import VISITOR
from chat_server.core.shop import Shop
from chat_server.services.directory import Directory
from chat_server.services.mail.letter import Letter, Stationery
from chat_server.services.mail.postman import Draft, Postman
from chat_server.services.ports import Push
from chat_server.services.resume import Resume
from chat_server.services.shop_texts import shop_text
from chat_server.storage import contact, conversations, cursors, events, outbox, visitors
from chat_server.storage.database import Database, Tx
from chat_server.storage.outbox import OutboxItem
from chat_server.system import System

log = logging.getLogger(__name__)

REPLIES_MAX = 20
LOOK_BACK_MS = 2 * 86_400_000
Said = tuple[int, str, str]


class ReplyMail:
    """Queues and words the letters; several replies within the settling time are one letter."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        push: Push,
        postman: Postman,
        resume: Resume,
        system: System,
        settle_ms: int,
    ) -> None:
        self._database = database
        self._directory = directory
        self._push = push
        self._postman = postman
        self._resume = resume
        self._system = system
        self._settle_ms = settle_ms
        self._stationery: Stationery | None = None
        self._wanted: set[str] = set()
        self._task: asyncio.Task[None] | None = None

    async def start(self, stationery: Stationery) -> None:
        """Pick up replies that a stop left without a letter."""
        self._stationery = stationery
        if not self._postman.delivers:
            return
        since = self._system.clock.now() - LOOK_BACK_MS
        self._wanted.update(
            await self._database.read(lambda conn: contact.answered_since(conn, since))
        )
        self.wake()

    def notice(self, facts: Iterable[StoredFact]) -> None:
        """An agent said something to somebody who is gone."""
        for fact in facts:
            if (
                fact.log == PUBLIC_LOG
                and fact.type == "message.posted"
                and fact.sender.startswith("agent:")
                and not self._push.visitor_online(fact.visitor_id)
            ):
                self.left(fact.conversation_id)

    def left(self, conversation_id: str) -> None:
        """The shopper is gone: replies they have not read are theirs by mail."""
        if self._postman.delivers:
            self._wanted.add(conversation_id)
            self.wake()

    def wake(self) -> None:
        """Queue what is wanted; the wiring calls it each second, for the storage may fail."""
        if self._wanted and (self._task is None or self._task.done()):
            self._task = asyncio.get_running_loop().create_task(self._queue_wanted())

    async def idle(self) -> None:
        """Wait until everything noticed is queued."""
        if self._task is not None:
            await asyncio.wait([self._task])

    async def _queue_wanted(self) -> None:
        try:
            while self._wanted:
                conversation_id = next(iter(self._wanted))
                item_id = self._system.ids.new("out")
                await self._database.write(
                    lambda tx, one=conversation_id, new=item_id: self._queue(tx, one, new)  # type: ignore[misc] # bound
                )
                self._wanted.discard(conversation_id)
        except ChatError as error:
            log.warning("a reply waits for the storage", extra={"code": error.code.value})

    def _queue(self, tx: Tx, conversation_id: str, item_id: str) -> None:
        row = conversations.look(tx.conn, [conversation_id]).get(conversation_id)
        if (
            row is None
            or not _address(tx.conn, row)
            or contact.waits_for_mail(tx.conn, row.id)
            or not _unread_replies(tx.conn, row)
        ):
            return
        outbox.add(
            tx.conn,
            id=item_id,
            shop_id=row.shop_id,
            kind="mail.reply",
            ordering_key=row.id,
            payload={"conversation_id": row.id},
            at=self._system.clock.now() + self._settle_ms,
        )

    async def compose(self, item: OutboxItem) -> Draft:
        """What the shopper missed, unless they are back or have read it."""
        conversation_id = item.payload["conversation_id"]
        code = self._resume.new_code()

        def op(tx: Tx) -> tuple[Conversation, str, list[Said]] | None:
            row = conversations.look(tx.conn, [conversation_id]).get(conversation_id)
            if row is None or self._push.visitor_online(row.visitor_id):
                return None
            address, replies = _address(tx.conn, row), _unread_replies(tx.conn, row)
            if not address or not replies:
                return None
            self._resume.add(tx, row, code)
            return row, address, replies

        found = await self._database.write(op)
        if found is None or self._stationery is None:
            return Draft(None)
        row, address, replies = found
        shop = self._directory.shop(row.shop_id)
        letter = self._letter(item.id, shop, row.language, address, replies, code)
        last = replies[-1][0]
        return Draft(letter, lambda tx: contact.set_mailed(tx.conn, row.id, last))

    def _letter(
        self,
        reference: str,
        shop: Shop,
        language: str,
        address: str,
        replies: list[Said],
        code: str,
    ) -> Letter:
        stationery = self._stationery
        if stationery is None:
            raise RuntimeError("start it first")
        name = shop_text(shop, "name", language) or shop.name
        text, html = stationery.write(
            "reply",
            language,
            {
                "shop": name,
                "brand": shop.brand,
                "messages": [{"author": author, "text": said} for _, author, said in replies],
                "link": self._resume.address(code),
            },
        )
        words = stationery.words(language)
        subject = words.text("reply.subject", shop=name)
        return Letter(reference, address, name, subject, text, html)

    async def close(self) -> None:
        """Queue what was noticed."""
        await self.idle()


def _address(conn: Connection, row: Conversation) -> str:
    if row.email:
        return row.email
    visitor = visitors.by_id(conn, row.visitor_id)
    return visitor.email if visitor else ""


def _unread_replies(conn: Connection, row: Conversation) -> list[Said]:
    """What agents said that the shopper has neither read nor got by mail: number, author, text."""
    known = cursors.of(conn, [row.id]).get(row.id, [])
    read = next((one.read_seq for one in known if one.participant == VISITOR), 0)
    after = max(read, contact.mailed_seq(conn, row.id))
    found: list[Said] = []
    while entries := events.after(conn, row.id, PUBLIC_LOG, after, 200):
        for entry in entries:
            body = json.loads(entry.body)
            if body["type"] == "message.posted" and body["author"]["kind"] == "agent":
                found.append((entry.number, body["author"]["name"], body["text"]))
        after = entries[-1].number
    return found[-REPLIES_MAX:]
