"""What the FAQ learns from: every turn of the bot, and questions without a good answer."""

import json
from collections import Counter
from datetime import date, timedelta

from sqlalchemy import Connection

from chat_server.core.bot import AgentTookOver, AnswerRated, BotState, Exchange, Input
from chat_server.core.conversation import Conversation
from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.faq.text import mask
from chat_server.core.hours import moment_hint
from chat_server.core.question_groups import grouped
from chat_server.core.shop import Agent
from chat_server.protocol.faq import FaqDraft
from chat_server.protocol.faq_learning import (
    FaqDay,
    FaqEntryNumbers,
    FaqNumbers,
    FaqQuestionGroup,
    FaqQuestionGroups,
    FaqReportReply,
    FaqSettle,
    FaqSettled,
)
from chat_server.services.directory import Directory
from chat_server.services.faq_editor import FaqEditor, draft_of, require_shop
from chat_server.storage import audit, conversations
from chat_server.storage import faq as entry_rows
from chat_server.storage import faq_questions as rows
from chat_server.storage.database import Database, Tx
from chat_server.storage.faq import FaqEntry
from chat_server.storage.faq_questions import FaqQuestion, FaqTurn
from chat_server.system import System

KEPT = frozenset({"answered", "suggested", "unknown"})
WORDINGS_SHOWN = 5
DAYS_MAX = 366
DAY_MS = 86_400_000
TEXT_MAX = 300


def note_turn(
    tx: Tx, row: Conversation, heard: Input, before: BotState, after: BotState, at: int
) -> None:
    """Count what the bot made of what it heard, in the same transaction."""
    conn = tx.conn

    def count(outcome: str, entry_id: str = "") -> None:
        rows.add_turn(conn, row.shop_id, FaqTurn(at, row.language, outcome, entry_id, row.id))

    def keep(text: str, kind: str, entry_id: str) -> None:
        rows.add_question(
            conn,
            shop_id=row.shop_id,
            language=row.language,
            at=at,
            text=mask(text)[:TEXT_MAX],
            kind=kind,
            subject_id=entry_id,
            visitor_id=row.visitor_id,
            conversation_id=row.id,
        )

    if isinstance(heard, AgentTookOver):
        if before.exchanges:
            count("handed_over")
        return
    if isinstance(heard, AnswerRated):
        count("helpful" if heard.helpful else "unhelpful", heard.entry_id)
        asked = [one for one in before.exchanges if one.entry_id == heard.entry_id]
        if asked and not heard.helpful:
            keep(asked[-1].text, "unhelpful", heard.entry_id)
        return
    for one in _added(before.exchanges, after.exchanges):
        if one.result in KEPT:
            count(one.result, one.entry_id)
            if one.result != "answered":
                keep(one.text, one.result, "")


def _added(before: tuple[Exchange, ...], after: tuple[Exchange, ...]) -> tuple[Exchange, ...]:
    """What was appended; the oldest may have been forgotten meanwhile."""
    for kept in range(min(len(before), len(after)), 0, -1):
        if before[-kept:] == after[:kept]:
            return after[kept:]
    return after


