"""The command line as a shell starts it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.processes import Running, free_port, running
from tests.support.sources import ROOT

Zalada = Callable[..., "subprocess.CompletedProcess[str]"]


def environment() -> dict[str, str]:
    """Ours without any setting."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("ZALADA_")}
    return {**kept, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def zalada(tmp_path: Path) -> Zalada:
    """``zalada("shop", "add", …)`` in an empty folder, with its data in ``data``."""

    def run(*arguments: str, given: str = "", **environ: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "chat_server", *arguments],
            cwd=tmp_path,
            env={**environment(), **environ},
            input=given,
            capture_output=True,
            text=True,
            check=False,
            timeout=50,
        )

    return run


@pytest.fixture
def port() -> int:
    """A port that nobody listens on."""
    return free_port()


@pytest.fixture
def server(tmp_path: Path, port: int) -> Iterator[Running]:
    """``zalada serve``, ready."""
    command = [sys.executable, "-m", "chat_server", "serve", "--data", "data"]
    command += ["--port", str(port)]
    with running(command, "Zalada listens at", cwd=tmp_path, env=environment()) as process:
        yield process


@pytest.fixture(autouse=True)
def no_blocking_calls() -> None:
    """A command has its loop to itself and may read a file in it."""
