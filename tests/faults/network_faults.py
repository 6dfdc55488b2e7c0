"""What networks do: silence, one-way silence, repeats, disorder, slow readers, blocked sockets."""

import asyncio

from tests.faults.https_client import HttpsShopper
from tests.faults.pause import pause, until
from tests.faults.scene import Scene

SLOW_READERS = 10


async def silence(scene: Scene) -> None:
    """F6: no byte passes in either direction, nobody is told, and the connections never return."""
    await scene.people_come()
    for outage_s in scene.scale.outages_s:
        scene.ways.freeze()
        await pause(outage_s)
        scene.ways.forget()  # as after a change of networks: what was open is dead for good
        scene.heal(scene.ways.thaw, told=True)
        await scene.ready()


async def one_way_silence(scene: Scene) -> None:
    """F7: what the server sends does not arrive any more, and nobody is told."""
    await scene.people_come()
    for outage_s in scene.scale.outages_s:
        scene.ways.freeze("down")
        await pause(outage_s)
        scene.heal(scene.ways.thaw, told=True)
        await scene.ready()


async def slow_readers(scene: Scene) -> None:
    """F8: some clients stop reading while much is said to them; the others notice nothing."""
    await scene.people_come(visitors=20, second_tabs=0)
    address, slow = await scene.proxy.door()
    before = scene.server.usage().memory_info().rss
    sleepers = [scene.tab(number, address=address) for number in range(SLOW_READERS)]
    for tab in sleepers:
        tab.start()
    await scene.ready()
    cut = (await scene.server.metrics())["zalada_aborted_slow_total"]
    for tab in sleepers:
        tab.suspend()
    slow.freeze("down")
    texts = "x" * 3_500

    def flood(tab_number: int) -> None:
        tab = scene.tabs[tab_number]
        for number in range(150):
            tab.say(f"{number} {texts}")

    for number in range(SLOW_READERS):
        flood(number)
    # each is cut when its queue is over 256 KiB or it has stalled for the send timeout
    loop = asyncio.get_running_loop()
    begun = loop.time()
    while (await scene.server.metrics())["zalada_aborted_slow_total"] - cut < SLOW_READERS:
        assert loop.time() - begun < 120, "slow readers are kept"
        await pause(0.2)
    scene.facts["cut_within_s"] = round(loop.time() - begun, 1)
    after = scene.server.usage().memory_info().rss
    scene.facts["rss_growth_mib"] = round((after - before) / 2**20, 1)
    assert after - before < 60 * 2**20
    slow.forget()
    scene.heal(slow.thaw, told=True)
    for tab in sleepers:
        tab.resume()
    await scene.ready()


async def offline_with_a_queue(scene: Scene) -> None:
    """F9: shoppers lose the network, write five messages meanwhile, and come back."""
    await scene.people_come(second_tabs=20)
    for outage_s in scene.scale.outages_s[:3]:
        scene.ways.cut()
        scene.ways.refuse = True
        for tab in scene.tabs:
            for number in range(5):
                tab.say(f"offline {number} of {tab.name}")
        await pause(outage_s)

        def back() -> None:
            scene.ways.refuse = False

        scene.heal(back, told=True)
        await scene.ready()


async def everything_thrice(scene: Scene) -> None:
    """F13: each message arrives three times, each event twice, and then acks get lost."""
    scene.ways.up.copies = 3
    scene.ways.down.copies = 2
    await scene.people_come()
    await scene.until_acked(scene.scale.messages // 2)
    # and the same again by the clients' own hand: acks get lost, so that they repeat themselves
    scene.ways.down.drop_acks = True
    await pause(scene.scale.pace.ack_timeout)
    scene.ways.down.drop_acks = False


async def disorder(scene: Scene) -> None:
    """F14: events overtake each other, every seventh is lost, delays jump, connections break."""
    await scene.people_come()
    scene.ways.down.lose_every = 7
    scene.ways.down.reorder = 3
    await scene.until_acked(scene.scale.messages // 3)
    scene.ways.down.reorder = 1
    scene.ways.thaw()  # what waited for company to be shuffled with
    scene.ways.down.delay_s, scene.ways.down.jitter_s = 0.01, 0.05
    scene.ways.up.delay_s, scene.ways.up.jitter_s = 0.01, 0.05
    scene.ways.cut_after_bytes = 150_000
    await scene.until_acked(scene.scale.messages * 2 // 3)
    scene.heal(scene.ways.calm, told=True)
    await scene.ready()


async def blocked_websockets(scene: Scene) -> None:
    """F24: a proxy refuses websockets; shoppers send and sync by HTTPS, agents have a socket."""
    address, blocked = await scene.proxy.door()
    blocked.block_websockets = True
    refused = scene.tab(0, address=address)
    refused.start()
    for number in range(3):
        scene.console(number).start()
    await until(lambda: all(c.settled.is_set() for c in scene.consoles), 120, "agents are there")
    await pause(scene.scale.pace.connect_timeout)
    assert refused.connects == 0
    await refused.leave()
    scene.tabs.remove(refused)
    shoppers = [
        HttpsShopper(f"h{number:03}", scene.people.visitors[number], address, scene.journal)
        for number in range(1, 101)
    ]
    each = -(-scene.scale.messages // len(shoppers))
    await asyncio.gather(*(shopper.talk(each) for shopper in shoppers))
    await scene.quiet()
    await asyncio.gather(*(shopper.sync() for shopper in shoppers))
    await asyncio.gather(*(shopper.close() for shopper in shoppers))