class Learning:
    """Use cases of the editors who look at what was asked."""

    def __init__(
        self, database: Database, directory: Directory, editor: FaqEditor, system: System
    ) -> None:
        self._database = database
        self._directory = directory
        self._editor = editor
        self._system = system

    async def questions(self, agent: Agent, shop_id: str, language: str) -> FaqQuestionGroups:
        """Open questions that say the same, together."""
        require_shop(agent, shop_id)

        def read(conn: Connection) -> FaqQuestionGroups:
            listed = rows.open_questions(conn, shop_id, language)
            places = grouped([one.text for one in listed])
            groups = [_group(conn, [listed[place] for place in group]) for group in places]
            groups.sort(key=lambda group: -group.shoppers)
            return FaqQuestionGroups(groups=groups)

        return await self._database.read(read)

    async def settle(self, agent: Agent, command: FaqSettle) -> FaqSettled:
        """A phrasing, a new entry, or nothing; what is settled is not listed any more."""
        require_shop(agent, command.shop_id)
        draft, entry = command.entry, None
        if command.action == "phrasing":
            if command.entry_id is None or command.phrasing is None:
                raise ChatError(ErrorCode.COMMAND_INVALID, field="phrasing")
            draft = await self._with_phrasing(agent, command.entry_id, command.phrasing)
        if command.action != "dismiss":
            if draft is None:
                raise ChatError(ErrorCode.COMMAND_INVALID, field="entry")
            entry = await self._editor.save(
                agent,
                command.shop_id,
                command.language,
                draft,
                entry_id=command.entry_id if command.action == "phrasing" else None,
                epoch=command.epoch,
            )
        now = self._system.clock.now()

        def op(tx: Tx) -> int:
            settled = rows.settle(
                tx.conn, command.shop_id, command.question_ids, command.action, now
            )
            audit.add(
                tx.conn,
                at=now,
                actor=agent.id,
                action=f"faq.settled.{command.action}",
                object=entry.entry_id if entry else command.shop_id,
                shop_id=command.shop_id,
                questions=len(settled),
            )
            return len(settled)

        return FaqSettled(settled=await self._database.write(op), entry=entry)

    async def _with_phrasing(self, agent: Agent, entry_id: str, phrasing: str) -> FaqDraft:
        def op(tx: Tx) -> FaqEntry:
            found = entry_rows.by_id(tx.conn, entry_id)
            if found is None or found.shop_id not in agent.shop_ids:
                raise ChatError(ErrorCode.NOT_FOUND, field="entry_id")
            return found

        draft = draft_of(await self._database.write(op))
        return draft.model_copy(update={"alternatives": [*draft.alternatives, phrasing]})

    async def propose(self, agent: Agent, conversation_id: str, message_id: str) -> None:
        """The reply, with the question before it, waits among the open questions."""

        def op(tx: Tx) -> None:
            row = conversations.look(tx.conn, [conversation_id]).get(conversation_id)
            if row is None or row.shop_id not in agent.shop_ids:
                raise ChatError(ErrorCode.NOT_FOUND, field="conversation_id")
            found = rows.message(tx.conn, row.id, message_id)
            asked = rows.said_before(tx.conn, row.id, found[0]) if found else None
            if found is None or asked is None:
                raise ChatError(ErrorCode.NOT_FOUND, field="message_id")
            rows.add_question(
                tx.conn,
                shop_id=row.shop_id,
                language=row.language,
                at=self._system.clock.now(),
                text=mask(json.loads(asked)["text"])[:TEXT_MAX],
                kind="proposed",
                subject_id=message_id,
                visitor_id=row.visitor_id,
                conversation_id=row.id,
            )

        await self._database.write(op)

    async def report(self, agent: Agent, shop_id: str, first: str, last: str) -> FaqReportReply:
        """Numbers by day of the shop's zone."""
        require_shop(agent, shop_id)
        try:
            begins, ends = date.fromisoformat(first), date.fromisoformat(last)
        except ValueError as error:
            raise ChatError(ErrorCode.COMMAND_INVALID, field="first") from error
        if not 0 <= (ends - begins).days < DAYS_MAX:
            raise ChatError(ErrorCode.COMMAND_INVALID, field="last")
        zone = self._directory.shop(shop_id).time_zone
        from_at = ((begins - date(1970, 1, 1)).days - 1) * DAY_MS
        until_at = ((ends - date(1970, 1, 1)).days + 2) * DAY_MS

        def read(conn: Connection) -> FaqReportReply:
            listed = rows.turns(conn, shop_id, from_at, until_at)
            by_day: dict[str, list[FaqTurn]] = {
                (begins + timedelta(days=ahead)).isoformat(): []
                for ahead in range((ends - begins).days + 1)
            }
            for turn in listed:
                day = moment_hint(turn.at, turn.at, zone).day
                if day in by_day:
                    by_day[day].append(turn)
            within = [turn for turns in by_day.values() for turn in turns]
            return FaqReportReply(
                total=FaqNumbers.model_validate(_numbers(within)),
                days=[
                    FaqDay.model_validate({**_numbers(turns), "day": day})
                    for day, turns in by_day.items()
                ],
                entries=_entries(within),
            )

        return await self._database.read(read)


def _group(conn: Connection, members: list[FaqQuestion]) -> FaqQuestionGroup:
    newest = members[0]
    proposed = next((one for one in members if one.kind == "proposed"), None)
    unhelpful = next((one.subject_id for one in members if one.kind == "unhelpful"), "")
    said = proposed and rows.message(conn, proposed.conversation_id, proposed.subject_id)
    return FaqQuestionGroup.model_validate(
        {
            "question_ids": [one.id for one in members],
            "text": newest.text,
            "wordings": list(dict.fromkeys(one.text for one in members))[:WORDINGS_SHOWN],
            "kind": proposed.kind if proposed else newest.kind,
            "shoppers": len({one.visitor_id for one in members}),
            "last_at": newest.at,
            "entry_id": unhelpful,
            "answer": json.loads(said[1])["text"] if said else "",
        }
    )


def _numbers(turns: list[FaqTurn]) -> dict[str, int]:
    counts = Counter(turn.outcome for turn in turns)
    handed = {turn.conversation_id for turn in turns if turn.outcome == "handed_over"}
    names = ("answered", "suggested", "unknown", "helpful", "unhelpful")
    return {name: counts[name] for name in names} | {"handed_over": len(handed)}


def _entries(turns: list[FaqTurn]) -> list[FaqEntryNumbers]:
    counts = Counter((turn.entry_id, turn.outcome) for turn in turns if turn.entry_id)
    ids = dict.fromkeys(turn.entry_id for turn in turns if turn.entry_id)
    found = [
        FaqEntryNumbers(
            entry_id=one,
            answered=counts[one, "answered"],
            helpful=counts[one, "helpful"],
            unhelpful=counts[one, "unhelpful"],
        )
        for one in ids
    ]
    return sorted(found, key=lambda one: -one.answered)
