"""Who is there: leases, reloads, sign-outs, and what visitors are told of it."""

import pytest

from tests.support.clients import AgentClient, Refused
from tests.support.serving import Hub
from tests.support.shop import AGENTS

ANA, JAN = AGENTS


def availability(client: object) -> dict[str, object]:
    """The last availability a client was told."""
    told = [one.payload for one in client.told if one.name == "availability.changed"]  # type: ignore[attr-defined] # any client
    return dict(told[-1]["availability"])


async def test_visitors_learn_at_once_who_is_there_and_whether_somebody_is_free(hub: Hub) -> None:
    visitor = await hub.visitor()
    assert visitor.welcome["availability"] == {
        "open": True,
        "agents_online": 0,
        "free": False,
        "opens_at": None,
        "closes_at": visitor.welcome["availability"]["closes_at"],
        "typical_reply_ms": None,
        "faces": [],
    }
    jan = await hub.agent(JAN)
    told = (await visitor.until("availability.changed"))["availability"]
    assert (told["agents_online"], told["free"]) == (1, True)
    assert told["faces"] == [{"agent_id": JAN.id, "name": "Jan", "face": "jan"}]
    await jan.do("presence.set", state="busy")
    await visitor.drain()
    assert (availability(visitor)["agents_online"], availability(visitor)["free"]) == (1, False)
    await jan.do("presence.set", state="invisible")
    await visitor.drain()
    assert availability(visitor)["agents_online"] == 0


