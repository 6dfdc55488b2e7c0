"""Callback requests as agents work them off: listed, claimed by one, resolved."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import Connection

from chat_server.core import callback as work
from chat_server.core.callback import (
    Callback,
    CallbackCancelled,
    CallbackFact,
    CallbackMoved,
    CallbackRefused,
    CallbackRules,
    Outcome,
    evolve,
)
from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.shop import Agent
from chat_server.protocol.ephemeral import CallbackChanged
from chat_server.protocol.views import CallbackView, VisitorCallback
from chat_server.services.directory import Directory
from chat_server.services.ports import Push
from chat_server.storage import audit
from chat_server.storage import callbacks as rows
from chat_server.storage.callbacks import StoredCallback
from chat_server.storage.database import Database, Tx
from chat_server.system import System

T = TypeVar("T")
DONE_SHOWN_MS = 30 * 86_400_000


def decided(decide: Callable[[], T]) -> T:
    """What the rules decide, their refusals as the client's errors."""
    try:
        return decide()
    except CallbackRefused as refused:
        fields = {"slot_at": "wanted_at", "call_at": "again_at"}
        field = fields.get(refused.field or "", refused.field)
        raise ChatError(ErrorCode(refused.problem.value), field=field) from refused


class CallbackBoard:
    """Use cases of the agents' side, and what both sides are shown."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        push: Push,
        system: System,
        rules: CallbackRules | None = None,
    ) -> None:
        self._database = database
        self._directory = directory
        self._push = push
        self._system = system
        self.rules = rules or CallbackRules()
        # called in the transaction in which an appointment was booked, moved or cancelled
        self.on_appointment: Callable[[Tx, Callback, str, int], None] = _nobody_told

    async def list(self, agent: Agent, *, done: bool = False) -> list[CallbackView]:
        """What the agent's shops have to call, or what is over."""
        since = self._system.clock.now() - DONE_SHOWN_MS

        def read(conn: Connection) -> list[StoredCallback]:
            if done:
                return rows.over_in(conn, agent.shop_ids, since)
            return rows.active_in(conn, agent.shop_ids)

        return [self.view(stored) for stored in await self._database.read(read)]

    async def claim(self, agent: Agent, callback_id: str, epoch: int) -> CallbackView:
        """One of many claims wins; the others get ``conflict``."""
        return await self._work(
            agent,
            callback_id,
            epoch,
            "callback.claimed",
            lambda c, now: work.claim(c, agent.id, now),
        )

    async def start_call(self, agent: Agent, callback_id: str, epoch: int) -> CallbackView:
        """The owner dials."""
        return await self._work(
            agent,
            callback_id,
            epoch,
            "callback.called",
            lambda c, now: work.start_call(c, agent.id, now),
        )

    async def release(self, agent: Agent, callback_id: str, epoch: int) -> CallbackView:
        """Anybody may call again."""
        return await self._work(
            agent,
            callback_id,
            epoch,
            "callback.released",
            lambda c, now: work.release(c, agent.id, now),
        )

    async def resolve(
        self,
        agent: Agent,
        callback_id: str,
        epoch: int,
        *,
        outcome: str,
        note: str,
        again_at: int | None,
    ) -> CallbackView:
        """What came of the call."""

        def decide(callback: Callback, now: int) -> CallbackFact:
            return work.record_outcome(
                callback,
                agent.id,
                Outcome(outcome),
                hours=self._directory.hours(callback.shop_id),
                rules=self.rules,
                now=now,
                note=note,
                call_at=again_at,
            )

        return await self._work(agent, callback_id, epoch, "callback.resolved", decide)

    async def _work(
        self,
        agent: Agent,
        callback_id: str,
        epoch: int,
        action: str,
        decide: Callable[[Callback, int], CallbackFact],
    ) -> CallbackView:
        def op(tx: Tx) -> StoredCallback:
            stored = rows.by_id(tx.conn, callback_id)
            if stored is None or stored.callback.shop_id not in agent.shop_ids:
                raise ChatError(ErrorCode.NOT_FOUND, field="callback_id")
            if stored.epoch != epoch:
                raise ChatError(ErrorCode.CONFLICT, field="epoch")
            now = self._system.clock.now()
            saved = self.save(tx, stored, decided(lambda: decide(stored.callback, now)), now)
            audit.add(
                tx.conn,
                at=now,
                actor=agent.id,
                action=action,
                object=callback_id,
                shop_id=saved.callback.shop_id,
            )
            return saved

        stored = await self._database.write(op)
        self.tell(stored)
        return self.view(stored)

    def save(self, tx: Tx, stored: StoredCallback, fact: CallbackFact, now: int) -> StoredCallback:
        """Store what ``fact`` makes of the request. Raises ``conflict``."""
        callback = evolve(stored.callback, fact)
        if not rows.save(tx.conn, callback, stored.epoch, now):
            raise ChatError(ErrorCode.CONFLICT, field="callback_id")
        if isinstance(fact, CallbackMoved | CallbackCancelled):
            what = "moved" if isinstance(fact, CallbackMoved) else "cancelled"
            self.on_appointment(tx, callback, what, now)
        return replace(stored, callback=callback, epoch=stored.epoch + 1, updated_at=now)

    def tell(self, stored: StoredCallback) -> None:
        """Show the request to the shop's agents as it is now."""
        event = CallbackChanged(callback=self.view(stored))
        self._push.to_shop_agents(stored.callback.shop_id, event)

    def view(self, stored: StoredCallback) -> CallbackView:
        """The request as agents see it."""
        callback = stored.callback
        last = callback.attempts[-1] if callback.attempts else None
        return CallbackView.model_validate(
            {
                "callback_id": callback.id,
                "shop_id": callback.shop_id,
                "reference": callback.reference,
                "status": _status(callback),
                "phone": callback.phone.international,
                "phone_country": callback.phone.country,
                "name": callback.name,
                "topic": callback.topic,
                "language": callback.language,
                "wanted_at": callback.slot_at,
                "due_at": callback.due_at,
                "time_zone": callback.time_zone,
                "conversation_id": callback.conversation_id,
                "agent": self._directory.person(callback.agent_id),
                "epoch": stored.epoch,
                "attempts": len(callback.attempts),
                "outcome": last.outcome.value if last else None,
                "note": last.note if last else "",
                "created_at": callback.requested_at,
                "updated_at": stored.updated_at,
            }
        )


def _nobody_told(_tx: Tx, _callback: Callback, _what: str, _now: int) -> None:
    """Until somebody is."""


def _status(callback: Callback) -> str:
    if callback.is_active or callback.status.value == "cancelled":
        return callback.status.value
    return "done"


def visitor_view(callback: Callback) -> VisitorCallback:
    """The request as the visitor who made it sees it."""
    return VisitorCallback.model_validate(
        {
            "callback_id": callback.id,
            "reference": callback.reference,
            "status": _status(callback),
            "phone": callback.phone.international,
            "topic": callback.topic,
            "wanted_at": callback.slot_at,
            "due_at": callback.due_at,
        }
    )
