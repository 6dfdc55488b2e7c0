"""A conversation with the bot to put questions to."""

from dataclasses import dataclass, replace

from chat_server.core.bot import (
    BotState,
    FaqAnswer,
    Input,
    Response,
    Suggested,
    Surroundings,
    Unknown,
    VisitorSaid,
    from_dict,
    respond,
    to_dict,
)
from chat_server.core.hours import DayReason, DayRelation, HoursState, MomentHint
from chat_server.core.presence import Availability

MONDAY_9 = MomentHint(1_773_648_000_000, DayRelation.WEEKDAY, "2026-03-16", 1, "09:00")
RETURNS = FaqAnswer("ret", "Ile mam czasu na zwrot?", "Masz 30 dni.", (("mon", "Kiedy?"),))
MONEY = FaqAnswer("mon", "Kiedy dostanę pieniądze?", "W ciągu 14 dni.")
NEAR = Suggested((("bat", "Jak długo działa bateria?"), ("wet", "Czy można na mokro?")))
OPEN = Surroundings("pl", "Kurz & Kawa", HoursState(True, DayReason.OPEN), Availability.NOW)
BUSY = replace(OPEN, availability=Availability.QUEUE)
NIGHT = replace(
    OPEN,
    hours=HoursState(False, DayReason.CLOSED, None, MONDAY_9.at),
    availability=Availability.NOBODY,
    opening=MONDAY_9,
)
DESERTED = replace(OPEN, availability=Availability.NOBODY)

GREETED = BotState(greeted=True)


def ask(text: str) -> VisitorSaid:
    return VisitorSaid(text, Unknown())


@dataclass
class Talk:
    """A conversation with the bot, whose memory goes through JSON at every turn."""

    around: Surroundings = OPEN
    state: BotState = GREETED

    def hear(self, *inputs: Input) -> Response:
        turn = Response(self.state)
        for heard in inputs:
            turn = respond(self.state, heard, self.around)
            self.state = from_dict(to_dict(turn.state))
            assert self.state == turn.state
        return turn

    def keys(self, *inputs: Input) -> list[str]:
        return [reply.key for reply in self.hear(*inputs).replies]
