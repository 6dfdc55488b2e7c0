"""The database: one writer with natural group commit, a few readers, the same SQL on both engines.

Storage functions are synchronous and take a ``Connection``. On SQLite they run in one writer
thread (a hop a batch instead of a hop a statement); on PostgreSQL inside ``run_sync``. While one
commit is on its way the next batch gathers, so durability costs little under load and nothing
waits for a timer.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import groupby
from typing import Protocol, TypeVar, cast

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine

from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.fact import StoredFact

T = TypeVar("T")
I = TypeVar("I")  # noqa: E741 # item of a batch

log = logging.getLogger(__name__)

RETRY_AFTER_MS = 1_000
# What has waited longer than this for the commit before it is refused: later is worse than no.
MAX_AGE_S = 6.0
# A server that can't be reached is told by the operating system, not by the driver.
UNAVAILABLE = (DBAPIError, PoolTimeoutError, OSError)


@dataclass(slots=True)
class Tx:
    """A transaction in progress: its connection, and what will be told once it is committed.

    ``careful`` is set when the batch is tried again because a constraint was hit: then a hot path
    looks before it writes.
    """

    conn: Connection
    facts: list[StoredFact] = field(default_factory=list)
    careful: bool = False


Op = Callable[[Tx], T]
BatchOp = Callable[[Tx, list[I]], Sequence[T | ChatError]]


@dataclass(slots=True)
class _Waiting:
    run_many: Callable[[Tx, list[object]], Sequence[object]] | None
    item: object
    future: asyncio.Future[object]


class Runner(Protocol):
    """Runs synchronous database code off the loop on one of the engines."""

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` and commit, or raise with nothing stored."""

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run ``work`` on a snapshot."""

    async def close(self) -> None:
        """Give every connection back."""


class SqliteRunner:
    """One writer thread, a few reader threads."""

    def __init__(self, writer: Engine, readers: Engine, reader_threads: int = 2) -> None:
        self._writer = writer
        self._readers = readers
        self._write_thread = ThreadPoolExecutor(1, "storage-writer")
        self._read_threads = ThreadPoolExecutor(reader_threads, "storage-reader")

    async def write(self, work: Callable[[Connection], T]) -> T:
        def run() -> T:
            with self._writer.begin() as conn:
                return work(conn)

        return await asyncio.get_running_loop().run_in_executor(self._write_thread, run)

    async def read(self, work: Callable[[Connection], T]) -> T:
        def run() -> T:
            with self._readers.connect() as conn:
                return work(conn)

        return await asyncio.get_running_loop().run_in_executor(self._read_threads, run)

    async def close(self) -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._write_thread, self._writer.dispose)
        await loop.run_in_executor(self._read_threads, self._readers.dispose)
        self._write_thread.shutdown(wait=False)
        self._read_threads.shutdown(wait=False)


class PostgresRunner:
    """An asyncpg pool; the synchronous code runs in SQLAlchemy's greenlet."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        # several statements must see one state: a snapshot's head and its events, say
        self._snapshots = engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    async def write(self, work: Callable[[Connection], T]) -> T:
        async with self._engine.begin() as conn:
            return await conn.run_sync(work)

    async def read(self, work: Callable[[Connection], T]) -> T:
        async with self._snapshots.connect() as conn:
            return await conn.run_sync(work)

    async def close(self) -> None:
        await self._engine.dispose()


