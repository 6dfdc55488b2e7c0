"""``zalada serve``: run until told to stop."""

import asyncio
import errno
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from chat_server import crash_points
from chat_server.app import Server, build
from chat_server.cli.problem import ProblemError
from chat_server.logs import set_up_logs
from chat_server.runtime import tune
from chat_server.settings import Settings
from chat_server.system import real_system
from chat_server.transport.http.assets import AssetsMissingError

SHUTDOWN_S = 15.0


async def build_server(settings: Settings, data: Path) -> Server:
    """The server, or one sentence about what is missing."""
    try:
        server = await build(settings, real_system(), data)
    except AssetsMissingError as error:
        raise ProblemError(str(error)) from error
    try:
        crash_points.arm(os.environ, server.services.database)
    except ValueError as error:
        raise ProblemError(str(error)) from error
    return server


async def serve(
    settings: Settings,
    data: Path,
    before: Callable[[Server], Awaitable[None]] | None = None,
    say: Callable[[Settings], str] | None = None,
) -> int:
    """Serve until SIGINT or SIGTERM, then stop in order; ``before`` runs before any request."""
    set_up_logs(settings.log.level, settings.log.format)
    server = await build_server(settings, data)
    if before is not None:
        await before(server)
    tune()
    runner = web.AppRunner(
        server.web_app, access_log=None, shutdown_timeout=SHUTDOWN_S, keepalive_timeout=75
    )
    await runner.setup()
    try:
        await _listen(runner, settings)
        text = say(settings) if say else f"Zalada listens at {settings.public_url()}"
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
        await _told_to_stop()
    finally:
        await runner.cleanup()
    return 0


async def _listen(runner: web.AppRunner, settings: Settings) -> None:
    host, port = settings.server.host, settings.server.port
    site = web.TCPSite(runner, host, port, backlog=1024)
    try:
        await site.start()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise ProblemError(
                f"Port {port} is in use: stop what uses it, or choose another with --port."
            ) from error
        raise ProblemError(f"Can't listen on {host}:{port}: {error.strerror}.") from error


async def _told_to_stop() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()
