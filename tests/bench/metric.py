"""What a measurement is: a name, a number, and how it compares to a peer in the same run."""

from collections.abc import Sequence
from statistics import median
from typing import Any

Metric = dict[str, Any]


def metric(
    name: str,
    value: float,
    unit: str,
    *,
    peer: str | None = None,
    peer_value: float | None = None,
    spread: Sequence[float] = (),
) -> Metric:
    """One entry of the report; ``ratio`` is ours to the peer's, ``spread`` the single rounds."""
    found: Metric = {
        "name": name,
        "value": round(value, 4),
        "unit": unit,
        "peer": peer,
        "ratio": None if not peer_value else round(value / peer_value, 4),
    }
    if peer_value is not None:
        found["peer_value"] = round(peer_value, 4)
    if spread:
        found["spread"] = [round(min(spread), 4), round(max(spread), 4)]
    return found


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` of ``values`` lie (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def ratio_of_rounds(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the rounds' ratios: neighbours in time share the machine's mood."""
    return median(a / b for a, b in zip(ours, theirs, strict=True))
