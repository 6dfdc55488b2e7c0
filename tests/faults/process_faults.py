"""What happens to the server: killed at the worst moment, stopped, starved, out of room."""

import asyncio

from chat_server.crash_points import EXIT_CODE, CrashPoint
from tests.faults.pause import pause
from tests.faults.scene import Scene

BACK_WITHIN_S = 60.0


async def killed(scene: Scene) -> None:
    """F1: killed at random, and once at each crash point, in the middle of the traffic."""
    await scene.people_come()
    scene.facts["kills"] = 0
    for round_ in range(scene.scale.repeats):
        for point in CrashPoint:
            await scene.server.kill()
            # assignments are rarer than messages: take the first that a restart brings
            rare = point is CrashPoint.AFTER_CLAIM_BEFORE_EMIT
            await scene.server.start(f"{point}:{1 if rare else 20 + round_}")
            scene.heal(lambda: None)
            await asyncio.wait_for(scene.server.ended(), BACK_WITHIN_S)
            assert scene.server.exits[-1] == EXIT_CODE, scene.server.log()
        for number in range(2):
            await scene.server.start()
            scene.heal(lambda: None)
            await scene.ready()
            await pause(0.2 + 0.1 * number)
            await scene.server.kill()
        await scene.server.start()
        scene.heal(lambda: None)
        await scene.ready()
    scene.facts["kills"] = len(scene.server.exits)
