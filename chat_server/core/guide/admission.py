"""Which products may be listed: in the catalogue, in stock, meeting every must-have."""

from collections.abc import Sequence

import numpy as np

from chat_server.core.guide.answers import Prepared
from chat_server.core.guide.arrays import Bytes, Rows
from chat_server.core.guide.fit import holds


class Admission:
    """A 0/255 byte a product, kept until a must-have changes."""

    def __init__(self) -> None:
        self.mask: Bytes | None = None  # None: all may be listed
        self._must: Sequence[Prepared] = ()
        self._listed: Bytes | None = None

    def follow(self, must: Sequence[Prepared], listed: Bytes | None, changed: Rows) -> None:
        """Bring the mask up to the must-haves.

        ``listed``: 255 for products that are for sale, None if all are; one array as long as it is
        valid. ``changed``: rows whose products have changed since the last time.
        """
        if listed is self._listed and _same(must, self._must):
            self._recheck(changed)
            return
        self._must, self._listed = must, listed
        mask = listed
        for p in must:
            mask = allowed(p) if mask is None else mask & allowed(p)
        self.mask = mask

    def _recheck(self, rows: Rows) -> None:
        if self.mask is None or self.mask is self._listed or not len(rows):
            return
        verdict = np.full(len(rows), 255, np.uint8)
        if self._listed is not None:
            verdict &= self._listed[rows]
        for p in self._must:
            verdict &= holds(p.fit.exact(rows), missing_passes=p.missing_passes)
        self.mask[rows] = verdict


def _same(one: Sequence[Prepared], other: Sequence[Prepared]) -> bool:
    return len(one) == len(other) and all(
        a.fit is b.fit and a.missing_passes == b.missing_passes
        for a, b in zip(one, other, strict=True)
    )


def allowed(must: Prepared) -> Bytes:
    """255 for the products that meet one must-have, else 0."""
    table, undecided = must.fit.passing(missing_passes=must.missing_passes)
    mask = np.frombuffer(must.column.codes.translate(table.tobytes()), np.uint8)
    for code in undecided:
        rows = np.flatnonzero(must.column.view() == code)
        mask[rows] = holds(must.fit.exact(rows), missing_passes=must.missing_passes)
    return mask


def failures(must: Sequence[Prepared], size: int) -> Bytes:
    """How many must-haves each product fails."""
    count = np.zeros(size, np.uint8)
    for p in must:
        count += allowed(p) == 0
    return count
