"""The design for pages made on the server: one stylesheet and the icons, from the front end's own.

``python -m tools.page_assets`` writes them; ``--check`` says whether they are fresh.
"""

import json
import re
import sys
from pathlib import Path

from tools.steps import ROOT

DESIGN = ROOT / "widget" / "shared" / "design"
ICONS = ROOT / "widget" / "shared" / "icons"
STYLESHEET = ROOT / "chat_server" / "static" / "pages" / "components.gen.css"
ICON_PATHS = ROOT / "chat_server" / "templates" / "icons.gen.json"

COMPONENTS = (
    "tokens", "base", "layout", "button", "field", "check", "chip", "badge", "avatar", "card",
    "product", "stars", "tabs", "table", "toast", "empty", "logo", "view-auth",
)  # fmt: skip
"""What the start page, the sign-in page and the demo shop are made of."""

_ICON = re.compile(r'export const icon(\w+): IconShape =\s*"([^"]+)";')
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def stylesheet() -> str:
    """The components' rules in one file, without comments."""
    parts = (_COMMENT.sub("", (DESIGN / f"{name}.css").read_text("utf-8")) for name in COMPONENTS)
    return "/* Made by tools/page_assets.py from widget/shared/design. */\n" + "".join(parts)


def icon_paths() -> str:
    """Every one-path icon as JSON: its name in lower case with hyphens, and its path."""
    shapes = {
        re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower(): path
        for file in sorted(ICONS.glob("*.ts"))
        for name, path in _ICON.findall(file.read_text("utf-8"))
    }
    return json.dumps(shapes, indent=0, sort_keys=True) + "\n"


def assets() -> dict[Path, str]:
    """What each generated file should hold."""
    return {STYLESHEET: stylesheet(), ICON_PATHS: icon_paths()}


def main(arguments: list[str]) -> int:
    """Write what is stale, or with ``--check`` only say so."""
    stale = [
        path
        for path, text in assets().items()
        if not path.is_file() or path.read_text("utf-8") != text
    ]
    for path in stale:
        shown = path.relative_to(ROOT)
        if "--check" in arguments:
            print(f"{shown} is stale: run python -m tools.page_assets")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(assets()[path], "utf-8")
            print(f"wrote {shown}")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
