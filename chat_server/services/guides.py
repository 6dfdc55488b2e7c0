"""A shopper's way through a guide: ranked from memory at each change, stored as it settles."""

from dataclasses import dataclass, replace

from chat_server.core import guide_definition as definition
from chat_server.core.conversation import Conversation
from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.guide import CriterionError
from chat_server.core.guide_definition import Answer
from chat_server.protocol.ephemeral import GuideChanged, GuideNudged
from chat_server.protocol.guide import GuideAnswer, GuideLive, GuideRun, GuideSummary
from chat_server.services.directory import Directory
from chat_server.services.guide_shelf import (
    GuideShelf,
    Shelf,
    currency_for,
    guide_view,
    matches,
)
from chat_server.services.ports import Push
from chat_server.services.speaker import Speaker
from chat_server.storage import conversations
from chat_server.storage import guides as rows
from chat_server.storage.database import Database, Tx
from chat_server.storage.guides import StoredRun
from chat_server.system import System

LIMIT_MAX = 30
# Above it a ranking may take more than five milliseconds: too long for everybody else's messages.
RANKED_AT_ONCE = 150_000
RUNS_KEPT = 5_000


@dataclass(slots=True)
class _Live:
    """A run in memory. ``watched`` is the conversation whose agents see it."""

    run: StoredRun
    language: str
    limit: int = 10
    sold_out: bool = False
    watched: str = ""


