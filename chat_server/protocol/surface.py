"""The wire as data: what each role may send and is told, for the generators and the gateway."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from chat_server.protocol.agent import AGENT_COMMANDS
from chat_server.protocol.audience import PUBLIC_BODIES, TEAM_BODIES
from chat_server.protocol.callback_work import (
    CALLBACK_AGENT_COMMANDS,
    CALLBACK_VISITOR_COMMANDS,
    CallbackSignalled,
)
from chat_server.protocol.ephemeral import AGENT_EPHEMERAL, VISITOR_EPHEMERAL
from chat_server.protocol.faq import FAQ_COMMANDS
from chat_server.protocol.faq_learning import LEARNING_COMMANDS
from chat_server.protocol.hours import HOURS_COMMANDS
from chat_server.protocol.outbox import OUTBOX_COMMANDS
from chat_server.protocol.views import StoredEvent, TeamEvent
from chat_server.protocol.visitor import VISITOR_COMMANDS
from chat_server.protocol.wire import Command, Event, Role


@dataclass(frozen=True, slots=True)
class Surface:
    """Everything one role can say and hear."""

    role: Role
    commands: tuple[type[Command], ...]
    envelopes: tuple[type[Event], ...]
    bodies: tuple[type, ...]
    ephemeral: tuple[type[Event], ...]

    def models(self) -> list[type[BaseModel]]:
        """Every top-level model of this surface, commands first."""
        replies = [command.reply for command in self.commands]
        return list(
            dict.fromkeys([*self.commands, *replies, *self.envelopes, *self.ephemeral]),
        )

    def by_name(self) -> Mapping[str, type[Command]]:
        """Commands by the name they have on the wire."""
        return {command.name: command for command in self.commands}


VISITOR = Surface(
    "visitor",
    (*VISITOR_COMMANDS, *CALLBACK_VISITOR_COMMANDS),
    (StoredEvent,),
    PUBLIC_BODIES,
    VISITOR_EPHEMERAL,
)
AGENT = Surface(
    "agent",
    (
        *AGENT_COMMANDS,
        *FAQ_COMMANDS,
        *LEARNING_COMMANDS,
        *HOURS_COMMANDS,
        *OUTBOX_COMMANDS,
        *CALLBACK_AGENT_COMMANDS,
    ),
    (StoredEvent, TeamEvent),
    (*PUBLIC_BODIES, *TEAM_BODIES),
    (*AGENT_EPHEMERAL, CallbackSignalled),
)

# What a document calls a schema: commands are described as sent, everything else as received.
Schemas = dict[str, dict[str, object]]


def schemas(surface: Surface, ref_template: str = "#/$defs/{model}") -> Schemas:
    """JSON schemas of the surface by model name, in a stable order."""
    modes = [
        (model, "validation" if issubclass(model, Command) else "serialization")
        for model in surface.models()
    ]
    _, document = models_json_schema(modes, ref_template=ref_template)  # type: ignore[arg-type] # literals
    definitions: Schemas = document["$defs"]
    return dict(sorted(definitions.items()))
