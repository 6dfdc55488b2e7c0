"""The FAQ as its editors change it: live at once, with versions, never over a colleague's work."""

from typing import Any

import pytest

from tests.support.clients import AgentClient, Refused
from tests.support.serving import Hub
from tests.support.shop import AGENTS, OTHER_AGENT, OTHER_SHOP, SHOP
from tests.support.storage import on_both_engines

ANA, JAN = AGENTS
GIFT: dict[str, Any] = {
    "question": "Do you wrap gifts?",
    "alternatives": ["gift wrapping", "can you pack it as a present", "is there gift paper"],
    "answer": "Yes, for free.",
}


async def saved(agent: AgentClient, entry: dict[str, Any], **more: object) -> dict[str, Any]:
    """Save an entry in English; returns it."""
    stand = await agent.do("faq.save", shop_id=SHOP.id, language="en", entry=entry, **more)
    found: dict[str, Any] = stand["entry"]
    return found


async def said(hub: Hub, text: str) -> list[str]:
    """What the bot says to a new visitor who says ``text``."""
    visitor = await hub.visitor()
    await visitor.say(text)
    await hub.settle()
    return visitor.texts()


@on_both_engines
async def test_a_new_entry_answers_from_the_moment_it_is_saved(hub: Hub) -> None:
    assert "Yes, for free." not in await said(hub, "do you wrap gifts")
    ana = await hub.agent(ANA)
    await ana.do("presence.set", state="away")
    entry = await saved(ana, GIFT)
    assert (entry["question"], entry["epoch"], entry["enabled"]) == ("Do you wrap gifts?", 1, True)
    assert "Yes, for free." in await said(hub, "do you wrap gifts")
    listed = await ana.do("faq.list", shop_id=SHOP.id, language="en")
    assert (listed["entries"][-1], listed["total"], listed["more"]) == (entry, 4, False)


