"""What networks do: silence, one-way silence, repeats, disorder, slow readers, blocked sockets."""

from tests.faults.pause import pause
from tests.faults.scene import Scene


async def one_way_silence(scene: Scene) -> None:
    """F7: what the server sends does not arrive any more, and nobody is told."""
    await scene.people_come()
    for outage_s in scene.scale.outages_s:
        scene.ways.freeze("down")
        await pause(outage_s)
        scene.heal(scene.ways.thaw)
        await scene.ready()


async def everything_thrice(scene: Scene) -> None:
    """F13: every frame of a client arrives three times, and every event of the server twice."""
    scene.ways.up.copies = 3
    scene.ways.down.copies = 2
    await scene.people_come()
    await scene.until_acked(scene.scale.messages // 2)
    # and the same again by the clients' own hand: acks get lost, so that they repeat themselves
    scene.ways.down.drop_acks = True
    await pause(scene.scale.pace.ack_timeout * 2)
    scene.ways.down.drop_acks = False
