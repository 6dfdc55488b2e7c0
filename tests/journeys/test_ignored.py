"""A shopper whom the agent ignores, and agents who are gone for good."""

from tests.support.serving import Hub
from tests.support.shop import AGENTS


async def test_an_ignored_chat_goes_to_somebody_else_and_the_agent_is_set_away(hub: Hub) -> None:
    ana, jan = await hub.agent(AGENTS[0]), await hub.agent(AGENTS[1])
    visitor = await hub.visitor()
    await visitor.say("Hello?")
    first = await visitor.until("conversation.assigned")
    ignoring, other = (ana, jan) if first["body"]["agent"]["id"] == ana.agent_id else (jan, ana)
    for seconds in (20, 20, 21):
        hub.clock.advance(seconds=seconds)
        await ana.do("heartbeat", conversations={})
        await jan.do("heartbeat", conversations={})
        await hub.server.tick()
    again = await visitor.until("conversation.assigned", epoch=3)
    assert again["body"]["agent"]["id"] == other.agent_id
    changed = await other.until("agent.changed")
    states = {
        told.payload["agent"]["agent_id"]: told.payload["agent"]["state"]
        for told in await other.drain()
        if told.name == "agent.changed"
    }
    assert changed
    assert states[ignoring.agent_id] == "away"


async def test_typing_and_answering_keep_the_chat(hub: Hub) -> None:
    ana = await hub.agent(AGENTS[0])
    visitor = await hub.visitor()
    conversation_id = (await visitor.say("Hello?"))["conversation_id"]
    epoch = (await ana.open(conversation_id))["epoch"]
    for _ in range(4):
        hub.clock.advance(seconds=20)
        await ana.do("heartbeat", conversations={})
        await ana.do("typing.set", conversation_id=conversation_id, typing=True)
        await hub.server.tick()
    await ana.say(conversation_id, "Here I am.", epoch)
    for _ in range(6):
        hub.clock.advance(seconds=20)
        await ana.do("heartbeat", conversations={})
        await hub.server.tick()
    assert (await ana.open(conversation_id))["epoch"] == epoch


async def test_conversations_of_an_agent_who_never_came_back_are_queued(hub: Hub) -> None:
    ana = await hub.agent(AGENTS[0])
    visitor = await hub.visitor()
    await visitor.say("Hello?")
    await ana.close()
    hub.clock.advance(seconds=11)
    await hub.server.tick()
    queued = await visitor.until("conversation.queued")
    assert queued["body"]["reason"] == "agent_gone"


async def test_a_conversation_taken_up_again_stays_while_nobody_waits_in_it(hub: Hub) -> None:
    ana = await hub.agent(AGENTS[0])
    visitor = await hub.visitor()
    conversation_id = (await visitor.say("Hello?"))["conversation_id"]
    epoch = (await ana.open(conversation_id))["epoch"]
    await ana.say(conversation_id, "Here I am.", epoch)
    await ana.do("conversation.close", conversation_id=conversation_id, epoch=epoch)
    closed = (await ana.open(conversation_id))["epoch"]
    await ana.do("conversation.reopen", conversation_id=conversation_id, epoch=closed)
    reopened = (await ana.open(conversation_id))["epoch"]
    for _ in range(6):
        hub.clock.advance(seconds=20)
        await ana.do("heartbeat", conversations={})
        await hub.server.tick()
    assert (await ana.open(conversation_id))["epoch"] == reopened
