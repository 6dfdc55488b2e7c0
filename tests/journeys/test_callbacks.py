"""Being called back: asked for, recognised, claimed by one, tried again, moved, called off."""

from typing import Any

import pytest

from tests.support.clients import Refused, VisitorClient
from tests.support.serving import Hub
from tests.support.shop import AGENTS, OTHER_AGENT, OTHER_SHOP
from tests.support.storage import on_both_engines

ANA, JAN = AGENTS
pytestmark = on_both_engines

SUNDAY = 1_772_967_600_000  # noon in Warsaw
PHONE = "601 234 567"
INTERNATIONAL = "+48 601 234 567"


async def form(visitor: VisitorClient, **changed: object) -> dict[str, Any]:
    """A request as the widget sends it."""
    slots = await visitor.do("callback.slots")
    return {
        "client_id": visitor.client_id(),
        "phone": PHONE,
        "country": "PL",
        "contact_name": "Maja",
        "topic": "Which one is quiet?",
        "wanted_at": None,
        "consent": True,
        "consent_version": slots["consent_version"],
        **changed,
    }


async def test_a_request_is_stored_normalised_and_shown_live_to_the_agents(hub: Hub) -> None:
    ana, eva = await hub.agent(ANA), await hub.agent(OTHER_AGENT)
    visitor = await hub.visitor()
    wanted = await form(visitor)
    mine = (await visitor.do("callback.request", **wanted))["callback"]
    assert (mine["status"], mine["phone"]) == ("open", INTERNATIONAL)
    shown = (await ana.until("callback.changed"))["callback"]
    assert shown["reference"] == mine["reference"]
    assert (shown["phone"], shown["name"], shown["topic"], shown["status"]) == (
        INTERNATIONAL,
        "Maja",
        "Which one is quiet?",
        "open",
    )
    assert (await ana.do("callback.list"))["callbacks"] == [shown]
    # the answer got lost: the same again is the same request
    assert (await visitor.do("callback.request", **wanted))["callback"] == mine
    again = await hub.visitor(token=visitor.token)
    assert again.welcome["callback"] == mine
    assert (await eva.do("callback.list"))["callbacks"] == []
    assert "callback.changed" not in [one.name for one in eva.told]


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"phone": "12345"}, {"code": "callback.phone_invalid", "field": "phone"}),
        ({"phone": "not a number"}, {"code": "callback.phone_invalid", "field": "phone"}),
        ({"phone": "+49<script>"}, {"code": "callback.phone_invalid", "field": "phone"}),
        ({"consent": False}, {"code": "command.invalid", "field": "consent"}),
        ({"consent_version": "1999-01"}, {"code": "command.invalid", "field": "consent"}),
        ({"wanted_at": 1}, {"code": "callback.in_the_past", "field": "wanted_at"}),
        # Sunday noon in Warsaw
        (
            {"wanted_at": 1_772_967_600_000},
            {"code": "callback.outside_hours", "field": "wanted_at"},
        ),
    ],
)
async def test_a_request_that_makes_no_sense_says_why_and_leaves_nothing(
    hub: Hub, changed: dict[str, object], error: dict[str, str]
) -> None:
    visitor = await hub.visitor()
    ack = await visitor.ask("callback.request", await form(visitor, **changed))
    assert ack == {"ok": False, "error": error}
    assert await hub.count("callback") == 0


async def test_the_slots_lie_in_the_shops_hours_and_fill_up(hub: Hub) -> None:
    first = await hub.visitor()
    slots = await first.do("callback.slots")
    assert (slots["time_zone"], slots["asap"]) == ("Europe/Warsaw", True)
    wanted = slots["slots"][0]["start_at"]
    codes = []
    for number in range(4):
        visitor = await hub.visitor()
        phone = f"60123456{number}"
        ack = await visitor.ask(
            "callback.request", await form(visitor, wanted_at=wanted, phone=phone)
        )
        codes.append("ok" if ack["ok"] else ack["error"]["code"])
    full = codes.index("callback.slot_taken")
    assert codes == ["ok"] * full + ["callback.slot_taken"] * (4 - full)
    free = {slot["start_at"]: slot["free"] for slot in (await first.do("callback.slots"))["slots"]}
    assert free[wanted] is False


