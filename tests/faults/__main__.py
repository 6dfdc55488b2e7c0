"""``python3 dev.py faults``: break things, count what is lost, and write it down."""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from chat_server import __version__
from tests.faults import matrix, process_faults, shop_data
from tests.faults.matrix import DISK, MATRIX, Entry
from tests.faults.report import Outcome, markdown
from tests.faults.scene import FULL, SCALED, Scale

EXAMPLES = 200


async def one(entry: Entry, scale: Scale, template: Path, folder: Path) -> Outcome:
    """Let one fault happen; whatever goes wrong becomes part of the report."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    mounted = False
    if entry is DISK:
        mounted = process_faults.mount(folder)
        if not mounted:
            return Outcome(entry, 0, problem="a small disk can't be mounted here")
    try:
        verdict = await matrix.run(entry, scale, template, folder)
    except Exception as error:
        problem = f"{type(error).__name__}: {error}".splitlines()[0]
        return Outcome(entry, loop.time() - begun, problem=problem)
    finally:
        if mounted:
            process_faults.unmount(folder)
    return Outcome(entry, loop.time() - begun, verdict)


async def run(entries: list[Entry], scale: Scale, keep: Path) -> list[Outcome]:
    """One fault after the other, each on a server of its own."""
    template = keep / "shop"
    template.mkdir()
    visitors = max(matrix.VISITORS, scale.messages // 20 + 1)
    await shop_data.make(template, visitors)
    outcomes = []
    for entry in entries:
        outcome = await one(entry, scale, template, keep / entry.id)
        outcomes.append(outcome)
        sys.stdout.write(outcome.line() + "\n")
        for violation in outcome.verdict.violations[:5] if outcome.verdict else ():
            sys.stdout.write(f"     {violation.fault}: {violation.detail}\n")
        sys.stdout.flush()
    return outcomes


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py faults", description=__doc__)
    parser.add_argument(
        "--full", action="store_true", help="the product's own durations, 20,000 messages a fault"
    )
    parser.add_argument("--only", nargs="+", metavar="F6", help="these faults")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write the table there")
    options = parser.parse_args()
    known = {**matrix.BY_ID}
    unknown = set(options.only or ()) - set(known)
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}; known are {', '.join(known)}")
    entries = [known[key] for key in options.only] if options.only else [*MATRIX, DISK]
    scale = FULL if options.full else SCALED
    keep = Path(tempfile.mkdtemp(prefix="zalada-faults-"))
    outcomes = asyncio.run(run(entries, scale, keep))
    page = markdown(outcomes, scale, __version__)
    target = options.report or keep / "report.md"
    target.write_text(page)
    sys.stdout.write(f"\n{page}\nThe journals and databases are in {keep}, the report {target}.\n")
    code = 0 if all(outcome.passed for outcome in outcomes) else 1
    return (state_machine() or code) if options.full and not options.only else code


def state_machine() -> int:
    """A few hundred orders of events on both databases."""
    command = (sys.executable, "-m", "pytest", "-q", "tests/faults/test_state_machine.py")
    environ = {**os.environ, "FAULT_EXAMPLES": str(EXAMPLES)}
    return subprocess.run(command, check=False, env=environ).returncode


if __name__ == "__main__":
    sys.exit(main())
