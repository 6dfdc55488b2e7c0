"""Train a matcher on a shop's entries: a pure function, safe to run in a worker thread."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chat_server.core.faq.analysis import Analyser, Analysis
from chat_server.core.faq.calibration import Evidence, calibrate_on, default_for
from chat_server.core.faq.entry import Entry, read_entries
from chat_server.core.faq.evidence import Vocabulary
from chat_server.core.faq.features import Featuriser, Floats, Ints, document_weights
from chat_server.core.faq.matcher import Matcher, Model
from chat_server.core.faq.repair import Speller
from chat_server.core.faq.ridge import SparseRows, invert, left_out, solve
from chat_server.core.faq.settings import Settings
from chat_server.core.faq.text import mask, unmarked
from chat_server.core.faq.vectors import Encoder, Space, encoders_for

Owners = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Training texts in order: phrasings entry by entry, then unrelated questions (owner −1)."""

    originals: list[str]
    texts: list[list[str]]
    owners: list[int]
    n_phrasings: int


def _collect(entries: Sequence[Entry], analyser: Analyser) -> Rows:
    originals: list[str] = []
    texts: list[list[str]] = []
    owners: list[int] = []
    for index, entry in enumerate(entries):
        for phrasing in entry.phrasings:
            tokens = analyser.tokens(phrasing)
            if tokens:
                originals.append(unmarked(mask(phrasing)))
                texts.append(tokens)
                owners.append(index)
    n_phrasings = len(texts)
    for question in analyser.lexicon.background:
        originals.append(question)
        texts.append(analyser.tokens(question))
        owners.append(-1)
    return Rows(originals, texts, owners, n_phrasings)


def train(
    entries: Iterable[object],
    language: str = "en",
    *,
    calibrate: bool = True,
    vectors: bool | None = None,
    settings: Settings | None = None,
) -> Matcher:
    """A matcher for these entries.

    ``entries`` are dicts or objects with ``id``, ``question``, ``alternatives`` (and optionally
    ``answer``). ``calibrate=False`` skips the leave-out runs: the matcher answers by the shipped
    confidence until it is replaced by a calibrated one. ``vectors`` asks for sentence vectors:
    ``None`` uses them when their package is installed, ``True`` raises ``RuntimeError`` when not.
    The result depends on nothing but the arguments. Raises as :func:`read_entries` does.
    """
    settings = settings or Settings()
    read = read_entries(entries)
    analyser = Analyser(language)
    rows = _collect(read, analyser)
    analyses = [analyser.analyse(tokens) for tokens in rows.texts]
    encoders = encoders_for(language, vectors)
    model = _fit(read, analyser, rows, analyses, encoders, settings, calibrate)
    return Matcher(model)


def _fit(
    entries: tuple[Entry, ...], analyser: Analyser, rows: Rows, analyses: list[Analysis],
    encoders: tuple[Encoder, ...], settings: Settings, calibrate: bool,
) -> Model:  # fmt: skip
    featuriser = Featuriser(settings.shape)
    counted = [featuriser.counts(analysis) for analysis in analyses]
    idf = document_weights([columns for columns, _ in counted], settings.shape.size)
    weighed = [
        (columns, featuriser.weigh(columns, values, idf, analysis.understood))
        for analysis, (columns, values) in zip(analyses, counted, strict=True)
    ]
    kept = _on_topic(weighed, rows.n_phrasings, settings)
    weighed, analyses = [weighed[i] for i in kept], [analyses[i] for i in kept]
    owners = np.asarray([rows.owners[i] for i in kept])
    sparse = SparseRows.of(weighed, settings.shape.size)
    kernel = sparse.gram()
    space = Space.of(encoders, [rows.originals[i] for i in kept]) if encoders else None
    share = np.float32(settings.vector_share if encoders else 0)
    if space is not None:
        kernel *= 1 - share
        kernel += share * (space.rows @ space.rows.T)
    # The last column stands for "unrelated", which is owner −1.
    targets = np.zeros((len(owners), len(entries) + 1), np.float32)
    targets[np.arange(len(owners)), owners] = 1
    penalties = _penalties(owners, len(entries), settings)
    is_calibrated = calibrate and len(entries) > 1
    inverse = invert(kernel, penalties) if is_calibrated else None
    coefficients = solve(kernel, targets, penalties) if inverse is None else inverse @ targets
    vocabulary = Vocabulary.of(analyses, owners.tolist())
    calibration = default_for(with_vectors=space is not None)
    if inverse is not None:
        evidence = _leave_out(inverse, targets, coefficients, owners, analyses, vocabulary)
        calibration = calibrate_on(evidence, calibration, analyser.lexicon.language, settings)
    return Model(
        entries=entries, settings=settings, analyser=analyser, featuriser=featuriser, idf=idf,
        weights=sparse.weights(coefficients) * (1 - share), space=space,
        vector_weights=None if space is None else _weights_of(space, coefficients, share),
        vocabulary=vocabulary, speller=_speller(rows, analyser), calibration=calibration,
    )  # fmt: skip


def _weights_of(space: Space, coefficients: Floats, share: np.float32) -> Floats:
    weights: Floats = space.rows.T @ coefficients
    weights *= share
    return weights


def _on_topic(
    weighed: Sequence[tuple[Ints, Floats]], n_phrasings: int, settings: Settings
) -> list[int]:
    """All phrasings, and the background questions that none of them resembles.

    A shop may well answer one of the "unrelated" questions; then it must not count against it.
    """
    phrasings = SparseRows.of(weighed[:n_phrasings], settings.shape.size)
    kept = list(range(n_phrasings))
    for index in range(n_phrasings, len(weighed)):
        similar = phrasings.times(*weighed[index])
        if similar.max(initial=0.0) < settings.off_topic_below:
            kept.append(index)
    return kept


def _penalties(owners: Owners, n: int, settings: Settings) -> Floats:
    counts = np.bincount(owners[owners >= 0], minlength=max(n, 1)).astype(float)
    typical = counts[counts > 0].mean() if counts.any() else 1.0
    # An entry with few phrasings gets more weight for each, one with many less.
    by_entry = settings.penalty * np.sqrt(np.maximum(counts, 1) / typical)
    penalties = np.where(owners >= 0, by_entry[np.maximum(owners, 0)], settings.penalty)
    return penalties.astype(np.float32)


def _speller(rows: Rows, analyser: Analyser) -> Speller:
    counts: dict[str, int] = {}
    for tokens, owner in zip(rows.texts, rows.owners, strict=True):
        for token in tokens:
            counts[token] = counts.get(token, 0) + (3 if owner >= 0 else 1)
    for word in sorted(analyser.lexicon.known_words):
        counts.setdefault(word, 1)
    return Speller(counts, sorted(analyser.lexicon.beginnings))


def _leave_out(
    inverse: Floats, targets: Floats, coefficients: Floats,
    owners: Owners, analyses: list[Analysis],
    vocabulary: Vocabulary,
) -> Evidence:  # fmt: skip
    rows = np.arange(len(owners), dtype=np.int32)
    by_entry = [rows[owners == entry] for entry in range(targets.shape[1] - 1)]
    alone = left_out(inverse, coefficients, targets, [rows[i : i + 1] for i in rows])
    without_entry = left_out(inverse, coefficients, targets, [g for g in by_entry if len(g)])
    return Evidence.gather(
        analyses, vocabulary, owners, alone.astype(float), without_entry.astype(float)
    )
