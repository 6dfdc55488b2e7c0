"""The bot's memory as JSON values, stored with the conversation."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from chat_server.core.bot.model import BotState, Exchange, Offer, Phase


def to_dict(state: BotState) -> dict[str, Any]:
    """JSON values for ``from_dict``."""
    return asdict(state)


def from_dict(data: Mapping[str, Any]) -> BotState:
    """The memory written by ``to_dict``, of this version or an older one.

    What is missing has its default and what is unknown is dropped, so that a new version of the
    bot takes over the conversations of the old one. Values of a wrong kind raise.
    """
    plain = BotState()
    return BotState(
        phase=Phase(data.get("phase", plain.phase)),
        greeted=bool(data.get("greeted", plain.greeted)),
        misses=int(data.get("misses", plain.misses)),
        clarified=bool(data.get("clarified", plain.clarified)),
        offer=Offer(data.get("offer", plain.offer)),
        email_asked=bool(data.get("email_asked", plain.email_asked)),
        email=str(data.get("email", plain.email)),
        order_number=str(data.get("order_number", plain.order_number)),
        callback_reference=str(data.get("callback_reference", plain.callback_reference)),
        said=tuple(str(mark) for mark in data.get("said", ())),
        given=tuple(str(entry_id) for entry_id in data.get("given", ())),
        exchanges=tuple(_exchange(one) for one in data.get("exchanges", ())),
    )


def _exchange(data: Mapping[str, Any]) -> Exchange:
    return Exchange(
        text=data["text"],
        result=data["result"],
        entry_id=data.get("entry_id", ""),
        question=data.get("question", ""),
        helpful=data.get("helpful"),
    )
