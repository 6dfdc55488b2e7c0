"""One-time links from a mail back into the conversation.

The code in the mail is good for one use within seven days; it is exchanged for a handover code that
travels in the fragment of the shop's page, where no server and no Referer sees it, and that is good
for one use within two minutes; that one brings the visitor's token. No token is ever in an address.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import Connection

from chat_server.core.conversation import Conversation
from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.shop import Shop
from chat_server.services.directory import Directory
from chat_server.services.visitors import Visitors, digest_of
from chat_server.storage import contact, visitors
from chat_server.storage.contact import ResumeLink
from chat_server.storage.database import Database, Tx
from chat_server.system import System

LINK_MS = 7 * 86_400_000
HANDOVER_MS = 120_000
FRAGMENT = "zalada-resume"


@dataclass(frozen=True, slots=True)
class Return:
    """Where a link leads: the shop, its language, and whether the code still works."""

    shop: Shop
    language: str
    works: bool


class Resume:
    """Issues and exchanges the codes; only their SHA-256 is stored."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        visitors: Visitors,
        system: System,
        public_url: str,
    ) -> None:
        self._database = database
        self._directory = directory
        self._visitors = visitors
        self._system = system
        self._public_url = public_url

    def new_code(self) -> str:
        """A code nobody can guess."""
        return self._system.chance.token()

    def address(self, code: str) -> str:
        """The link with this code."""
        return f"{self._public_url}/resume/{code}"

    def add(self, tx: Tx, row: Conversation, code: str) -> None:
        """Let the code lead into this conversation."""
        self._add(tx, row.shop_id, row.visitor_id, row.id, code, "link", LINK_MS)

    def _add(
        self,
        tx: Tx,
        shop_id: str,
        visitor_id: str,
        conversation_id: str,
        code: str,
        kind: str,
        lasts_ms: int,
    ) -> None:
        now = self._system.clock.now()
        digest = digest_of(code)
        contact.add_link(
            tx.conn,
            ResumeLink(digest, shop_id, visitor_id, conversation_id, kind, now, now + lasts_ms),
        )

    async def look(self, code: str) -> Return | None:
        """Where the link would lead; None for a code that never was."""
        now = self._system.clock.now()

        def read(conn: Connection) -> tuple[ResumeLink, str] | None:
            found = contact.link(conn, digest_of(code), "link")
            visitor = visitors.by_id(conn, found.visitor_id) if found else None
            return (found, visitor.language) if found and visitor else None

        found = await self._database.read(read)
        if found is None:
            return None
        link, language = found
        works = link.used_at is None and link.expires_at > now
        return Return(self._directory.shop(link.shop_id), language, works)

    async def leave_for_shop(self, code: str) -> str | None:
        """Use the code up; returns the shop's page with a handover code, None if it is over."""
        handover = self._system.chance.token()

        def op(tx: Tx) -> tuple[str, str] | None:
            now = self._system.clock.now()
            digest = digest_of(code)
            link = contact.link(tx.conn, digest, "link")
            if link is None or not contact.use_link(tx.conn, digest, now):
                return None
            self._add(
                tx,
                link.shop_id,
                link.visitor_id,
                link.conversation_id,
                handover,
                "handover",
                HANDOVER_MS,
            )
            visitor = visitors.by_id(tx.conn, link.visitor_id)
            return link.shop_id, visitor.page_url if visitor else ""

        found = await self._database.write(op)
        if found is None:
            return None
        page = page_of(self._directory.shop(found[0]), found[1])
        return f"{page}#{FRAGMENT}={handover}"

    async def arrive(self, shop: Shop, handover: str) -> tuple[str, str]:
        """The visitor's fresh token and id for a handover code. Raises ``auth.required``."""
        secret = self._system.chance.token()

        def op(tx: Tx) -> str:
            digest = digest_of(handover)
            link = contact.link(tx.conn, digest, "handover")
            if (
                link is None
                or link.shop_id != shop.id
                or not contact.use_link(tx.conn, digest, self._system.clock.now())
            ):
                raise ChatError(ErrorCode.AUTH_REQUIRED, field="code")
            self._visitors.add_token(tx, link.shop_id, link.visitor_id, secret)
            return link.visitor_id

        return secret, await self._database.write(op)

    async def forget_ended(self, now: int) -> None:
        """Delete codes that are over."""
        await self._database.write(lambda tx: contact.forget_links(tx.conn, now - LINK_MS))


def page_of(shop: Shop, page_url: str) -> str:
    """The page of the shop where the conversation goes on, without its fragment."""
    parts = urlsplit(page_url)
    if f"{parts.scheme}://{parts.netloc}" in shop.origins:
        return parts._replace(fragment="").geturl()
    return f"{shop.origins[0]}/" if shop.origins else ""
