"""What is imported is declared and pinned, what is declared is imported, and no host is named."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.support.sources import ROOT, files, imports

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOADED_BY_NAME = {"asyncpg", "tzdata"}
"""By SQLAlchemy from the database's URL, and by zoneinfo."""


def plain(requirement: str) -> str:
    """The normalised name: ``SQLAlchemy[asyncio]~=2.1`` → ``sqlalchemy``."""
    name = re.split(r"[\s\[~=<>;!]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def imported_by(*folders: str) -> set[str]:
    """The distributions that files in ``folders`` import."""
    owners = packages_distributions()
    tops = {
        name.split(".")[0]
        for path in files(".py", under=folders)
        for name in imports(path)
        if name.split(".")[0] not in sys.stdlib_module_names | {"chat_server", "tests", "tools"}
    }
    return {plain(owner) for top in tops for owner in owners.get(top, [top])}


def test_the_product_declares_what_it_imports_and_nothing_else() -> None:
    declared = {plain(one) for one in PROJECT["dependencies"]}
    switches_itself_on = {plain(one) for one in PROJECT["optional-dependencies"]["vectors"]}
    imported = imported_by("chat_server") - LOADED_BY_NAME - switches_itself_on
    assert imported == declared - LOADED_BY_NAME


def test_tests_declare_what_they_import() -> None:
    extras = PROJECT["optional-dependencies"]
    declared = {plain(one) for one in PROJECT["dependencies"] + extras["test"] + extras["vectors"]}
    assert imported_by("tests") <= declared


def test_every_dependency_is_pinned() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pinned = {plain(line) for line in lines if "==" in line}
    extras = PROJECT["optional-dependencies"].values()
    declared = {plain(one) for one in [*PROJECT["dependencies"], *(x for e in extras for x in e)]}
    assert declared - {"zalada"} <= pinned


def test_lock_files_name_no_registry() -> None:
    assert "://" not in (ROOT / "constraints.txt").read_text()
    resolved = re.findall(r'"resolved": "(.*)"', (ROOT / "package-lock.json").read_text())
    assert [one for one in resolved if ":" in one] == []
