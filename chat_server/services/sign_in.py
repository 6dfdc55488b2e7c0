"""Signing in to the console: Argon2 off the loop, server-side sessions, equal answers for all."""

import asyncio
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.ratelimit import Limit, RateLimiter
from chat_server.core.shop import Agent
from chat_server.services.directory import Directory
from chat_server.services.visitors import digest_of
from chat_server.storage import agents as rows
from chat_server.storage import audit
from chat_server.storage.agents import AgentSession
from chat_server.storage.database import Database, Tx
from chat_server.system import System

HASHING_THREADS = 2
TOUCH_EVERY_MS = 60_000
MINUTE_MS = 60_000
# Somebody without an account costs as much time as somebody with one.
NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$c29tZSBzYWx0IGZvciBub2JvZHk"
    "$Oe2gmHxLFqTIzBSqMxKoyoT2yT3lqGgIuHk4eWZbTzM"
)


@dataclass(frozen=True, slots=True)
class SessionTimes:
    """How long a sign-in lasts, in milliseconds."""

    idle_ms: int = 12 * 3_600_000
    absolute_ms: int = 7 * 86_400_000


class SignIn:
    """Passwords in, sessions out."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        system: System,
        times: SessionTimes,
        failures_a_minute: int = 10,
    ) -> None:
        self._database = database
        self._directory = directory
        self._system = system
        self._times = times
        self._hasher = PasswordHasher()
        self._threads = ThreadPoolExecutor(HASHING_THREADS, "argon2")
        limit = Limit(tokens=failures_a_minute, per_ms=MINUTE_MS)
        self._by_account = RateLimiter(limit)
        self._by_address = RateLimiter(limit)

    async def hash(self, password: str) -> str:
        """The Argon2id hash to store."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._hasher.hash, password)

    async def sign_in(self, email: str, password: str, address: str, device: str) -> str:
        """The secret of a new session.

        Raises ``auth.required`` for a wrong pair or a disabled agent, ``rate_limited`` after too
        many tries; both take as long whether the account exists or not.
        """
        now = self._system.clock.now()
        for limiter, key in ((self._by_address, address), (self._by_account, email.casefold())):
            verdict = limiter.take(key, now)
            if not verdict.allowed:
                raise ChatError(ErrorCode.RATE_LIMITED, retry_after_ms=verdict.retry_after_ms)
        # somebody may have been added or disabled from the command line a moment ago
        await self._directory.refresh(now)
        agent = self._directory.agent_by_email(email)
        good = await self._verify(agent.password_hash if agent else NOBODY, password)
        if agent is None or not good or agent.disabled_at is not None:
            raise ChatError(ErrorCode.AUTH_REQUIRED)
        # only failures count: an office that signs in at nine is no attack
        self._by_account.forget(email.casefold())
        self._by_address.forget(address)
        secret = self._system.chance.token()
        session = AgentSession(
            digest_of(secret), agent.id, now, now, now + self._times.absolute_ms, device
        )

        # whoever signs in is here: being set away does not outlive the session
        state = "available" if agent.state == "away" else agent.state

        def op(tx: Tx) -> None:
            rows.set_state(tx.conn, agent.id, state)
            rows.insert_session(tx.conn, session)
            audit.add(tx.conn, at=now, actor=agent.id, action="agent.signed_in", object=agent.id)

        await self._database.write(op)
        self._directory.put_agent(replace(agent, state=state))
        return secret

    async def _verify(self, stored: str, password: str) -> bool:
        def check() -> bool:
            try:
                return self._hasher.verify(stored, password)
            except (VerifyMismatchError, InvalidHashError):
                return False

        return await asyncio.get_running_loop().run_in_executor(self._threads, check)

    async def agent_of(self, secret: str | None) -> tuple[Agent, str]:
        """The signed-in agent and the session's digest. Raises ``auth.required``."""
        if not secret or len(secret) > 200:
            raise ChatError(ErrorCode.AUTH_REQUIRED)
        now = self._system.clock.now()
        digest = digest_of(secret)
        session = await self._database.read(lambda conn: rows.session(conn, digest))
        if session is None or self.over(session, now):
            raise ChatError(ErrorCode.AUTH_REQUIRED)
        agent = self._directory.agent(session.agent_id)
        if agent is None or agent.disabled_at is not None:
            raise ChatError(ErrorCode.AUTH_REVOKED)
        if now - session.seen_at > TOUCH_EVERY_MS:
            await self._database.write(lambda tx: rows.touch_sessions(tx.conn, [digest], now))
        return agent, digest

    def over(self, session: AgentSession, now: int) -> bool:
        """Whether the session is too old, or unused for too long."""
        return now >= session.expires_at or now - session.seen_at > self._times.idle_ms

    async def valid(self, digests: Collection[str]) -> set[str]:
        """Which of these open consoles' sessions still count; their use is noted."""
        if not digests:
            return set()
        now = self._system.clock.now()
        known = await self._database.read(lambda conn: rows.sessions(conn, digests))
        good = {digest for digest, session in known.items() if not self.over(session, now)}
        stale = [digest for digest in good if now - known[digest].seen_at > TOUCH_EVERY_MS]
        if stale:
            await self._database.write(lambda tx: rows.touch_sessions(tx.conn, stale, now))
        return good

    async def forget_ended(self, now: int) -> None:
        """Delete sessions that no longer count."""
        idle_before = now - self._times.idle_ms
        await self._database.write(lambda tx: rows.delete_ended_sessions(tx.conn, now, idle_before))

    async def sign_out(self, digest: str, agent_id: str) -> None:
        """End one session."""
        now = self._system.clock.now()

        def op(tx: Tx) -> None:
            rows.delete_session(tx.conn, digest)
            audit.add(tx.conn, at=now, actor=agent_id, action="agent.signed_out", object=agent_id)

        await self._database.write(op)

    async def disable(self, agent_id: str, actor: str) -> None:
        """Disable an agent; their sessions are gone with it."""
        now = self._system.clock.now()

        def op(tx: Tx) -> None:
            rows.set_disabled(tx.conn, agent_id, now)
            audit.add(tx.conn, at=now, actor=actor, action="agent.disabled", object=agent_id)

        await self._database.write(op)
        agent = self._directory.agent(agent_id)
        if agent is not None:
            self._directory.put_agent(replace(agent, disabled_at=now))

    def close(self) -> None:
        """Stop the hashing threads."""
        self._threads.shutdown(wait=False)
