"""Kernel ridge classification with exact leave-out answers, in plain numpy.

Why not scikit-learn: importing ``sklearn.linear_model`` costs 97 MB of resident memory, numpy
28 MB, and the whole server has 220. One-against-all ridge classification ("least-squares SVM",
Rifkin et al. 2003) is as good as logistic regression on a handful of phrasings, is solved in
closed form, is deterministic without a seed, and tells what it would have said about any group
of rows had they not been there, without training again (Pahikkala et al. 2006): with
``G = (K + L)^-1`` and targets ``Y``, the residuals of a left-out group ``g`` are
``G[g,g]^-1 (G Y)[g]``. The calibration lives on that.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chat_server.core.faq.features import Floats, Ints

_CHUNK = 1024
_FEW = 24
_COMMON_SHARE = 16


@dataclass(frozen=True, slots=True)
class SparseRows:
    """Rows of a sparse matrix, ordered by column for quick products with a sparse vector."""

    n_rows: int
    size: int
    starts: NDArray[np.int64]
    rows: Ints
    values: Floats

    @classmethod
    def of(cls, rows: Sequence[tuple[Ints, Floats]], size: int) -> "SparseRows":
        """Built from (columns, values) a row."""
        if not rows:
            empty = np.zeros(size + 1, np.int64)
            return cls(0, size, empty, np.zeros(0, np.int32), np.zeros(0, np.float32))
        columns = np.concatenate([row[0] for row in rows])
        values = np.concatenate([row[1] for row in rows])
        owners = np.repeat(np.arange(len(rows), dtype=np.int32), [len(row[0]) for row in rows])
        order = np.argsort(columns, kind="stable")
        starts = np.zeros(size + 1, np.int64)
        np.cumsum(np.bincount(columns, minlength=size), out=starts[1:])
        return cls(len(rows), size, starts, owners[order], values[order])

    def dense(self, first: int, last: int) -> Floats:
        """Columns ``first`` to ``last`` as a dense block."""
        block = np.zeros((self.n_rows, last - first), np.float32)
        low, high = self.starts[first], self.starts[last]
        widths = np.diff(self.starts[first : last + 1])
        columns = np.repeat(np.arange(last - first), widths)
        block[self.rows[low:high], columns] = self.values[low:high]
        return block

    def times(self, columns: Ints, values: Floats) -> Floats:
        """Inner product of every row with one sparse vector."""
        low, high = self.starts[columns], self.starts[columns + 1]
        widths = high - low
        total = int(widths.sum())
        if total == 0:
            return np.zeros(self.n_rows, np.float32)
        offsets = np.arange(total) - np.repeat(np.cumsum(widths) - widths, widths)
        where = np.repeat(low, widths) + offsets
        products = self.values[where] * np.repeat(values, widths)
        return np.bincount(self.rows[where], products, self.n_rows).astype(np.float32)

    def gram(self) -> Floats:
        """Inner products of all rows with each other.

        Columns that many rows share are multiplied as one dense block; the many rare ones, where
        nearly all products would be with zero, row by row.
        """
        counts = np.diff(self.starts)
        is_common = counts > max(_FEW, self.n_rows // _COMMON_SHARE)
        common = np.flatnonzero(is_common)
        result = np.zeros((self.n_rows, self.n_rows), np.float32)
        for first in range(0, len(common), _CHUNK):
            block = np.zeros((self.n_rows, min(_CHUNK, len(common) - first)), np.float32)
            for place, column in enumerate(common[first : first + _CHUNK]):
                span = slice(self.starts[column], self.starts[column + 1])
                block[self.rows[span], place] = self.values[span]
            result += block @ block.T
        rare = np.repeat(~is_common, counts)
        columns = np.repeat(np.arange(self.size, dtype=np.int32), counts)[rare]
        order = np.argsort(self.rows[rare], kind="stable")
        columns, values = columns[order], self.values[rare][order]
        ends = np.cumsum(np.bincount(self.rows[rare], minlength=self.n_rows)).tolist()
        begin = 0
        for row, end in enumerate(ends):
            result[row] += self.times(columns[begin:end], values[begin:end])
            begin = end
        return result

    def weights(self, coefficients: Floats) -> Floats:
        """Column weights (size × classes) of a combination of rows."""
        result = np.zeros((self.size, coefficients.shape[1]), np.float32)
        for first in range(0, self.size, _CHUNK):
            last = min(first + _CHUNK, self.size)
            result[first:last] = self.dense(first, last).T @ coefficients
        return result


def solve(kernel: Floats, targets: Floats, penalties: Floats) -> Floats:
    """Dual coefficients of ridge regression with a penalty a row.

    The penalties are on the kernel's diagonal for the duration of the call.
    """
    diagonal = kernel.ravel()[:: len(kernel) + 1]
    diagonal += penalties
    solution: Floats = np.linalg.solve(kernel, targets)
    diagonal -= penalties
    return solution


def invert(kernel: Floats, penalties: Floats) -> Floats:
    """``G`` of the module's text; the kernel's diagonal is changed during the call as above."""
    diagonal = kernel.ravel()[:: len(kernel) + 1]
    diagonal += penalties
    inverse: Floats = np.linalg.inv(kernel)
    diagonal -= penalties
    return inverse


def left_out(
    inverse: Floats, coefficients: Floats, targets: Floats, groups: Iterable[Ints]
) -> Floats:
    """What each row would score were its whole group not in the training set."""
    scores = np.zeros_like(targets)
    for group in groups:
        block = inverse[np.ix_(group, group)]
        scores[group] = targets[group] - np.linalg.solve(block, coefficients[group])
    return scores
