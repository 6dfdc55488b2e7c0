"""Why a callback request, or a step of its work, is refused."""

from enum import StrEnum


class CallbackProblem(StrEnum):
    """The refusals, each with the value of the error code that a client gets."""

    DUPLICATE = "callback.duplicate"
    SLOT_TAKEN = "callback.slot_taken"
    IN_THE_PAST = "callback.in_the_past"
    PHONE_INVALID = "callback.phone_invalid"
    OUTSIDE_HOURS = "callback.outside_hours"
    RATE_LIMITED = "callback.rate_limited"
    CONFLICT = "conflict"  # somebody was faster, or it is over


class CallbackRefused(Exception):  # noqa: N818  # named as what happened, like the others
    """The step is not taken; ``field`` names the part of the form that is to blame, if one is."""

    def __init__(self, problem: CallbackProblem, field: str | None = None) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.field = field
