"""The environment of all pages made on the server. No page has inline script or style.

Templates find these names: ``icon(name)`` an inline icon, ``static(path)`` the address of a file
under ``static/`` with its version, ``page_words(language)`` the texts of start, sign-in and error
page (``templates/texts``).
"""

import json
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from chat_server.core.words import Words, read_words

TEMPLATES: Final = Path(__file__).resolve().parents[2] / "templates"
STATIC: Final = Path(__file__).resolve().parents[2] / "static"
_VERSION_DIGITS: Final = 10


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The package's templates: always escaping, and an unknown name is an error."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(icon=icon, static=static, page_words=page_words)
    return env


def icon(name: str) -> Markup:
    """An inline icon of the design by name; decorative, so the words stand beside it."""
    return Markup(
        '<svg class="z-i" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>'
    ).format(_icons()[name])


@lru_cache(maxsize=128)
def static(path: str) -> str:
    """The address of a file under ``static/``, which changes with its content."""
    version = sha256((STATIC / path).read_bytes()).hexdigest()[:_VERSION_DIGITS]
    return f"/static/{path}?v={version}"


def page_words(language: str) -> Words:
    """The texts of the hub's own pages in a language."""
    return _page_words()[language]


@lru_cache(maxsize=1)
def _page_words() -> dict[str, Words]:
    return read_words(TEMPLATES / "texts")


@lru_cache(maxsize=1)
def _icons() -> dict[str, str]:
    shapes: dict[str, str] = json.loads((TEMPLATES / "icons.gen.json").read_text("utf-8"))
    return shapes
