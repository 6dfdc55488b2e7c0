"""Passing on what a future came to, without a task."""

import asyncio
from typing import TypeVar

T = TypeVar("T")


def settle(outcome: "asyncio.Future[T]", settled: "asyncio.Future[T]") -> None:
    """Give ``outcome`` what ``settled`` came to."""
    if outcome.done():
        return
    if settled.cancelled():
        outcome.cancel()
        return
    error = settled.exception()
    if error is None:
        outcome.set_result(settled.result())
    else:
        outcome.set_exception(error)
