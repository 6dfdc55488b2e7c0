import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.sources import ROOT
from tools import node
from tools.steps import ProblemError, content_hash, is_current, quietly, write_stamp


def dev(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "dev.py", *arguments],
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_command_it_lists_them() -> None:
    done = dev()
    assert done.returncode == 2
    assert "run     start the demo" in done.stderr


def test_a_port_in_use_is_told_in_one_sentence_before_any_work() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        by_flag = dev("run", "--port", port)
        by_variable = dev("run", ZALADA_SERVER__PORT=port)

    assert (by_flag.returncode, by_flag.stdout) == (1, "")
    assert by_flag.stderr.startswith(f"\nPort {port} is not free")
    assert "dev.py run --port" in by_flag.stderr
    assert by_variable.stderr == by_flag.stderr


def test_run_tells_about_its_options_before_any_work() -> None:
    assert "--port N" in dev("run", "--help").stdout
    done = dev("run", "--prot", "8081")
    assert (done.returncode, done.stdout) == (2, "")
    assert "unrecognized arguments: --prot" in done.stderr


def test_a_command_that_takes_nothing_says_so() -> None:
    assert dev("check", "--fast").stderr == (
        "\ndev.py check takes no arguments, so leave out --fast.\n"
    )


def test_a_stamp_holds_until_the_content_changes(tmp_path: Path) -> None:
    first = content_hash([ROOT / "LICENSE"], "3.11")
    write_stamp(tmp_path / "stamp", first)

    assert is_current(tmp_path / "stamp", content_hash([ROOT / "LICENSE"], "3.11"))
    assert not is_current(tmp_path / "stamp", content_hash([ROOT / "LICENSE"], "3.12"))
    assert not is_current(tmp_path / "stamp", content_hash([ROOT / "config.toml"], "3.11"))
    assert not is_current(tmp_path / "none", first)


@pytest.mark.parametrize(
    "said", ["npm error code ENOTFOUND", "Temporary failure in name resolution"]
)
def test_no_network_is_told_as_such(said: str) -> None:
    with pytest.raises(ProblemError, match="registry cannot be reached: connect this machine"):
        quietly("probe", [sys.executable, "-c", f"print({said!r}); raise SystemExit(1)"])


def test_a_failing_step_shows_what_it_said() -> None:
    with pytest.raises(ProblemError, match=r"(?s)no space left.*var/log/probe\.log"):
        quietly("probe", [sys.executable, "-c", "print('no space left'); raise SystemExit(1)"])


def fake_tool(folder: Path, name: str, says: str) -> None:
    tool = folder / name
    tool.write_text(f"#!/bin/sh\necho {says}\n")
    tool.chmod(0o755)


@pytest.mark.parametrize(
    ("version", "usable"),
    [("v18.20.4", False), ("v20.18.3", False), ("v20.19.0", True), ("v22.1.0", True)],
)
def test_a_node_that_is_too_old_is_as_good_as_none(
    version: str, usable: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_tool(tmp_path, "node", version)
    fake_tool(tmp_path, "npm", "10.0.0")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    assert (node.system_node() is not None) == usable
