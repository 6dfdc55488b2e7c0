"""Print the table: ``python -m tests.eval [--half dev|test] [--lexical]``.

Each set is asked twice: "apart" trains on the five phrasings and asks the half's questions, which
are in other words on purpose; "mixed" puts phrasings and that half's questions together, draws
five an entry to train on and asks the rest, three times over (what public few-shot data does).
"""

import argparse
import sys
from dataclasses import dataclass
from math import isnan

from chat_server.core import faq
from tests.eval.latency import large_shop, latencies_ms
from tests.eval.measure import Numbers, measure
from tests.eval.sets import EvalSet, Half, mixed, read

SHUFFLES = 3


@dataclass(frozen=True, slots=True)
class Target:
    """What a set should reach, by default and with vectors."""

    names: tuple[str, ...]
    title: str
    top1: tuple[float, float]
    noisy: tuple[float, float]
    precision: float
    coverage: tuple[float, float]
    removed: float
    top3: tuple[float, float] | None = None


TARGETS = (
    Target(("en_support",), "English, 27 shop-support entries",
           (0.87, 0.95), (0.85, 0.90), 0.95, (0.75, 0.85), 0.08),
    Target(("en_close",), "English, 77 close-by entries",
           (0.66, 0.82), (0.62, 0.74), 0.95, (0.40, 0.60), 0.08),
    Target(("pl_assistant", "sl_assistant"), "Polish, Slovenian, 26 everyday entries",
           (0.82, 0.86), (0.78, 0.82), 0.95, (0.45, 0.60), 0.20),
    Target(("pl_shop",), "Polish, 30 shop entries in customers' own words",
           (0.52, 0.70), (0.45, 0.58), 0.90, (0.25, 0.35), 0.20, (0.75, 0.88)),
    Target(("sl_shop",), "Slovenian, 30 shop entries in customers' own words",
           (0.50, 0.60), (0.45, 0.58), 0.90, (0.25, 0.35), 0.20, (0.75, 0.88)),
)  # fmt: skip


def _say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _row(label: str, numbers: Numbers) -> str:
    return (
        f"  {label:<20} {numbers.top1:5.2f} {numbers.top1_noisy:6.2f} {numbers.top3:6.2f}"
        f" {numbers.precision:7.3f} {numbers.coverage:6.2f} {numbers.suggested:6.2f}"
        f" {numbers.false_unrelated:8.3f} {numbers.false_shop_like:9.3f}"
        f" {numbers.false_removed:8.3f} {numbers.train_ms:8.0f}"
    )


def _mean(rows: list[Numbers]) -> Numbers:
    def of(name: str) -> float:
        known = [value for row in rows if not isnan(value := float(getattr(row, name)))]
        return sum(known) / len(known)

    return Numbers(**{name: of(name) for name in Numbers.__slots__})


def _table(half: Half, vectors: bool) -> None:
    which = 1 if vectors else 0
    _say(f"\n{'with sentence vectors' if vectors else 'default install'}, {half} half")
    _say("                        top1  noisy   top3 precis. covered sugg. unrelated shop-like"
         " removed train ms")  # fmt: skip
    for target in TARGETS:
        _say(target.title)
        top3 = f"{target.top3[which]:6.2f}" if target.top3 else "     –"
        _say(f"  {'target':<20} {target.top1[which]:5.2f} {target.noisy[which]:6.2f} {top3}"
             f" {target.precision:7.3f} {target.coverage[which]:6.2f}      –    0.010"
             f"     {'0.100' if target.top3 else '    –'}    {target.removed:5.3f}")  # fmt: skip
        for name in target.names:
            chosen = read(name)
            _say(_row(f"{chosen.language} apart", measure(chosen, half, vectors=vectors)))
            _say(_row(f"{chosen.language} mixed", _mean(_mixed(chosen, half, vectors))))


def _mixed(chosen: EvalSet, half: Half, vectors: bool) -> list[Numbers]:
    return [
        measure(mixed(chosen, half, shuffle), half, vectors=vectors, removed=shuffle == 0)
        for shuffle in range(SHUFFLES)
    ]


def _speed(vectors: bool) -> None:
    entries, questions = large_shop(500)
    p50, p95, train_s = latencies_ms(entries, questions, vectors=vectors)
    limit = 15 if vectors else 1
    _say(f"500 entries: p50 {p50:.2f} ms, p95 {p95:.2f} ms a question (target ≤ {limit} ms),"
         f" trained in {train_s:.1f} s")  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.eval", description=__doc__)
    parser.add_argument("--half", choices=("dev", "test"), default="test")
    parser.add_argument("--lexical", action="store_true", help="leave sentence vectors out")
    chosen = parser.parse_args()
    modes = [False]
    if faq.vectors_available("en") and not chosen.lexical:
        modes.append(True)
    for vectors in modes:
        _table(chosen.half, vectors)
        _speed(vectors)


if __name__ == "__main__":
    main()
