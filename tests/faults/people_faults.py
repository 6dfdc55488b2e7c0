"""What people and their machines do: many tabs, sleep, reloads, claims at once, sudden ends."""

import asyncio

from tests.faults.records import read_stored
from tests.faults.scene import Scene
from tests.faults.shop_data import DATABASE

TABS = 10


async def first_words_at_once(scene: Scene) -> None:
    """F23: ten tabs of each shopper say their first word at the same moment."""
    for number in range(3):
        scene.console(number).start()
    visitors = scene.scale.messages // TABS
    at_once = 20
    for start in range(0, visitors, at_once):
        group = [
            scene.tab(number)
            for number in range(start, min(start + at_once, visitors))
            for _ in range(TABS)
        ]
        for tab in group:
            tab.start()
        await asyncio.gather(*(tab.settled.wait() for tab in group))
        for tab in group:
            tab.say(f"Hello from {tab.name}")
        await scene.until_acked((start + at_once) * TABS)
        await scene.quiet()
        await asyncio.gather(*(tab.leave() for tab in group))
        for tab in group:
            scene.tabs.remove(tab)
    stored = read_stored(scene.server.folder / DATABASE)
    scene.facts["conversations"] = len(stored.visitor_of)
    scene.facts["visitors"] = visitors
    assert len(stored.visitor_of) == visitors
