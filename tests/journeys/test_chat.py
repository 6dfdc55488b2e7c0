"""Shopper and agent talk."""

from tests.support.serving import Hub


async def test_a_free_agent_gets_the_conversation_and_both_talk(hub: Hub) -> None:
    agent = await hub.agent()
    visitor = await hub.visitor(page_url="https://shop.example/vacuums")
    ack = await visitor.say("Hello, is it quiet?")
    conversation_id = ack["conversation_id"]
    changed = await agent.until("inbox.changed")
    row = changed["items"][0]
    assert row["conversation_id"] == conversation_id
    assert row["status"] == "assigned"
    assert row["assignee"]["agent_id"] == agent.agent_id
    snapshot = await agent.open(conversation_id)
    assert [e["body"]["type"] for e in snapshot["events"]] == [
        "conversation.started",
        "message.posted",
        "conversation.assigned",
    ]
    await agent.say(conversation_id, "Very.", snapshot["epoch"])
    told = await visitor.until("message.posted", text="Very.")
    assert told["seq"] == 4
    assert told["body"]["author"]["name"] == "Ana"
    await visitor.say("Good.", conversation_id)
    assert (await agent.until("message.posted", text="Good."))["seq"] == 5


async def test_with_nobody_there_the_bot_answers_from_the_faq(hub: Hub) -> None:
    visitor = await hub.visitor()
    await visitor.say("where is my package")
    told = await visitor.until("message.posted", text="Tomorrow, as a rule.")
    assert told["body"]["author"]["kind"] == "bot"
    assert told["body"]["source"]["question"] == "When does my parcel arrive?"
