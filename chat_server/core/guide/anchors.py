"""Where "less is better" and "more is better" start and end: percentiles of what the shop has."""

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np


class Anchors(NamedTuple):
    """The 5th and the 95th percentile: ``best`` and ``worst``, or for "more is better" reversed."""

    low: float
    high: float


def anchors(values: Iterable[float | None]) -> Anchors | None:
    """5th and 95th percentile, linearly interpolated between neighbours; None and NaN are left out.

    Returns None when no value is known. They belong to a guide's published version: stored
    with it, and computed anew only when the owner publishes again, so that a new product changes no
    other's percent.
    """
    known = [float(v) for v in values if v is not None and math.isfinite(v)]
    if not known:
        return None
    low, high = np.percentile(np.array(known), [5, 95], method="linear").tolist()
    return Anchors(low, high)
