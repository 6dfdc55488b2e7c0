"""The AsyncAPI document hangs together: every reference leads somewhere, every schema is one."""

import json
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator

from chat_server.protocol.surface import AGENT, VISITOR, schemas
from tests.support.sources import ROOT

DOCUMENT: dict[str, Any] = json.loads((ROOT / "docs/asyncapi.json").read_text("utf-8"))


def references(node: object) -> Iterator[str]:
    """Every ``$ref`` below a node."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def found(reference: str) -> object:
    """What a reference leads to."""
    node: Any = DOCUMENT
    for part in reference.removeprefix("#/").split("/"):
        node = node[part.replace("~1", "/")]
    return node


def test_every_reference_leads_somewhere() -> None:
    for reference in set(references(DOCUMENT)):
        assert isinstance(found(reference), dict), reference


def test_every_command_and_event_is_an_operation_with_its_message() -> None:
    for surface in (VISITOR, AGENT):
        operations = {
            name: one
            for name, one in DOCUMENT["operations"].items()
            if name.startswith(f"{surface.role}.")
        }
        for command in surface.commands:
            operation = operations[f"{surface.role}.{command.__name__}"]
            assert operation["action"] == "receive"
            message: Any = found(operation["messages"][0]["$ref"])
            assert found(message["$ref"])["name"] == command.name  # type: ignore[index] # a message
        for event in (*surface.envelopes, *surface.ephemeral):
            assert operations[f"{surface.role}.{event.__name__}"]["action"] == "send"


def test_the_required_parts_of_an_asyncapi_3_document_are_there() -> None:
    assert DOCUMENT["asyncapi"] == "3.0.0"
    assert set(DOCUMENT["info"]) >= {"title", "version"}
    for operation in DOCUMENT["operations"].values():
        assert operation["action"] in ("send", "receive")
        assert set(operation["channel"]) == {"$ref"}


def test_every_schema_is_a_schema_and_means_the_same_for_both_roles() -> None:
    for schema in DOCUMENT["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    visitor, agent = schemas(VISITOR), schemas(AGENT)
    differing = [name for name in visitor.keys() & agent.keys() if visitor[name] != agent[name]]
    assert differing == []
