"""What goes into a matcher and what comes out of it: plain frozen values."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol, cast, runtime_checkable


@runtime_checkable
class EntryLike(Protocol):
    """Any object with these attributes can be trained on; ``answer`` may be missing."""

    @property
    def id(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def alternatives(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A FAQ entry as the engine sees it: its phrasings, and the text it answers with."""

    id: str
    question: str
    alternatives: tuple[str, ...] = ()
    answer: str = ""

    @property
    def phrasings(self) -> tuple[str, ...]:
        """Question and alternatives, without blanks and exact repetitions."""
        texts = (text.strip() for text in (self.question, *self.alternatives))
        return tuple(dict.fromkeys(text for text in texts if text))


class Ranked(NamedTuple):
    """One candidate; unpacks as ``(entry_id, confidence)``. Confidence is 0–1."""

    entry_id: str
    confidence: float

    @property
    def id(self) -> str:
        """The entry's id under the name that entries use."""
        return self.entry_id


class Outcome(StrEnum):
    """The three things that a bot may do with a question."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reason:
    """A word or concept of the question that spoke for (+) or against (-) the best entry.

    ``kind`` is ``word``, ``concept`` or ``meaning`` (sentence vectors); points of one decision
    add up to roughly the raw score times 100.
    """

    kind: str
    text: str
    points: float


@dataclass(frozen=True, slots=True)
class Decision:
    """What the bot should do with one message.

    ``ranked`` is best first; ``answer`` is an entry id when the engine is sure, else ``None``;
    ``suggestions`` holds up to three ids when it is near; ``parts`` holds the decisions of the
    single questions when a message asked several and at least two have different answers.
    ``masked`` is the text with numbers, addresses and links hidden: the form that is fit to log.
    """

    outcome: Outcome
    ranked: tuple[Ranked, ...]
    answer: str | None
    suggestions: tuple[str, ...]
    masked: str
    parts: tuple["Decision", ...] = ()
    explainer: Callable[[], tuple[Reason, ...]] = field(default=tuple, repr=False, compare=False)

    @property
    def why(self) -> tuple[Reason, ...]:
        """What spoke for and against the best candidate, strongest first (worked out on call)."""
        return self.explainer()

    @property
    def confidence(self) -> float:
        """Confidence in the best candidate; 0 when there is none."""
        return self.ranked[0].confidence if self.ranked else 0.0


def _read_one(raw: object) -> Entry:
    if isinstance(raw, Entry):
        return raw
    if isinstance(raw, Mapping):
        values = cast("Mapping[str, object]", raw)
        entry_id, question = values.get("id"), values.get("question", "")
        alternatives, answer = values.get("alternatives") or (), values.get("answer")
    elif isinstance(raw, EntryLike):
        entry_id, question, alternatives = raw.id, raw.question, raw.alternatives or ()
        answer = getattr(raw, "answer", None)
    else:
        raise TypeError(f"not a FAQ entry: {type(raw).__name__}")
    if entry_id is None or entry_id == "":
        raise ValueError("a FAQ entry needs an id")
    if isinstance(alternatives, str):
        raise TypeError(f"alternatives of entry {entry_id} must be a list of texts")
    listed = cast("Iterable[object]", alternatives)
    return Entry(
        id=cast("str", entry_id),
        question=str(question or ""),
        alternatives=tuple(str(text) for text in listed),
        answer=answer if isinstance(answer, str) else "",
    )


def read_entries(raw: Iterable[object]) -> tuple[Entry, ...]:
    """Entries from dicts or objects.

    Raises ``TypeError`` or ``ValueError`` on a wrong shape, an empty id or an id given twice.
    """
    entries = tuple(_read_one(one) for one in raw)
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise ValueError(f"two FAQ entries have the id {entry.id}")
        seen.add(entry.id)
    return entries
