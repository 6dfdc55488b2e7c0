"""Waiting for real time, which passes here: outages last, back-off runs, leases end.

Only the fault tests have it. What can be awaited (an ack, a connection, a count) is awaited.
"""

import asyncio
from collections.abc import Callable


def _wake(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


async def pause(seconds: float) -> None:
    """Come back ``seconds`` later."""
    future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    timer = asyncio.get_running_loop().call_later(seconds, _wake, future)
    try:
        await future
    finally:
        timer.cancel()


async def until(
    true: Callable[[], bool], within_s: float, what: str, every_s: float = 0.02
) -> None:
    """Look again and again until ``true()``. Raises ``TimeoutError`` that names ``what``."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + within_s
    while not true():
        if loop.time() > deadline:
            raise TimeoutError(f"not within {within_s} s: {what}")
        await pause(every_s)
