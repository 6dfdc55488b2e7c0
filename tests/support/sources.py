"""The project's own source files, for the tests that read the code."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("chat_server", "tools", "tests", "widget", "agent_console")
_FOREIGN = {"node_modules", "__pycache__", "dist", "var"}


def files(*suffixes: str, under: tuple[str, ...] = FOLDERS) -> list[Path]:
    """Every file we wrote with one of ``suffixes``, in order; what is generated is left out."""
    found = [path for path in ROOT.iterdir() if path.is_file()] if under == FOLDERS else []
    for folder in under:
        found += (ROOT / folder).rglob("*")
    return sorted(
        path
        for path in found
        if path.is_file()
        and path.suffix in suffixes
        and not _FOREIGN & set(path.relative_to(ROOT).parts)
        and ".gen." not in path.name
    )


def shown(path: Path) -> str:
    """The path as a person names it."""
    return path.relative_to(ROOT).as_posix()


def module_name(path: Path) -> str:
    """``chat_server/core/hours/__init__.py`` → ``chat_server.core.hours``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """Every module that a Python file names in an import, wherever it stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
