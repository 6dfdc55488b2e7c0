"""What a run of the matrix found, as a page of the documentation."""

import os
import platform
from dataclasses import dataclass

from tests.faults.matrix import SHORTENED, Entry
from tests.faults.scene import Scale, Verdict

RESYNC_MS = 3_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """One fault's verdict, or why there is none."""

    entry: Entry
    seconds: float
    verdict: Verdict | None = None
    problem: str = ""

    @property
    def passed(self) -> bool:
        """Nothing broken, and everybody in sync again in time."""
        verdict = self.verdict
        return (
            verdict is not None and not verdict.violations and verdict.resync_p99_ms() <= RESYNC_MS
        )

    def line(self) -> str:
        """For the terminal."""
        head = f"{self.entry.id:<4} {self.entry.title}: "
        if self.verdict is None:
            return f"{head}FAILED: {self.problem}"
        v = self.verdict
        facts = "".join(f", {name} {value}" for name, value in v.facts.items())
        return (
            f"{head}{'passed' if self.passed else 'FAILED'}, {v.acked} acked, {v.shown} shown, "
            f"{len(v.violations)} violations, resync p99 {v.resync_p99_ms()} ms{facts} "
            f"({self.seconds:.0f} s)"
        )


def bound(acked: int) -> str:
    """None of ``acked`` were lost: with 95 % confidence the true rate is below three in them."""
    return f"{3 / acked:.1e}" if acked else "–"


def markdown(outcomes: list[Outcome], scale: Scale, version: str) -> str:
    """The table, with what it was run on and what was made shorter."""
    acked = sum(o.verdict.acked for o in outcomes if o.verdict)
    shown = sum(o.verdict.shown for o in outcomes if o.verdict)
    broken = sum(len(o.verdict.violations) for o in outcomes if o.verdict)
    outages = ", ".join(f"{seconds:g} s" for seconds in scale.outages_s)
    lines = [
        f"Version {version}, {scale.name} durations: leases {scale.lease_ms / 1000:g} s, outages "
        f"{outages}, at least {scale.messages} acked messages a fault, on "
        f"{os.cpu_count()} cores of {platform.machine()} with {platform.python_implementation()} "
        f"{platform.python_version()}, load average {os.getloadavg()[0]:.1f} at the end.",
        "",
        f"In all {acked} messages acked and {shown} events shown, {broken} promises broken. No "
        f"loss in {acked} messages bounds the rate of loss, with 95 % confidence, below "
        f"3/{acked} = {bound(acked)}.",
        "",
        "| fault | acked | shown | broken | below | resync p99 | seen |",
        "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    for outcome in outcomes:
        v = outcome.verdict
        name = f"{outcome.entry.id} {outcome.entry.title}"
        if v is None:
            lines.append(f"| {name} | – | – | – | – | – | did not finish: {outcome.problem} |")
            continue
        seen = "; ".join(f"{key}: {value}" for key, value in v.facts.items())
        p99 = f"{v.resync_p99_ms()} ms" if v.resync_ms else "–"
        lines.append(
            f"| {name} | {v.acked} | {v.shown} | {len(v.violations)} | {bound(v.acked)} "
            f"| {p99} | {seen} |"
        )
    shortened = [
        f"- {o.entry.id}: {SHORTENED[o.entry.id]}" for o in outcomes if o.entry.id in SHORTENED
    ]
    if shortened:
        lines += ["", "Shorter than the matrix asks:", "", *shortened]
    return "\n".join(lines) + "\n"
