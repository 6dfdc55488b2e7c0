"""How every Python server here runs: uvloop, a free port, told on the first line of output."""

import asyncio
import signal
import sys
from collections.abc import Coroutine

import uvloop
from aiohttp import web


async def run_until_killed(app: web.Application) -> None:
    """Serve ``app`` on a free port until SIGTERM or the driver's end, then stop it in order."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.add_reader(sys.stdin, stop.set)  # nobody writes there: it becomes readable by closing
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, backlog=4096)
    await site.start()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await stop.wait()
    loop.remove_reader(sys.stdin)
    await runner.cleanup()


def run(server: Coroutine[object, object, None]) -> None:
    """Run ``server`` on uvloop."""
    uvloop.run(server)


def serve(app: web.Application) -> None:
    """Serve ``app`` until killed."""
    run(run_until_killed(app))