async def test_a_number_that_waits_already_is_recognised_for_its_own_visitor(hub: Hub) -> None:
    visitor = await hub.visitor()
    first = (await visitor.do("callback.request", **await form(visitor)))["callback"]
    again = await form(visitor, phone="0048601234567", topic="Something else")
    assert (await visitor.do("callback.request", **again))["callback"] == first
    assert await hub.count("callback") == 1


async def test_a_stranger_learns_nothing_about_a_number_that_waits_already(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    owner, stranger, newcomer = (await hub.visitor(), await hub.visitor(), await hub.visitor())
    mine = (await owner.do("callback.request", **await form(owner)))["callback"]
    theirs = (await stranger.do("callback.request", **await form(stranger)))["callback"]
    other = await form(newcomer, phone="601 999 888")
    ordinary = (await newcomer.do("callback.request", **other))["callback"]
    own_words = {"callback_id", "reference", "phone"}
    assert {key: theirs[key] for key in theirs.keys() - own_words} == {
        key: ordinary[key] for key in ordinary.keys() - own_words
    }
    assert theirs["reference"] != mine["reference"]
    assert "Maja" not in str(theirs)
    assert await hub.count("callback") == 2
    references = {one["reference"] for one in (await ana.do("callback.list"))["callbacks"]}
    assert references == {mine["reference"], ordinary["reference"]}
    # nor may the stranger touch it
    ack = await stranger.ask("callback.cancel", {"callback_id": mine["callback_id"]})
    assert ack["error"]["code"] == "not_found"


async def test_the_same_number_in_another_shop_is_another_request(hub: Hub) -> None:
    here, there = await hub.visitor(), await hub.visitor(shop=OTHER_SHOP)
    await here.do("callback.request", **await form(here))
    await there.do("callback.request", **await form(there))
    assert await hub.count("callback") == 2


async def test_one_of_two_claims_wins_and_the_outcome_is_recorded(hub: Hub) -> None:
    ana, jan = await hub.agent(ANA), await hub.agent(JAN)
    visitor = await hub.visitor()
    await visitor.do("callback.request", **await form(visitor))
    shown = (await ana.do("callback.list"))["callbacks"][0]
    claim = {"callback_id": shown["callback_id"], "epoch": shown["epoch"]}
    acks = await hub.at_once(
        *(agent.ask("callback.claim", claim) for agent in (ana, jan) for _ in range(5))
    )
    won = [ack["data"]["callback"] for ack in acks if ack["ok"]]
    assert len(won) == 1
    assert {ack["error"]["code"] for ack in acks if not ack["ok"]} == {"conflict"}
    winner, other = (ana, jan) if won[0]["agent"]["agent_id"] == ANA.id else (jan, ana)
    told = await other.until("callback.changed", callback=won[0])
    assert told["callback"]["status"] == "claimed"
    claim["epoch"] = won[0]["epoch"]
    refused = await other.ask("callback.resolve", {**claim, "outcome": "reached"})
    assert refused["error"]["code"] == "conflict"
    done = await winner.do("callback.resolve", **claim, outcome="reached", note="Wants the V9")
    assert (done["callback"]["status"], done["callback"]["outcome"]) == ("done", "reached")
    assert (await ana.do("callback.list"))["callbacks"] == []
    assert (await ana.do("callback.list", done=True))["callbacks"] == [done["callback"]]
    trail = [row for row in await hub.audit() if str(row["action"]).startswith("callback")]
    assert [(row["actor"], row["action"]) for row in trail] == [
        (winner.agent_id, "callback.claimed"),
        (winner.agent_id, "callback.resolved"),
    ]
    assert "601" not in str(trail)
    assert (await hub.visitor(token=visitor.token)).welcome["callback"] is None


async def test_nobody_answering_means_trying_again_later(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    visitor = await hub.visitor()
    await visitor.do("callback.request", **await form(visitor))
    shown = (await ana.do("callback.list"))["callbacks"][0]
    due = [shown["due_at"]]
    for _ in range(4):
        claimed = await ana.do(
            "callback.claim", callback_id=shown["callback_id"], epoch=shown["epoch"]
        )
        shown = (
            await ana.do(
                "callback.resolve",
                callback_id=shown["callback_id"],
                epoch=claimed["callback"]["epoch"],
                outcome="no_answer",
            )
        )["callback"]
        due.append(shown["due_at"])
    assert due[1] > due[0]
    assert due[2] > due[1]
    assert (shown["attempts"], shown["status"]) == (4, "done")


async def test_a_claimed_request_is_given_back_and_called_at_another_time(hub: Hub) -> None:
    ana, jan = await hub.agent(ANA), await hub.agent(JAN)
    visitor = await hub.visitor()
    await visitor.do("callback.request", **await form(visitor))
    stand = (await ana.do("callback.list"))["callbacks"][0]
    key = stand["callback_id"]
    stand = (await ana.do("callback.claim", callback_id=key, epoch=0))["callback"]
    stand = (await ana.do("callback.release", callback_id=key, epoch=stand["epoch"]))["callback"]
    assert (stand["status"], stand["agent"]) == ("open", None)
    stand = (await jan.do("callback.claim", callback_id=key, epoch=stand["epoch"]))["callback"]
    again_at = hub.clock.now() + 3_600_000
    later = {"callback_id": key, "epoch": stand["epoch"], "outcome": "call_later"}
    refused = await jan.ask("callback.resolve", later)
    assert refused["error"] == {"code": "callback.in_the_past", "field": "again_at"}
    stand = (await jan.do("callback.resolve", **later, again_at=again_at))["callback"]
    assert (stand["status"], stand["due_at"], stand["agent"]["agent_id"]) == (
        "claimed",
        again_at,
        JAN.id,
    )


async def test_the_visitor_moves_a_request_and_calls_it_off(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    visitor = await hub.visitor()
    mine = (await visitor.do("callback.request", **await form(visitor)))["callback"]
    slots = (await visitor.do("callback.slots"))["slots"]
    wanted = slots[3]["start_at"]
    moved = await visitor.do("callback.move", callback_id=mine["callback_id"], wanted_at=wanted)
    assert (moved["callback"]["wanted_at"], moved["callback"]["due_at"]) == (wanted, wanted)
    ack = await visitor.ask(
        "callback.move", {"callback_id": mine["callback_id"], "wanted_at": wanted + 1}
    )
    assert ack["error"]["field"] == "wanted_at"
    cancelled = await visitor.do("callback.cancel", callback_id=mine["callback_id"])
    assert cancelled["callback"]["status"] == "cancelled"
    again = await visitor.do("callback.cancel", callback_id=mine["callback_id"])
    assert again == cancelled
    assert (await ana.do("callback.list"))["callbacks"] == []
    told = [one.payload["callback"] for one in ana.told if one.name == "callback.changed"]
    assert [one["status"] for one in told][-1] == "cancelled"


async def test_asking_to_be_called_ends_the_waiting_and_stands_in_the_conversation(
    hub: Hub,
) -> None:
    visitor = await hub.visitor()
    conversation_id = (await visitor.do("person.request"))["conversation"]["conversation_id"]
    mine = (await visitor.do("callback.request", **await form(visitor)))["callback"]
    stands = await visitor.until("callback.requested")
    assert stands["body"]["reference"] == mine["reference"]
    handed = await visitor.until("conversation.handed_to_bot")
    assert handed["body"]["reason"] == "queue_left"
    await hub.settle()
    assert mine["reference"] in visitor.texts()[-1]
    # and the bot answers questions again
    await visitor.say("how can I pay", conversation_id)
    await visitor.until("message.posted", text="By card, BLIK or bank transfer.")
    ana = await hub.agent(ANA)
    shown = (await ana.do("callback.list"))["callbacks"][0]
    assert shown["conversation_id"] == conversation_id


async def test_one_visitor_may_not_have_the_whole_town_called(hub: Hub) -> None:
    visitor = await hub.visitor()
    codes = []
    for number in range(5):
        wanted = await form(visitor, phone=f"60123456{number}")
        ack = await visitor.ask("callback.request", wanted)
        codes.append("ok" if ack["ok"] else ack["error"]["code"])
    assert codes == ["ok"] * 3 + ["callback.rate_limited"] * 2


async def test_a_repeat_with_another_number_is_no_repeat(hub: Hub) -> None:
    visitor = await hub.visitor()
    wanted = await form(visitor)
    await visitor.do("callback.request", **wanted)
    with pytest.raises(Refused, match=r"client_id\.reused"):
        await visitor.do("callback.request", **{**wanted, "phone": "601 999 888"})
