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

from chat_server.core.words import Words, read_words

TEMPLATES: Final = Path(__file__).resolve().parents[2] / "templates"
STATIC: Final = Path(__file__).resolve().parents[2] / "static"
_VERSION_DIGITS: Final = 10


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The package's templates: always escaping, and an unknown name is an error.

    Everything is read and compiled here, so that no request waits for a file.
    """
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.globals.update(icon_paths=_icon_paths(), static=static, page_words=page_words)
    env.globals["icon"] = env.get_template("icon.html").make_module().__dict__["icon"]
    _page_words()
    _versions()
    for name in env.list_templates(["html"]):
        env.get_template(name)
    return env


def static(path: str) -> str:
    """The address of a file under ``static/``, which changes with its content.

    Raises ``KeyError`` for a file that was not there at the start.
    """
    return f"/static/{path}?v={_versions()[path]}"


@lru_cache(maxsize=1)
def _versions() -> dict[str, str]:
    files = (path for path in STATIC.rglob("*") if path.is_file() and "dist" not in path.parts)
    return {
        path.relative_to(STATIC).as_posix(): sha256(path.read_bytes()).hexdigest()[:_VERSION_DIGITS]
        for path in files
    }


def page_words(language: str) -> Words:
    """The texts of the hub's own pages in a language."""
    return _page_words()[language]


@lru_cache(maxsize=1)
def _page_words() -> dict[str, Words]:
    return read_words(TEMPLATES / "texts")


def _icon_paths() -> dict[str, str]:
    shapes: dict[str, str] = json.loads((TEMPLATES / "icons.gen.json").read_text("utf-8"))
    return shapes
