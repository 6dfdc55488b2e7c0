"""Talking to a person: at once, in the queue, or, with nobody there, some other way."""

from tests.support.serving import Hub
from tests.support.shop import AGENTS
from tests.support.storage import on_both_engines

ANA, JAN = AGENTS
pytestmark = on_both_engines


async def fill(hub: Hub, places: int) -> list[str]:
    """Take an agent's places; returns the conversations."""
    return [(await (await hub.visitor()).say("Hello"))["conversation_id"] for _ in range(places)]


async def test_with_a_free_agent_asking_for_a_person_brings_one_at_once(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    visitor = await hub.visitor()
    conversation = (await visitor.do("person.request"))["conversation"]
    assert (conversation["status"], conversation["assignee"]["name"]) == ("assigned", "Ana")
    assert (await visitor.do("person.request"))["conversation"] == conversation
    assert (await ana.do("inbox.list"))["items"][0]["status"] == "assigned"


async def test_with_everybody_occupied_one_learns_ones_place_and_moves_up(hub: Hub) -> None:
    jan = await hub.agent(JAN)
    taken = await fill(hub, 2)
    first, second = await hub.visitor(), await hub.visitor()
    assert (await first.do("person.request"))["conversation"]["position"] == 1
    hub.clock.advance(seconds=1)
    conversation = (await second.do("person.request"))["conversation"]
    assert (conversation["status"], conversation["position"]) == ("queued", 2)
    row = next(
        one for one in (await jan.do("inbox.list"))["items"] if one["conversation_id"] == taken[0]
    )
    await jan.do("conversation.close", conversation_id=taken[0], epoch=row["epoch"])
    await first.until("conversation.assigned")
    await hub.settle()
    assert (await second.until("queue.moved", position=1))["conversation_id"] == (
        conversation["conversation_id"]
    )


async def test_with_nobody_there_the_bot_keeps_company_and_offers_other_ways(hub: Hub) -> None:
    visitor = await hub.visitor()
    conversation = (await visitor.do("person.request"))["conversation"]
    assert (conversation["status"], conversation["position"]) == ("queued", 1)
    await hub.settle()
    said = [told.payload["body"] for told in visitor.told if told.name == "message.posted"]
    assert [body["author"]["kind"] for body in said] == ["bot"]
    actions = {button["action"] for button in said[0]["buttons"]}
    assert "callback" in actions


async def test_whoever_leaves_the_queue_talks_to_the_bot_again(hub: Hub) -> None:
    visitor = await hub.visitor()
    conversation_id = (await visitor.do("person.request"))["conversation"]["conversation_id"]
    left = (await visitor.do("queue.leave", conversation_id=conversation_id))["conversation"]
    assert (left["status"], left["position"]) == ("bot", None)
    again = (await visitor.do("queue.leave", conversation_id=conversation_id))["conversation"]
    assert again["seq"] == left["seq"]
    await visitor.say("where is my package", conversation_id)
    await visitor.until("message.posted", text="Tomorrow, as a rule.")


async def test_the_bot_only_collects_while_somebody_waits(hub: Hub) -> None:
    visitor = await hub.visitor()
    conversation_id = (await visitor.do("person.request"))["conversation"]["conversation_id"]
    await visitor.say("where is my package", conversation_id)
    await hub.settle()
    assert "Tomorrow, as a rule." not in visitor.texts()


async def test_the_queue_is_served_oldest_first_when_an_agent_comes_online(hub: Hub) -> None:
    waiting = [await hub.visitor() for _ in range(3)]
    for visitor in waiting:
        await visitor.do("person.request")
        hub.clock.advance(seconds=1)
    await hub.agent(JAN)  # takes two
    for visitor in waiting[:2]:
        await visitor.until("conversation.assigned")
    await hub.settle()
    assert [one.name for one in waiting[2].told].count("conversation.assigned") == 0
    assert (await waiting[2].until("queue.moved", position=1))["position"] == 1


async def test_the_queue_is_served_when_an_agent_becomes_available(hub: Hub) -> None:
    ana = await hub.agent(ANA)
    await ana.do("presence.set", state="away")
    visitor = await hub.visitor()
    conversation = (await visitor.do("person.request"))["conversation"]
    assert conversation["status"] == "queued"
    await ana.do("presence.set", state="available")
    await visitor.until("conversation.assigned")


async def test_the_queue_is_served_when_a_visitor_closes(hub: Hub) -> None:
    await hub.agent(JAN)
    first = await hub.visitor()
    taken = (await first.say("Hello"))["conversation_id"]
    await fill(hub, 1)
    waiting = await hub.visitor()
    await waiting.do("person.request")
    await first.do("conversation.close", conversation_id=taken)
    await waiting.until("conversation.assigned")


async def test_a_written_message_waits_as_a_conversation_and_is_answered_later(hub: Hub) -> None:
    visitor = await hub.visitor()
    leave = {
        "client_id": visitor.client_id(),
        "email": "shopper@example.com",
        "text": "Do you sell spare filters?",
        "contact_name": "Maja",
    }
    ack = await visitor.do("message.leave", **leave)
    assert await visitor.do("message.leave", **leave) == ack
    ana = await hub.agent(ANA)
    snapshot = await ana.open(ack["conversation_id"])
    types = [event["body"]["type"] for event in snapshot["events"]]
    assert types[:3] == ["conversation.started", "message.posted", "email.left"]
    assert types[-2:] == ["conversation.queued", "conversation.assigned"]
    opened = await ana.do("conversation.open", conversation_id=ack["conversation_id"])
    assert (opened["visitor"]["name"], opened["visitor"]["email"]) == (
        "Maja",
        "shopper@example.com",
    )
    row = (await ana.do("inbox.list"))["items"][0]
    assert (row["message_left"], row["visitor_name"]) == (True, "Maja")
    await ana.say(ack["conversation_id"], "Yes, we do.", snapshot["epoch"])
    await visitor.until("message.posted", text="Yes, we do.")
    await hub.settle()
    assert (await ana.do("inbox.list"))["items"][0]["message_left"] is False
