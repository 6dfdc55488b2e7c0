"""The best few of many: bounded by coarse scores, decided by exact ones."""

from typing import Final, NamedTuple

import numpy as np

from chat_server.core.guide.answers import Answers
from chat_server.core.guide.arrays import Bytes, Floats, Rows
from chat_server.core.guide.order import TieOrder
from chat_server.core.guide.scan import BASE, MOST, TIE, Scan, level_of

_FEW: Final = 1024  # products that are scored exactly without looking for a better bound
_SAMPLE: Final = 256  # products that give a better bound
_CLOSE_CODES: Final = 12  # above this many, codes are not looked up one by one


class Best(NamedTuple):
    """Rows, best first, with their satisfactions: shape (criteria, products), NaN for unknown."""

    rows: Rows
    satisfaction: Floats


def best_products(
    answers: Answers, scan: Scan, order: TieOrder, mask: Bytes | None, pool: Rows, k: int
) -> Best:
    """The ``k`` best products admitted by ``mask``, best first.

    Best is the highest match rounded to nine digits, then the tie order. ``pool``: rows that may be
    good, from an earlier ranking; they only make it faster.
    """
    if len(answers.soft) > MOST:
        return ordered(answers, order, _admitted(mask, len(order.keys)), k)
    field = scan.scores if mask is None else scan.scores & mask
    top = int(field.max(initial=0))
    if top == 0:
        return ordered(answers, order, np.zeros(0, np.intp), k)
    if top == scan.full and np.count_nonzero(field == top) >= k:
        return _best_of_perfect(answers, scan, order, field, k)
    pool = pool[field[pool] > 0]
    if len(pool) < k:
        pool = np.flatnonzero(field >= level_of(field, k))[:_SAMPLE]
    level = _level(answers, scan, pool, k)
    rows = np.flatnonzero(field >= level)
    if len(rows) > _FEW:
        rows = _narrowed(answers, scan, field, rows, k)
    return ordered(answers, order, rows, k)


def _admitted(mask: Bytes | None, size: int) -> Rows:
    return np.arange(size) if mask is None else np.flatnonzero(mask)


def _level(answers: Answers, scan: Scan, pool: Rows, k: int) -> int:
    """The lowest score that can still be among the k best, given some products that are in."""
    if len(pool) < k:
        return BASE
    match = np.partition(answers.match(pool), len(pool) - k)
    return scan.floor(float(match[len(pool) - k]), answers.total)


def _narrowed(answers: Answers, scan: Scan, field: Bytes, rows: Rows, k: int) -> Rows:
    """Raise the bound with the highest scores among the rows."""
    scores = field[rows]
    tally = np.bincount(scores, minlength=256)
    reaching = np.cumsum(tally[::-1])[::-1]  # how many rows score at least so much
    start = int(np.flatnonzero(reaching >= min(len(rows), max(k, _SAMPLE))).max())
    level = _level(answers, scan, rows[scores >= start][: max(2 * k, _FEW)], k)
    return rows[scores >= level]


def _best_of_perfect(answers: Answers, scan: Scan, order: TieOrder, field: Bytes, k: int) -> Best:
    """Many products are at their best in everything: they match equally, so the tie order decides.

    A product below can tie with them only by a code that comes close to the best one.
    """
    perfect = order.first(np.flatnonzero(field == scan.full), k)
    level = _level(answers, scan, perfect, k)
    close = [(w, q.close) for w, q in zip(scan.weighed, scan.quantised, strict=True) if q.close]
    if sum(len(codes) for _, codes in close) > _CLOSE_CODES:
        others = [np.flatnonzero((field >= level) & (field < scan.full))]
    else:
        others = [
            np.flatnonzero((w.column.view() == code) & (field >= level))
            for w, codes in close
            for code in codes
        ]
    return ordered(answers, order, np.unique(np.concatenate([perfect, *others])), k)


def ordered(answers: Answers, order: TieOrder, rows: Rows, k: int) -> Best:
    """The ``k`` best of ``rows``, scored exactly, best first."""
    satisfaction = answers.satisfaction(rows) if len(rows) <= _FEW else None
    match = answers.match(rows) if satisfaction is None else answers.match_of(satisfaction)
    places = _first_places(match, order.keys.take(rows), k)
    rows = rows.take(places)
    if satisfaction is None:
        return Best(rows, answers.satisfaction(rows))
    return Best(rows, satisfaction.take(places, axis=1))


def _first_places(match: Floats, keys: Floats, k: int) -> Rows:
    if len(match) <= k:
        return np.lexsort((keys, -_rounded(match)))
    kth = np.partition(match, len(match) - k)[len(match) - k]
    near = np.flatnonzero(match >= kth - TIE)
    first = np.lexsort((keys.take(near), -_rounded(match.take(near))))[:k]
    return near.take(first)


def _rounded(match: Floats) -> Floats:
    """Each match rounded to nine digits as Python rounds it (numpy's differs in the last bit)."""
    if len(match) <= _SAMPLE:
        return np.array([round(v, 9) for v in match.tolist()])
    values, places = np.unique(match, return_inverse=True)
    return np.array([round(v, 9) for v in values.tolist()])[places]
