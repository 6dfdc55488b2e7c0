"""Opening hours as their editors change them."""

import asyncio
import json
from dataclasses import replace
from hashlib import sha256
from typing import Any

from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.hours import (
    Hours,
    HoursInvalid,
    dump_hours,
    parse_hours,
    preview,
    state_at,
    supported_countries,
)
from chat_server.core.shop import Agent
from chat_server.protocol.hours import (
    HoursChecked,
    HoursData,
    HoursDay,
    HoursFault,
    HoursSaved,
    HoursShown,
)
from chat_server.services.availability import AvailabilityBoard
from chat_server.services.directory import Directory
from chat_server.storage import audit
from chat_server.storage import shops as rows
from chat_server.storage.database import Database, Tx
from chat_server.system import System

PREVIEW_DAYS = 14


class HoursEditor:
    """Use cases of the hours' editors. Zones and holidays are read off the loop."""

    def __init__(
        self,
        database: Database,
        directory: Directory,
        availability: AvailabilityBoard,
        system: System,
    ) -> None:
        self._database = database
        self._directory = directory
        self._availability = availability
        self._system = system

    async def get(self, agent: Agent, shop_id: str, language: str) -> HoursShown:
        """The shop's hours."""
        if shop_id not in agent.shop_ids:
            raise ChatError(ErrorCode.NOT_FOUND, field="shop_id")
        hours = self._directory.hours(shop_id)
        now = self._system.clock.now()
        return await asyncio.to_thread(_shown, hours, now, language)

    async def check(self, data: dict[str, Any], language: str) -> HoursChecked:
        """What these hours would mean, and what is wrong with them."""
        now = self._system.clock.now()
        return await asyncio.to_thread(_checked, data, now, language)

    async def save(
        self, agent: Agent, shop_id: str, data: dict[str, Any], version: str, language: str
    ) -> HoursSaved:
        """Keep them if nothing is wrong; widgets hear of it at once."""
        before = await self.get(agent, shop_id, language)
        checked = await self.check(data, language)
        if checked.problems:
            return HoursSaved(problems=checked.problems, shown=before)

        def op(tx: Tx) -> None:
            stored = next(shop for shop in rows.all_shops(tx.conn) if shop.id == shop_id)
            if _version(parse_hours(stored.hours)) != version:
                raise ChatError(ErrorCode.CONFLICT, field="version")
            rows.save(tx.conn, replace(stored, hours=dump_hours(parse_hours(data))))
            audit.add(
                tx.conn,
                at=self._system.clock.now(),
                actor=agent.id,
                action="hours.changed",
                object=shop_id,
                shop_id=shop_id,
                before=version,
            )

        await self._database.write(op)
        await self._directory.refresh(self._system.clock.now())
        await self._availability.refresh()
        return HoursSaved(problems=[], shown=await self.get(agent, shop_id, language))


def _version(hours: Hours) -> str:
    written = json.dumps(dump_hours(hours), sort_keys=True)
    return sha256(written.encode()).hexdigest()[:16]


def _shown(hours: Hours, now: int, language: str) -> HoursShown:
    state = state_at(hours, now)
    return HoursShown(
        hours=HoursData.model_validate(dump_hours(hours)),
        version=_version(hours),
        open=state.open,
        opens_at=state.opens_at,
        closes_at=state.closes_at,
        days=_days(hours, now, language),
        countries=sorted(supported_countries()),
    )


def _checked(data: dict[str, Any], now: int, language: str) -> HoursChecked:
    try:
        hours = parse_hours(data)
    except HoursInvalid as invalid:
        problems = [
            HoursFault.model_validate({"path": one.path, "code": one.code.value})
            for one in invalid.problems
        ]
        return HoursChecked(problems=problems, days=[])
    return HoursChecked(problems=[], days=_days(hours, now, language))


def _days(hours: Hours, now: int, language: str) -> list[HoursDay]:
    return [
        HoursDay.model_validate(
            {
                "day": one.day,
                "weekday": one.weekday,
                "is_today": one.is_today,
                "reason": one.reason.value,
                "spans": [list(texts) for texts in one.span_texts],
                "span_times": [list(span) for span in one.spans],
                "holiday": one.holiday.in_language(language) if one.holiday else "",
                "note": one.note,
                "clock_change_minutes": one.clock_change_minutes,
            }
        )
        for one in preview(hours, now, PREVIEW_DAYS)
    ]
