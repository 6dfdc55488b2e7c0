"""Servers on one core, their load on another, and what both cost."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, Self

import psutil

ROOT = Path(__file__).parents[2]
CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, LOAD_CORE = CORES[0], CORES[-1]


class Running:
    """A child process bound to one core."""

    def __init__(self, command: Sequence[str], core: int, **environment: str) -> None:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, hard), hard))
        everywhere = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {core})  # inherited by the child, all threads included
        try:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, **environment},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        finally:
            os.sched_setaffinity(0, everywhere)
        self.usage = psutil.Process(self.process.pid)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for pipe in (self.input, self.output):
            pipe.close()

    @property
    def input(self) -> IO[str]:
        assert self.process.stdin is not None
        return self.process.stdin

    @property
    def output(self) -> IO[str]:
        assert self.process.stdout is not None
        return self.process.stdout

    def cpu_s(self) -> float:
        """Seconds of CPU used so far, all threads, user and system."""
        times = self.usage.cpu_times()
        return float(times.user + times.system)

    def rss_kib(self) -> float:
        """Resident memory."""
        return float(self.usage.memory_info().rss) / 1024


class Server(Running):
    """A server that tells its port on its first line of output."""

    def __init__(self, command: Sequence[str], **environment: str) -> None:
        super().__init__(command, SERVER_CORE, **environment)
        line = self.output.readline()
        if not line.strip().isdigit():
            self.process.kill()
            raise RuntimeError(f"{' '.join(command)} did not start: {line!r}")
        self.port = int(line)


class Load(Running):
    """The load generator, connected to one server."""

    def __init__(self) -> None:
        super().__init__([sys.executable, "-m", "tests.bench.load"], LOAD_CORE)

    def do(self, job: str, **arguments: Any) -> Any:
        """Run one of the generator's jobs and return its answer."""
        self.input.write(json.dumps({"do": job, **arguments}) + "\n")
        self.input.flush()
        line = self.output.readline()
        if not line:
            raise RuntimeError(f"the load generator died in {job}")
        return json.loads(line)


def python_server(name: str, **environment: str) -> Server:
    """A server of ``tests/bench/servers``, by its module's name."""
    return Server([sys.executable, "-m", f"tests.bench.servers.{name}"], **environment)


def node_server() -> Server:
    """npm's Socket.IO server."""
    return Server(["node", "tests/bench/servers/node_relay.mjs"])
