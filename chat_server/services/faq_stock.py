"""Many FAQ entries at a time: from a file, to a file, from the ready-made sets."""

import asyncio

from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.faq import starter_entries
from chat_server.core.shop import Agent
from chat_server.protocol.faq import (
    ENTRIES_MAX,
    FaqDraft,
    FaqFile,
    FaqFileProblem,
    FaqImported,
    FaqStarterEntry,
    FaqStarterSet,
)
from chat_server.services.directory import Directory
from chat_server.services.faq import FaqBook
from chat_server.services.faq_editor import Changing, FaqEditor, draft_of, require_shop
from chat_server.services.faq_files import FaqRows, read_file, write_file
from chat_server.storage import faq as rows
from chat_server.storage.database import Database, Tx
from chat_server.storage.faq import FaqEntry
from chat_server.system import System


class FaqStock:
    """Use cases of import, export and starter sets."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        book: FaqBook,
        editor: FaqEditor,
        system: System,
    ) -> None:
        self._database = database
        self._directory = directory
        self._book = book
        self._editor = editor
        self._system = system

    async def take_in(
        self,
        agent: Agent,
        shop_id: str,
        language: str,
        format_name: str,
        text: str,
        *,
        check: bool,
    ) -> FaqImported:
        """Take over a file, all of it or nothing; ``check`` only says what it would do."""
        self._require(agent, shop_id, language)
        found = read_file(format_name, text)
        if found.problems:
            return _refused(found)
        new_ids = [self._system.ids.new("entry") for _ in found.rows]

        def op(tx: Tx) -> FaqImported:
            changing = Changing(tx, agent.id, shop_id, language, self._system.clock.now())
            done = self._put_all(changing, found, new_ids)
            if check or done.problems:
                raise _Kept(done)
            return done

        try:
            done = await self._database.write(op)
        except _Kept as kept:
            return kept.done
        await self._book.reload(shop_id, language)
        return done

    def _put_all(self, changing: Changing, found: FaqRows, new_ids: list[str]) -> FaqImported:
        conn = changing.tx.conn
        listed = rows.entries(conn, changing.shop_id, changing.language)
        by_id = {entry.id: entry for entry in listed}
        by_question = {_folded(entry.question): entry for entry in listed}
        total = rows.count(conn, changing.shop_id)
        created = changed = same = 0
        used: set[str] = set()
        for new_id, (row, entry_id, draft) in zip(new_ids, found.rows, strict=True):
            before = by_id.get(entry_id) or by_question.get(_folded(draft.question))
            holder = by_question.get(_folded(draft.question))
            if before is not None and (
                before.id in used or (holder is not None and holder.id != before.id)
            ):
                found.refuse(row, "question", "duplicate")
                continue
            if before is None:
                created += 1
                self._editor.put(changing, None, draft, new_id)
            elif draft_of(before).model_dump() == draft.model_dump():
                same += 1
            else:
                changed += 1
                self._editor.put(changing, before, draft, new_id)
            used.add(before.id if before else new_id)
        if total + created > ENTRIES_MAX:
            found.refuse(0, "", "too_many")
        return FaqImported(created=created, changed=changed, same=same, problems=found.problems)

    async def give_out(
        self, agent: Agent, shop_id: str, language: str, format_name: str
    ) -> FaqFile:
        """Every entry of a language as a file."""
        require_shop(agent, shop_id)
        listed = await self._database.read(lambda conn: rows.entries(conn, shop_id, language))
        return write_file(format_name, self._directory.shop(shop_id).key, language, listed)

    async def starter(
        self, agent: Agent, shop_id: str, language: str, add: list[str]
    ) -> FaqStarterSet:
        """The ready-made entries, after adding those of ``add`` that the shop lacks."""
        self._require(agent, shop_id, language)
        ready = await asyncio.to_thread(starter_entries, language)
        if not set(add) <= {one.id for one in ready}:
            raise ChatError(ErrorCode.NOT_FOUND, field="add")
        new_ids = {one: self._system.ids.new("entry") for one in add}

        def op(tx: Tx) -> tuple[int, list[FaqEntry]]:
            changing = Changing(tx, agent.id, shop_id, language, self._system.clock.now())
            listed = rows.entries(tx.conn, shop_id, language)
            there = {_folded(entry.question) for entry in listed}
            wanted = [
                one for one in ready if one.id in new_ids and _folded(one.question) not in there
            ]
            if rows.count(tx.conn, shop_id) + len(wanted) > ENTRIES_MAX:
                raise ChatError(ErrorCode.COMMAND_INVALID, field="add")
            for one in wanted:
                draft = FaqDraft(
                    question=one.question,
                    alternatives=list(one.alternatives),
                    answer=one.answer,
                    tags=list(one.tags),
                )
                listed.append(self._editor.put(changing, None, draft, new_ids[one.id]))
            return len(wanted), listed

        added, listed = await self._database.write(op)
        if added:
            await self._book.reload(shop_id, language)
        there = {_folded(entry.question) for entry in listed}
        return FaqStarterSet(
            entries=[
                FaqStarterEntry(
                    starter_id=one.id,
                    question=one.question,
                    alternatives=list(one.alternatives),
                    answer=one.answer,
                    tags=list(one.tags),
                    taken=_folded(one.question) in there,
                )
                for one in ready
            ],
            added=added,
        )

    def _require(self, agent: Agent, shop_id: str, language: str) -> None:
        require_shop(agent, shop_id)
        if language not in self._directory.shop(shop_id).languages:
            raise ChatError(ErrorCode.COMMAND_INVALID, field="language")


class _Kept(Exception):  # noqa: N818 # what it says: everything was kept as it was
    def __init__(self, done: FaqImported) -> None:
        super().__init__("kept")
        self.done = done


def _refused(found: FaqRows) -> FaqImported:
    problems: list[FaqFileProblem] = found.problems[:200]
    return FaqImported(created=0, changed=0, same=0, problems=problems)


def _folded(question: str) -> str:
    return " ".join(question.split()).casefold()
