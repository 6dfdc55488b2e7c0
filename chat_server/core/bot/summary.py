"""What an agent has to know when taking over, in a few lines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chat_server.core.bot.model import BotState, Param, Phrase
from chat_server.core.bot.render import render_phrase

QUESTIONS_SHOWN = 6
_RATED = {None: "unrated", True: "helped", False: "did_not_help"}


@dataclass(frozen=True, slots=True)
class Page:
    """Where the visitor is."""

    title: str = ""
    url: str = ""


NO_PAGE = Page()


@dataclass(frozen=True, slots=True)
class Summary:
    """The conversation with the bot so far.

    ``asked`` holds the visitor's messages in order, ``answered`` pairs of (question answered, how
    it was rated: unrated, helped, did_not_help), ``unanswered`` the messages without an answer,
    ``guide_answers`` pairs of (question, answer).
    """

    language: str
    asked: tuple[str, ...]
    answered: tuple[tuple[str, str], ...]
    unanswered: tuple[str, ...]
    order_number: str
    email: str
    callback_reference: str
    page: Page
    guide_answers: tuple[tuple[str, str], ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened that the agent could use."""
        return not (
            self.asked
            or self.order_number
            or self.email
            or self.callback_reference
            or self.guide_answers
        )


def summary(
    state: BotState,
    language: str,
    page: Page = NO_PAGE,
    guide_answers: tuple[tuple[str, str], ...] = (),
) -> Summary:
    """What the bot knows, for the agent; ``language`` is the visitor's."""
    last = state.exchanges[-QUESTIONS_SHOWN:]
    answered = {one.question: _RATED[one.helpful] for one in last if one.result == "answered"}
    return Summary(
        language=language,
        asked=_distinct(one.text for one in last),
        answered=tuple(answered.items()),
        unanswered=_distinct(one.text for one in last if one.result in ("unknown", "suggested")),
        order_number=state.order_number,
        email=state.email,
        callback_reference=state.callback_reference,
        page=page,
        guide_answers=guide_answers,
    )


def summary_lines(known: Summary, language: str) -> list[str]:
    """The summary in ``language`` (the agent's), a line a fact; empty if there is none."""
    if known.is_empty:
        return []
    facts: list[tuple[str, Mapping[str, Param]]] = [
        ("unanswered" if text in known.unanswered else "asked", {"text": text})
        for text in known.asked
    ]
    facts += [(rated, {"question": question}) for question, rated in known.answered]
    facts += [("guide", {"question": ask, "answer": told}) for ask, told in known.guide_answers]
    for key, value in (
        ("order", known.order_number),
        ("email", known.email),
        ("callback", known.callback_reference),
        ("page", known.page.title or known.page.url),
    ):
        if value:
            facts.append((key, {"value": value}))
    facts.append(("language", {"value": Phrase(f"language.{known.language}")}))
    return [render_phrase(Phrase(f"summary.{key}", params), language) for key, params in facts]


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
