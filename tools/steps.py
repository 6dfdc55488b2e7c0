"""Steps with a progress line each, problems in one sentence, stamps that let a step be skipped."""

import hashlib
import os
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOGS = ROOT / "var" / "log"

_NO_NETWORK = (
    "name resolution", "nodename nor servname", "newconnectionerror", "network is unreachable",
    "connecttimeout", "connection refused", "failed to establish a new connection",
    "enotfound", "eai_again", "econnrefused", "etimedout", "enetunreach", "could not resolve",
    "temporary failure resolving",
)  # fmt: skip


class ProblemError(Exception):
    """Stops the command; the text is one sentence that says what to do."""


def step(what: str, work: Callable[[], bool]) -> None:
    """Run ``work``, which returns whether it had to do anything, and print how long it took."""
    print(f"  {what} … ", end="", flush=True)
    start = time.monotonic()
    try:
        worked = work()
    except BaseException:
        print("stopped", flush=True)
        raise
    print(f"{time.monotonic() - start:.1f} s" if worked else "up to date", flush=True)


def quietly(
    name: str, command: Sequence[str | Path], *, env: Mapping[str, str] | None = None
) -> None:
    """Run ``command`` with its output in ``var/log/NAME.log``.

    Raises ``ProblemError`` when it fails.
    """
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{name}.log"
    with log.open("w") as output:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            check=False,
        )  # fmt: skip
    if done.returncode == 0:
        return
    text = log.read_text(errors="replace")
    if any(sign in text.lower() for sign in _NO_NETWORK):
        raise ProblemError(
            "The package registry cannot be reached: connect this machine to the network "
            f"and run the command again (details in {log.relative_to(ROOT)})."
        )
    tail = "\n".join(text.splitlines()[-15:])
    raise ProblemError(
        f"{tail}\n{command[0]} failed: see {log.relative_to(ROOT)} for all it said, "
        "mend that and run the command again."
    )


def content_hash(paths: Iterable[Path], *more: str) -> str:
    """SHA-256 over names and contents of ``paths`` and over ``more``; order does not matter."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    for text in more:
        digest.update(f"{text}\0".encode())
    return digest.hexdigest()


def is_current(stamp: Path, value: str) -> bool:
    """Whether ``stamp`` says that the step was done for ``value``."""
    return stamp.is_file() and stamp.read_text() == value


def write_stamp(stamp: Path, value: str) -> None:
    """Say that the step is done for ``value``; written whole or not at all."""
    fresh = stamp.with_suffix(".new")
    fresh.write_text(value)
    os.replace(fresh, stamp)
