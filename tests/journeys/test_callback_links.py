"""Callbacks by link, by calendar and by signal: nothing is forgotten, nothing is told twice."""

import re
from typing import Any

import pytest

from tests.support.clients import AgentClient, Refused, VisitorClient
from tests.support.serving import Hub
from tests.support.shop import AGENTS, SHOP
from tests.support.storage import on_both_engines

ANA, JAN = AGENTS


async def requested(
    hub: Hub, *, slot: int | None = None, phone: str = "601 234 567", language: str = "en"
) -> tuple[VisitorClient, dict[str, Any]]:
    """A visitor who asked for a call at the shop's n-th slot, or soon."""
    visitor = await hub.visitor(language=language)
    offered = await visitor.do("callback.slots")
    free = [one["start_at"] for one in offered["slots"] if one["free"]]
    ack = await visitor.do(
        "callback.request",
        client_id=visitor.client_id(),
        phone=phone,
        country="PL",
        contact_name="Maja",
        wanted_at=None if slot is None else free[slot],
        consent=True,
        consent_version=offered["consent_version"],
    )
    return visitor, ack["callback"]


async def page(hub: Hub, url: str, status: int = 200) -> str:
    """The page at an address."""
    async with hub.http.get(url) as answer:
        assert answer.status == status
        return await answer.text()


def signals(agent: AgentClient) -> list[str]:
    """What the agent's console was signalled, in order."""
    return [one.payload["kind"] for one in agent.told if one.name == "callback.signalled"]


@on_both_engines
async def test_a_link_moves_and_cancels_without_the_chat(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    visitor, callback = await requested(hub, slot=0)
    links = await visitor.do("callback.links", callback_id=callback["callback_id"])
    shown = await page(hub, links["manage_url"])
    assert callback["reference"] in shown
    values = [int(value) for value in re.findall(r'<option value="(\d+)"', shown)]
    assert callback["wanted_at"] not in values
    async with hub.http.post(f"{links['manage_url']}/move", data={"slot": values[3]}) as moved:
        assert (moved.status, "The call has a new time." in await moved.text()) == (200, True)
    await ana.until("callback.changed")
    (listed,) = (await ana.do("callback.list"))["callbacks"]
    assert listed["wanted_at"] == values[3]
    async with hub.http.post(f"{links['manage_url']}/cancel") as cancelled:
        assert "The call is cancelled" in await cancelled.text()
    assert (await ana.do("callback.list"))["callbacks"] == []
    async with hub.http.post(f"{links['manage_url']}/cancel") as again:
        assert again.status == 200


async def test_a_slot_that_is_gone_is_refused_in_words(hub: Hub) -> None:
    visitor, callback = await requested(hub, slot=0)
    links = await visitor.do("callback.links", callback_id=callback["callback_id"])
    _, taken = await requested(hub, slot=0, phone="602 345 678")
    for slot in (str(taken["wanted_at"]), "1", "nonsense", ""):
        data = {"slot": slot}
        async with hub.http.post(f"{links['manage_url']}/move", data=data) as refused:
            assert "can&#39;t be chosen any more" in await refused.text()


async def test_nobody_reaches_a_callback_by_a_code_they_made_up(hub: Hub) -> None:
    visitor, callback = await requested(hub)
    links = await visitor.do("callback.links", callback_id=callback["callback_id"])
    forged = links["manage_url"][:-2] + "xx"
    assert "no such call" in await page(hub, forged, 404)
    async with hub.http.post(f"{forged}/cancel") as refused:
        assert refused.status == 404
    stranger = await hub.visitor()
    with pytest.raises(Refused) as refusal:
        await stranger.do("callback.links", callback_id=callback["callback_id"])
    assert refusal.value.code == "not_found"


async def test_the_appointment_goes_into_a_calendar_and_out_again(hub: Hub) -> None:
    visitor, callback = await requested(hub, slot=0, language="pl")
    links = await visitor.do("callback.links", callback_id=callback["callback_id"])
    file = await page(hub, links["ics_url"])
    assert "METHOD:PUBLISH" in file
    assert "SUMMARY:Telefon od Kurz" in file
    assert "SEQUENCE:0" in file
    await visitor.do("callback.cancel", callback_id=callback["callback_id"])
    assert "METHOD:CANCEL" in await page(hub, links["ics_url"])


async def test_an_agents_calendar_holds_what_they_claimed(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    await requested(hub, slot=0)
    _, other = await requested(hub, slot=1, phone="602 345 678")
    first = (await ana.do("callback.list"))["callbacks"][0]
    await ana.do("callback.claim", callback_id=first["callback_id"], epoch=first["epoch"])
    address = (await ana.do("callback.feed"))["url"]
    feed = await page(hub, address)
    assert first["reference"] in feed
    assert other["reference"] not in feed
    newer = (await ana.do("callback.feed"))["url"]
    await page(hub, address, 404)
    await page(hub, newer)


@on_both_engines
async def test_agents_are_told_once_before_at_and_after_the_time(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    _, callback = await requested(hub, slot=0)
    minutes = (callback["wanted_at"] - hub.clock.now()) / 60_000
    heard: list[list[str]] = []
    for passed in (minutes - 10, 10, 3, 15, 30):
        hub.clock.advance(minutes=passed)
        await hub.settle()
        await hub.settle()
        await ana.drain()
        heard.append(signals(ana))
    everything = ["reminder", "due", "overdue", "escalation"]
    assert heard == [everything[:1], everything[:2], everything[:3], everything, everything]


async def test_a_call_that_was_begun_does_not_press(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    _, callback = await requested(hub, slot=0)
    (listed,) = (await ana.do("callback.list"))["callbacks"]
    asked = {"callback_id": listed["callback_id"]}
    with pytest.raises(Refused) as refused:
        await ana.do("callback.start_call", **asked, epoch=listed["epoch"])
    assert refused.value.code == "conflict"
    mine = (await ana.do("callback.claim", **asked, epoch=listed["epoch"]))["callback"]
    hub.clock.jump(callback["wanted_at"])
    await ana.do("callback.start_call", **asked, epoch=mine["epoch"])
    hub.clock.advance(minutes=5)
    await hub.settle()
    await ana.drain()
    assert "overdue" not in signals(ana)


async def test_the_report_counts_what_became_of_requests(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    start = hub.clock.now()
    for number in range(3):
        await requested(hub, phone=f"60{number} 234 567")
    first, second, _ = (await ana.do("callback.list"))["callbacks"]
    hub.clock.advance(minutes=4)
    for one, outcome in ((first, "reached"), (second, "wrong_number")):
        asked = {"callback_id": one["callback_id"]}
        mine = (await ana.do("callback.claim", **asked, epoch=one["epoch"]))["callback"]
        await ana.do("callback.resolve", **asked, epoch=mine["epoch"], outcome=outcome)
    asked = {"shop_id": SHOP.id, "from_at": start, "until_at": start + 60_000}
    report = await ana.do("callback.report", **asked)
    assert report == {
        "requested": 3,
        "reached": 1,
        "unreached": 1,
        "done": 0,
        "cancelled": 0,
        "open": 1,
        "overdue": 0,
        "call_after_ms": 240_000,
    }
    jan = await hub.agent(JAN)
    with pytest.raises(Refused) as refused:
        await jan.do("callback.report", **asked)
    assert refused.value.code == "forbidden"