class Database:
    """What services use: ``read``, ``write`` and ``write_one_of_many``.

    ``on_commit`` is called in the loop with the facts of each commit, in commit order, before any
    writer is answered; so whatever is pushed is stored and in order. ``before_commit`` gets the
    same facts where the transaction runs, right before its commit.
    """

    def __init__(self, runner: Runner, *, max_waiting: int = 5_000) -> None:
        self._runner = runner
        self._waiting: list[_Waiting] = []
        self._pump: asyncio.Task[None] | None = None
        self._max_waiting = max_waiting
        self._closed = False
        self._first_came_at = 0.0
        self.on_commit: Callable[[list[StoredFact]], None] = lambda facts: None
        self.before_commit: Callable[[list[StoredFact]], object] = lambda facts: None

    async def read(self, op: Callable[[Connection], T]) -> T:
        """Run ``op`` on a consistent snapshot. Raises ``ChatError(storage.unavailable)``."""
        try:
            return await self._runner.read(op)
        except UNAVAILABLE as error:
            raise _unavailable(error) from error

    async def write(self, op: Op[T]) -> T:
        """Run ``op`` in a transaction and return once it is durable.

        ``op`` may run more than once, so it must only depend on the transaction. Raises what
        ``op`` raises (nothing of it is stored then), or ``ChatError``: ``storage.unavailable``,
        ``overloaded``.
        """
        return cast(T, await self._submit(None, op))

    def write_one_of_many(self, run_many: BatchOp[I, T], item: I) -> "asyncio.Future[T]":
        """Like ``write`` for a hot path: neighbours with the same ``run_many`` run as one call.

        ``run_many`` returns one result or ``ChatError`` an item and must not write for the latter.
        The place in the order is taken when this returns.
        """
        future = self._submit(cast("BatchOp[object, object]", run_many), item)
        return cast("asyncio.Future[T]", future)

    @property
    def waiting(self) -> int:
        """How many writes wait for a commit."""
        return len(self._waiting)

    async def ping(self) -> None:
        """Whether it answers. Raises ``ChatError(storage.unavailable)``."""
        await self.read(lambda conn: conn.execute(select(1)).scalar_one())

    async def close(self) -> None:
        """Finish what waits, then close; again is harmless."""
        while self._pump is not None and not self._pump.done():
            await asyncio.wait([self._pump])
        if not self._closed:
            self._closed = True
            await self._runner.close()

    def _submit(
        self, run_many: Callable[[Tx, list[object]], Sequence[object]] | None, item: object
    ) -> asyncio.Future[object]:
        loop = asyncio.get_running_loop()
        if len(self._waiting) >= self._max_waiting or (
            self._waiting and loop.time() - self._first_came_at > MAX_AGE_S
        ):
            raise ChatError(ErrorCode.OVERLOADED, retry_after_ms=RETRY_AFTER_MS)
        if not self._waiting:
            self._first_came_at = loop.time()
        future: asyncio.Future[object] = loop.create_future()
        self._waiting.append(_Waiting(run_many, item, future))
        if self._pump is None or self._pump.done():
            self._pump = loop.create_task(self._drain())
        return future

    async def _drain(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                outcomes, facts = await self._commit(batch)
            except Exception as error:  # every waiter must be answered
                outcomes, facts = [error] * len(batch), []
            try:
                self.on_commit(facts)
            except Exception:
                log.exception("publishing after a commit failed")
            for waiting, outcome in zip(batch, outcomes, strict=True):
                if waiting.future.done():
                    continue
                if isinstance(outcome, BaseException):
                    waiting.future.set_exception(outcome)
                else:
                    waiting.future.set_result(outcome)

    async def _commit(self, batch: list[_Waiting]) -> tuple[list[object], list[StoredFact]]:
        """Try the batch as one transaction; if an op refuses, again with a savepoint each."""
        try:
            return await self._write(batch, savepoints=False)
        except _Refused as refused:
            if len(batch) == 1:
                return [refused.error], []
        except UNAVAILABLE as error:
            if not _is_a_statements_own(error):
                raise _unavailable(error) from error
        try:
            return await self._write(batch, savepoints=True)
        except UNAVAILABLE as error:
            raise _unavailable(error) from error

    async def _write(
        self, batch: list[_Waiting], *, savepoints: bool
    ) -> tuple[list[object], list[StoredFact]]:
        def work(conn: Connection) -> tuple[list[object], list[StoredFact]]:
            outcomes, facts = _run(conn, batch, savepoints=savepoints)
            self.before_commit(facts)
            return outcomes, facts

        return await self._runner.write(work)


class _Refused(Exception):  # noqa: N818 # reads as what it says
    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


def _run(
    conn: Connection, batch: list[_Waiting], *, savepoints: bool
) -> tuple[list[object], list[StoredFact]]:
    tx = Tx(conn, careful=savepoints)
    outcomes: list[object] = []
    for run_many, group in groupby(batch, key=lambda waiting: waiting.run_many):
        members = list(group)
        if run_many is not None:
            items = [member.item for member in members]
            outcomes.extend(_run_many(tx, run_many, items, savepoints=savepoints))
            continue
        outcomes.extend(
            _run_one(tx, cast("Op[object]", member.item), savepoints=savepoints)
            for member in members
        )
    return outcomes, tx.facts


def _run_many(
    tx: Tx,
    run_many: Callable[[Tx, list[object]], Sequence[object]],
    items: list[object],
    *,
    savepoints: bool,
) -> Sequence[object]:
    if not savepoints:
        return run_many(tx, items)
    outcome = _run_one(tx, lambda inner: run_many(inner, items), savepoints=True)
    if not isinstance(outcome, BaseException):
        return cast("Sequence[object]", outcome)
    if len(items) == 1:
        return [outcome]
    # one of them can't be stored: the others must not suffer for it
    return [_run_many(tx, run_many, [item], savepoints=True)[0] for item in items]


def _run_one(tx: Tx, op: Op[object], *, savepoints: bool) -> object:
    told = len(tx.facts)
    if not savepoints:
        try:
            return op(tx)
        except UNAVAILABLE:
            raise
        except Exception as error:
            raise _Refused(error) from error
    savepoint = tx.conn.begin_nested()
    try:
        result = op(tx)
    except Exception as error:  # handed to the one who asked
        savepoint.rollback()
        del tx.facts[told:]
        return _unavailable(error) if isinstance(error, DBAPIError) else error
    savepoint.commit()
    return result


def _is_a_statements_own(error: Exception) -> bool:
    """Whether one op's values or constraints are to blame, and not the database as a whole."""
    return (
        isinstance(error, DBAPIError)
        and not isinstance(error, OperationalError)
        and not error.connection_invalidated
    )


def _unavailable(error: Exception) -> ChatError:
    # never the message: it may quote the values of a statement
    cause = getattr(error, "orig", None) or error
    log.error("storage is unavailable: %s (%s)", type(error).__name__, type(cause).__name__)
    return ChatError(ErrorCode.STORAGE_UNAVAILABLE, retry_after_ms=RETRY_AFTER_MS)
