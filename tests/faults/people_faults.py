"""What people and their machines do: many tabs, sleep, reloads, claims at once, sudden ends."""

import asyncio
import sqlite3

from tests.faults.chaos import Ways
from tests.faults.pause import pause, until
from tests.faults.people import Console
from tests.faults.records import read_stored
from tests.faults.scene import Scene
from tests.faults.shop_data import DATABASE

TABS = 10
SWEEP_S = 1.0
CLAIMS = 200


def owned(consoles: list[Console]) -> set[str]:
    """What these agents think is theirs."""
    return set().union(*(console.mine for console in consoles))


async def five_tabs(scene: Scene) -> None:
    """F10: five tabs of each shopper; one reloads and one closes in the middle of sending."""
    await scene.people_come(visitors=8, second_tabs=0)
    for _ in range(4):
        for number in range(8):
            scene.tab(number).start()
    await scene.ready()
    for tab in scene.tabs[8:24]:
        scene.let_talk(tab, 0.1)
    for round_ in range(3 * scene.scale.repeats):
        await scene.until_acked(scene.journal.acked + 150)
        for tab in scene.tabs[round_:24:3]:
            tab.say("on its way while the page reloads")
            await tab.reload()
    for tab in scene.tabs[24:]:
        tab.say("on its way while the page closes")
        await tab.leave()
        # its queue is the shop's, not the tab's: the next tab of the shopper sends it
        heir = next(one for one in scene.tabs if one.person == tab.person)
        heir.outgoing.extend(heir.inherit(tab))
    del scene.tabs[24:]


async def sleeping_agent(scene: Scene) -> None:
    """F11: an agent's machine sleeps; others take over; what it sends on waking is refused."""
    await scene.people_come(agents=2, second_tabs=0)
    address, ways = await scene.proxy.door()
    for _ in range(2 * scene.scale.repeats):
        await _sleep_and_wake(scene, address, ways)


async def _sleep_and_wake(scene: Scene, address: tuple[str, int], ways: Ways) -> None:
    sleeper = scene.console(5, address=address)
    sleeper.start()
    await scene.ready()
    other = scene.consoles[0]
    taken = sorted(other.mine)[:5]
    for conversation in taken:
        assert await sleeper.claim(conversation, sleeper.epochs[conversation]) == "won"
    await until(lambda: set(taken) <= sleeper.mine & sleeper.conversations(), 60, "it is theirs")
    for conversation in taken:
        sleeper.answer(conversation, f"before I sleep, {conversation}")
    await until(lambda: not sleeper.outgoing, 60, "it is said")
    ways.freeze()
    sleeper.suspend()
    for conversation in taken:
        sleeper.answer(conversation, f"half asleep, {conversation}")
    loop = asyncio.get_running_loop()
    begun = loop.time()
    others = [one for one in scene.consoles if one is not sleeper]
    await until(
        lambda: set(taken) <= owned(others),
        60,
        "the sleeper's conversations belong to others",
    )
    scene.facts["taken over after s"] = round(loop.time() - begun, 1)
    ways.forget()
    ways.thaw()
    refused = len(sleeper.refused)
    sleeper.healed()
    sleeper.resume()
    await until(lambda: not sleeper.outgoing, 60, "everything is answered")
    assert sleeper.refused[refused:] == ["conflict"] * len(taken)
    await sleeper.caught_up()
    await sleeper.leave()
    scene.consoles.remove(sleeper)


async def dead_agent(scene: Scene) -> None:
    """F12: a console dies without a word; a reload within its grace keeps the conversations."""
    await scene.people_come(agents=3, second_tabs=0)
    reloading = scene.consoles[1]
    kept = set(reloading.mine)
    epochs = {key: reloading.epochs[key] for key in kept}
    await reloading.reload()
    await scene.ready()
    for _ in range(scene.scale.repeats):
        await _die(scene)
    scene.facts["kept over a reload"] = sum(
        reloading.epochs.get(key) == epoch for key, epoch in epochs.items()
    )


