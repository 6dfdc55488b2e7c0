import json
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter

from tests.support.sources import ROOT, files, imports, module_name

# One process, every module: warnings are errors there too.
ALL = """
import importlib, json, sys, warnings
warnings.simplefilter("error")
failed = {}
for name in json.load(sys.stdin):
    try:
        importlib.import_module(name)
    except BaseException as error:
        failed[name] = repr(error)
json.dump(failed, sys.stdout)
"""

SOURCES = {
    module_name(path): path
    for path in files(".py", under=("chat_server",))
    if path.stem not in {"__main__", "env"} and path.parent.name != "versions"
}


def needed_by(name: str) -> set[str]:
    """The modules of ours that are run before ``name`` can be, packages' own ones included."""
    wanted = set()
    for imported in imports(SOURCES[name]):
        parts = imported.split(".")
        wanted |= {".".join(parts[:count]) for count in range(1, len(parts) + 1)}
    parents = {name.rsplit(".", count)[0] for count in range(1, name.count(".") + 1)}
    return (wanted & set(SOURCES)) - parents - {name}


def test_no_module_needs_itself_so_that_each_can_be_imported_first() -> None:
    try:
        order = list(TopologicalSorter({name: needed_by(name) for name in SOURCES}).static_order())
    except CycleError as error:
        raise AssertionError(f"a circle of imports: {' -> '.join(error.args[1])}") from error
    assert set(order) == set(SOURCES)


def test_every_module_is_imported_without_a_warning() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ALL],
        input=json.dumps(sorted(SOURCES)),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert json.loads(done.stdout) == {}
