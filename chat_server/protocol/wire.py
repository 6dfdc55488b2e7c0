"""What every message on the wire has in common: strict, frozen, bounded."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Language = Literal["pl", "sl", "en"]
Role = Literal["visitor", "agent"]

Id = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_.:-]+$")]
ClientId = Annotated[
    str, StringConstraints(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_.:-]+$")
]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Email = Annotated[
    str,
    StringConstraints(
        max_length=254, pattern=r"^[^\s@<>\"(),;:\\\[\]]{1,64}@[^\s@<>\"(),;:\\\[\]]+\.[^\s@.]{2,}$"
    ),
]
Url = Annotated[str, StringConstraints(max_length=2000)]
Seq = Annotated[int, Field(ge=0, le=2**53 - 1)]
At = Annotated[int, Field(ge=0, le=2**53 - 1)]


class View(BaseModel):
    """Something a client reads."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_serialization_defaults_required=True
    )


class Command(BaseModel):
    """Something a client asks for; unknown fields are refused, and exactly one ack answers it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: ClassVar[str]
    reply: ClassVar[type[View]]


class Event(View):
    """Something the server tells; clients ignore those they do not know."""


class Nothing(View):
    """The command was done; there is nothing to say about it."""