async def _die(scene: Scene) -> None:
    address, ways = await scene.proxy.door()
    victim = scene.console(6, address=address)
    victim.start()
    await scene.ready()
    taken = sorted(scene.consoles[0].mine)[:5]
    for conversation in taken:
        assert await victim.claim(conversation, victim.epochs[conversation]) == "won"
    ways.freeze()  # its connection stays open, and nothing comes any more
    others = [one for one in scene.consoles if one is not victim]
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await until(
        lambda: set(taken) <= owned(others),
        60,
        "the dead agent's conversations belong to others",
    )
    scene.facts["reassigned_s"] = round(loop.time() - begun, 2)
    scene.facts["allowed_s"] = scene.scale.lease_ms / 1000 + SWEEP_S
    await victim.leave()
    scene.consoles.remove(victim)
    ways.cut()


async def claims_at_once(scene: Scene) -> None:
    """F16: 200 claims of one conversation at the same moment; one wins, each time."""
    for number in range(20):
        scene.console(number).start()
    await scene.ready()
    for number in range(20):
        scene.tab(number).start()
    await scene.ready()
    for tab in scene.tabs:
        tab.say("Hello?")
    await scene.quiet()
    for tab in scene.tabs:
        scene.let_talk(tab, 0.1)
    for console in scene.consoles:
        scene.let_answer(console, 0.1)
    rounds = 10 * scene.scale.repeats
    for number in range(rounds):
        await _claim_at_once(scene, number)
    scene.facts["rounds of 200 claims"] = rounds


async def _claim_at_once(scene: Scene, number: int) -> None:
    conversation = sorted(read_stored(scene.server.folder / DATABASE).visitor_of)[number % 20]
    await until(
        lambda: all(conversation in one.epochs for one in scene.consoles),
        60,
        "everybody has it in their list",
    )
    epoch = max(console.epochs[conversation] for console in scene.consoles)
    claimers = [scene.consoles[at % 20] for at in range(CLAIMS)]
    await scene.ready()
    outcomes = await asyncio.gather(*(one.claim(conversation, epoch) for one in claimers))
    winners = {one.person for one, said in zip(claimers, outcomes, strict=True) if said == "won"}
    assert len(winners) == 1, winners
    assert set(outcomes) <= {"won", "kept", "conflict"}


async def poison(scene: Scene) -> None:
    """F21: the bot's memory of three conversations can't be read; they and all others flow."""
    poisoned = [scene.tab(200 + number) for number in range(3)]
    for tab in poisoned:
        tab.start()
    await scene.ready()
    for tab in poisoned:
        tab.say("Hello?")
    await scene.quiet()
    with sqlite3.connect(scene.server.folder / DATABASE, timeout=30) as conn:
        conn.execute("UPDATE conversation SET bot_state = '{{'")
    conn.close()
    await scene.people_come()
    for tab in poisoned:
        scene.let_talk(tab, 0.2)
    busy = scene.server.usage().cpu_times().user
    await scene.until_acked(scene.scale.messages // 2)
    scene.facts["cpu_s"] = round(scene.server.usage().cpu_times().user - busy, 1)


async def first_words_at_once(scene: Scene) -> None:
    """F23: ten tabs of each shopper say their first word at the same moment."""
    for number in range(3):
        scene.console(number).start()
    visitors = scene.scale.messages // TABS // 2
    at_once = 20
    for start in range(0, visitors, at_once):
        group = [
            scene.tab(number)
            for number in range(start, min(start + at_once, visitors))
            for _ in range(TABS)
        ]
        for tab in group:
            tab.beats_every = 20
            tab.start()
        await asyncio.gather(*(tab.settled.wait() for tab in group))
        for word in ("Hello", "Me again"):
            for tab in group:
                tab.say(f"{word} from {tab.name}")
        await scene.quiet()
        await asyncio.gather(*(tab.leave() for tab in group))
        for tab in group:
            scene.tabs.remove(tab)
    stored = read_stored(scene.server.folder / DATABASE)
    scene.facts["conversations"] = len(stored.visitor_of)
    assert len(stored.visitor_of) == visitors


async def pages_put_aside(scene: Scene) -> None:
    """F25: pages are frozen (back/forward cache), discarded, or sent to the background."""
    await scene.people_come(second_tabs=20)
    aside = scene.tabs[20:]
    for _ in range(2 * scene.scale.repeats):
        for tab in aside:
            tab.suspend()
        await pause(scene.scale.outages_s[0] / 2)
        for tab in aside[::2]:
            tab.healed()
            tab.resume()
        for tab in aside[1::2]:  # discarded: the page begins anew when it is looked at
            tab.resume()
            await tab.reload()
            tab.healed()
        await scene.ready()
