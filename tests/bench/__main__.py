"""``python3 dev.py bench [--quick] [--json FILE] [--only NAME …]``: how fast, beside its peers.

Every module here with a function ``run(quick) -> list[dict]`` is a measurement.
"""

import argparse
import importlib
import json
import pkgutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.metric import Metric

FOLDER = Path(__file__).parent
Run = Callable[[bool], list[Metric]]


def measurements() -> Iterator[tuple[str, Run]]:
    """The measurements by module name."""
    for module in pkgutil.iter_modules([str(FOLDER)]):
        if module.name in {"__main__", "load"} or module.ispkg:
            continue
        run = getattr(importlib.import_module(f"tests.bench.{module.name}"), "run", None)
        if run is not None:
            yield module.name, run


def line(entry: Metric) -> str:
    """One metric for people."""
    spread = "–".join(f"{end:g}" for end in entry.get("spread", ()))
    text = f"{entry['name']:34} {entry['value']:>12g} {entry['unit']:8} {spread:20}"
    if entry["peer"] is not None and entry["ratio"] is not None:
        text += f" {entry['ratio']:.2f} × {entry['peer']}"
        if "peer_value" in entry:
            text += f" ({entry['peer_value']:g})"
    return text.rstrip()


def main() -> int:
    """Run what was asked for; 1 when a measurement failed."""
    parser = argparse.ArgumentParser(prog="bench", description="Measure speed beside the peers.")
    parser.add_argument("--quick", action="store_true", help="three minutes for every day")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the numbers to FILE")
    parser.add_argument("--only", metavar="NAME", nargs="+", help="these measurements alone")
    arguments = parser.parse_args()
    found: list[Metric] = []
    failed = False
    for name, run in measurements():
        if arguments.only and name not in arguments.only:
            continue
        begun = time.perf_counter()
        try:
            entries = run(arguments.quick)
        except Exception as error:
            failed = True
            sys.stdout.write(f"{name}: failed: {type(error).__name__}: {error}\n")
            continue
        found += entries
        for entry in entries:
            sys.stdout.write(line(entry) + "\n")
        sys.stdout.write(f"  ({name}: {time.perf_counter() - begun:.0f} s)\n")
        sys.stdout.flush()
        if arguments.json:
            arguments.json.write_text(json.dumps(found, indent=2) + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
