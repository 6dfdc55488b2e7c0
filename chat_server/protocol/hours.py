"""Opening hours as their editors read and write them."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from chat_server.protocol.wire import Command, Id, Language, View

HoursProblemCode = Literal[
    "missing",
    "unknown",
    "type",
    "time_zone",
    "time",
    "date",
    "empty",
    "overlap",
    "duplicate",
    "country",
    "subdivision",
    "too_many",
    "too_long",
]


Part = Annotated[str, StringConstraints(max_length=300)]
Named = dict[Part, Part]


class HoursHolidays(View):
    """Whose public holidays there are, and whether it is closed on them."""

    country: Part = Field(description="ISO 3166.")
    subdivision: Part | None = None
    closed: bool = True


class HoursExceptionData(View):
    """One date with hours of its own; no spans: closed."""

    date: Part
    spans: list[Named] = Field(default_factory=list, max_length=50, description="`from` and `to`.")
    note: Part = ""


class HoursData(View):
    """Opening hours; whether they make sense is told as `problems`, not by refusing them."""

    time_zone: Part
    weekly: dict[Part, list[Named]] = Field(
        max_length=20, description="monday … sunday: spans with `from` and `to` as HH:MM."
    )
    holidays: HoursHolidays | None = None
    exceptions: list[HoursExceptionData] = Field(default_factory=list, max_length=600)
    closures: list[Named] = Field(
        default_factory=list, max_length=300, description="`from` and `to` as dates, and `note`."
    )


class HoursFault(View):
    """One mistake in the hours, with the path of its field."""

    path: str = Field(description="As weekly.friday[1].to; empty for the whole.")
    code: HoursProblemCode


class HoursDay(View):
    """One date of the preview."""

    day: str = Field(description="ISO date in the shop's zone.")
    weekday: int = Field(description="1 is Monday.")
    is_today: bool
    reason: Literal["open", "closed", "holiday", "exception", "closure"]
    spans: list[list[str]] = Field(description="Pairs of HH:MM.")
    span_times: list[list[int]] = Field(description="The same as milliseconds UTC.")
    holiday: str = Field(description="The public holiday's name, or empty.")
    note: str
    clock_change_minutes: int = Field(description="60 where the clock is put forward.")


class HoursShown(View):
    """A shop's hours with what they mean for the coming fortnight."""

    hours: HoursData
    version: str = Field(description="Changes with the hours; a save carries the one it is from.")
    open: bool
    opens_at: int | None
    closes_at: int | None
    days: list[HoursDay]
    countries: list[str] = Field(description="Those whose public holidays are known.")


class HoursGet(Command):
    """The shop's hours."""

    name: ClassVar[str] = "hours.get"
    reply: ClassVar[type[View]] = HoursShown

    shop_id: Id
    language: Language = Field(description="Of the holidays' names.")


class HoursChecked(View):
    """What hours would mean; with `problems` they can't be saved and `days` is empty."""

    problems: list[HoursFault]
    days: list[HoursDay]


class HoursPreview(Command):
    """The coming fortnight under hours that are not saved yet, and what is wrong with them."""

    name: ClassVar[str] = "hours.preview"
    reply: ClassVar[type[View]] = HoursChecked

    hours: HoursData
    language: Language


class HoursSaved(View):
    """The hours that hold now, or, with `problems`, those that still do."""

    problems: list[HoursFault]
    shown: HoursShown


class HoursSave(Command):
    """These are the shop's hours from now on: widgets, queue and callback times follow at once.

    `conflict` with field `version` when somebody changed them meanwhile.
    """

    name: ClassVar[str] = "hours.save"
    reply: ClassVar[type[View]] = HoursSaved

    shop_id: Id
    hours: HoursData
    version: str = Field(max_length=64)
    language: Language


HOURS_COMMANDS: tuple[type[Command], ...] = (HoursGet, HoursPreview, HoursSave)
