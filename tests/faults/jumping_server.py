"""The server with a wall clock that jumps: SIGUSR1 an hour ahead, SIGUSR2 two hours back."""

import argparse
import asyncio
import os
import signal
from pathlib import Path

from aiohttp import web

from chat_server.app import build
from chat_server.config import load_settings
from chat_server.system import RandomIds, System, SystemChance, SystemClock

HOUR_MS = 3_600_000


class JumpingClock(SystemClock):
    """Wall time is off by ``offset_ms``; durations are not."""

    def __init__(self) -> None:
        self.offset_ms = 0

    def now(self) -> int:
        return super().now() + self.offset_ms

    def jump(self, by_ms: int) -> None:
        """As when somebody corrects the machine's clock."""
        self.offset_ms += by_ms


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    options = parser.parse_args()
    clock = JumpingClock()
    settings = load_settings(None, os.environ, {"server.port": options.port})
    server = await build(settings, System(clock, RandomIds(), SystemChance()), options.data)
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, clock.jump, HOUR_MS)
    loop.add_signal_handler(signal.SIGUSR2, clock.jump, -2 * HOUR_MS)
    stop = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    runner = web.AppRunner(server.web_app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", options.port).start()
    await stop.wait()
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
