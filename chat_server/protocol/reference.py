"""The wire in words: PROTOCOL.md."""

import inspect
import re
from pathlib import Path
from typing import Any

from chat_server.core import errors
from chat_server.protocol.surface import Surface, schemas
from chat_server.protocol.typescript import type_of
from chat_server.protocol.version import OLDEST_SUPPORTED, PROTOCOL_VERSION

INTRODUCTION = Path(__file__).with_name("introduction.md")


def error_rows() -> list[str]:
    """A table row a code, from the enum's own comments."""
    source = inspect.getsource(errors.ErrorCode)
    found = re.findall(r'= "([^"]+)"  # (.+)', source)
    return [f"| `{code}` | {meaning} |" for code, meaning in found]


def fields(schema: dict[str, Any]) -> list[str]:
    """A table of a model's fields."""
    properties: dict[str, Any] = schema.get("properties", {})
    if not properties:
        return ["No fields.", ""]
    required = set(schema.get("required", ()))
    rows = ["| field | type | meaning |", "| --- | --- | --- |"]
    for name, node in properties.items():
        shown = type_of(node).replace("|", "\\|")
        limits = [
            f"{word} {node[key]}"
            for key, word in (
                ("minLength", "at least"),
                ("maxLength", "at most"),
                ("minimum", "from"),
                ("maximum", "to"),
            )
            if key in node
        ]
        meaning = " ".join([str(node.get("description", "")), ", ".join(limits)]).strip()
        optional = "" if name in required or "const" in node else " (optional)"
        rows.append(f"| `{name}`{optional} | `{shown}` | {meaning} |")
    return [*rows, ""]


def section(title: str, schema: dict[str, Any]) -> list[str]:
    """A heading, the docstring, the fields."""
    return [title, "", str(schema.get("description", "")), "", *fields(schema)]


def render(surfaces: list[Surface]) -> str:
    """The whole document."""
    lines = [
        "# The Zalada protocol",
        "",
        f"Version {PROTOCOL_VERSION}, oldest supported {OLDEST_SUPPORTED}. "
        "Made by `python -m chat_server.protocol`; do not edit.",
        "",
        INTRODUCTION.read_text(encoding="utf-8").strip(),
        "",
        "## Error codes",
        "",
        "| code | meaning |",
        "| --- | --- |",
        *error_rows(),
        "",
    ]
    for surface in surfaces:
        definitions = schemas(surface)
        lines += [f"## What {surface.role}s send", ""]
        for command in surface.commands:
            title = f"### `{command.name}` → `{command.reply.__name__}`"
            lines += section(title, definitions[command.__name__])
        lines += [f"## What {surface.role}s are told, without a number", ""]
        for event in surface.ephemeral:
            name = event.model_fields["type"].default
            lines += section(f"### `{name}`", definitions[event.__name__])
        lines += [f"## What {surface.role}s read", ""]
        skip = {*(c.__name__ for c in surface.commands), *(e.__name__ for e in surface.ephemeral)}
        for name, schema in definitions.items():
            if name not in skip:
                lines += section(f"### {name}", schema)
    return "\n".join(lines).rstrip() + "\n"
