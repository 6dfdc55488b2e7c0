"""The server under test: a process of its own that is killed, stopped and started again."""

import asyncio
import os
import signal
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import psutil
from prometheus_client.parser import text_string_to_metric_families

from tests.faults.pause import pause
from tests.support.processes import free_port

ROOT = Path(__file__).parents[2]
LIMITS = {
    "LIMITS__COMMANDS_PER_S": "1000000",
    "LIMITS__BURST": "1000000",
    "LIMITS__CONNECTIONS_PER_IP": "1000000",
    "LIMITS__SOCKETS_PER_VISITOR": "20",
    "LIMITS__CONVERSATIONS_PER_IP_PER_HOUR": "1000000",
    "LOG__LEVEL": "warning",
}
"""All clients come from one address, so what bounds a stranger must not bound the load."""


class ServerProcess:
    """One server on one data folder; ``start`` and ``kill`` it as often as you like."""

    def __init__(
        self, folder: Path, settings: Mapping[str, str], command: tuple[str, ...] = ()
    ) -> None:
        self.folder = folder
        self.port = free_port()
        self.command = command or (sys.executable, "-m", "chat_server", "serve")
        self.settings = {**LIMITS, **settings}
        self.starts = 0
        self.exits: list[int] = []
        self._process: asyncio.subprocess.Process | None = None
        self._log = folder / "server.log"

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens."""
        return "127.0.0.1", self.port

    @property
    def pid(self) -> int:
        """Its process."""
        assert self._process is not None
        return self._process.pid

    def usage(self) -> psutil.Process:
        """What it uses of the machine."""
        return psutil.Process(self.pid)

    def log(self) -> str:
        """The end of what it said."""
        return self._log.read_text(errors="replace")[-4_000:] if self._log.exists() else ""

    async def start(self, crash_at: str = "", within_s: float = 60) -> None:
        """Start it and wait until it answers. Raises ``RuntimeError`` with its last words."""
        environ = {name: v for name, v in os.environ.items() if not name.startswith("ZALADA_")}
        environ |= {f"ZALADA_{name}": value for name, value in self.settings.items()}
        environ |= {"CHAT_SERVER_CRASH_AT": crash_at, "PYTHONPATH": str(ROOT)}
        arguments = ("--data", str(self.folder), "--port", str(self.port))
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self.command,
                *arguments,
                cwd=self.folder,  # no config.toml of the developer's own
                env=environ,
                stdout=log,
                stderr=log,
            )
        self.starts += 1
        async with asyncio.timeout(within_s):
            while not await self._answers():
                if self._process.returncode is not None:
                    raise RuntimeError(f"the server did not start:\n{self.log()}")
                await pause(0.05)

    async def _answers(self) -> bool:
        try:
            _, writer = await asyncio.open_connection(*self.address)
        except OSError:
            return False
        writer.close()
        return True

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.returncode is None

    async def ended(self) -> int:
        """Wait until it is gone; returns its exit code."""
        assert self._process is not None
        code = await self._process.wait()
        self.exits.append(code)
        return code

    async def kill(self) -> None:
        """End it as a power cut does."""
        if self.running:
            assert self._process is not None
            self._process.kill()
            await self.ended()

    async def stop(self) -> int:
        """SIGTERM, and wait for its orderly end."""
        if self.running:
            self.signal(signal.SIGTERM)
            return await self.ended()
        return 0

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        assert self._process is not None
        self._process.send_signal(number)

    async def metrics(self) -> dict[str, float]:
        """What /metrics says, by name."""
        url = f"http://127.0.0.1:{self.port}/metrics"

        def fetch() -> str:
            with urllib.request.urlopen(url, timeout=10) as answer:
                text: bytes = answer.read()
                return text.decode()

        text = await asyncio.to_thread(fetch)
        return {
            sample.name: sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
            if not sample.labels
        }
