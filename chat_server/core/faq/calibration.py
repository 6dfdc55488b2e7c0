"""Fit the confidence and the answer threshold on data that training gives for free.

Each phrasing scored as if it were not there tells how right answers look; each phrasing scored
as if its whole entry were not there is a sample of "I don't know"; so are background questions.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chat_server.core.faq.analysis import Analysis
from chat_server.core.faq.confidence import PRIOR, PRIOR_WITH_VECTORS, Logistic, refit
from chat_server.core.faq.evidence import Matrix, Vocabulary, facts
from chat_server.core.faq.settings import Settings


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns facts into a confidence; answers from ``threshold`` on."""

    confidence: Logistic
    threshold: float


def default_for(*, with_vectors: bool) -> Calibration:
    """What applies to a shop before its own calibration."""
    return Calibration(PRIOR_WITH_VECTORS if with_vectors else PRIOR, 0.7)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Facts of left-out phrasings, of phrasings without their entry, of unrelated questions."""

    phrasings: Matrix
    right: Matrix
    entry_gone: Matrix
    unrelated: Matrix

    @classmethod
    def gather(
        cls, analyses: Sequence[Analysis], vocabulary: Vocabulary, owners: NDArray[np.int64],
        alone: Matrix, without_entry: Matrix,
    ) -> "Evidence":  # fmt: skip
        """Facts from left-out scores: texts × entries, and unrelatedness in the last column.

        ``alone`` has each text left out by itself, ``without_entry`` with its whole entry.
        """
        n_phrasings = int((owners >= 0).sum())

        def of(which: slice, scores: Matrix) -> tuple[Matrix, Matrix]:
            chosen = scores[which, :-1]
            best = chosen.argmax(axis=1)
            accounts = [
                vocabulary.account_for(analyses[row], int(entry), bool(owners[row] == entry))
                for row, entry in zip(range(which.start, which.stop), best, strict=True)
            ]
            return facts(chosen, scores[which, -1], accounts), best

        own, rest = slice(0, n_phrasings), slice(n_phrasings, len(owners))
        phrasing_facts, best = of(own, alone)
        others_only = without_entry.copy()
        others_only[np.arange(n_phrasings), owners[:n_phrasings]] = -1.0
        return cls(
            phrasings=phrasing_facts,
            right=(best == owners[:n_phrasings]).astype(float),
            entry_gone=of(own, others_only)[0],
            unrelated=of(rest, alone)[0],
        )


def calibrate_on(
    evidence: Evidence, prior: Calibration, language: str, settings: Settings
) -> Calibration:
    """The shop's own confidence and threshold."""
    groups = (evidence.phrasings, evidence.entry_gone, evidence.unrelated)
    rights = (evidence.right, np.zeros(len(groups[1])), np.zeros(len(groups[2])))
    # Left-out phrasings speak for themselves; the other two together weigh as much again.
    weights = (1.0, 0.5, 0.5 * len(groups[0]) / max(len(groups[2]), 1))
    sample_weights = np.concatenate([
        np.full(len(group), weight) for group, weight in zip(groups, weights, strict=True)
    ])  # fmt: skip
    logistic = refit(
        prior.confidence, np.concatenate(groups), np.concatenate(rights), sample_weights,
        settings.stiffness,
    )  # fmt: skip
    return Calibration(logistic, _threshold(logistic, evidence, language, settings))


def _threshold(logistic: Logistic, evidence: Evidence, language: str, settings: Settings) -> float:
    own = logistic.of(evidence.phrasings)
    gone, unrelated = logistic.of(evidence.entry_gone), logistic.of(evidence.unrelated)
    most_gone = settings.max_false_left_out.get(language, settings.max_false_left_out[""])
    for threshold in np.arange(0.30, 0.98, 0.01):
        answered = own >= threshold
        wrong = float((answered & (evidence.right < 0.5)).sum())
        precise = (wrong + 0.5) <= (1 - settings.min_precision) * (float(answered.sum()) + 1.0)
        if (
            precise
            and float((gone >= threshold).mean()) <= most_gone
            and float((unrelated >= threshold).mean()) <= settings.max_false_unrelated
        ):
            return float(threshold)
    return 0.98
