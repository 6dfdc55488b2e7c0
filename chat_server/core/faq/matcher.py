"""A trained matcher: one message in, one decision out, in well under a millisecond."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from chat_server.core.faq.analysis import Analyser, Analysis
from chat_server.core.faq.calibration import Calibration
from chat_server.core.faq.entry import Decision, Entry, Outcome, Ranked, Reason
from chat_server.core.faq.evidence import Vocabulary, facts
from chat_server.core.faq.explanation import explain
from chat_server.core.faq.features import Featuriser, Floats
from chat_server.core.faq.questions import split_questions
from chat_server.core.faq.repair import Speller
from chat_server.core.faq.settings import Settings
from chat_server.core.faq.text import mask, unmarked
from chat_server.core.faq.vectors import Space

_LONGEST = 1000
_MOST_RANKED = 10


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that training learned."""

    entries: tuple[Entry, ...]
    settings: Settings
    analyser: Analyser
    featuriser: Featuriser
    idf: Floats
    weights: Floats
    space: Space | None
    vector_weights: Floats | None
    vocabulary: Vocabulary
    speller: Speller
    calibration: Calibration


class Matcher:
    """Answers "which entry is this question about, and how sure is that?".

    Never changes after training. Without sentence vectors it may be shared between threads.
    """

    __slots__ = ("_model",)

    def __init__(self, model: Model) -> None:
        self._model = model

    @property
    def threshold(self) -> float:
        """Confidence from which the matcher answers."""
        return self._model.calibration.threshold

    def match(self, text: str) -> Decision:
        """Decide on one message. Any text is fine; one without words is unknown."""
        model = self._model
        masked = mask(text[:_LONGEST])
        tokens = self._repaired(model.analyser.tokens(masked))
        if not tokens or not model.entries:
            return Decision(Outcome.UNKNOWN, (), None, (), masked)
        whole = self._decide(tokens, unmarked(masked), masked)
        questions = split_questions(masked, model.analyser)
        if len(questions) < 2:
            return whole
        parts = [
            self._decide(self._repaired(words), " ".join(words), " ".join(words))
            for words in questions
        ]
        return _combine(whole, parts)

    def _repaired(self, tokens: list[str]) -> list[str]:
        concepts = self._model.analyser.lexicon.concepts
        speller = self._model.speller
        return [
            token if concepts.at((token,), 0) else speller.correct(token) or token
            for token in tokens
        ]

    def _decide(self, tokens: list[str], original: str, masked: str) -> Decision:
        model = self._model
        analysis = model.analyser.analyse(tokens)
        columns, counts = model.featuriser.counts(analysis)
        values = model.featuriser.weigh(columns, counts, model.idf, analysis.understood)
        scores = (values @ model.weights[columns]).astype(float)
        if model.space is not None and model.vector_weights is not None:
            scores += model.space.place(original) @ model.vector_weights
        unrelated, scores = scores[-1:], scores[:-1]
        best = int(scores.argmax())
        account = model.vocabulary.account_for(analysis, best)
        found = facts(scores[None], unrelated, (account,))
        sure = float(model.calibration.confidence.of(found)[0])
        return self._decision(scores, sure, masked, partial(self._why, analysis, best))

    def _decision(
        self, scores: NDArray[np.float64], sure: float, masked: str,
        why: Callable[[], tuple[Reason, ...]],
    ) -> Decision:  # fmt: skip
        model = self._model
        order = np.argsort(-scores, kind="stable")[:_MOST_RANKED]
        # Runners-up get the best one's odds, shrunk by how far they are behind in score.
        behind = np.exp(-6.0 * (scores[order[0]] - scores[order]))
        ranked = tuple(
            Ranked(model.entries[int(index)].id, round(sure * float(factor), 4))
            for index, factor in zip(order, behind, strict=True)
        )
        if sure >= model.calibration.threshold:
            return Decision(Outcome.ANSWER, ranked, ranked[0].id, (), masked, (), why)
        if sure >= model.settings.suggest_from:
            near = tuple(candidate.id for candidate in ranked[:3])
            return Decision(Outcome.SUGGEST, ranked, None, near, masked, (), why)
        return Decision(Outcome.UNKNOWN, ranked, None, (), masked, (), why)

    def _why(self, analysis: Analysis, entry: int) -> tuple[Reason, ...]:
        """What each word and concept added to the entry's classifier score."""
        model = self._model
        columns, counts = model.featuriser.counts(analysis)
        values = model.featuriser.weigh(columns, counts, model.idf, analysis.understood)
        points = dict(zip(columns.tolist(), (values * model.weights[columns, entry]).tolist(),
                          strict=True))  # fmt: skip
        return explain(analysis, model.featuriser, points)


def _combine(whole: Decision, parts: list[Decision]) -> Decision:
    """The message's decision from that of its text as a whole and those of its questions."""
    sure = {part.answer: part for part in parts if part.answer is not None}
    if len(sure) > 1:
        answered = tuple(sure.values())
        if whole.answer is None:
            first = max(answered, key=lambda part: part.confidence)
            return replace(first, masked=whole.masked, parts=answered)
        return replace(whole, parts=answered)
    if whole.answer is None and sure:
        (only,) = sure.values()
        return replace(only, masked=whole.masked)
    return whole
