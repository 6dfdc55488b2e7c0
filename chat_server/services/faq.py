"""What the FAQ says to a message: matchers by shop and language, trained off the loop."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

from chat_server.core import faq
from chat_server.core.bot import Answered, FaqAnswer, FaqDecision, Suggested, Unknown
from chat_server.storage import faq as rows
from chat_server.storage.database import Database
from chat_server.storage.faq import FaqEntry

SUGGESTED_AT_START = 3
MATCHERS_KEPT = 16


class FaqBook:
    """The shops' entries with a matcher for each language that has any."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._thread = ThreadPoolExecutor(1, "faq")
        self._entries: dict[tuple[str, str], dict[str, FaqEntry]] = {}
        self._matchers: dict[tuple[str, str], faq.Matcher] = {}

    async def load(self, shop_id: str) -> None:
        """Read the shop's entries and train; what was in use stays so until that is done."""
        listed = await self._database.read(lambda conn: rows.entries(conn, shop_id))
        by_language: dict[str, dict[str, FaqEntry]] = {}
        for entry in listed:
            if entry.enabled:
                by_language.setdefault(entry.language, {})[entry.id] = entry
        loop = asyncio.get_running_loop()
        for language, entries in by_language.items():
            matcher = await loop.run_in_executor(
                self._thread, _train, tuple(entries.values()), language
            )
            self._entries[shop_id, language] = entries
            self._matchers[shop_id, language] = matcher

    def answer(self, shop_id: str, language: str, entry_id: str) -> FaqAnswer | None:
        """An entry's answer, if the shop has it in this language."""
        entry = self._entries.get((shop_id, language), {}).get(entry_id)
        return FaqAnswer(entry.id, entry.question, entry.answer) if entry else None

    def suggestions(self, shop_id: str, language: str) -> tuple[tuple[str, str], ...]:
        """What the shop offers to somebody who has not asked yet: (entry id, question)."""
        entries = self._entries.get((shop_id, language), {}).values()
        chosen = [(entry.id, entry.question) for entry in entries if entry.suggested]
        return tuple(chosen[:SUGGESTED_AT_START])

    async def decide(self, shop_id: str, language: str, text: str) -> FaqDecision:
        """Sure, near, or no idea."""
        matcher = self._matchers.get((shop_id, language))
        if matcher is None:
            return Unknown()
        loop = asyncio.get_running_loop()
        decision = await loop.run_in_executor(self._thread, matcher.match, text)
        if decision.parts:
            ids = [part.answer for part in decision.parts if part.answer is not None]
        else:
            ids = [decision.answer] if decision.answer is not None else []
        answers = [self.answer(shop_id, language, entry_id) for entry_id in ids]
        found = tuple(answer for answer in answers if answer is not None)
        if found:
            return Answered(found)
        entries = self._entries[shop_id, language]
        near = tuple(
            (entry_id, entries[entry_id].question)
            for entry_id in decision.suggestions
            if entry_id in entries
        )
        return Suggested(near) if near else Unknown()

    def close(self) -> None:
        """Stop the thread."""
        self._thread.shutdown(wait=False)


@lru_cache(maxsize=MATCHERS_KEPT)
def _train(entries: tuple[FaqEntry, ...], language: str) -> faq.Matcher:
    """The matcher of these entries; a language that did not change is not trained again."""
    return faq.train(list(entries), language=language)