async def test_colleagues_see_each_others_presence_and_load(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    jan = await hub.agent(JAN)
    await jan.do("presence.set", state="away")
    changed = await ana.until("agent.changed", agent={
        "agent_id": JAN.id, "name": "Jan", "face": "jan", "role": "agent", "online": True,
        "state": "away", "open_count": 0, "capacity": 2, "languages": [],
    })  # fmt: skip
    assert changed["agent"]["state"] == "away"
    await (await hub.visitor()).say("Hello")
    await hub.settle()
    views = [one.payload["agent"] for one in jan.told if one.name == "agent.changed"]
    assert [view["open_count"] for view in views if view["agent_id"] == ANA.id][-1] == 1


async def test_a_silent_console_loses_its_lease_and_its_conversations(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    visitor = await hub.visitor()
    conversation_id = (await visitor.say("Hello"))["conversation_id"]
    await hub.pass_time(seconds=29)
    assert [one.name for one in visitor.told].count("conversation.queued") == 0
    await hub.pass_time(seconds=1)
    queued = await visitor.until("conversation.queued")
    assert queued["body"]["reason"] == "agent_gone"
    assert availability(visitor)["agents_online"] == 0
    # the next heartbeat brings Ana back, and what waits with her
    await ana.do("heartbeat", conversations={})
    await hub.settle()
    assert (await ana.open(conversation_id))["assignee"]["agent_id"] == ANA.id


async def test_heartbeats_keep_an_agent_online(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    visitor = await hub.visitor()
    conversation_id = (await visitor.say("Hello"))["conversation_id"]
    await ana.say(conversation_id, "Hi!", 1)
    for _ in range(6):
        await hub.pass_time(seconds=10)
        await ana.do("heartbeat", conversations={})
    assert [one.name for one in visitor.told].count("conversation.queued") == 0


async def test_another_agent_gets_the_conversations_of_one_who_is_gone(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    visitor = await hub.visitor()
    await visitor.say("Hello")
    jan = await hub.agent(JAN)
    await ana.close()
    await hub.pass_time(seconds=10)
    await jan.do("heartbeat", conversations={})
    assigned = await visitor.until(
        "conversation.assigned", agent={"kind": "agent", "id": JAN.id, "name": "Jan"}
    )
    assert assigned["body"]["epoch"] == 3


async def test_a_reload_within_the_grace_keeps_everything(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    visitor = await hub.visitor()
    conversation_id = (await visitor.say("Hello"))["conversation_id"]
    await ana.close()
    await hub.pass_time(seconds=9)
    again = await hub.agent(ANA)
    await hub.pass_time(seconds=5)
    snapshot = await again.open(conversation_id)
    assert (snapshot["assignee"]["agent_id"], snapshot["epoch"]) == (ANA.id, 1)
    assert [one.name for one in visitor.told].count("conversation.queued") == 0


async def gone(agent: AgentClient) -> str:
    """Wait until the console is cut; returns the reason it was told."""
    reason: str = (await agent.until("session.ended"))["reason"]
    await agent.until_gone()
    return reason


async def test_signing_out_cuts_that_browsers_consoles_at_once(hub: Hub) -> None:
    here, there = await hub.agent(ANA), await hub.agent(ANA)
    visitor = await hub.visitor()
    await visitor.say("Hello")
    headers = {"X-Zalada": "1", "Origin": hub.origin, "Cookie": f"zalada={here.cookie}"}
    async with hub.http.post(f"{hub.url}/api/v1/sign-out", headers=headers) as answer:
        assert (answer.status, answer.cookies["zalada"].value) == (200, "")
    assert await gone(here) == "signed_out"
    # the other browser goes on, and so does its conversation
    await there.do("heartbeat", conversations={})
    assert [one.name for one in visitor.told].count("conversation.queued") == 0
    headers["Cookie"] = f"zalada={there.cookie}"
    async with hub.http.post(f"{hub.url}/api/v1/sign-out", headers=headers) as answer:
        assert answer.status == 200
    assert await gone(there) == "signed_out"
    assert (await visitor.until("conversation.queued"))["body"]["reason"] == "agent_gone"


async def test_disabling_an_agent_cuts_the_live_console_at_once(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    visitor = await hub.visitor()
    await visitor.say("Hello")
    await hub.server.services.disable_agent(ANA.id, "operator")
    assert await gone(ana) == "disabled"
    assert (await visitor.until("conversation.queued"))["body"]["reason"] == "agent_gone"
    assert (await hub.audit())[-1]["action"] == "agent.disabled"
    with pytest.raises(AssertionError, match=r"auth\.required"):
        await hub.sign_in(ANA)


async def test_a_session_that_is_over_cuts_its_console_within_a_second(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    for _ in range(7 * 24 + 1):
        await hub.pass_time(minutes=60)
        if any(one.name == "session.ended" for one in ana.told):
            break
    assert await gone(ana) == "expired"
    headers = {"Origin": hub.origin, "Cookie": f"zalada={ana.cookie}"}
    with pytest.raises(Refused, match=r"auth\.required"):
        await AgentClient(ANA.id, ana.cookie).connect(hub.url, headers)


async def test_an_agent_who_lets_a_shopper_wait_for_the_first_word_is_set_away(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    jan = await hub.agent(JAN)
    visitor = await hub.visitor()
    await visitor.say("Hello")
    for _ in range(6):
        await hub.pass_time(seconds=10)
        for agent in (ana, jan):
            await agent.do("heartbeat", conversations={})
    await hub.settle()
    event = await visitor.until(
        "conversation.assigned", agent={"kind": "agent", "id": JAN.id, "name": "Jan"}
    )
    assert event["body"]["reason"] == "routed"
    away = [one.payload["agent"] for one in jan.told if one.name == "agent.changed"]
    assert [view["state"] for view in away if view["agent_id"] == ANA.id][-1] == "away"


async def test_agents_see_whether_the_visitor_is_online(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    token = await hub.visitor_token()
    first, second = await hub.visitor(token=token), await hub.visitor(token=token)
    await first.say("Hello")
    await hub.settle()

    async def is_online() -> bool:
        await hub.settle()
        items = (await ana.do("inbox.list"))["items"]
        pushed = [one.payload["items"][0] for one in ana.told if one.name == "inbox.changed"]
        assert pushed[-1]["visitor_online"] == items[0]["visitor_online"]
        return bool(items[0]["visitor_online"])

    assert await is_online()
    await first.close()
    await hub.gone(first)
    assert await is_online()
    await second.close()
    await hub.gone(second)
    assert not await is_online()
    await hub.visitor(token=token)
    assert await is_online()
