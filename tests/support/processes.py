"""Real servers of others, started for the tests on free ports of this machine."""

import contextlib
import signal
import socket
import subprocess
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Running:
    """A started process, known to be ready; ``said`` keeps the end of its output."""

    def __init__(self, command: Sequence[str | Path], ready: str, **options: Any) -> None:
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options
        )
        self.said: deque[str] = deque(maxlen=200)
        stream = self._process.stdout
        assert stream is not None
        for line in stream:
            self.said.append(line)
            if ready in line:
                break
        else:
            self._process.wait()
            stream.close()
            raise RuntimeError(f"{command[0]} ended before it was ready:\n{''.join(self.said)}")
        # a pipe that nobody reads would stall the server
        self._reader = threading.Thread(target=self.said.extend, args=(stream,), daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """For signals, as a fault test sends them."""
        return self._process.pid

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end, as an operator does; returns its exit code."""
        self._process.send_signal(number)
        code = self._process.wait(timeout=30)
        self._reader.join()
        return code

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        with contextlib.suppress(OSError):
            if self._process.stdout is not None:
                self._process.stdout.close()


@contextlib.contextmanager
def running(command: Sequence[str | Path], ready: str, **options: Any) -> Iterator[Running]:
    """Start ``command``, wait for ``ready`` in its output, and kill it at the end."""
    process = Running(command, ready, **options)
    try:
        yield process
    finally:
        process.kill()
