"""What the FAQ says to a message: matchers by shop and language, trained off the loop."""

import asyncio
import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

from chat_server.core import faq
from chat_server.core.bot import Answered, FaqAnswer, FaqDecision, Suggested, Unknown
from chat_server.storage import faq as rows
from chat_server.storage.database import Database
from chat_server.storage.faq import FaqEntry
from chat_server.system import System

log = logging.getLogger(__name__)

SUGGESTED_AT_START = 3
MATCHERS_KEPT = 16
# From this many entries on, calibrating takes longer than an editor waits.
CALIBRATED_AT_ONCE = 100

Key = tuple[str, str]


class FaqBook:
    """The shops' entries with a matcher for each language that has any.

    A change is live as soon as its matcher is trained; what was in use stays so until then. Two
    threads, so that questions are answered while a matcher is trained.
    """

    def __init__(self, database: Database, system: System) -> None:
        self._database = database
        self._system = system
        self._thread = ThreadPoolExecutor(1, "faq")
        self._trainer = ThreadPoolExecutor(1, "faq-training")
        self._entries: dict[Key, dict[str, FaqEntry]] = {}
        self._matchers: dict[Key, faq.Matcher] = {}
        self._reloads: dict[Key, int] = {}
        self._changes_at: dict[Key, int] = {}
        self._calibrations: set[asyncio.Task[None]] = set()

    async def load(self, shop_id: str) -> None:
        """Read the shop's entries and train a matcher for each language."""
        listed = await self._database.read(lambda conn: rows.entries(conn, shop_id))
        for language in dict.fromkeys(entry.language for entry in listed):
            own = [entry for entry in listed if entry.language == language]
            await self._use((shop_id, language), own, calibrate=True)

    async def reload(self, shop_id: str, language: str) -> None:
        """Answer by the stored entries from now on; a large set is calibrated afterwards."""
        key = (shop_id, language)
        turn = self._reloads[key] = self._reloads.get(key, 0) + 1
        listed = await self._database.read(lambda conn: rows.entries(conn, shop_id, language))
        at_once = len(listed) <= CALIBRATED_AT_ONCE
        if not await self._use(key, listed, calibrate=at_once, turn=turn) or at_once:
            return
        task = asyncio.get_running_loop().create_task(self._calibrate(key, listed, turn))
        self._calibrations.add(task)
        task.add_done_callback(self._calibrations.discard)

    async def refresh(self, now: int) -> None:
        """Take up entries whose time has come, and drop those whose time is over."""
        for key in [key for key, at in self._changes_at.items() if at <= now]:
            await self.reload(*key)

    async def _calibrate(self, key: Key, listed: list[FaqEntry], turn: int) -> None:
        try:
            await self._use(key, listed, calibrate=True, turn=turn)
        except Exception:
            log.exception("an FAQ could not be calibrated", extra={"shop": key[0]})

    async def _use(
        self, key: Key, listed: Iterable[FaqEntry], *, calibrate: bool, turn: int = 0
    ) -> bool:
        """Train on what is valid now, unless a newer reload came; returns whether it is used."""
        now = self._system.clock.now()
        listed = tuple(listed)
        valid = tuple(entry for entry in listed if entry.is_valid(now))
        matcher = None
        if valid:
            matcher = await asyncio.get_running_loop().run_in_executor(
                self._trainer, _train, valid, key[1], calibrate
            )
        if turn != self._reloads.get(key, 0):
            return False
        self._entries[key] = {entry.id: entry for entry in valid}
        if matcher is None:
            self._matchers.pop(key, None)
        else:
            self._matchers[key] = matcher
        moments = [at for entry in listed for at in _moments(entry) if at > now]
        self._changes_at.pop(key, None)
        if moments:
            self._changes_at[key] = min(moments)
        return True

    def entry(self, shop_id: str, language: str, entry_id: str) -> FaqEntry | None:
        """An entry that is answered with now."""
        return self._entries.get((shop_id, language), {}).get(entry_id)

    def answer(self, shop_id: str, language: str, entry_id: str) -> FaqAnswer | None:
        """An entry's answer, if the shop has it in this language."""
        entry = self.entry(shop_id, language, entry_id)
        if entry is None:
            return None
        after = [self.entry(shop_id, language, one) for one in entry.follow_ups]
        follow_ups = tuple((one.id, one.question) for one in after if one is not None)
        return FaqAnswer(entry.id, entry.question, _text(entry), follow_ups)

    def suggestions(self, shop_id: str, language: str) -> tuple[tuple[str, str], ...]:
        """What the shop offers to somebody who has not asked yet: (entry id, question)."""
        entries = self._entries.get((shop_id, language), {}).values()
        chosen = [(entry.id, entry.question) for entry in entries if entry.suggested]
        return tuple(chosen[:SUGGESTED_AT_START])

    async def match(self, shop_id: str, language: str, text: str) -> faq.Decision | None:
        """What the engine thinks, None when the shop has no entries in this language."""
        matcher = self._matchers.get((shop_id, language))
        if matcher is None:
            return None
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, matcher.match, text)

    async def explain(self, decision: faq.Decision) -> tuple[faq.Reason, ...]:
        """Why the engine thinks so."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: decision.why)

    def threshold(self, shop_id: str, language: str) -> float:
        """The confidence from which it answers; 1 when there is nothing to answer with."""
        matcher = self._matchers.get((shop_id, language))
        return matcher.threshold if matcher else 1.0

    async def decide(self, shop_id: str, language: str, text: str) -> FaqDecision:
        """Sure, near, or no idea."""
        decision = await self.match(shop_id, language, text)
        if decision is None:
            return Unknown()
        answers = [self.answer(shop_id, language, one) for one in answer_ids(decision)]
        found = tuple(answer for answer in answers if answer is not None)
        if found:
            return Answered(found)
        entries = self._entries.get((shop_id, language), {})
        near = tuple(
            (entry_id, entries[entry_id].question)
            for entry_id in decision.suggestions
            if entry_id in entries
        )
        return Suggested(near) if near else Unknown()

    async def idle(self) -> None:
        """Wait until every set is calibrated."""
        while self._calibrations:
            await asyncio.wait(list(self._calibrations))

    def close(self) -> None:
        """Stop the threads."""
        for task in self._calibrations:
            task.cancel()
        self._thread.shutdown(wait=False)
        self._trainer.shutdown(wait=False)


def answer_ids(decision: faq.Decision) -> list[str]:
    """What is answered with: one entry, one for each question of the message, or none."""
    if decision.parts:
        return [part.answer for part in decision.parts if part.answer is not None]
    return [decision.answer] if decision.answer is not None else []


def _moments(entry: FaqEntry) -> list[int]:
    return [at for at in (entry.valid_from, entry.valid_until) if at is not None]


def _text(entry: FaqEntry) -> str:
    """The answer with its links and picture named under it."""
    links = [f"{label}: {url}" for label, url in entry.links]
    shown = [*links, *([entry.image] if entry.image else [])]
    return "\n".join([entry.answer, *([""] if shown else []), *shown])


@lru_cache(maxsize=MATCHERS_KEPT)
def _train(entries: tuple[FaqEntry, ...], language: str, calibrate: bool) -> faq.Matcher:
    """The matcher of these entries; a language that did not change is not trained again."""
    return faq.train(list(entries), language=language, calibrate=calibrate)
