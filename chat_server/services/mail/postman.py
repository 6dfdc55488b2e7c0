"""Sends what waits in the outbox: at least once, in order, again after a while, never for ever."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.shop import Agent
from chat_server.protocol.outbox import OutboxLetter, OutboxLetters
from chat_server.services.mail.letter import Letter, Mailbox, Undeliverable
from chat_server.storage import audit, outbox
from chat_server.storage.database import Database, Tx
from chat_server.storage.outbox import OutboxItem
from chat_server.system import System

log = logging.getLogger(__name__)

MINUTE_MS = 60_000
# After the n-th failure; past the last one a letter is dead until somebody retries it.
RETRY_MS = tuple(minutes * MINUTE_MS for minutes in (1, 5, 15, 60, 240, 720, 1_440))


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter to send, and what to note when it is sent; ``letter`` None: nothing to say."""

    letter: Letter | None
    sent: Callable[[Tx], None] = lambda tx: None


Compose = Callable[[OutboxItem], Awaitable[Draft]]


class Postman:
    """One worker a server; ``wake`` starts it when something is due."""

    def __init__(self, database: Database, system: System, mailbox: Mailbox | None) -> None:
        self._database = database
        self._system = system
        self._mailbox = mailbox
        self._compose: dict[str, Compose] = {}
        self._round: asyncio.Task[None] | None = None

    @property
    def delivers(self) -> bool:
        """Whether there is a mail server."""
        return self._mailbox is not None

    def handle(self, composers: Mapping[str, Compose]) -> None:
        """How items of these kinds become letters."""
        self._compose.update(composers)

    def wake(self) -> None:
        """Send what is due, beside everything else; the wiring calls it each second."""
        if self._mailbox is None or (self._round is not None and not self._round.done()):
            return
        self._round = asyncio.get_running_loop().create_task(self._send_due())

    async def idle(self) -> None:
        """Wait until the round that is under way is over."""
        if self._round is not None:
            await asyncio.wait([self._round])

    async def _send_due(self) -> None:
        try:
            while items := await self._database.read(self._due):
                for item in items:
                    await self._send(item)
        except ChatError as error:
            log.warning("the outbox waits for the storage", extra={"code": error.code.value})
        except Exception:
            log.exception("the outbox stumbled; the next round tries again")

    def _due(self, conn: Connection) -> list[OutboxItem]:
        return outbox.due(conn, self._system.clock.now())

    async def _send(self, item: OutboxItem) -> None:
        mailbox, compose = self._mailbox, self._compose.get(item.kind)
        if mailbox is None:
            return
        try:
            if compose is None:
                raise Undeliverable(f"nobody writes letters of the kind {item.kind}")
            draft = await compose(item)
            if draft.letter is not None:
                await mailbox.send(draft.letter)
        except Undeliverable as error:
            await self._failed(item, str(error), again=False)
            return
        except OSError as error:
            await self._failed(item, f"{type(error).__name__}: {error}", again=True)
            return

        def done(tx: Tx) -> None:
            draft.sent(tx)
            outbox.done(tx.conn, item.id, self._system.clock.now())

        await self._database.write(done)

    async def _failed(self, item: OutboxItem, error: str, *, again: bool) -> None:
        now = self._system.clock.now()
        again_at = None
        if again and item.attempts < len(RETRY_MS):
            again_at = now + RETRY_MS[item.attempts]
        log.warning("a letter was not sent", extra={"item": item.id, "kind": item.kind})
        await self._database.write(
            lambda tx: outbox.failed(tx.conn, item.id, error=error, again_at=again_at, at=now)
        )

    async def dead(self, agent: Agent) -> OutboxLetters:
        """What could not be sent, and what waits for another attempt."""
        listed = await self._database.read(lambda conn: outbox.unsent(conn, agent.shop_ids))
        return OutboxLetters(
            letters=[OutboxLetter.model_validate(one) for one in listed],
            delivers=self.delivers,
        )

    async def retry(self, agent: Agent, item_id: str) -> None:
        """Try again now."""

        def op(tx: Tx) -> None:
            now = self._system.clock.now()
            shop_id = outbox.revive(tx.conn, item_id, agent.shop_ids, now)
            if shop_id is None:
                raise ChatError(ErrorCode.NOT_FOUND, field="outbox_id")
            audit.add(
                tx.conn,
                at=now,
                actor=agent.id,
                action="outbox.retried",
                object=item_id,
                shop_id=shop_id,
            )

        await self._database.write(op)
        self.wake()

    async def close(self) -> None:
        """Stop; what was not noted as sent is sent again after the next start."""
        if self._round is not None:
            self._round.cancel()
            await asyncio.gather(self._round, return_exceptions=True)
