"""One set, one half, one engine setting: the numbers of the table."""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from chat_server.core import faq
from tests.eval.sets import EvalSet, Half
from tests.eval.spoil import spoil

FOLDS = 10


@dataclass(frozen=True, slots=True)
class Numbers:
    """Shares between 0 and 1; times in milliseconds."""

    top1: float
    top1_noisy: float
    top3: float
    precision: float
    coverage: float
    suggested: float
    false_unrelated: float
    false_shop_like: float
    false_removed: float
    train_ms: float


def _share(values: Iterable[bool]) -> float:
    counted = list(values)
    return sum(counted) / len(counted) if counted else 0.0


def measure(
    chosen: EvalSet, half: Half, *, vectors: bool, settings: faq.Settings | None = None,
    removed: bool = True,
) -> Numbers:  # fmt: skip
    """Train on all phrasings and ask the questions of one half."""
    begun = time.perf_counter()
    matcher = faq.train(
        chosen.entries, language=chosen.language, vectors=vectors, settings=settings
    )
    train_ms = (time.perf_counter() - begun) * 1000
    pairs = [(topic.id, text) for topic in chosen.topics for text in topic.questions(half)]
    decisions = [(wanted, matcher.match(text)) for wanted, text in pairs]
    noisy = [(wanted, matcher.match(spoil(text))) for wanted, text in pairs]
    answered = [wanted == d.answer for wanted, d in decisions if d.answer is not None]
    return Numbers(
        top1=_share(wanted == d.ranked[0].id for wanted, d in decisions),
        top1_noisy=_share(wanted == d.ranked[0].id for wanted, d in noisy),
        top3=_share(wanted in [c.id for c in d.ranked[:3]] for wanted, d in decisions),
        precision=_share(answered),
        coverage=len(answered) / len(decisions),
        suggested=_share(d.answer is None and bool(d.suggestions) for _, d in decisions),
        false_unrelated=_answered(matcher, chosen.half_of(chosen.unrelated, half)),
        false_shop_like=_answered(matcher, chosen.half_of(chosen.shop_like, half)),
        false_removed=_removed(chosen, half, vectors, settings) if removed else float("nan"),
        train_ms=train_ms,
    )


def _answered(matcher: faq.Matcher, texts: Iterable[str]) -> float:
    return _share(matcher.match(text).answer is not None for text in texts)


def _removed(chosen: EvalSet, half: Half, vectors: bool, settings: faq.Settings | None) -> float:
    """How often a question is answered when its entry is not there, in folds of entries."""
    false: list[bool] = []
    for fold in range(FOLDS):
        gone = chosen.topics[fold::FOLDS]
        rest = [topic.entry for topic in chosen.topics if topic not in gone]
        matcher = faq.train(rest, language=chosen.language, vectors=vectors, settings=settings)
        false += [
            matcher.match(text).answer is not None
            for topic in gone
            for text in topic.questions(half)
        ]
    return _share(false)
