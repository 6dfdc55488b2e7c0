"""The virtual environment ``.venv`` with the pinned packages in it."""

import importlib.util
import os
import subprocess
import sys
import venv
from pathlib import Path

from tools.steps import ROOT, ProblemError, content_hash, is_current, quietly, write_stamp

VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
_CONSTRAINTS = ROOT / "constraints.txt"
# as variables, so that the pip which fetches the build's own packages has no more patience
_PATIENCE = {"PIP_RETRIES": "1", "PIP_DEFAULT_TIMEOUT": "30"}


def _pip_version() -> tuple[int, int]:
    if importlib.util.find_spec("pip") is None:
        return (0, 0)
    told = subprocess.run(
        [sys.executable, "-m", "pip", "--version"], capture_output=True, text=True, check=False
    ).stdout.split()
    parts = told[1].split(".") if len(told) > 1 else ["0", "0"]
    return (int(parts[0]), int(parts[1]))


def _pip_for_venv() -> list[str]:
    """The pip command that installs into ``.venv``, which is made when it is missing."""
    own_pip = _pip_version() >= (22, 3)  # older ones have no --python
    if not own_pip and importlib.util.find_spec("ensurepip") is None:
        raise ProblemError(
            "This Python has no pip 22.3 or newer: install it (on Debian: apt-get install "
            "python3-pip) and run the command again."
        )
    if not PYTHON.exists():
        venv.create(VENV, with_pip=not own_pip, symlinks=sys.platform != "win32")
    if own_pip:
        return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    return [str(PYTHON), "-m", "pip"]


def pip_install_into(folder: Path, requirement: str) -> None:
    """Install ``requirement`` into a plain ``folder``, away from every environment."""
    if importlib.util.find_spec("pip") is None:
        raise ProblemError(
            "This Python has no pip: install it (on Debian: apt-get install python3-pip) "
            "and run the command again."
        )
    quietly(
        f"pip-{folder.name}",
        [sys.executable, "-m", "pip", "install", "--quiet", "--upgrade",
         "--target", folder, requirement],
        env=os.environ | _PATIENCE,
    )  # fmt: skip


def _stamp_for(extra: str) -> Path:
    return VENV / f".installed-{extra or 'plain'}"


def install_package(extra: str = "") -> bool:
    """Install this checkout, editable, with ``extra``; False when that was done already."""
    inputs = [ROOT / "pyproject.toml", _CONSTRAINTS]
    value = content_hash(inputs, sys.version, str(ROOT))
    if PYTHON.exists() and any(is_current(_stamp_for(name), value) for name in {extra, "test"}):
        return False
    pip = _pip_for_venv()
    what = f"{ROOT}[{extra}]" if extra else str(ROOT)
    quietly(
        "pip-install",
        [*pip, "install", "--constraint", _CONSTRAINTS, "--editable", what],
        env=os.environ | _PATIENCE,
    )
    write_stamp(_stamp_for(extra), value)
    return True


def pin() -> None:
    """Write ``constraints.txt`` anew: the newest versions that ``pyproject.toml`` allows."""
    folder = ROOT / ".tools" / "uv"
    pip_install_into(folder, "uv")
    quietly(
        "pin",
        [folder / "bin" / "uv", "pip", "compile", "pyproject.toml", "--universal", "--all-extras",
         "--python-version", "3.11", "--no-header", "--no-annotate", "--upgrade",
         "--output-file", _CONSTRAINTS],
    )  # fmt: skip
    note = "# Every version that was tested together. Written by: python3 dev.py pin\n"
    _CONSTRAINTS.write_text(note + _CONSTRAINTS.read_text())
