"""Letters about callbacks: confirmations to shoppers, signals to agents."""

from hashlib import sha256

from chat_server.core.callback import Callback, Signal
from chat_server.core.shop import Agent
from chat_server.services.callback_links import CallbackLinks, moment_text
from chat_server.services.directory import Directory
from chat_server.services.mail.letter import Attachment, Letter, Stationery
from chat_server.services.mail.postman import Draft, Postman
from chat_server.services.shop_texts import shop_text
from chat_server.storage import callbacks as rows
from chat_server.storage import outbox
from chat_server.storage.database import Database, Tx
from chat_server.storage.outbox import OutboxItem


class CallbackMail:
    """Queues letters in the transaction of their cause and words them when they are sent."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        links: CallbackLinks,
        postman: Postman,
        public_url: str,
    ) -> None:
        self._database = database
        self._directory = directory
        self._links = links
        self._postman = postman
        self._public_url = public_url
        self._stationery: Stationery | None = None

    def start(self, stationery: Stationery) -> None:
        """Write on this from now on."""
        self._stationery = stationery

    def queue(self, tx: Tx, callback: Callback, what: str, now: int) -> None:
        """Confirm that it was ``booked``, ``moved`` or ``cancelled``, if an address is known."""
        if not callback.email or not self._postman.delivers:
            return
        outbox.add(
            tx.conn,
            id=_reference(callback.id, what, callback.sequence),
            shop_id=callback.shop_id,
            kind="mail.callback",
            ordering_key=callback.id,
            payload={"callback_id": callback.id, "what": what},
            at=now,
        )

    def queue_signal(
        self, tx: Tx, callback: Callback, signal: Signal, agent: Agent, now: int
    ) -> None:
        """Tell an agent that it presses."""
        if not self._postman.delivers:
            return
        outbox.add(
            tx.conn,
            id=_reference(signal.key, agent.id),
            shop_id=callback.shop_id,
            kind="mail.signal",
            ordering_key=f"{callback.id}:{agent.id}",
            payload={
                "callback_id": callback.id,
                "signal": signal.kind.value,
                "agent_id": agent.id,
            },
            at=now,
        )

    async def compose(self, item: OutboxItem) -> Draft:
        """A confirmation with the appointment as a calendar file."""
        callback, stationery = await self._callback(item), self._stationery
        if callback is None or not callback.email or stationery is None:
            return Draft(None)
        what, language = item.payload["what"], callback.language
        shop = self._directory.shop(callback.shop_id)
        name = shop_text(shop, "name", language) or shop.name
        words = stationery.words(language)
        text, html = stationery.write(
            "callback",
            language,
            {
                "shop": name,
                "brand": shop.brand,
                "what": what,
                "when": _when(callback, language),
                "phone": callback.phone.international,
                "topic": callback.topic,
                "reference": callback.reference,
                "link": self._links.address(callback.id),
            },
        )
        subject = words.text(f"callback.subject.{what}", shop=name, reference=callback.reference)
        calendar = self._links.calendar(callback, words)
        method = "CANCEL" if what == "cancelled" else "PUBLISH"
        attachment = Attachment("callback.ics", f"text/calendar; method={method}", calendar)
        return Draft(Letter(item.id, callback.email, name, subject, text, html, (attachment,)))

    async def compose_signal(self, item: OutboxItem) -> Draft:
        """Word for an agent; nothing when the request is over."""
        callback, stationery = await self._callback(item), self._stationery
        agent = self._directory.agent(item.payload["agent_id"])
        if callback is None or not callback.is_active or agent is None or stationery is None:
            return Draft(None)
        shop = self._directory.shop(callback.shop_id)
        language = (agent.languages or shop.languages)[0]
        when = _when(callback, language)
        words = stationery.words(language)
        text, html = stationery.write(
            "signal",
            language,
            {
                "shop": shop.name,
                "brand": shop.brand,
                "name": callback.name or callback.phone.international,
                "when": when,
                "reference": callback.reference,
                "link": f"{self._public_url}/console",
            },
        )
        subject = words.text(
            f"signal.subject.{item.payload['signal']}", when=when, reference=callback.reference
        )
        return Draft(Letter(item.id, agent.email, shop.name, subject, text, html))

    async def _callback(self, item: OutboxItem) -> Callback | None:
        callback_id = item.payload["callback_id"]
        stored = await self._database.read(lambda conn: rows.look(conn, callback_id))
        return stored.callback if stored else None


def _when(callback: Callback, language: str) -> str:
    at = callback.slot_at
    return moment_text(at, callback.time_zone, language) if at is not None else ""


def _reference(*parts: object) -> str:
    """The same for the same cause, so that it is queued once."""
    return f"out_{sha256('/'.join(map(str, parts)).encode()).hexdigest()[:20]}"