class Guides:
    """Use cases of guided selling."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        shelf: GuideShelf,
        push: Push,
        system: System,
    ) -> None:
        self._database = database
        self._directory = directory
        self._shelf = shelf
        self._push = push
        self._system = system
        self._live: dict[str, _Live] = {}
        self._moved: set[str] = set()

    def offered(self, speaker: Speaker) -> list[GuideSummary]:
        """The shop's guides."""
        return self._shelf.summaries(self._directory.shop(speaker.shop_id), speaker.language)

    async def start(self, speaker: Speaker, guide_id: str) -> GuideLive:
        """Begin, or go on where the visitor stopped."""
        shelf = self._shelf.shelf(speaker.shop_id, guide_id)
        now = self._system.clock.now()
        fresh = StoredRun(
            id=self._system.ids.new("run"),
            shop_id=speaker.shop_id,
            visitor_id=speaker.visitor_id,
            guide_id=guide_id,
            version=shelf.guide.version,
            revision=0,
            answers=[],
            finished=False,
            created_at=now,
            updated_at=now,
        )

        def op(tx: Tx) -> tuple[StoredRun, Conversation | None]:
            row = conversations.open_of(tx.conn, speaker.visitor_id)
            found = rows.newest_run(tx.conn, speaker.visitor_id, guide_id)
            if found is not None and not found.finished and found.version == fresh.version:
                return found, row
            rows.save_run(tx.conn, fresh)
            return fresh, row

        run, conversation = await self._database.write(op)
        known = self._live.get(run.id)
        live = _Live(known.run if known else run, speaker.language)
        live.watched = conversation.id if conversation else ""
        self._remember(live)
        shown = await self._ranked(live)
        self._show_agents(live, shown)
        return self._with_questions(live, shown)

    async def rank(
        self,
        speaker: Speaker,
        run_id: str,
        answers: list[GuideAnswer],
        *,
        limit: int,
        sold_out: bool,
    ) -> GuideRun:
        """The list for these answers, at once and from memory; stored within a second."""
        live = self._own(speaker.visitor_id, run_id)
        given = [answer.model_dump() for answer in answers]
        changed = given != live.run.answers
        candidate = replace(live, limit=min(limit, LIMIT_MAX), sold_out=sold_out)
        candidate.language = speaker.language
        candidate.run = replace(
            live.run,
            answers=given,
            revision=live.run.revision + changed,
            updated_at=self._system.clock.now(),
        )
        shown = await self._ranked(candidate)
        self._remember(candidate)
        if changed:
            self._moved.add(run_id)
            self._show_agents(candidate, shown)
        return shown

    async def finish(self, speaker: Speaker, run_id: str) -> None:
        """The shopper is done; a new start begins afresh."""
        live = self._own(speaker.visitor_id, run_id)
        live.run = replace(
            live.run,
            finished=True,
            revision=live.run.revision + 1,
            updated_at=self._system.clock.now(),
        )
        self._moved.add(run_id)
        self._show_agents(live, await self._ranked(live))
        await self.flush()

    async def nudge(
        self, agent_id: str, shop_ids: tuple[str, ...], run_id: str, changed: GuideAnswer
    ) -> GuideRun:
        """An agent changes one answer or importance; the shopper sees who did."""
        live = self._live.get(run_id) or await self._reload(run_id)
        if live is None or live.run.shop_id not in shop_ids:
            raise ChatError(ErrorCode.NOT_FOUND, field="run_id")
        before = {one["attr"]: one for one in live.run.answers}
        after = {**before, changed.attr: changed.model_dump()}
        candidate = replace(
            live,
            run=replace(
                live.run,
                answers=list(after.values()),
                revision=live.run.revision + 1,
                updated_at=self._system.clock.now(),
            ),
        )
        shown = await self._ranked(candidate)
        self._remember(candidate)
        self._moved.add(run_id)
        person = self._directory.person(agent_id)
        if person is not None:
            old = before.get(changed.attr)
            event = GuideNudged(
                run=shown,
                agent=person,
                attr=changed.attr,
                before=GuideAnswer.model_validate(old) if old else None,
                after=changed,
            )
            self._push.to_visitor(live.run.visitor_id, event)
        self._show_agents(candidate, shown)
        return shown

    async def of_visitor(self, visitor_id: str, conversation_id: str) -> GuideLive | None:
        """The visitor's last run, for an agent who opens the conversation."""
        run = await self._database.read(lambda conn: rows.newest_run(conn, visitor_id))
        if run is None:
            return None
        live = self._live.get(run.id) or await self._reload(run.id)
        if live is None:
            return None
        live.watched = conversation_id
        return self._with_questions(live, await self._ranked(live))

    async def _reload(self, run_id: str) -> _Live | None:
        """A run that is not in memory (any more)."""
        run = await self._database.read(lambda conn: rows.run(conn, run_id))
        if run is None:
            return None
        try:
            self._shelf.shelf(run.shop_id, run.guide_id)
        except ChatError:
            return None
        shop = self._directory.shop(run.shop_id)
        live = _Live(run, shop.languages[0])
        self._remember(live)
        return live

    def _remember(self, live: _Live) -> None:
        self._live[live.run.id] = live
        while len(self._live) > RUNS_KEPT:
            oldest = next(iter(self._live))
            if oldest in self._moved:
                break
            del self._live[oldest]

    def _own(self, visitor_id: str, run_id: str) -> _Live:
        live = self._live.get(run_id)
        if live is None or live.run.visitor_id != visitor_id:
            raise ChatError(ErrorCode.NOT_FOUND, field="run_id")
        return live

    async def _ranked(self, live: _Live) -> GuideRun:
        """Rank at once, or where the catalogue is large beside the loop, one after the other."""
        shelf = self._shelf.shelf(live.run.shop_id, live.run.guide_id)
        if len(shelf.products) <= RANKED_AT_ONCE:
            return self._rank(live)
        return await self._shelf.beside(self._rank, live)

    def _rank(self, live: _Live) -> GuideRun:
        """Rank from memory. Raises ``command.invalid`` for answers that mean nothing."""
        run = live.run
        shelf = self._shelf.shelf(run.shop_id, run.guide_id)
        currency = currency_for(self._directory.shop(run.shop_id), live.language)
        answers = [
            Answer(**{**one, "chosen": tuple(one["chosen"])})  # as GuideAnswer dumped it
            for one in run.answers
        ]
        catalogue = shelf.catalogue(currency)
        try:
            criteria = definition.criteria(
                shelf.guide.definition, shelf.guide.anchors, answers, currency
            )
            results = catalogue.rank(
                criteria, live.limit, sold_out=live.sold_out, alternatives=True
            )
        except CriterionError as error:
            raise ChatError(ErrorCode.COMMAND_INVALID, field=str(error)) from error
        remaining = definition.open_criteria(
            shelf.guide.definition, shelf.guide.anchors, (one.attr for one in answers)
        )
        following = catalogue.next_question(criteria, remaining) if remaining else None
        return GuideRun(
            run_id=run.id,
            guide_id=run.guide_id,
            revision=run.revision,
            answers=[GuideAnswer.model_validate(one) for one in run.answers],
            matches=matches(shelf, results, criteria, live.language, currency),
            count=catalogue.count(criteria),
            total=len(shelf.products),
            next_attr=str(following["attr"]) if following else None,
            finished=run.finished,
        )

    def _with_questions(self, live: _Live, shown: GuideRun) -> GuideLive:
        shelf: Shelf = self._shelf.shelf(live.run.shop_id, live.run.guide_id)
        currency = currency_for(self._directory.shop(live.run.shop_id), live.language)
        return GuideLive(guide=guide_view(shelf, live.language, currency), run=shown)

    def _show_agents(self, live: _Live, shown: GuideRun) -> None:
        if live.watched:
            event = GuideChanged(
                conversation_id=live.watched, live=self._with_questions(live, shown)
            )
            self._push.to_watchers(live.watched, event)

    async def flush(self) -> None:
        """Store the runs that moved."""
        moved, self._moved = self._moved, set()
        taken = [self._live[run_id].run for run_id in moved if run_id in self._live]
        if not taken:
            return

        def op(tx: Tx) -> None:
            for run in taken:
                rows.save_run(tx.conn, run)

        try:
            await self._database.write(op)
        except ChatError:
            self._moved |= moved
            raise
