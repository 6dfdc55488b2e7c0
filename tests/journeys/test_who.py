"""What an agent sees of the visitor: page, language, device, the way there, and what was before."""

import pytest

from tests.support.clients import Refused, VisitorClient
from tests.support.serving import Hub
from tests.support.shop import AGENTS, OTHER_AGENT, OTHER_SHOP

ANA, JAN = AGENTS
DAY_MINUTES = 24 * 60


async def test_an_agent_sees_where_the_visitor_is_and_how_they_came_there(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    visitor = await hub.visitor(language="pl", page_url="https://shop.example/")
    hub.clock.advance(seconds=1)
    for page in ("vacuums", "vacuums", "coffee"):
        await visitor.do(
            "page.show", page_url=f"https://shop.example/{page}", page_title=page.title()
        )
        hub.clock.advance(seconds=1)
    conversation_id = (await visitor.say("Dzień dobry"))["conversation_id"]
    who = (await ana.do("conversation.open", conversation_id=conversation_id))["visitor"]
    assert (who["number"], who["language"], who["online"]) == (1, "pl", True)
    assert who["page"]["url"] == "https://shop.example/coffee"
    assert [(page["url"], page["title"]) for page in who["journey"]] == [
        ("https://shop.example/coffee", "Coffee"),
        ("https://shop.example/vacuums", "Vacuums"),
        ("https://shop.example/", ""),
    ]


async def test_a_restless_visitor_fills_no_disk(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    visitor = await hub.visitor()
    for number in range(60):
        await visitor.do("page.show", page_url=f"https://shop.example/{number}")
    conversation_id = (await visitor.say("Hello"))["conversation_id"]
    who = (await ana.do("conversation.open", conversation_id=conversation_id))["visitor"]
    assert len(who["journey"]) == 20
    assert await hub.count("page_view") == 50


async def test_changing_the_language_changes_what_the_bot_says_next(hub: Hub) -> None:
    visitor = await hub.visitor(language="en")
    await visitor.do("language.set", language="sl")
    conversation_id = (await visitor.say("Dober dan"))["conversation_id"]
    await hub.settle()
    ana = await hub.agent(ANA)
    assert (await ana.open(conversation_id))["language"] == "sl"


async def test_two_shops_on_one_server_know_nothing_of_each_other(hub: Hub) -> None:
    ana, eva = await hub.agent(ANA), await hub.agent(OTHER_AGENT)
    here = await hub.visitor()
    there = await hub.visitor(shop=OTHER_SHOP)
    mine = (await here.say("canary-one"))["conversation_id"]
    theirs = (await there.say("canary-two"))["conversation_id"]
    await hub.settle()
    for client, secret in ((ana, "canary-two"), (eva, "canary-one"), (here, "canary-two"),
                           (there, "canary-one")):  # fmt: skip
        await client.drain()
        assert secret not in client.heard()
    position = {"seq": 0, "team_seq": 0}
    for name, payload in (
        ("conversation.open", {}),
        ("conversation.claim", {"epoch": 1}),
        ("conversation.close", {"epoch": 1}),
        ("conversation.transfer", {"epoch": 1, "to": "queue"}),
        ("events.earlier", {"before_seq": 9}),
        ("message.send", {"client_id": eva.client_id(), "text": "x", "epoch": 1}),
        ("note.add", {"client_id": eva.client_id(), "text": "x"}),
        ("typing.set", {"typing": True}),
        ("receipt.mark", {"delivered_seq": 1, "read_seq": 1}),
    ):
        ack = await eva.ask(name, {"conversation_id": mine, **payload})
        assert (name, ack["error"]["code"]) == (name, "not_found")
    assert (await eva.do("sync", conversations={mine: position}))["conversations"] == []
    assert (await eva.do("heartbeat", conversations={mine: position}))["conversations"] == {}
    assert (await here.do("sync", conversations={theirs: 0}))["conversations"] == []


async def test_a_token_is_replaced_after_a_day_and_the_old_one_counts_a_minute_longer(
    hub: Hub,
) -> None:
    visitor = await hub.visitor()
    await visitor.say("Hello")
    assert visitor.welcome["token"] is None
    hub.clock.advance(minutes=DAY_MINUTES)
    first = await hub.visitor(token=visitor.token)
    fresh = first.welcome["token"]
    assert fresh not in (None, visitor.token)
    other_tab = await hub.visitor(token=visitor.token)
    assert other_tab.welcome["token"] is None
    assert other_tab.welcome["visitor_id"] == first.welcome["visitor_id"]
    hub.clock.advance(seconds=61)
    with pytest.raises(Refused, match=r"auth\.required"):
        await hub.visitor(token=visitor.token)
    again: VisitorClient = await hub.visitor(token=fresh)
    assert again.welcome["visitor_id"] == first.welcome["visitor_id"]
    # who is connected already goes on
    await visitor.say("Still me")


async def test_whoever_stays_away_for_a_month_starts_afresh(hub: Hub) -> None:
    visitor = await hub.visitor()
    await visitor.close()
    hub.clock.advance(minutes=30 * DAY_MINUTES + 1)
    with pytest.raises(Refused, match=r"auth\.required"):
        await hub.visitor(token=visitor.token)
    await hub.pass_time(minutes=60)
    assert await hub.count("visitor_token") == 0


async def test_the_oldest_of_too_many_tabs_is_let_go(hub: Hub) -> None:
    token = await hub.visitor_token()
    tabs = [await hub.visitor(token=token) for _ in range(21)]
    await tabs[0].until_gone()
    assert [tab.socket.connected for tab in tabs].count(True) == 20
