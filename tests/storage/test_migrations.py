"""The migrations make exactly the schema that the code describes, on both engines."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from chat_server.storage.database import Database
from chat_server.storage.engines import MIGRATIONS, open_database
from chat_server.storage.schema import metadata


async def test_the_migrated_schema_is_the_described_one(database: Database) -> None:
    def differences(conn: Connection) -> list[object]:
        context = MigrationContext.configure(conn, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))

    assert await database.read(differences) == []


async def test_migrating_again_changes_nothing(storage_url: str, database: Database) -> None:
    again = await open_database(storage_url)
    await again.ping()
    await again.close()


async def test_the_database_knows_its_newest_revision(database: Database) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    head = ScriptDirectory.from_config(config).get_current_head()
    current = await database.read(
        lambda conn: MigrationContext.configure(conn).get_current_revision()
    )
    assert current == head


def test_there_is_one_line_of_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert len(ScriptDirectory.from_config(config).get_heads()) == 1


async def test_another_kind_of_database_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="'mysql' is neither sqlite nor postgresql"):
        await open_database("mysql://localhost/x")
