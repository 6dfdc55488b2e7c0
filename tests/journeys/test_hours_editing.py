"""Opening hours as they are edited: what is wrong is told, what is right holds at once."""

from copy import deepcopy
from typing import Any

import pytest

from tests.support.clients import Refused
from tests.support.serving import Hub
from tests.support.shop import AGENTS, OTHER_SHOP, SHOP
from tests.support.storage import on_both_engines

ANA, JAN = AGENTS
SHOWN = {"shop_id": SHOP.id, "language": "pl"}


def changed(hours: dict[str, Any], **parts: object) -> dict[str, Any]:
    """A copy of the hours with other parts."""
    return {**deepcopy(hours), **parts}


async def test_the_preview_shows_the_coming_fortnight_with_its_holidays(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    hub.clock.jump(1_774_600_000_000)  # 27 March 2026: the clocks change on the 29th
    shown = await ana.do("hours.get", **SHOWN)
    days = {one["day"]: one for one in shown["days"]}
    assert len(days) == 14
    assert days["2026-03-27"]["spans"] == [["09:00", "18:00"]]
    assert days["2026-03-29"]["clock_change_minutes"] == 60
    assert (days["2026-04-06"]["reason"], days["2026-04-06"]["holiday"]) == (
        "holiday",
        "Poniedziałek Wielkanocny",
    )


@on_both_engines
async def test_saved_hours_hold_at_once_for_widgets_and_slots(hub: Hub) -> None:
    ana, visitor = await hub.agent(ANA), await hub.visitor()
    assert visitor.welcome["availability"]["open"] is True
    shown = await ana.do("hours.get", **SHOWN)
    closure = {"from": "2026-03-02", "to": "2026-03-03", "note": "Inwentura"}
    hours = changed(shown["hours"], closures=[closure])
    saved = await ana.do("hours.save", **SHOWN, hours=hours, version=shown["version"])
    assert saved["problems"] == []
    assert (saved["shown"]["open"], saved["shown"]["days"][0]["note"]) == (False, "Inwentura")
    told = await visitor.until("availability.changed")
    assert told["availability"]["open"] is False
    slots = (await visitor.do("callback.slots"))["slots"]
    assert slots[0]["start_at"] >= told["availability"]["opens_at"]
    trail = [(row["actor"], row["action"], row["object"]) for row in await hub.audit()]
    assert trail[-1] == ("agt_ana", "hours.changed", SHOP.id)


async def test_every_mistake_in_hours_is_told_with_its_path_and_nothing_is_kept(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    shown = await ana.do("hours.get", **SHOWN)
    wrong = changed(
        shown["hours"],
        time_zone="Mars/Base",
        weekly={"friday": [{"from": "9", "to": "18:00"}]},
    )
    checked = await ana.do("hours.preview", hours=wrong, language="pl")
    paths = {one["path"] for one in checked["problems"]}
    assert {"time_zone", "weekly.friday[0].from"} <= paths
    saved = await ana.do("hours.save", **SHOWN, hours=wrong, version=shown["version"])
    assert (saved["problems"], saved["shown"]) == (checked["problems"], shown)


async def test_hours_saved_from_an_old_copy_are_refused(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    shown = await ana.do("hours.get", **SHOWN)
    hours = changed(shown["hours"], weekly={})
    await ana.do("hours.save", **SHOWN, hours=hours, version=shown["version"])
    with pytest.raises(Refused) as refused:
        await ana.do("hours.save", **SHOWN, hours=shown["hours"], version=shown["version"])
    assert (refused.value.code, refused.value.field) == ("conflict", "version")


async def test_agents_see_the_hours_and_only_leaders_change_them(hub: Hub) -> None:
    jan = await hub.agent(JAN)
    shown = await jan.do("hours.get", **SHOWN)
    with pytest.raises(Refused) as refused:
        await jan.do("hours.save", **SHOWN, hours=shown["hours"], version=shown["version"])
    assert refused.value.code == "forbidden"
    with pytest.raises(Refused) as refused:
        await jan.do("hours.get", shop_id=OTHER_SHOP.id, language="en")
    assert refused.value.code == "not_found"
