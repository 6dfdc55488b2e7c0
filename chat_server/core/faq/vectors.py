"""Sentence vectors, used when their package is installed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from chat_server.core.faq.features import Floats


class Encoder(Protocol):
    """Something that turns texts into vectors."""

    def fit(self, texts: Sequence[str]) -> "FittedVectors": ...


@dataclass(frozen=True, slots=True)
class FittedVectors:
    """Vectors of the training texts, and how to get those of others."""

    rows: Floats

    def encode(self, text: str) -> Floats:
        raise NotImplementedError


def encoder_for(language: str, wanted: bool | None) -> Encoder | None:
    """The encoder for a language, ``None`` without one."""
    return None
