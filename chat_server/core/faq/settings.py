"""The engine's constants in one place, so that an evaluation can vary them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chat_server.core.faq.features import Shape


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train and decide.

    ``penalty`` is ridge's; ``off_topic_below`` is the similarity to a phrasing from which a
    background question is not "unrelated" for a shop; ``max_false_*`` and ``min_precision`` are
    what the answer threshold must keep on left-out data; ``vector_share`` is the weight of
    sentence vectors.
    """

    shape: Shape = field(default_factory=Shape)
    penalty: float = 1.5
    stiffness: float = 2.0
    min_precision: float = 0.86
    max_false_unrelated: float = 0.01
    max_false_left_out: Mapping[str, float] = field(
        default_factory=lambda: {"": 0.10, "en": 0.09, "pl": 0.16, "sl": 0.16}
    )
    off_topic_below: float = 0.42
    vector_share: float = 0.5
    suggest_from: float = 0.15
