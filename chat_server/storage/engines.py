"""Opens SQLite or PostgreSQL and brings the schema up to date."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from asyncpg import PostgresError
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import QueuePool

from chat_server.storage.database import Database, PostgresRunner, Runner, SqliteRunner


class DatabaseProblemError(Exception):
    """What is wrong with the database, in one sentence."""


MIGRATIONS = Path(__file__).with_name("migrations")
MIGRATION_LOCK = 0x5A61_6C61_6461  # "Zalada": one migrating node at a time


def sqlite_url(path: Path) -> str:
    """The URL of a SQLite file."""
    return URL.create("sqlite", database=str(path)).render_as_string()


def _tune(engine: Engine, begin: str) -> Engine:
    """Durable write-ahead logging, and transactions that begin when we say so."""

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=5000",
            "wal_autocheckpoint=4000",
            "cache_size=-32768",
            "temp_store=MEMORY",
            "secure_delete=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _sqlite(url: URL) -> SqliteRunner:
    options = {
        "connect_args": {"check_same_thread": False},
        "poolclass": QueuePool,
        "hide_parameters": True,
    }
    writer = create_engine(url, pool_size=1, max_overflow=0, **options)
    readers = create_engine(url, pool_size=4, max_overflow=0, **options)
    return SqliteRunner(_tune(writer, "BEGIN IMMEDIATE"), _tune(readers, "BEGIN"))


def _migrate(conn: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = conn
    if conn.dialect.name == "postgresql":
        conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
    command.upgrade(config, "head")


async def open_database(url: str, *, max_waiting: int = 5_000) -> Database:
    """Connect, migrate and return the database.

    ``url`` is ``sqlite:///path`` or ``postgresql://…``. Raises ``DatabaseProblemError`` when it
    can't be reached or used, and ``ValueError`` for another kind of URL.
    """
    parsed = make_url(url)
    runner: Runner
    match parsed.get_backend_name():
        case "sqlite":
            folder = Path(parsed.database or ".").parent
            with _explained(parsed):
                await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
            lite = parsed.set(drivername="sqlite+pysqlite")
            runner = await asyncio.to_thread(_sqlite, lite)
        case "postgresql":
            engine = create_async_engine(
                parsed.set(drivername="postgresql+asyncpg"),
                pool_size=8,
                max_overflow=4,
                hide_parameters=True,
            )
            runner = PostgresRunner(engine)
        case other:
            raise ValueError(f"storage.url: {other!r} is neither sqlite nor postgresql")
    try:
        with _explained(parsed):
            await runner.write(_migrate)
    except BaseException:
        await runner.close()
        raise
    return Database(runner, max_waiting=max_waiting)


@contextmanager
def _explained(url: URL) -> Iterator[None]:
    """Whatever the drivers say becomes one sentence without a password."""
    try:
        yield
    except CommandError as error:
        raise DatabaseProblemError(
            f"The database {url} was made by a newer version of Zalada ({error})."
        ) from error
    except (SQLAlchemyError, PostgresError, OSError) as error:
        cause = getattr(error, "orig", None) or error
        reason = str(cause).splitlines()[0] if str(cause) else type(cause).__name__
        raise DatabaseProblemError(f"The database {url} can't be used: {reason}.") from error
