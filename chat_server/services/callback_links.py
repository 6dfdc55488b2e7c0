"""Callbacks by link: moved, cancelled and put into calendars without the chat or a sign-in."""

from collections.abc import Sequence

from sqlalchemy import Connection

from chat_server.core import callback as rules
from chat_server.core.callback import CalendarEntry, Callback, Method, calendar_file
from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.hours import moment_hint
from chat_server.core.shop import Agent
from chat_server.core.words import Words
from chat_server.protocol.callback_work import CallbackAddresses, CallbackNumbers
from chat_server.services.callback_board import CallbackBoard
from chat_server.services.callbacks import Callbacks
from chat_server.services.directory import Directory
from chat_server.services.shop_texts import shop_text
from chat_server.services.signing import Signer
from chat_server.services.speaker import Speaker
from chat_server.services.visitors import digest_of
from chat_server.storage import callbacks as rows
from chat_server.storage import contact
from chat_server.storage.callbacks import StoredCallback
from chat_server.storage.database import Database
from chat_server.system import System

KIND = "callback"
REMINDER_MINUTES = 10
_FORMATS = {
    "pl": "{d:02}.{m:02}.{y}, {h}:{n}",
    "sl": "{d}. {m}. {y}, {h}.{n}",
    "en": "{y}-{m:02}-{d:02}, {h}:{n}",
}


def moment_text(at: int, time_zone: str, language: str) -> str:
    """A moment as a date and a time of day in a language."""
    hint = moment_hint(at, at, time_zone)
    year, month, day = (int(part) for part in hint.day.split("-"))
    hour, _, minute = hint.time.partition(":")
    pattern = _FORMATS.get(language, _FORMATS["en"])
    return pattern.format(y=year, m=month, d=day, h=int(hour), n=minute)


class CallbackLinks:
    """Use cases of whoever has the link, of agents' calendars, and the report."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        board: CallbackBoard,
        callbacks: Callbacks,
        signer: Signer,
        system: System,
        public_url: str,
    ) -> None:
        self._database = database
        self._directory = directory
        self._board = board
        self._callbacks = callbacks
        self._signer = signer
        self._system = system
        self._public_url = public_url

    def address(self, callback_id: str) -> str:
        """The page of one request."""
        return f"{self._public_url}/callback/{self._signer.code(KIND, callback_id)}"

    async def of_visitor(self, visitor_id: str, callback_id: str) -> CallbackAddresses:
        """The links to the visitor's own request. Raises ``not_found``."""
        stored = await self._database.read(lambda conn: rows.look(conn, callback_id))
        if stored is None or stored.callback.visitor_id != visitor_id:
            raise ChatError(ErrorCode.NOT_FOUND, field="callback_id")
        address = self.address(callback_id)
        return CallbackAddresses(manage_url=address, ics_url=f"{address}/calendar.ics")

    async def find(self, code: str) -> Callback | None:
        """The request that the link is about."""
        callback_id = self._signer.subject(KIND, code)
        if callback_id is None:
            return None
        stored = await self._database.read(lambda conn: rows.look(conn, callback_id))
        return stored.callback if stored else None

    async def free_slots(self, callback: Callback) -> list[tuple[int, str]]:
        """Times it can be moved to, with their words."""
        offered = await self._callbacks.slots(_speaker(callback))
        return [
            (slot.start_at, moment_text(slot.start_at, callback.time_zone, callback.language))
            for slot in offered.slots
            if slot.free
        ]

    async def cancel(self, callback: Callback) -> None:
        """Call it off; again is harmless."""
        await self._callbacks.cancel(_speaker(callback), callback.id)

    async def move(self, callback: Callback, wanted_at: int) -> None:
        """To another slot. Raises the refusals of ``callback.move``."""
        await self._callbacks.move(_speaker(callback), callback.id, wanted_at)

    def calendar(self, callback: Callback, words: Words) -> str:
        """The appointment as a calendar file; a cancelled one takes itself out."""
        shop = self._directory.shop(callback.shop_id)
        name = shop_text(shop, "name", callback.language) or shop.name
        entry = self._entry(
            callback,
            words.text("callback.summary", shop=name),
            words.text(
                "callback.description",
                phone=callback.phone.international,
                reference=callback.reference,
            ),
            self.address(callback.id),
        )
        over = callback.status.value == "cancelled"
        return calendar_file([entry], Method.CANCEL if over else Method.PUBLISH)

    def _entry(self, callback: Callback, summary: str, description: str, url: str) -> CalendarEntry:
        length_ms = self._board.rules.slot_minutes * 60_000
        start_at = callback.slot_at or callback.due_at
        return CalendarEntry(
            uid=f"{callback.id}@zalada",
            start_at=start_at,
            end_at=callback.slot_end_at or start_at + length_ms,
            stamp_at=callback.closed_at or callback.requested_at,
            summary=summary,
            description=description,
            url=url,
            sequence=callback.sequence,
            reminder_minutes=REMINDER_MINUTES,
        )

    async def new_feed(self, agent: Agent) -> str:
        """A new secret address of the agent's calendar; the older one stops working."""
        token = self._system.chance.token()
        now = self._system.clock.now()
        await self._database.write(
            lambda tx: contact.set_feed(tx.conn, agent.id, digest_of(token), now)
        )
        return f"{self._public_url}/calendar/{token}.ics"

    async def feed(self, token: str) -> str | None:
        """The calendar at this address: what its agent has claimed."""

        def read(conn: Connection) -> tuple[str, Sequence[StoredCallback]] | None:
            agent_id = contact.feed_owner(conn, digest_of(token))
            agent = self._directory.agent(agent_id) if agent_id else None
            if agent is None or agent.disabled_at is not None:
                return None
            return agent.id, rows.active_in(conn, agent.shop_ids)

        found = await self._database.read(read)
        if found is None:
            return None
        agent_id, listed = found
        mine = [one.callback for one in listed if one.callback.agent_id == agent_id]
        entries = [
            self._entry(
                one,
                " · ".join(part for part in (one.name, one.phone.international) if part),
                "\n".join(part for part in (one.topic, one.reference) if part),
                f"{self._public_url}/console",
            )
            for one in mine
        ]
        return calendar_file(entries, name="Zalada")

    async def report(
        self, agent: Agent, shop_id: str, from_at: int, until_at: int
    ) -> CallbackNumbers:
        """What became of the requests made within a time."""
        if shop_id not in agent.shop_ids:
            raise ChatError(ErrorCode.NOT_FOUND, field="shop_id")
        now = self._system.clock.now()

        def read(conn: Connection) -> tuple[list[Callback], set[str]]:
            made = rows.requested_between(conn, shop_id, from_at, until_at)
            return made, contact.signalled_as(conn, "overdue", shop_id)

        made, was_late = await self._database.read(read)
        ends = [one.status for one in made]
        late = [one for one in made if one.id in was_late or (one.is_active and one.late_at <= now)]
        waits = sorted(
            one.attempts[0].at - (one.slot_at or one.requested_at) for one in made if one.attempts
        )
        status = rules.CallbackStatus
        return CallbackNumbers(
            requested=len(made),
            reached=ends.count(status.REACHED),
            unreached=ends.count(status.UNREACHED) + ends.count(status.WRONG_NUMBER),
            done=ends.count(status.DONE),
            cancelled=ends.count(status.CANCELLED),
            open=sum(one.is_active for one in made),
            overdue=len(late),
            call_after_ms=waits[len(waits) // 2] if waits else None,
        )


def _speaker(callback: Callback) -> Speaker:
    return Speaker(callback.visitor_id or "", callback.shop_id, callback.language, address="")
