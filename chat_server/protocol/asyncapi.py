"""The wire as an AsyncAPI 3.0 document."""

from typing import Any

from chat_server.protocol.surface import Surface, schemas
from chat_server.protocol.version import PROTOCOL_VERSION

Document = dict[str, Any]


def document(surfaces: list[Surface]) -> Document:
    """One document: a channel a role, an operation a command or event."""
    channels: Document = {}
    operations: Document = {}
    messages: Document = {}
    definitions: Document = {}
    for surface in surfaces:
        definitions.update(schemas(surface, "#/components/schemas/{model}"))
        names = {command.__name__: (command.name, "receive") for command in surface.commands}
        for event in (*surface.envelopes, *surface.ephemeral):
            default = event.model_fields["type"].default if "type" in event.model_fields else None
            names[event.__name__] = (default or event.__name__, "send")
        channels[surface.role] = {
            "address": "/socket.io",
            "description": f"Default namespace, auth payload with role {surface.role!r}.",
            "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in names},
        }
        for name, (wire_name, action) in names.items():
            messages[name] = {
                "name": wire_name,
                "contentType": "application/json",
                "payload": {"$ref": f"#/components/schemas/{name}"},
            }
            operation: Document = {
                "action": action,
                "channel": {"$ref": f"#/channels/{surface.role}"},
                "messages": [{"$ref": f"#/channels/{surface.role}/messages/{name}"}],
            }
            operations[f"{surface.role}.{name}"] = operation
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Zalada", "version": str(PROTOCOL_VERSION)},
        "channels": channels,
        "operations": operations,
        "components": {"messages": messages, "schemas": definitions},
    }
