"""Version 1 stays version 1: what clients send is understood, what they read is there.

``v1.schema.json`` is the wire as it was released. A new optional field, event or command is no
new version and needs nothing here; ``python -m tests.protocol.golden`` writes the file anew when
a release is made.
"""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from tests.protocol.golden import GOLDEN, wire

Schema = dict[str, Any]

WIDER_IS_MORE = ("maxLength", "maximum", "maxItems", "maxProperties")
WIDER_IS_LESS = ("minLength", "minimum", "minItems", "minProperties")


def narrowed(old: Schema, new: Schema, where: str) -> list[str]:
    """Where ``new`` takes less than ``old``: both are schemas of one value."""
    if "anyOf" in old or "anyOf" in new:
        now = [_shape(one) for one in new.get("anyOf", [new])]
        missing = [one for one in old.get("anyOf", [old]) if _shape(one) not in now]
        return [f"{where}: no longer {one}" for one in missing]
    found = [
        f"{where}: {key} was {old.get(key)}, is {new.get(key)}"
        for key in ("type", "$ref", "pattern", "const")
        if new.get(key) is not None and old.get(key) != new.get(key)
    ]
    values = set(map(str, old.get("enum", ()))) - set(map(str, new.get("enum", ())))
    if new.get("enum") and values:
        found.append(f"{where}: no longer {sorted(values)}")
    found += [
        f"{where}: {key} fell to {new[key]}"
        for key in WIDER_IS_MORE
        if key in new and new[key] < old.get(key, float("inf"))
    ]
    found += [
        f"{where}: {key} rose to {new[key]}"
        for key in WIDER_IS_LESS
        if key in new and new[key] > old.get(key, float("-inf"))
    ]
    if "items" in old:
        found += narrowed(old["items"], new.get("items", {}), f"{where}[]")
    return found


def _shape(schema: Schema) -> str:
    keys = ("type", "$ref", "const", "items", "enum")
    return json.dumps({key: schema[key] for key in keys if key in schema}, sort_keys=True)


def broken(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """What a client of ``old`` would stumble over."""
    found = []
    for role, before in old.items():
        now = new[role]
        gone = set(before["commands"]) - set(now["commands"])
        gone |= set(before["events"]) - set(now["events"])
        found += [f"{role}: {name} is gone" for name in sorted(gone)]
        for model, schema in before["schemas"].items():
            if model not in now["schemas"]:
                found.append(f"{role}: {model} is gone")
                continue
            found += _broken_model(role, model, schema, now["schemas"][model])
    return found


def _broken_model(role: str, model: str, old: Schema, new: Schema) -> list[str]:
    found = []
    for name, schema in old.get("properties", {}).items():
        where = f"{role}: {model}.{name}"
        if name not in new.get("properties", {}):
            found.append(f"{where} is gone")
        else:
            found += narrowed(schema, new["properties"][name], where)
    is_sent = old.get("x-sent", False)
    required = set(new.get("required", ())) - set(old.get("required", ()))
    if is_sent:
        found += [f"{role}: {model}.{name} is required now" for name in sorted(required)]
    else:
        optional = set(old.get("required", ())) - set(new.get("required", ()))
        found += [f"{role}: {model}.{name} may be missing now" for name in sorted(optional)]
    return found


def test_clients_of_version_one_are_understood_and_understand() -> None:
    assert broken(json.loads(GOLDEN.read_text("utf-8")), wire()) == []


def test_the_release_was_written_by_the_same_code() -> None:
    assert Path(__file__).with_name("v1.schema.json") == GOLDEN
    assert set(json.loads(GOLDEN.read_text("utf-8"))) == {"visitor", "agent"}


def _without_a_field(new: dict[str, Any]) -> None:
    del new["visitor"]["schemas"]["MessageAck"]["properties"]["seq"]


def _without_a_command(new: dict[str, Any]) -> None:
    new["agent"]["commands"].remove("note.add")


def _with_a_new_duty(new: dict[str, Any]) -> None:
    new["visitor"]["schemas"]["MessageSend"]["required"].append("mood")


def _with_shorter_texts(new: dict[str, Any]) -> None:
    new["visitor"]["schemas"]["MessageSend"]["properties"]["text"]["maxLength"] = 100


def _with_a_null_less(new: dict[str, Any]) -> None:
    field = new["visitor"]["schemas"]["MessageSend"]["properties"]["conversation_id"]
    field["anyOf"] = [one for one in field["anyOf"] if one.get("type") != "null"]


def _with_another_type(new: dict[str, Any]) -> None:
    new["agent"]["schemas"]["NoteAck"]["properties"]["at"]["type"] = "string"


@pytest.mark.parametrize(
    "change",
    [
        _without_a_field,
        _without_a_command,
        _with_a_new_duty,
        _with_shorter_texts,
        _with_a_null_less,
        _with_another_type,
    ],
)
def test_what_breaks_a_client_is_seen(change: Any) -> None:
    new = copy.deepcopy(wire())
    change(new)
    assert len(broken(wire(), new)) == 1


def test_what_is_only_added_breaks_nobody() -> None:
    new = copy.deepcopy(wire())
    new["visitor"]["commands"].append("wave")
    new["visitor"]["schemas"]["MessageSend"]["properties"]["mood"] = {"type": "string"}
    new["visitor"]["schemas"]["MessageAck"]["properties"]["echo"] = {"type": "string"}
    assert broken(wire(), new) == []
