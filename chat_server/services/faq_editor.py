"""The FAQ as its editors change it: entries with versions, undo, the test box, starter sets."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from chat_server.core import faq as engine
from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.shop import Agent
from chat_server.protocol.faq import (
    ENTRIES_MAX,
    FaqCandidate,
    FaqDraft,
    FaqEntries,
    FaqEntryView,
    FaqHistory,
    FaqReason,
    FaqTrial,
    FaqVersionView,
)
from chat_server.services.directory import Directory
from chat_server.services.faq import FaqBook, answer_ids
from chat_server.storage import audit
from chat_server.storage import faq as rows
from chat_server.storage.database import Database, Tx
from chat_server.storage.faq import FaqEntry
from chat_server.system import System


def require_shop(agent: Agent, shop_id: str) -> None:
    """Refuse shops the agent does not belong to with ``not_found``."""
    if shop_id not in agent.shop_ids:
        raise ChatError(ErrorCode.NOT_FOUND, field="shop_id")


def same_question(left: str, right: str) -> bool:
    """Whether two questions differ in no more than case and spaces."""
    return " ".join(left.split()).casefold() == " ".join(right.split()).casefold()


def _written(entry: FaqEntry) -> dict[str, object]:
    return {
        "question": entry.question,
        "alternatives": list(entry.alternatives),
        "answer": entry.answer,
        "links": [{"label": label, "url": url} for label, url in entry.links],
        "image": entry.image,
        "buttons": [{"action": action, "target": target} for action, target in entry.buttons],
        "follow_ups": list(entry.follow_ups),
        "tags": list(entry.tags),
        "enabled": entry.enabled,
        "suggested": entry.suggested,
        "valid_from": entry.valid_from,
        "valid_until": entry.valid_until,
    }


def draft_of(entry: FaqEntry) -> FaqDraft:
    """What an editor wrote of it."""
    return FaqDraft.model_validate(_written(entry))


def entry_view(entry: FaqEntry) -> FaqEntryView:
    """The entry on the wire."""
    stored = {
        "entry_id": entry.id,
        "shop_id": entry.shop_id,
        "language": entry.language,
        "epoch": entry.epoch,
        "updated_at": entry.updated_at,
    }
    return FaqEntryView.model_validate(_written(entry) | stored)


def _known(entry: FaqEntry | None, agent: Agent, epoch: int) -> FaqEntry:
    """The entry if the agent may change it as they saw it."""
    if entry is None or entry.shop_id not in agent.shop_ids:
        raise ChatError(ErrorCode.NOT_FOUND, field="entry_id")
    if entry.epoch != epoch:
        raise ChatError(ErrorCode.CONFLICT, field="epoch")
    return entry


@dataclass(frozen=True, slots=True)
class Changing:
    """Who changes the entries of which shop and language, and when."""

    tx: Tx
    agent_id: str
    shop_id: str
    language: str
    at: int


class FaqEditor:
    """Use cases of the FAQ's editors; every change is a version, and in the audit trail."""

    def __init__(
        self, database: Database, directory: Directory, book: FaqBook, system: System
    ) -> None:
        self._database = database
        self._directory = directory
        self._book = book
        self._system = system

    async def list(
        self, agent: Agent, shop_id: str, language: str, after: str, limit: int
    ) -> FaqEntries:
        """A page of the shop's entries."""
        require_shop(agent, shop_id)
        listed = await self._database.read(lambda conn: rows.entries(conn, shop_id, language))
        ids = [entry.id for entry in listed]
        start = ids.index(after) + 1 if after in ids else 0
        page = listed[start : start + limit]
        return FaqEntries(
            entries=[entry_view(entry) for entry in page],
            total=len(listed),
            more=start + limit < len(listed),
        )

    async def save(
        self,
        agent: Agent,
        shop_id: str,
        language: str,
        draft: FaqDraft,
        *,
        entry_id: str | None,
        epoch: int,
    ) -> FaqEntryView:
        """Add or change an entry; returns once shoppers are answered by it."""
        require_shop(agent, shop_id)
        if language not in self._directory.shop(shop_id).languages:
            raise ChatError(ErrorCode.COMMAND_INVALID, field="language")
        new_id = self._system.ids.new("entry")

        def op(tx: Tx) -> FaqEntry:
            changing = self._changing(tx, agent, shop_id, language)
            listed = rows.entries(tx.conn, shop_id, language)
            if entry_id is None:
                if rows.count(tx.conn, shop_id) >= ENTRIES_MAX:
                    raise ChatError(ErrorCode.COMMAND_INVALID, field="entry")
                before = None
            else:
                before = _known(rows.by_id(tx.conn, entry_id), agent, epoch)
                if (before.shop_id, before.language) != (shop_id, language):
                    raise ChatError(ErrorCode.COMMAND_INVALID, field="language")
            for other in listed:
                is_other = before is None or other.id != before.id
                if is_other and same_question(other.question, draft.question):
                    raise ChatError(ErrorCode.CONFLICT, field="entry.question")
            return self.put(changing, before, draft, new_id)

        entry = await self._database.write(op)
        await self._book.reload(shop_id, language)
        return entry_view(entry)

    def _changing(self, tx: Tx, agent: Agent, shop_id: str, language: str) -> Changing:
        return Changing(tx, agent.id, shop_id, language, self._system.clock.now())

    def put(
        self, changing: Changing, before: FaqEntry | None, draft: FaqDraft, new_id: str
    ) -> FaqEntry:
        """Store the draft as a new entry or over ``before``, with its version."""
        at = changing.at
        entry = FaqEntry(
            id=before.id if before else new_id,
            shop_id=changing.shop_id,
            language=changing.language,
            question=draft.question,
            alternatives=tuple(dict.fromkeys(draft.alternatives)),
            answer=draft.answer,
            tags=tuple(dict.fromkeys(draft.tags)),
            enabled=draft.enabled,
            suggested=draft.suggested,
            created_at=before.created_at if before else at,
            updated_at=at,
            links=tuple((link.label, link.url) for link in draft.links),
            image=draft.image,
            buttons=tuple((button.action, button.target) for button in draft.buttons),
            follow_ups=tuple(draft.follow_ups),
            valid_from=draft.valid_from,
            valid_until=draft.valid_until,
            epoch=before.epoch + 1 if before else 1,
        )
        self._store(changing, before, entry, "faq.changed" if before else "faq.created")
        return entry

    def _store(
        self, changing: Changing, before: FaqEntry | None, entry: FaqEntry | None, action: str
    ) -> None:
        conn, kept = changing.tx.conn, entry or before
        if kept is None:
            raise ValueError("nothing was changed")
        if before is not None and not rows.versions(conn, before.id, 1):
            # entries that came with the shop have no first version yet
            self._version(conn, before, before.updated_at, "")
        if entry is None:
            rows.remove(conn, kept.id)
            rows.add_version(
                conn,
                entry_id=kept.id,
                shop_id=kept.shop_id,
                at=changing.at,
                actor=changing.agent_id,
                entry=None,
            )
        else:
            rows.save(conn, entry)
            self._version(conn, entry, changing.at, changing.agent_id)
        audit.add(
            conn,
            at=changing.at,
            actor=changing.agent_id,
            action=action,
            object=kept.id,
            shop_id=kept.shop_id,
        )

    def _version(self, conn: Connection, entry: FaqEntry, at: int, actor: str) -> None:
        rows.add_version(
            conn, entry_id=entry.id, shop_id=entry.shop_id, at=at, actor=actor, entry=entry
        )

    async def delete(self, agent: Agent, entry_id: str, epoch: int) -> None:
        """Take an entry away."""

        def op(tx: Tx) -> FaqEntry:
            entry = _known(rows.by_id(tx.conn, entry_id), agent, epoch)
            changing = self._changing(tx, agent, entry.shop_id, entry.language)
            self._store(changing, entry, None, "faq.deleted")
            return entry

        gone = await self._database.write(op)
        await self._book.reload(gone.shop_id, gone.language)

    async def versions(self, agent: Agent, entry_id: str) -> FaqHistory:
        """What the entry was, newest first."""
        listed = await self._database.read(lambda conn: rows.versions(conn, entry_id))
        if listed and listed[0].shop_id not in agent.shop_ids:
            raise ChatError(ErrorCode.NOT_FOUND, field="entry_id")
        views = []
        for one in listed:
            person = self._directory.person(one.actor)
            views.append(
                FaqVersionView(
                    number=one.number,
                    at=one.at,
                    actor=person.name if person else "",
                    undone=one.undone,
                    entry=entry_view(one.entry) if one.entry else None,
                )
            )
        return FaqHistory(versions=views)

    async def undo(self, agent: Agent, entry_id: str, epoch: int) -> FaqEntryView | None:
        """What it was before the last change; None when it was not there."""

        def op(tx: Tx) -> tuple[FaqEntry, FaqEntry | None]:
            now = rows.by_id(tx.conn, entry_id)
            if now is not None:
                _known(now, agent, epoch)
            standing = [one for one in rows.versions(tx.conn, entry_id) if not one.undone]
            if not standing or standing[0].shop_id not in agent.shop_ids:
                raise ChatError(ErrorCode.NOT_FOUND, field="entry_id")
            if len(standing) < 2:
                raise ChatError(ErrorCode.NOT_FOUND, field="version")
            last, before = standing[0], standing[1].entry
            shown = before or now or last.entry
            if shown is None:
                raise ChatError(ErrorCode.NOT_FOUND, field="version")
            rows.undo_version(tx.conn, entry_id, last.number)
            at = self._system.clock.now()
            if before is None:
                rows.remove(tx.conn, entry_id)
            else:
                newest = max(one.entry.epoch for one in standing if one.entry)
                before = replace(
                    before, epoch=max(newest, now.epoch if now else 0) + 1, updated_at=at
                )
                rows.save(tx.conn, before)
            audit.add(
                tx.conn,
                at=at,
                actor=agent.id,
                action="faq.undone",
                object=entry_id,
                shop_id=shown.shop_id,
                version=last.number,
            )
            return shown, before

        shown, entry = await self._database.write(op)
        await self._book.reload(shown.shop_id, shown.language)
        return entry_view(entry) if entry else None

    async def test(self, agent: Agent, shop_id: str, language: str, text: str) -> FaqTrial:
        """What the bot would make of ``text``, and why."""
        require_shop(agent, shop_id)
        decision = await self._book.match(shop_id, language, text)
        suggest_from = engine.Settings().suggest_from
        threshold = self._book.threshold(shop_id, language)
        if decision is None:
            return FaqTrial(
                outcome="unknown",
                answers=[],
                suggestions=[],
                ranked=[],
                why=[],
                threshold=threshold,
                suggest_from=suggest_from,
                masked="",
            )
        known = {one.entry_id: one.confidence for one in decision.ranked}
        known |= {one.answer: one.confidence for one in decision.parts if one.answer is not None}

        def candidates(ids: tuple[str, ...] | list[str]) -> list[FaqCandidate]:
            found = [(one, self._book.entry(shop_id, language, one)) for one in ids]
            return [
                FaqCandidate(entry_id=one, question=entry.question, confidence=known.get(one, 0.0))
                for one, entry in found
                if entry is not None
            ]

        return FaqTrial(
            outcome=decision.outcome.value,
            answers=candidates(answer_ids(decision)),
            suggestions=candidates(decision.suggestions),
            ranked=candidates([one.entry_id for one in decision.ranked]),
            why=[
                FaqReason.model_validate({"kind": one.kind, "text": one.text, "points": one.points})
                for one in await self._book.explain(decision)
            ],
            threshold=threshold,
            suggest_from=suggest_from,
            masked=decision.masked,
        )
