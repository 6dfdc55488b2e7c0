"""A guide's definition: from the shop's questions and a shopper's answers to criteria to rank by.

The definition is the owner's JSON: ``criteria`` with ``attr``, ``kind``, ``label``, ``question``
and ``help`` by language, ``importance``, ``must_have``, ``priority``, ``similar``, and ``answers``
or a ``slider``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from chat_server.core.errors import ChatError, ErrorCode

SEVERAL: Final = frozenset({"any_of", "all_of"})
SCALES: Final = frozenset({"low", "high"})
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a shopper said to one question; ``importance`` in percent."""

    attr: str
    chosen: tuple[str, ...] = ()
    value: float | None = None
    importance: int = 0
    must: bool = False
    skipped: bool = False


def words(texts: object, language: str) -> str:
    """The text in ``language``, else in any."""
    if not isinstance(texts, dict):
        return str(texts or "")
    return str(texts.get(language) or next(iter(texts.values()), ""))


def slider_of(criterion: Row, currency: str) -> dict[str, Any] | None:
    """The slider's bounds, for prices in ``currency``."""
    slider = criterion.get("slider")
    if slider is None:
        return None
    if "by_currency" in slider:
        return {"field": slider["field"], "unit": currency, **slider["by_currency"][currency]}
    return dict(slider)


def question_kind(criterion: Row) -> str:
    """How it is answered: ``one`` of the options, ``several``, or a ``slider``."""
    if "slider" in criterion:
        return "slider"
    answers = criterion.get("answers", ())
    joined = criterion["kind"] == "bool" and sum("set" in one for one in answers) > 2
    return "several" if criterion["kind"] in SEVERAL or joined else "one"


def anchored(definition: Row) -> list[str]:
    """Attributes that need anchors: those where less or more is better."""
    return [one["attr"] for one in definition["criteria"] if one["kind"] in SCALES]


def open_criteria(
    definition: Row, anchors: Mapping[str, Any], answered: Iterable[str]
) -> list[dict[str, Any]]:
    """Criteria not asked yet, as ``Catalogue.next_question`` takes them."""
    done = set(answered)
    return [
        {"attr": one["attr"], "kind": one["kind"], "priority": one.get("priority", 1)}
        for one in definition["criteria"]
        if one["attr"] not in done and (one["kind"] not in SCALES or one["attr"] in anchors)
    ]


def criteria(
    definition: Row, anchors: Mapping[str, Any], answers: Iterable[Answer], currency: str
) -> list[dict[str, Any]]:
    """The criteria the answers mean, in the guide's order, as the ranking takes them.

    Raises ``ChatError(command.invalid)`` naming the answer's attribute when it means nothing.
    """
    given = {answer.attr: answer for answer in answers}
    known = {one["attr"]: one for one in definition["criteria"]}
    for attr in given:
        if attr not in known:
            raise ChatError(ErrorCode.COMMAND_INVALID, field=f"answers.{attr}")
    found = []
    for attr, criterion in known.items():
        answer = given.get(attr)
        if answer is None or answer.skipped:
            continue
        meant = _meant(criterion, anchors, answer, currency)
        if meant is not None:
            found.append(meant)
    return found


def _meant(
    criterion: Row, anchors: Mapping[str, Any], answer: Answer, currency: str
) -> dict[str, Any] | None:
    kind = criterion["kind"]
    meant: dict[str, Any] = {
        "attr": answer.attr,
        "kind": kind,
        "importance": answer.importance,
        "hard": answer.must and bool(criterion.get("must_have")),
    }
    slider = slider_of(criterion, currency)
    if slider is not None:
        if answer.value is None:
            return None
        meant |= {slider["field"]: answer.value, "margin": slider.get("margin")}
        return meant
    options = {option["id"]: option for option in criterion.get("answers", ())}
    if any(one not in options for one in answer.chosen):
        raise ChatError(ErrorCode.COMMAND_INVALID, field=f"answers.{answer.attr}")
    pressed = [options[one] for one in answer.chosen if not options[one].get("skip")]
    if not pressed:
        return None
    if kind in SCALES:
        if answer.attr not in anchors:
            return None
        low, high = anchors[answer.attr]
        best, worst = (low, high) if kind == "low" else (high, low)
        return meant | {"best": best, "worst": worst}
    sets = [one["set"] for one in pressed]
    if kind in SEVERAL:
        meant["want"] = list(dict.fromkeys(sets))
    elif isinstance(sets[0], dict):
        meant |= sets[0]
    else:
        meant["want"] = sets[0]
    if criterion.get("similar"):
        meant["similar"] = criterion["similar"]
    return meant
