"""Product pictures: one drawing a kind, coloured for the product. Kind and colour in, SVG out."""

import re
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import Final

_DRAWINGS: Final = Path(__file__).with_name("drawings")
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}", re.ASCII)
_CONTENT: Final = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_SHADE_TOWARDS_BLACK: Final = 0.32
_LIGHT_TOWARDS_WHITE: Final = 0.38


class UnknownDrawingError(ValueError):
    """There is no drawing of that kind, or the colour is not ``#rrggbb``."""


@lru_cache(maxsize=1)
def kinds() -> frozenset[str]:
    """All kinds that can be drawn."""
    return frozenset(path.stem for path in _DRAWINGS.glob("*.svg"))


@lru_cache(maxsize=256)
def picture(kind: str, colour: str) -> str:
    """A whole SVG document of 120 × 120 units on a transparent ground.

    ``colour`` is ``#rrggbb`` in lower case; its shade and highlight are mixed from it.

    Raises:
        UnknownDrawingError: for an unknown kind or a malformed colour.
    """
    if kind not in kinds() or not _COLOUR.fullmatch(colour):
        raise UnknownDrawingError(f"{kind} {colour}")
    drawing = Template((_DRAWINGS / f"{kind}.svg").read_text(encoding="utf-8"))
    return drawing.substitute(
        base=colour,
        shade=_mixed(colour, 0, _SHADE_TOWARDS_BLACK),
        light=_mixed(colour, 255, _LIGHT_TOWARDS_WHITE),
    )


def shapes(kind: str, colour: str) -> str:
    """The shapes alone, to stand inside another SVG. Raises as ``picture`` does."""
    found = _CONTENT.search(picture(kind, colour))
    return found[1].strip() if found else ""


def _mixed(colour: str, towards: int, share: float) -> str:
    channels = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(c + (towards - c) * share):02x}" for c in channels)
