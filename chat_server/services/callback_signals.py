"""Tells the agents when a callback presses: each kind once for an appointed time."""

from chat_server.core.callback import Signal, SignalKind, signals
from chat_server.core.shop import Agent
from chat_server.protocol.callback_work import CallbackSignalled
from chat_server.services.callback_board import CallbackBoard
from chat_server.services.directory import Directory
from chat_server.services.mail.callbacks import CallbackMail
from chat_server.services.ports import Push
from chat_server.storage import callbacks as rows
from chat_server.storage import contact
from chat_server.storage.callbacks import StoredCallback
from chat_server.storage.database import Database, Tx

MINUTE_MS = 60_000
LEADERS = ("supervisor", "admin")
KEYS_KEPT = 10_000


class CallbackSignals:
    """What was signalled is stored, so neither a restart nor a second server repeats it."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        board: CallbackBoard,
        mail: CallbackMail,
        push: Push,
    ) -> None:
        self._database = database
        self._directory = directory
        self._board = board
        self._mail = mail
        self._push = push
        self._given: set[str] = set()

    async def tick(self, now: int) -> None:
        """Give every signal whose moment has come; of several missed ones only the last."""
        until = now + self._board.rules.reminder_minutes * MINUTE_MS
        pressing = await self._database.read(lambda conn: rows.active_until(conn, until))
        for stored in pressing:
            if self._missing(stored, now):
                await self._signal(stored.callback.id, now)
        if len(self._given) > KEYS_KEPT:
            self._given.clear()

    def _missing(self, stored: StoredCallback, now: int) -> list[Signal]:
        come = [one for one in signals(stored.callback, self._board.rules) if one.at <= now]
        return [one for one in come if one.key not in self._given]

    async def _signal(self, callback_id: str, now: int) -> None:
        def op(tx: Tx) -> tuple[StoredCallback, list[Signal], Signal | None] | None:
            stored = rows.by_id(tx.conn, callback_id)
            if stored is None:
                return None
            come = self._missing(stored, now)
            known = contact.signalled(tx.conn, [one.key for one in come])
            fresh = [one for one in come if one.key not in known]
            for one in fresh:
                contact.add_signal(tx.conn, one.key, callback_id, now)
            if fresh:
                for agent in self._whom(stored, fresh[-1].kind):
                    self._mail.queue_signal(tx, stored.callback, fresh[-1], agent, now)
            return stored, come, fresh[-1] if fresh else None

        found = await self._database.write(op)
        if found is None:
            return
        stored, come, last = found
        self._given.update(one.key for one in come)
        if last is not None:
            event = CallbackSignalled(kind=last.kind.value, callback=self._board.view(stored))
            self._push.to_shop_agents(stored.callback.shop_id, event)

    def _whom(self, stored: StoredCallback, kind: SignalKind) -> list[Agent]:
        """Who gets mail: its agent before and when it is late, the leaders when nobody calls."""
        team = self._directory.agents_of(stored.callback.shop_id)
        if kind is SignalKind.ESCALATION:
            return [agent for agent in team if agent.role in LEADERS]
        if kind is SignalKind.DUE:
            return []
        return [agent for agent in team if agent.id == stored.callback.agent_id]
