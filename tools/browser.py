"""Finds or brings a Chromium for the browser tests: Debian's, or a headless build from npm."""

import os
import shutil
import tarfile
from pathlib import Path

from tools.node import Node
from tools.steps import ROOT, ProblemError, quietly

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_FOLDER = ROOT / ".tools" / "chromium"
_START = _FOLDER / "chromium"
_PACKAGE = "@sparticuz/chromium@153.0.0"

_UNPACK = """
const {createReadStream, createWriteStream} = require("node:fs");
const {createBrotliDecompress} = require("node:zlib");
const {pipeline} = require("node:stream/promises");
const [, from, to] = process.argv;
pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
"""

# the build brings its own libraries, so that nothing has to be installed on the system
_STARTER = """#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$here/al2023/lib:$LD_LIBRARY_PATH"
export FONTCONFIG_FILE="$here/fonts/ours.conf"
exec "$here/headless" "$@"
"""

_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir prefix="relative">.</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""


def find_chromium() -> Path | None:
    """The Chromium that tests start: the system's, else the one that was brought earlier."""
    for name in _NAMES:
        found = shutil.which(name)
        if found is not None:
            return Path(found)
    return _START if _START.exists() else None


def ensure_chromium(node: Node) -> bool:
    """Make sure that there is a Chromium; False when one is there already."""
    if find_chromium() is not None:
        return False
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None:
        _from_debian()
    else:
        _from_npm(node)
    if find_chromium() is None:
        raise ProblemError(
            "No Chromium could be brought for the browser tests: install one that is called "
            "chromium and run the command again."
        )
    return True


def _from_debian() -> None:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quietly("apt-update", ["apt-get", "update"], env=env)
    packages = ("chromium", "fonts-dejavu-core")
    quietly(
        "apt-chromium",
        ["apt-get", "install", "--yes", "--no-install-recommends", *packages],
        env=env,
    )


def _from_npm(node: Node) -> None:
    prefix = _FOLDER / "npm"
    prefix.mkdir(parents=True, exist_ok=True)
    quietly(
        "npm-chromium",
        [*node.npm, "install", "--prefix", prefix, "--no-audit", "--no-fund", "--no-save",
         "--workspaces=false", _PACKAGE],
        env=node.env(),
    )  # fmt: skip
    packed = prefix / "node_modules" / "@sparticuz" / "chromium" / "bin"
    for name in ("chromium", "al2023.tar", "fonts.tar"):
        quietly(f"unpack-{name}", [node.node, "-e", _UNPACK, packed / f"{name}.br", _FOLDER / name])
    for name in ("al2023", "fonts"):
        with tarfile.open(_FOLDER / f"{name}.tar") as archive:
            archive.extractall(_FOLDER / name)
        (_FOLDER / f"{name}.tar").unlink()
    (_FOLDER / "chromium").rename(_FOLDER / "headless")
    (_FOLDER / "headless").chmod(0o755)
    (_FOLDER / "fonts" / "ours.conf").write_text(_FONTS)
    _START.write_text(_STARTER)
    _START.chmod(0o755)
    shutil.rmtree(prefix)
