"""A wall clock that is corrected while people talk."""

import pytest

from tests.support.serving import Hub
from tests.support.shop import AGENTS

HOUR_MS = 3_600_000


@pytest.mark.parametrize("jump_ms", [HOUR_MS, -HOUR_MS, 5 * HOUR_MS])
async def test_a_corrected_clock_takes_nobody_away(hub: Hub, jump_ms: int) -> None:
    ana = await hub.agent(AGENTS[0])
    visitor = await hub.visitor()
    conversation_id = (await visitor.say("Hello?"))["conversation_id"]
    epoch = (await ana.open(conversation_id))["epoch"]
    await hub.server.tick()
    hub.clock.jump(hub.clock.now() + jump_ms)
    await hub.server.tick()
    assert (await ana.open(conversation_id))["epoch"] == epoch


@pytest.mark.parametrize("jump_ms", [HOUR_MS, -HOUR_MS])
async def test_a_dead_console_is_noticed_after_a_correction(hub: Hub, jump_ms: int) -> None:
    ana = await hub.agent(AGENTS[0])
    visitor = await hub.visitor()
    await visitor.say("Hello?")
    await hub.server.tick()
    hub.clock.jump(hub.clock.now() + jump_ms)
    await hub.server.tick()
    assert ana.socket.connected  # it is there, and says nothing any more
    hub.clock.advance(seconds=31)
    await hub.server.tick()
    queued = await visitor.until("conversation.queued")
    assert queued["body"]["reason"] == "agent_gone"
