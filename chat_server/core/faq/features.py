"""Texts as vectors: character n-grams, stems with stem pairs, and concepts.

Each family of features is hashed with a sign into a block of its own ("hashing trick",
Weinberger et al. 2009: inner products stay right on average), weighted by inverse document
frequency, scaled to unit length and mixed with a fixed share. Every text has length 1, so an
inner product of two texts is their similarity.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from chat_server.core.faq.analysis import Analysis

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

CHAR, WORD, CONCEPT, PAIR = 0, 1, 2, 3
GRAM_LENGTHS = (2, 3, 4, 5)
_SIGN_BIT = 1 << 31
_MOST_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Shape:
    """Width of each block and its share of a text's length.

    ``least_trust`` is the part of the concepts' shares that is left when they cover no word.
    """

    widths: tuple[int, ...] = (4096, 2048, 1024, 2048)
    shares: tuple[float, ...] = (0.27, 0.13, 0.4, 0.2)
    least_trust: float = 0.5

    @property
    def starts(self) -> tuple[int, ...]:
        """First column of each block."""
        return tuple(accumulate(self.widths[:-1], initial=0))

    @property
    def size(self) -> int:
        """Number of columns of all blocks."""
        return sum(self.widths)


class Featuriser:
    """Turns analyses into sparse signed columns; n-grams of a word are remembered."""

    __slots__ = ("_columns", "_grams", "_starts", "shape")

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self._starts = shape.starts
        self._columns: dict[tuple[int, str], tuple[int, float]] = {}
        self._grams: dict[str, tuple[list[int], list[float]]] = {}

    def _column(self, block: int, name: str) -> tuple[int, float]:
        known = self._columns.get((block, name))
        if known is None:
            if len(self._columns) > _MOST_REMEMBERED:
                self._columns.clear()
            code = crc32(name.encode())
            column = self._starts[block] + code % self.shape.widths[block]
            known = self._columns[block, name] = column, (-1.0 if code & _SIGN_BIT else 1.0)
        return known

    def grams(self, token: str) -> tuple[list[int], list[float]]:
        """Columns and signs of a word's character n-grams, its edges marked."""
        known = self._grams.get(token)
        if known is not None:
            return known
        padded = f"_{token}_"
        columns, signs = [], []
        for length in GRAM_LENGTHS:
            for start in range(len(padded) - length + 1):
                code = crc32(padded[start : start + length].encode())
                columns.append(self._starts[CHAR] + code % self.shape.widths[CHAR])
                signs.append(-1.0 if code & _SIGN_BIT else 1.0)
        if len(self._grams) > _MOST_REMEMBERED:
            self._grams.clear()
        self._grams[token] = columns, signs
        return columns, signs

    def parts(self, analysis: Analysis) -> tuple[list[int], list[float], list[int]]:
        """Columns, signed counts and the word each came from (for explanations)."""
        columns: list[int] = []
        values: list[float] = []
        sources: list[int] = []
        for position, token in enumerate(analysis.tokens):
            grams, signs = self.grams(token)
            columns += grams
            values += signs
            sources += [position] * len(grams)
        previous = "<"
        for position, stem in enumerate(analysis.stems):
            for name in (stem, f"{previous} {stem}"):
                column, sign = self._column(WORD, name)
                columns.append(column)
                values.append(sign)
                sources.append(position)
            previous = stem
        for concept, positions in analysis.concepts:
            column, sign = self._column(CONCEPT, concept)
            columns.append(column)
            values.append(sign)
            sources.append(positions[0])
        for first, second in self.pair_names(analysis):
            column, sign = self._column(PAIR, f"{first}+{second}")
            columns.append(column)
            values.append(sign)
            sources.append(0)
        return columns, values, sources

    @staticmethod
    def pair_names(analysis: Analysis) -> list[tuple[str, str]]:
        """Every two different concepts of the text, in a fixed order."""
        return list(combinations(sorted({name for name, _ in analysis.concepts}), 2))

    def counts(self, analysis: Analysis) -> tuple[Ints, Floats]:
        """Distinct columns and what adds up there, repeated n-grams damped by a square root."""
        columns, values, _ = self.parts(analysis)
        if not columns:
            return np.zeros(0, np.int32), np.zeros(0, np.float32)
        sums = np.bincount(columns, values, self.shape.size)
        nonzero = np.flatnonzero(sums)
        found = sums[nonzero]
        damped = np.sign(found) * np.sqrt(np.abs(found))
        return nonzero.astype(np.int32), damped.astype(np.float32)

    def weigh(self, columns: Ints, values: Floats, idf: Floats, understood: float = 1.0) -> Floats:
        """Values times their column's weight, each block scaled to its share, the whole to 1.

        ``understood`` is the part of the words that concepts cover: one known word in a long
        sentence must not speak for the whole of it.
        """
        weighed: Floats = values * idf[columns]
        bounds = [*np.searchsorted(columns, self._starts).tolist(), len(columns)]
        total = 0.0
        trust = self.shape.least_trust
        damping = trust + (1 - trust) * understood
        for block, full_share in enumerate(self.shape.shares):
            share = full_share * damping if block >= CONCEPT else full_share
            part = weighed[bounds[block] : bounds[block + 1]]
            norm = float(np.sqrt(part @ part))
            if norm > 0:
                part *= np.float32(np.sqrt(share) / norm)
                total += share
        if total > 0:
            weighed *= np.float32(1 / np.sqrt(total))
        return weighed


def document_weights(rows: Sequence[Ints], size: int) -> Floats:
    """Inverse document frequency of every column; a column never seen weighs like a rare one."""
    frequency = np.zeros(size)
    for columns in rows:
        frequency[columns] += 1
    weights: Floats = np.sqrt(np.log((1 + len(rows)) / (1 + frequency)) + 1).astype(np.float32)
    return weights
