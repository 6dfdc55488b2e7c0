"""What shoppers ask in vain comes to the editors, and one step makes it answered."""

import pytest

from tests.support.clients import AgentClient, Refused
from tests.support.serving import Hub
from tests.support.shop import AGENTS, SHOP
from tests.support.storage import on_both_engines

ANA, JAN = AGENTS
ASKED = {"shop_id": SHOP.id, "language": "en"}


async def ask(hub: Hub, *texts: str) -> None:
    """As many visitors, each with one question for the bot."""
    for text in texts:
        visitor = await hub.visitor()
        await visitor.say(text)
        await hub.settle()


async def away(hub: Hub) -> AgentClient:
    """An editor who takes no conversations."""
    ana = await hub.agent(ANA)
    await ana.do("presence.set", state="away")
    return ana


@on_both_engines
async def test_what_was_asked_in_vain_is_listed_together_and_answered_after_one_step(
    hub: Hub,
) -> None:
    ana = await away(hub)
    await ask(
        hub,
        "do you engrave the cups with names",
        "Do you engrave the cups with name?",
        "can penguins fly 601234567890",
        "hello",
        "how can I pay",
    )
    groups = (await ana.do("faq.questions", **ASKED))["groups"]
    assert [(one["shoppers"], one["kind"]) for one in groups] == [(2, "unknown"), (1, "unknown")]
    assert "601234567890" not in groups[1]["text"]
    settled = await ana.do(
        "faq.settle",
        **ASKED,
        question_ids=groups[0]["question_ids"],
        action="entry",
        entry={"question": groups[0]["text"], "answer": "Yes, up to 12 letters."},
    )
    assert (settled["settled"], settled["entry"]["answer"]) == (2, "Yes, up to 12 letters.")
    dismissed = await ana.do(
        "faq.settle", **ASKED, question_ids=groups[1]["question_ids"], action="dismiss"
    )
    assert dismissed == {"settled": 1, "entry": None}
    assert (await ana.do("faq.questions", **ASKED))["groups"] == []
    visitor = await hub.visitor()
    await visitor.say("do you engrave the cups with names")
    await visitor.until("message.posted", text="Yes, up to 12 letters.")


async def test_a_question_becomes_another_phrasing_of_an_entry(hub: Hub) -> None:
    ana = await away(hub)
    await ask(hub, "is plastic money welcome")
    (group,) = (await ana.do("faq.questions", **ASKED))["groups"]
    pay = (await ana.do("faq.list", **ASKED))["entries"][2]
    settled = await ana.do(
        "faq.settle",
        **ASKED,
        question_ids=group["question_ids"],
        action="phrasing",
        entry_id=pay["entry_id"],
        epoch=pay["epoch"],
        phrasing=group["text"],
    )
    assert settled["entry"]["alternatives"] == [*pay["alternatives"], group["text"]]


async def test_an_answer_that_did_not_help_is_listed_with_its_entry(hub: Hub) -> None:
    ana = await away(hub)
    visitor = await hub.visitor()
    ack = await visitor.say("where is my package")
    told = await visitor.until("message.posted", text="Tomorrow, as a rule.")
    await visitor.do(
        "answer.rate",
        conversation_id=ack["conversation_id"],
        message_id=told["body"]["message_id"],
        helpful=False,
    )
    (group,) = (await ana.do("faq.questions", **ASKED))["groups"]
    assert (group["text"], group["kind"], group["entry_id"]) == (
        "where is my package",
        "unhelpful",
        "faq_2",
    )


async def test_an_agent_proposes_a_reply_as_an_answer(hub: Hub) -> None:
    jan = await hub.agent(JAN)
    visitor = await hub.visitor()
    ack = await visitor.say("Do you engrave cups?")
    epoch = (await jan.open(ack["conversation_id"]))["epoch"]
    reply = await jan.say(ack["conversation_id"], "Yes, we do.", epoch)
    asked = {"conversation_id": ack["conversation_id"], "message_id": reply["message_id"]}
    await jan.do("faq.propose", **asked)
    with pytest.raises(Refused) as refused:
        await jan.do("faq.questions", **ASKED)
    assert refused.value.code == "forbidden"
    ana = await away(hub)
    (group,) = (await ana.do("faq.questions", **ASKED))["groups"]
    assert (group["text"], group["kind"], group["answer"]) == (
        "Do you engrave cups?",
        "proposed",
        "Yes, we do.",
    )


@on_both_engines
async def test_the_report_counts_by_day_what_the_bot_made_of_questions(hub: Hub) -> None:
    ana = await away(hub)
    await ask(hub, "how can I pay", "can penguins fly")
    hub.clock.advance(hours=24)
    ana = await away(hub)
    await ask(hub, "where is my package")
    report = await ana.do("faq.report", shop_id=SHOP.id, first="2026-03-02", last="2026-03-03")
    days = [(one["day"], one["answered"], one["unknown"]) for one in report["days"]]
    assert days == [("2026-03-02", 1, 1), ("2026-03-03", 1, 0)]
    assert (report["total"]["answered"], report["total"]["unknown"]) == (2, 1)
    assert {one["entry_id"]: one["answered"] for one in report["entries"]} == {
        "faq_3": 1,
        "faq_2": 1,
    }
