#!/usr/bin/env python3
"""What a developer runs: ``python3 dev.py run`` for the demo, ``python3 dev.py test`` to check all.

Needs Python 3.11 with pip, and Node.js 20.19 with npm (fetched as a Python wheel where there is
none); it brings the rest itself, into this folder.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time

if sys.version_info < (3, 11):  # noqa: UP036 -- an older Python is what this sentence is for
    sys.exit(
        f"This is Python {sys.version.split()[0]}, and Zalada needs 3.11 or newer: "
        "start it with such a one, for example python3.11 dev.py run."
    )

import tomllib

from tools import browser, front_end, node, python_env
from tools.steps import ROOT, ProblemError, step

PYTHON = str(python_env.PYTHON)


def prepare(extra: str = "") -> node.Node:
    """Bring the environment and both front ends up to date; returns the Node.js in use."""
    found: list[node.Node] = []

    def bring_node() -> bool:
        present = node.find_node()
        found.append(present or node.fetch_node())
        return present is None

    step("Node.js", bring_node)
    tool = found[0]
    os.environ["PATH"] = tool.env()["PATH"]
    step("Front-end packages", lambda: front_end.install_modules(tool))
    step("Widget and console", lambda: front_end.build(tool))
    step("Python packages", lambda: python_env.install_package(extra))
    return tool


def wanted_port(arguments: list[str]) -> int | None:
    """The port the server will ask for; None when the settings do not tell, and the server will.

    Ends with the usual words when the arguments are wrong or ask for help.
    """
    parser = argparse.ArgumentParser(
        prog="python3 dev.py run", description=COMMANDS["run"][1], allow_abbrev=False
    )
    parser.add_argument("--port", type=int, metavar="N", help="port to listen on (default 8080)")
    parser.add_argument("--host", metavar="ADDRESS", help="address to listen on")
    given = parser.parse_args(arguments)
    if given.port is not None:
        return int(given.port)
    text = os.environ.get("ZALADA_SERVER__PORT")
    if text is None:
        try:
            config = tomllib.loads((ROOT / "config.toml").read_text())
            text = str(config["server"]["port"])
        except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError):
            return None
    return int(text) if text.isdigit() else None


def refuse_taken_port(port: int) -> None:
    """Raise before minutes of work when the port is in use anyway."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise ProblemError(
                f"Port {port} is not free ({error}): stop what uses it, "
                f"or choose another with python3 dev.py run --port {min(port, 65000) + 10}."
            ) from error


def run(arguments: list[str]) -> int:
    """Build what is missing and become the demo server."""
    port = wanted_port(arguments)
    if port is not None:
        refuse_taken_port(port)
    prepare()
    zalada = python_env.PYTHON.parent / "zalada"
    os.chdir(ROOT)
    sys.stdout.flush()
    own = ("--config", str(ROOT / "config.toml"), "--data", str(ROOT / "var"))
    os.execv(zalada, [str(zalada), "demo", *own, *arguments])


def stage(what: str, *command: str) -> bool:
    """Run one check with its output on the terminal; returns whether it passed."""
    print(f"\n== {what}", flush=True)
    start = time.monotonic()
    passed = subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    print(f"== {what}: {'passed' if passed else 'FAILED'} in {time.monotonic() - start:.1f} s")
    return passed


def check_stages(tool: node.Node) -> list[str]:
    """Lint, types and freshness of what is generated; returns the names of what failed."""
    stages = [
        ("ruff", (PYTHON, "-m", "ruff", "check", ".")),
        ("ruff format", (PYTHON, "-m", "ruff", "format", "--diff", "--quiet", ".")),
        ("mypy", (PYTHON, "-m", "mypy")),
        ("generated files", (PYTHON, "-m", "chat_server.protocol", "--check")),
        ("tsc, tools", (*tool.npm, "exec", "--", "tsc", "-p", "tsconfig.node.json")),
        ("tsc, widget", (*tool.npm, "run", "typecheck", "--workspace", "widget")),
        ("tsc, console", (*tool.npm, "run", "typecheck", "--workspace", "agent_console")),
    ]
    return [what for what, command in stages if not stage(what, *command)]


def front_end_stages(tool: node.Node) -> list[str]:
    """The front ends' own tests and sizes; returns the names of what failed."""
    stages = [
        ("vitest", (*tool.npm, "exec", "--", "vitest", "run")),
        ("bundle sizes", (str(tool.node), "tools/budgets.mjs")),
    ]
    return [what for what, command in stages if not stage(what, *command)]


def check(arguments: list[str]) -> int:
    """Lint and types, nothing that runs the product."""
    refuse_arguments("check", arguments)
    failed = check_stages(prepare("test"))
    print(f"\nFailed: {', '.join(failed)}." if failed else "\nEverything is in order.")
    return 1 if failed else 0


def test(arguments: list[str]) -> int:
    """Every check there is; with arguments only pytest, which gets them."""
    tool = prepare("test")
    step("Chromium", lambda: browser.ensure_chromium(tool))
    failed = [] if arguments else check_stages(tool) + front_end_stages(tool)
    if failed:
        print(f"\nFailed before pytest: {', '.join(failed)}.", flush=True)
    print("\n== pytest", flush=True)
    code = subprocess.run([PYTHON, "-m", "pytest", *arguments], cwd=ROOT, check=False).returncode
    return code or (1 if failed else 0)


def in_tests(module: str) -> int:
    """Prepare as for the tests, then become ``python -m MODULE``."""
    tool = prepare("test")
    step("Chromium", lambda: browser.ensure_chromium(tool))
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execv(PYTHON, [PYTHON, "-m", module, *sys.argv[2:]])


def pin(arguments: list[str]) -> int:
    """Write constraints.txt anew with the newest versions that pyproject.toml allows."""
    refuse_arguments("pin", arguments)
    python_env.pin()
    return 0


def refuse_arguments(command: str, arguments: list[str]) -> None:
    """Raise when a command that takes nothing was given something."""
    if arguments:
        raise ProblemError(f"dev.py {command} takes no arguments, so leave out {arguments[0]}.")


COMMANDS = {
    "run": (run, "start the demo: shop, console and chat server (--port N)"),
    "test": (test, "run every check; arguments go to pytest"),
    "check": (check, "lint, types, generated files"),
    "shots": (lambda _: in_tests("tests.shots"), "take the screenshots"),
    "bench": (lambda _: in_tests("tests.bench"), "measure speed"),
    "eval": (lambda _: in_tests("tests.eval"), "measure the quality of answers and advice"),
    "faults": (lambda _: in_tests("tests.faults"), "break things and count what is lost"),
    "pin": (pin, "write constraints.txt anew"),
}


def main() -> int:
    """Run the command that was asked for."""
    lines = "\n".join(f"  {name:<7} {what}" for name, (_, what) in COMMANDS.items())
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        asked = len(sys.argv) > 1 and sys.argv[1] in {"-h", "--help", "help"}
        print(f"python3 dev.py COMMAND\n\n{lines}", file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    command, _ = COMMANDS[sys.argv[1]]
    return command(sys.argv[2:])


if __name__ == "__main__":
    try:
        code = main()
    except ProblemError as problem:
        print(f"\n{problem}", file=sys.stderr)
        code = 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        code = 128 + signal.SIGINT
    sys.exit(code)
