"""What the operator reads: structure and causes, never what a shopper wrote."""

import json
import logging
from collections.abc import Iterator

import pytest

from chat_server.logs import set_up_logs

SECRET = "+48 601 234 567 wrote: call me"


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """The test runner's own log handling comes back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def fail() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError as cause:
        raise RuntimeError(f"because of {SECRET}") from cause


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_exception_is_told_by_where_and_what_without_its_words(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logs("info", form)  # type: ignore[arg-type] # two literals
    try:
        fail()
    except RuntimeError:
        logging.getLogger("chat_server.test").exception("a tick failed")
    written = capsys.readouterr().err
    assert "a tick failed" in written
    for part in ("test_logs.py", "in fail", "RuntimeError", "ValueError"):
        assert part in written
    assert "601" not in written


def test_as_json_every_line_is_an_object(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("info", "json")
    logging.getLogger("chat_server.test").info("started", extra={"port": 8080})
    logging.getLogger("chat_server.test").debug("not this")
    [line] = capsys.readouterr().err.splitlines()
    told = json.loads(line)
    assert (told["event"], told["level"], told["logger"], told["port"]) == (
        "started",
        "info",
        "chat_server.test",
        8080,
    )


def test_a_machine_that_is_out_of_files_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("info", "text")
    try:
        raise OSError(24, "Too many open files")
    except OSError:
        logging.getLogger("chat_server.test").exception("a request failed")
    assert "OSError: Too many open files" in capsys.readouterr().err
