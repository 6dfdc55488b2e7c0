"""Visitors: their secret token, its rotation, and where on the shop they are."""

import hashlib
from dataclasses import dataclass

from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.shop import Shop, Visitor
from chat_server.storage import shops as shop_rows
from chat_server.storage import visitors as rows
from chat_server.storage.database import Database, Tx
from chat_server.storage.visitors import Page, VisitorToken
from chat_server.system import System

TOUCH_EVERY_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class TokenTimes:
    """How long a visitor's token counts, in milliseconds."""

    idle_ms: int = 30 * 86_400_000
    absolute_ms: int = 180 * 86_400_000
    rotate_ms: int = 86_400_000
    overlap_ms: int = 60_000


@dataclass(frozen=True, slots=True)
class VisitorIdentity:
    """Who a valid token belongs to."""

    visitor_id: str
    shop_id: str
    digest: str
    rotated_at: int


def digest_of(secret: str) -> str:
    """What is stored of a secret: its SHA-256 in hex."""
    # headers may bring bytes that are no text, and those are no valid secret either
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()


class Visitors:
    """Issues and checks visitor tokens; remembers names, languages and pages."""

    def __init__(self, database: Database, system: System, times: TokenTimes) -> None:
        self._database = database
        self._system = system
        self._times = times

    async def issue(self, shop: Shop, language: str, device: str) -> tuple[str, str]:
        """A new visitor of ``shop``: their token and id."""
        now = self._system.clock.now()
        secret = self._system.chance.token()
        visitor_id = self._system.ids.new("vis")

        def op(tx: Tx) -> None:
            number = shop_rows.next_visitor_number(tx.conn, shop.id)
            rows.insert(
                tx.conn,
                Visitor(
                    id=visitor_id,
                    shop_id=shop.id,
                    number=number,
                    name="",
                    email="",
                    phone="",
                    language=language,
                    device=device,
                    page_url="",
                    page_title="",
                    first_seen_at=now,
                    last_seen_at=now,
                ),
            )
            rows.insert_token(
                tx.conn, VisitorToken(digest_of(secret), shop.id, visitor_id, now, now, now, None)
            )

        await self._database.write(op)
        return secret, visitor_id

    def add_token(self, tx: Tx, shop_id: str, visitor_id: str, secret: str) -> None:
        """One more token of a visitor who is known, for another browser or a lost one."""
        now = self._system.clock.now()
        token = VisitorToken(digest_of(secret), shop_id, visitor_id, now, now, now, None)
        rows.insert_token(tx.conn, token)

    async def identify(self, secret: object) -> VisitorIdentity:
        """Who the token belongs to. Raises ``auth.required`` for anything but a valid one."""
        if not isinstance(secret, str) or not 20 <= len(secret) <= 200:
            raise ChatError(ErrorCode.AUTH_REQUIRED, field="token")
        now = self._system.clock.now()
        digest = digest_of(secret)
        token = await self._database.read(lambda conn: rows.token(conn, digest))
        if token is None or self._over(token, now):
            raise ChatError(ErrorCode.AUTH_REQUIRED, field="token")
        if now - token.seen_at > TOUCH_EVERY_MS:
            await self._database.write(lambda tx: rows.touch_token(tx.conn, digest, now))
        return VisitorIdentity(token.visitor_id, token.shop_id, digest, token.rotated_at)

    def _over(self, token: VisitorToken, now: int) -> bool:
        return (
            (token.ends_at is not None and token.ends_at <= now)
            or now - token.seen_at > self._times.idle_ms
            or now - token.created_at > self._times.absolute_ms
        )

    async def rotate(self, identity: VisitorIdentity) -> str | None:
        """A fresh token once the old one is a day old; the old one counts a minute longer."""
        now = self._system.clock.now()
        if now - identity.rotated_at < self._times.rotate_ms:
            return None
        secret = self._system.chance.token()

        def op(tx: Tx) -> str | None:
            token = rows.token(tx.conn, identity.digest)
            if (
                token is None
                or token.ends_at is not None
                or now - token.rotated_at < self._times.rotate_ms
            ):
                return None
            rows.end_token(tx.conn, identity.digest, now + self._times.overlap_ms)
            rows.insert_token(
                tx.conn,
                VisitorToken(
                    digest_of(secret),
                    token.shop_id,
                    token.visitor_id,
                    token.created_at,
                    now,
                    now,
                    None,
                ),
            )
            return secret

        return await self._database.write(op)

    async def show_page(self, identity: VisitorIdentity, url: str, title: str) -> None:
        """The visitor looks at a page of the shop."""
        page = Page(url, title, self._system.clock.now())
        await self._database.write(
            lambda tx: rows.add_page(tx.conn, identity.shop_id, identity.visitor_id, page)
        )

    async def set_language(self, visitor_id: str, language: str) -> None:
        """The visitor chose a language, maybe the one they have."""
        if await self.language(visitor_id) != language:
            await self._database.write(
                lambda tx: rows.change(tx.conn, visitor_id, language=language)
            )

    async def language(self, visitor_id: str) -> str:
        """The language the visitor last used."""
        row = await self._database.read(lambda conn: rows.by_id(conn, visitor_id))
        return row.language if row else "en"

    async def forget_ended(self, now: int) -> int:
        """Delete tokens that no longer count; returns how many."""
        idle_before = now - self._times.idle_ms
        created_before = now - self._times.absolute_ms
        return await self._database.write(
            lambda tx: rows.delete_ended_tokens(tx.conn, now, idle_before, created_before)
        )
