"""The wire as one document to compare releases by; ``python -m tests.protocol.golden`` writes."""

import json
from pathlib import Path
from typing import Any

from chat_server.protocol.surface import AGENT, VISITOR, Surface, schemas

GOLDEN = Path(__file__).with_name("v1.schema.json")


def wire() -> dict[str, Any]:
    """Commands, events and schemas of each role, as they are now."""
    return {surface.role: _side(surface) for surface in (VISITOR, AGENT)}


def _side(surface: Surface) -> dict[str, Any]:
    described = schemas(surface)
    for command in surface.commands:
        described[command.__name__]["x-sent"] = True
    events = [body.model_fields["type"].default for body in (*surface.bodies, *surface.ephemeral)]  # type: ignore[attr-defined] # models
    return {
        "commands": sorted(surface.by_name()),
        "events": sorted(events),
        "schemas": json.loads(json.dumps(described)),
    }


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(wire(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
