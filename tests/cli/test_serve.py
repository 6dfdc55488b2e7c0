"""``zalada serve`` as a process: it starts, says where it is, and stops in order."""

import json
import signal
import sqlite3
import urllib.request
from pathlib import Path

import pytest

from tests.cli.conftest import Zalada
from tests.support.processes import Running


def ask(port: int, path: str) -> tuple[int, object]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return answer.status, json.load(answer)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_where_it_listens_and_stops_cleanly_when_told(
    server: Running, port: int, number: signal.Signals, tmp_path: Path
) -> None:
    assert f"Zalada listens at http://localhost:{port}" in "".join(server.said)
    assert ask(port, "/readyz") == (200, {"status": "ok", "storage": "ok"})
    assert server.stop(number) == 0
    assert "Traceback" not in "".join(server.said)
    with sqlite3.connect(tmp_path / "data" / "zalada.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_port_in_use_is_one_sentence_that_says_what_to_do(
    server: Running, port: int, zalada: Zalada
) -> None:
    done = zalada("serve", "--data", "data", "--port", str(port))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip().splitlines()[-1] == (
        f"Port {port} is in use: stop what uses it, or choose another with --port."
    )
    assert "Traceback" not in done.stderr


def test_the_doctor_finds_all_well_but_the_port_of_a_running_server(
    server: Running, port: int, zalada: Zalada
) -> None:
    done = zalada("doctor", "--data", "data", "--port", str(port))
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert [line for line in lines if not line.startswith("ok  ")] == [
        f"FAIL  port: 127.0.0.1:{port} can't be used (Address already in use); "
        "is a server running already?"
    ]
