"""Builds widget and console into ``chat_server/static/dist``, once for each state of sources."""

from pathlib import Path

from tools.node import Node
from tools.steps import ROOT, content_hash, is_current, quietly, write_stamp

DIST = ROOT / "chat_server" / "static" / "dist"
MODULES = ROOT / "node_modules"
_RESULTS = (DIST / "widget.js", DIST / "panel/manifest.json", DIST / "console/manifest.json")
_LOCK = (
    ROOT / "package.json",
    ROOT / "package-lock.json",
    ROOT / "widget/package.json",
    ROOT / "agent_console/package.json",
)
_INSTALLED = MODULES / ".installed"
_BUILT = MODULES / ".built"


def _sources() -> list[Path]:
    """Every file that has a say in what is built; tests have none."""
    found = [*_LOCK, *ROOT.glob("*.config.ts"), *ROOT.glob("tsconfig*.json")]
    found.append(ROOT / "tools" / "budgets.mjs")
    for app in ("widget", "agent_console"):
        found += [
            path
            for path in (ROOT / app).rglob("*")
            if path.is_file() and "node_modules" not in path.parts and ".test." not in path.name
        ]
    return sorted(set(found))


def is_built() -> bool:
    """Whether ``dist`` holds what the present sources make."""
    built = all(result.is_file() for result in _RESULTS)
    return built and is_current(_BUILT, content_hash(_sources()))


def install_modules(node: Node) -> bool:
    """Bring ``node_modules`` to what the lock file says; False when it is there already."""
    value = content_hash(_LOCK)
    if is_current(_INSTALLED, value):
        return False
    patience = ("--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-timeout=60000")
    quiet = ("--no-audit", "--no-fund", "--loglevel=error")
    quietly("npm-ci", [*node.npm, "ci", *quiet, *patience], env=node.env())
    write_stamp(_INSTALLED, value)
    return True


def build(node: Node) -> bool:
    """Build both apps and weigh them; False when ``dist`` is current.

    Raises ``ProblemError`` when a bundle is over its budget.
    """
    if is_built():
        return False
    _BUILT.unlink(missing_ok=True)
    value = content_hash(_sources())
    for app in ("widget", "agent_console"):
        quietly(f"build-{app}", [*node.npm, "run", "build", "--workspace", app], env=node.env())
    quietly("budgets", [node.node, ROOT / "tools" / "budgets.mjs"])
    write_stamp(_BUILT, value)
    return True