@on_both_engines
async def test_a_change_made_from_an_old_copy_is_refused(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    entry = await saved(ana, GIFT)
    newer = await saved(ana, {**GIFT, "answer": "Yes."}, entry_id=entry["entry_id"], epoch=1)
    with pytest.raises(Refused) as refused:
        await saved(ana, {**GIFT, "answer": "No."}, entry_id=entry["entry_id"], epoch=1)
    assert (refused.value.code, refused.value.field) == ("conflict", "epoch")
    listed = await ana.do("faq.list", shop_id=SHOP.id, language="en")
    assert listed["entries"][-1] == newer


async def test_the_same_question_is_not_kept_twice(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    await saved(ana, GIFT)
    with pytest.raises(Refused) as refused:
        await saved(ana, {**GIFT, "question": "do you  wrap GIFTS?"})
    assert (refused.value.code, refused.value.field) == ("conflict", "entry.question")


@on_both_engines
async def test_every_change_can_be_undone_one_after_the_other(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    entry = await saved(ana, GIFT)
    entry_id = entry["entry_id"]
    await saved(ana, {**GIFT, "answer": "For 2 EUR."}, entry_id=entry_id, epoch=1)
    await ana.do("faq.delete", entry_id=entry_id, epoch=2)
    back = (await ana.do("faq.undo", entry_id=entry_id))["entry"]
    assert back["answer"] == "For 2 EUR."
    first = (await ana.do("faq.undo", entry_id=entry_id, epoch=back["epoch"]))["entry"]
    assert first["answer"] == "Yes, for free."
    with pytest.raises(Refused) as refused:
        await ana.do("faq.undo", entry_id=entry_id, epoch=first["epoch"])
    assert (refused.value.code, refused.value.field) == ("not_found", "version")
    versions = (await ana.do("faq.versions", entry_id=entry_id))["versions"]
    assert [(one["actor"], one["undone"]) for one in versions] == [
        ("Ana", True),
        ("Ana", True),
        ("Ana", False),
    ]


async def test_what_came_with_the_shop_can_be_undone_to_as_well(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    entry = (await ana.do("faq.list", shop_id=SHOP.id, language="en"))["entries"][0]
    written = {name: entry[name] for name in ("question", "alternatives")}
    changed = await saved(
        ana, {**written, "answer": "14 days."}, entry_id=entry["entry_id"], epoch=entry["epoch"]
    )
    back = await ana.do("faq.undo", entry_id=entry["entry_id"], epoch=changed["epoch"])
    assert back["entry"]["answer"] == "You have 30 days."


async def test_an_entry_answers_only_while_it_is_valid(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    await ana.do("presence.set", state="away")
    now = hub.clock.now()
    await saved(ana, {**GIFT, "valid_from": now + 60_000, "valid_until": now + 120_000})
    assert "Yes, for free." not in await said(hub, "do you wrap gifts")
    await hub.pass_time(minutes=1)
    assert "Yes, for free." in await said(hub, "do you wrap gifts")
    await hub.pass_time(minutes=1)
    assert "Yes, for free." not in await said(hub, "do you wrap gifts")


async def test_links_buttons_and_follow_ups_come_with_the_answer(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    await ana.do("presence.set", state="away")
    await saved(
        ana,
        {
            **GIFT,
            "links": [{"label": "Papers", "url": "https://shop.example/paper"}],
            "buttons": [{"action": "person"}],
            "follow_ups": ["faq_3"],
        },
    )
    visitor = await hub.visitor()
    await visitor.say("do you wrap gifts")
    told = await visitor.until(
        "message.posted", text="Yes, for free.\n\nPapers: https://shop.example/paper"
    )
    buttons = [(one["action"], one["entry_id"]) for one in told["body"]["buttons"]]
    assert buttons == [("faq", "faq_3"), ("person", "")]


async def test_the_test_box_tells_what_the_bot_would_do_and_why(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    trial = await ana.do(
        "faq.try", shop_id=SHOP.id, language="en", text="where is my package 123456789"
    )
    assert trial["outcome"] == "answer"
    assert [one["question"] for one in trial["answers"]] == ["When does my parcel arrive?"]
    assert trial["ranked"][0]["confidence"] >= trial["threshold"] > trial["suggest_from"]
    assert len(trial["ranked"]) == 3
    assert trial["why"][0]["points"] > 0
    assert "123456789" not in trial["masked"]
    nothing = await ana.do("faq.try", shop_id=SHOP.id, language="sl", text="kje je moj paket")
    assert (nothing["outcome"], nothing["ranked"]) == ("unknown", [])


async def test_only_those_who_look_after_the_shop_may_change_its_answers(hub: Hub) -> None:
    jan = await hub.agent(JAN)
    with pytest.raises(Refused) as refused:
        await saved(jan, GIFT)
    assert refused.value.code == "forbidden"
    assert (await jan.do("faq.list", shop_id=SHOP.id, language="en"))["total"] == 3


async def test_nobody_reads_or_changes_another_shops_answers(hub: Hub) -> None:
    eva = await hub.agent(OTHER_AGENT)
    with pytest.raises(Refused) as refused:
        await eva.do("faq.list", shop_id=SHOP.id, language="en")
    assert refused.value.code == "not_found"
    ana = await hub.agent(ANA)
    with pytest.raises(Refused) as refused:
        await ana.do("faq.save", shop_id=OTHER_SHOP.id, language="en", entry=GIFT)
    assert refused.value.code == "not_found"


async def test_what_is_no_entry_is_refused_with_its_field(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    with pytest.raises(Refused) as refused:
        await saved(ana, {**GIFT, "links": [{"label": "x", "url": "javascript:1"}]})
    assert (refused.value.code, refused.value.field) == (
        "command.invalid",
        "entry.links.0.url",
    )


async def test_changes_of_answers_are_in_the_audit_trail(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    entry = await saved(ana, GIFT)
    await ana.do("faq.delete", entry_id=entry["entry_id"], epoch=1)
    trail = [(row["actor"], row["action"]) for row in await hub.audit()]
    assert trail[-2:] == [("agt_ana", "faq.created"), ("agt_ana", "faq.deleted")]
