"""Writes the wire as TypeScript: one interface a model, typed maps of commands and events."""

from typing import Any

from chat_server.protocol.errors import ErrorCode
from chat_server.protocol.surface import Surface, schemas
from chat_server.protocol.version import PROTOCOL_VERSION

Schema = dict[str, Any]


def identifier(name: str) -> str:
    """A model's name as TypeScript takes it: one that is sent and received comes in two forms."""
    return name.replace("-", "")


SIMPLE = {
    "integer": "number",
    "number": "number",
    "string": "string",
    "boolean": "boolean",
    "null": "null",
}


def type_of(schema: Schema) -> str:
    """The TypeScript type of one JSON schema node."""
    if "$ref" in schema:
        return identifier(str(schema["$ref"]).rsplit("/", 1)[-1])
    union = schema.get("anyOf") or schema.get("oneOf")
    if union:
        return " | ".join(dict.fromkeys(type_of(part) for part in union))
    if "const" in schema:
        return f'"{schema["const"]}"'
    if "enum" in schema:
        return " | ".join(f'"{value}"' for value in schema["enum"])
    kind = schema.get("type")
    if kind == "array":
        return array_of(schema)
    if kind == "object":
        return f"Record<string, {type_of(values_of(schema))}>"
    if kind not in SIMPLE:
        raise ValueError(f"no TypeScript for {schema}")
    return SIMPLE[kind]


def values_of(schema: Schema) -> Schema:
    """The schema of a mapping's values."""
    patterns = schema.get("patternProperties")
    values: Schema = next(iter(patterns.values())) if patterns else schema["additionalProperties"]
    return values


def array_of(schema: Schema) -> str:
    """``T[]``, with parentheses around a union."""
    item = type_of(schema["items"])
    return f"({item})[]" if " | " in item else f"{item}[]"


def comment(text: str | None, indent: str = "") -> list[str]:
    """A doc comment, or nothing."""
    if not text:
        return []
    return [f"{indent}/** {' '.join(text.split())} */"]


def interface(name: str, schema: Schema) -> list[str]:
    """One exported interface."""
    required = set(schema.get("required", ()))
    lines = [*comment(schema.get("description")), f"export interface {name} {{"]
    for field, node in schema.get("properties", {}).items():
        lines += comment(node.get("description"), "  ")
        optional = "" if field in required or "const" in node else "?"
        lines.append(f"  {field}{optional}: {type_of(node)};")
    return [*lines, "}", ""]


def render(surface: Surface) -> str:
    """The whole ``protocol.gen.ts`` of one role."""
    lines = [
        "// Made by `python -m chat_server.protocol`; do not edit.",
        "",
        f"export const PROTOCOL_VERSION = {PROTOCOL_VERSION};",
        "",
        "/** What went wrong, as a client can act on it. */",
        "export type ErrorCode =",
        *(f'  | "{code.value}"' for code in ErrorCode),
        ";",
        "",
        "export interface WireError {",
        "  code: ErrorCode;",
        "  field?: string;",
        "  retry_after?: number;",
        "}",
        "",
        "export type Ack<T> = { ok: true; data: T } | { ok: false; error: WireError };",
        "",
    ]
    for name, schema in schemas(surface).items():
        lines += interface(identifier(name), schema)
    bodies = [body.__name__ for body in surface.bodies]
    lines += ["export type EventBody =", *(f"  | {name}" for name in bodies), ";", ""]
    lines += ["/** Commands by name: what is sent, what a positive ack brings. */"]
    lines += ["export interface Commands {"]
    lines += [
        f'  "{c.name}": {{ payload: {c.__name__}; reply: {c.reply.__name__} }};'
        for c in surface.commands
    ]
    lines += ["}", "", "/** Events by name. */", "export interface Events {"]
    public = {body.__name__ for body in surface.bodies}
    team = "TeamEvent" if len(surface.envelopes) > 1 else ""
    for body in surface.bodies:
        kind = body.model_fields["type"].default  # type: ignore[attr-defined] # every body has one
        private = kind.split(".")[0] in {"note", "summary"}
        lines.append(f'  "{kind}": {team if private and team else "StoredEvent"};')
    lines += [
        f'  "{event.model_fields["type"].default}": {event.__name__};'
        for event in surface.ephemeral
        if event.__name__ not in public
    ]
    return "\n".join([*lines, "}", ""])
