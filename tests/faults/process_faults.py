"""What happens to the server: killed at the worst moment, stopped, starved, out of room."""

import asyncio
import resource
import signal
import sqlite3
import subprocess
from pathlib import Path

import psutil

from chat_server.crash_points import EXIT_CODE, CrashPoint
from tests.faults.pause import pause, until
from tests.faults.people_faults import owned
from tests.faults.scene import Scene
from tests.faults.shop_data import DATABASE

BACK_WITHIN_S = 120.0


async def killed(scene: Scene) -> None:
    """F1: killed at random, and once at each crash point, in the middle of the traffic."""
    await scene.people_come()
    newcomer = 50
    for round_ in range(scene.scale.repeats):
        for point in CrashPoint:
            await scene.server.kill()
            # assignments are rarer than messages: newcomers bring one each
            rare = point is CrashPoint.AFTER_CLAIM_BEFORE_EMIT
            await scene.server.start(f"{point}:{1 if rare else 20 + round_}")
            scene.heal(lambda: None, told=True)
            for _ in range(2 if rare else 0):
                newcomer += 1
                tab = scene.tab(newcomer)
                tab.start()
                tab.say("Is anybody here?")
            await asyncio.wait_for(scene.server.ended(), BACK_WITHIN_S)
            assert scene.server.exits[-1] == EXIT_CODE, scene.server.log()
        for _ in range(2):
            await scene.server.start()
            scene.heal(lambda: None, told=True)
            await scene.until_acked(scene.journal.acked + 60)
            await scene.server.kill()
        await scene.server.start()
        scene.heal(lambda: None, told=True)
        await scene.ready()
    scene.facts["kills"] = len(scene.server.exits)


async def locked_database(scene: Scene) -> None:
    """F5: somebody else holds SQLite's lock; a long reader keeps the write-ahead log growing."""
    await scene.people_come()
    path = scene.server.folder / DATABASE
    outage_s = max(scene.scale.outages_s[0], 3.0)

    for _ in range(scene.scale.repeats):
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM event").fetchone()
        writer = await asyncio.to_thread(_lock, path)
        await pause(outage_s)
        writer.execute("ROLLBACK")
        writer.close()
        scene.heal(lambda: None)
        await scene.until_acked(scene.journal.acked + 200)
        scene.facts["wal_mib"] = round(path.with_name(f"{DATABASE}-wal").stat().st_size / 2**20, 1)
        reader.execute("ROLLBACK")
        reader.close()


def _lock(path: Path) -> sqlite3.Connection:
    conn = sqlite3.connect(str(path), isolation_level=None, timeout=60, check_same_thread=False)
    conn.execute("BEGIN IMMEDIATE")
    return conn


async def clock_jumps(scene: Scene) -> None:
    """F15: the wall clock jumps an hour ahead, then two hours back; leases go by durations."""
    await scene.people_come()
    owners: dict[str, str] = {}
    pid = scene.server.pid
    for number, jump in ((signal.SIGUSR1, "+1 h"), (signal.SIGUSR2, "-2 h")):
        connects = [client.connects for client in scene.clients]
        owners = {key: c.person for c in scene.consoles for key in c.mine}
        psutil.Process(pid).send_signal(number)
        await pause(scene.scale.lease_ms / 1000 * 2)
        again = sum(
            client.connects > before for client, before in zip(scene.clients, connects, strict=True)
        )
        scene.facts[f"reconnected after {jump}"] = again
        now = {key: c.person for c in scene.consoles for key in c.mine}
        moved = [key for key, person in owners.items() if now.get(key) != person]
        scene.facts[f"taken away by {jump}"] = len(moved)
        assert not moved, f"{jump} took {len(moved)} conversations away"
    # after the jump back an agent who dies is still noticed
    gone = scene.consoles[0]
    await gone.leave()
    scene.consoles.remove(gone)
    loop = asyncio.get_running_loop()
    begun = loop.time()
    others = scene.consoles
    wanted = {key for key in owners if owners[key] == gone.person}
    await until(
        lambda: wanted <= owned(others),
        60,
        "the dead agent's conversations belong to others",
    )
    scene.facts["reassigned_s"] = round(loop.time() - begun, 1)


async def starved(scene: Scene) -> None:
    """F18: the processor is taken away in bursts, and file descriptors run out."""
    await scene.people_come()
    for _ in range(2 * scene.scale.repeats):
        scene.server.signal(signal.SIGSTOP)
        await pause(2.0)
        scene.server.signal(signal.SIGCONT)
        scene.heal(lambda: None)
        await pause(0.5)
    process = scene.server.usage()
    _, hard = process.rlimit(resource.RLIMIT_NOFILE)
    limit = process.num_fds() + 10
    process.rlimit(resource.RLIMIT_NOFILE, (limit, hard))
    extra = [scene.tab(100 + number) for number in range(30)]
    for tab in extra:
        tab.start()
    await pause(3.0)
    inside = sum(tab.settled.is_set() for tab in extra)
    scene.facts["let in at the limit"] = inside
    assert inside < len(extra)
    acked = scene.journal.acked
    await scene.until_acked(acked + 100)
    process.rlimit(resource.RLIMIT_NOFILE, (hard, hard))
    scene.heal(lambda: None, told=True)
    await scene.ready()


async def full_disk(scene: Scene) -> None:
    """F17: the disk is full, then not any more; what was not stored was not acked."""
    await scene.people_come()
    filler = scene.server.folder / "filler"
    with filler.open("wb") as file:
        try:
            while True:
                file.write(bytes(65_536))
                file.flush()
        except OSError:
            scene.facts["filled"] = True
    await pause(scene.scale.outages_s[0])
    scene.heal(filler.unlink)
    await scene.ready()
    with sqlite3.connect(scene.server.folder / DATABASE) as conn:
        (verdict,) = conn.execute("PRAGMA quick_check").fetchone()
    conn.close()
    assert verdict == "ok"


def mount(folder: Path) -> bool:
    """Make ``folder`` a small disk of its own; returns whether that is possible here."""
    folder.mkdir()
    command = ("mount", "-t", "tmpfs", "-o", "size=24m", "zalada-faults", str(folder))
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def unmount(folder: Path) -> None:
    """Give the small disk back."""
    subprocess.run(("umount", "-l", str(folder)), check=False, capture_output=True)
