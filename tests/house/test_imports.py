import json
import subprocess
import sys

from tests.support.sources import ROOT, files, module_name

# Libraries stay loaded between two modules, ours are forgotten: each is imported as if first.
ALONE = """
import importlib, json, sys, warnings
warnings.simplefilter("error")
failed = {}
for name in json.load(sys.stdin):
    for loaded in [one for one in sys.modules if one.partition(".")[0] == "chat_server"]:
        del sys.modules[loaded]
    try:
        importlib.import_module(name)
    except BaseException as error:
        failed[name] = repr(error)
json.dump(failed, sys.stdout)
"""


def test_every_module_can_be_imported_first() -> None:
    names = [
        module_name(path)
        for path in files(".py", under=("chat_server",))
        if path.stem not in {"__main__", "env"} and path.parent.name != "versions"
    ]
    done = subprocess.run(
        [sys.executable, "-c", ALONE],
        input=json.dumps(names),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert json.loads(done.stdout) == {}
