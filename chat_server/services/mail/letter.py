"""A letter, what sends it, and how it is worded."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chat_server.core.words import Words, read_words

TEMPLATES: Final = Path(__file__).resolve().parents[2] / "templates" / "mail"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A text file in a letter."""

    file_name: str
    content_type: str
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail; ``reference`` is the same at every attempt to send it."""

    reference: str
    to: str
    sender_name: str
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()


class Undeliverable(Exception):  # noqa: N818 # reads as what it says
    """The address takes no mail; trying again is of no use."""


class Mailbox(Protocol):
    """Hands letters to a mail server."""

    async def send(self, letter: Letter) -> None:
        """Hand over. Raises ``Undeliverable``, or ``OSError`` when it may work later."""


def _environment(*, autoescape: bool) -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


class Stationery:
    """The templates ``mail/NAME.txt`` and ``mail/NAME.html`` with the texts of a language.

    Reads files when it is made, so make it off the loop.
    """

    def __init__(self) -> None:
        self._words = read_words(TEMPLATES / "texts")
        self._text = _environment(autoescape=False)
        self._html = _environment(autoescape=True)
        for name in self._text.list_templates():
            if name.endswith(".txt"):
                self._text.get_template(name)
            elif name.endswith(".html"):
                self._html.get_template(name)

    def words(self, language: str) -> Words:
        """The letters' texts."""
        return self._words.get(language, self._words["en"])

    def write(self, name: str, language: str, values: Mapping[str, object]) -> tuple[str, str]:
        """The letter as text and as HTML."""
        words = self.words(language)
        known = {"t": words.text, "lang": words.language, **values}
        text = self._text.get_template(f"{name}.txt").render(known)
        return text, self._html.get_template(f"{name}.html").render(known)
