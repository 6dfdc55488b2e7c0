"""What the bot learned, in lines for the agent who takes over."""

import json

from chat_server.core.conversation import Conversation


def summary_lines(row: Conversation) -> list[str]:
    """Lines such as what was asked and answered; empty when the bot was not involved."""
    state = json.loads(row.bot_state)
    return [str(line) for line in state.get("summary", [])]
