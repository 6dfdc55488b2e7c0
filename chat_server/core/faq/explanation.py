"""Say which words and concepts spoke for an entry, for the editor's test box."""

from collections import Counter
from collections.abc import Mapping

from chat_server.core.faq.analysis import Analysis
from chat_server.core.faq.entry import Reason
from chat_server.core.faq.features import CONCEPT, PAIR, Featuriser

_MOST_REASONS = 8
_SMALLEST = 0.5


def explain(
    analysis: Analysis, featuriser: Featuriser, points: Mapping[int, float]
) -> tuple[Reason, ...]:
    """Reasons, strongest first, from what each column added to the score (0–1).

    A column that several words share is divided evenly; concept pairs count for both concepts.
    """
    columns, _, sources = featuriser.parts(analysis)
    sharers = Counter(columns)
    concept_start, pair_start = featuriser.shape.starts[CONCEPT], featuriser.shape.starts[PAIR]
    totals: dict[tuple[str, str], float] = {}
    concepts = [name for name, _ in analysis.concepts]
    pairs = featuriser.pair_names(analysis)
    n_single = len(columns) - len(pairs)
    first_concept = n_single - len(concepts)
    for index, (column, source) in enumerate(zip(columns, sources, strict=True)):
        share = 100 * points.get(column, 0.0) / sharers[column]
        if column < concept_start:
            keys = [("word", analysis.tokens[source])]
        elif column < pair_start:
            keys = [("concept", concepts[index - first_concept])]
        else:
            keys = [("concept", name) for name in pairs[index - n_single]]
        for key in keys:
            totals[key] = totals.get(key, 0.0) + share / len(keys)
    reasons = [
        Reason(kind, text, round(total, 1))
        for (kind, text), total in totals.items()
        if abs(total) >= _SMALLEST
    ]
    return tuple(sorted(reasons, key=lambda reason: -abs(reason.points))[:_MOST_REASONS])
