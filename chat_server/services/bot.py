"""The bot inside a transaction: what it hears becomes messages and a new memory."""

import json
import logging
from dataclasses import replace

from chat_server.core import bot as dialogue
from chat_server.core.conversation import Conversation
from chat_server.core.hours import opening_hint, state_at
from chat_server.core.presence import Availability
from chat_server.protocol.bodies import Author, Button, Source
from chat_server.services import messages
from chat_server.services.availability import AvailabilityBoard
from chat_server.services.directory import Directory
from chat_server.services.faq import FaqBook
from chat_server.services.guide_shelf import GuideShelf
from chat_server.services.learning import note_turn
from chat_server.services.log import BOT, Batch
from chat_server.services.messages import Sending
from chat_server.services.shop_texts import shop_text
from chat_server.system import System

log = logging.getLogger(__name__)

ENTRY_BUTTONS = {
    "person": dialogue.Button("person", label_key="button.person"),
    "callback": dialogue.Button("callback", label_key="button.callback"),
    "leave_message": dialogue.Button("leave_message", label_key="button.leave_message"),
}


class Bot:
    """Feeds the dialogue and posts its replies; decides nothing itself."""

    def __init__(
        self,
        directory: Directory,
        faq: FaqBook,
        guides: GuideShelf,
        availability: AvailabilityBoard,
        system: System,
    ) -> None:
        self._directory = directory
        self._faq = faq
        self._guides = guides
        self._availability = availability
        self._system = system

    def feed(
        self, batch: Batch, row: Conversation, heard: dialogue.Input, at: int
    ) -> tuple[Conversation, dialogue.Response]:
        """The conversation after the bot heard something, and what it wants done."""
        state = _memory(row)
        response = dialogue.respond(state, heard, self._surroundings(row, at))
        note_turn(batch.tx, row, heard, state, response.state, at)
        for index, reply in enumerate(response.replies):
            row = self._post(batch, row, reply, at, index)
        memory = json.dumps(dialogue.to_dict(response.state), ensure_ascii=False)
        return replace(row, bot_state=memory), response

    def summary_lines(self, row: Conversation) -> list[str]:
        """What an agent who takes over should know; empty when the bot learned nothing."""
        state = _memory(row)
        return dialogue.summary_lines(dialogue.summary(state, row.language), row.language)

    def _surroundings(self, row: Conversation, at: int) -> dialogue.Surroundings:
        shop = self._directory.shop(row.shop_id)
        hours = self._directory.hours(shop.id)
        known = self._availability.known(shop.id)
        availability = Availability.NOBODY
        if known.free:
            availability = Availability.NOW
        elif known.agents_online:
            availability = Availability.QUEUE
        return dialogue.Surroundings(
            language=row.language,
            shop_name=shop_text(shop, "name", row.language) or shop.name,
            hours=state_at(hours, at),
            availability=availability,
            opening=opening_hint(hours, at),
            visitor_email=row.email,
            offers_guide=bool(self._guides.ids(shop.id)),
            suggestions=self._faq.suggestions(shop.id, row.language),
        )

    def _only_guide(self, button: dialogue.Button, shop_id: str) -> str:
        """Which guide a button means when there is no choice."""
        ids = self._guides.ids(shop_id) if button.action == "guide" else ()
        return ids[0] if len(ids) == 1 else ""

    def _entry_buttons(self, row: Conversation, entry_id: str) -> list[dialogue.Button]:
        """What the shop put under this answer, as far as it still exists."""
        entry = self._faq.entry(row.shop_id, row.language, entry_id) if entry_id else None
        buttons = []
        for action, target in entry.buttons if entry else ():
            if action == "guide":
                if target in self._guides.ids(row.shop_id):
                    buttons.append(self._guide_button(row, target))
            else:
                buttons.append(ENTRY_BUTTONS[action])
        return buttons

    def _guide_button(self, row: Conversation, guide_id: str) -> dialogue.Button:
        shop = self._directory.shop(row.shop_id)
        titles = {one.guide_id: one.title for one in self._guides.summaries(shop, row.language)}
        return dialogue.Button("guide", guide_id, label=titles[guide_id])

    def _post(
        self, batch: Batch, row: Conversation, reply: dialogue.Reply, at: int, index: int
    ) -> Conversation:
        shop = self._directory.shop(row.shop_id)
        source = None
        if reply.entry_id:
            answer = self._faq.answer(shop.id, row.language, reply.entry_id)
            if answer is not None:
                source = Source(entry_id=answer.entry_id, question=answer.question)
        item = Sending(
            conversation_id=row.id,
            message_id=self._system.ids.new("msg"),
            client_id=f"bot.{row.seq}.{index}",
            sender=BOT,
            author=Author(
                kind="bot", id="", name=shop_text(shop, "bot_name", row.language) or shop.bot_name
            ),
            text=dialogue.render(reply, row.language),
            at=at,
            buttons=tuple(
                Button(
                    action=button.action,
                    label=dialogue.render_label(button, row.language),
                    entry_id=button.entry_id or self._only_guide(button, shop.id),
                )
                for button in (*reply.buttons, *self._entry_buttons(row, reply.entry_id))
            ),
            source=source,
        )
        return messages.append(batch, row, item)


def _memory(row: Conversation) -> dialogue.BotState:
    """What the bot remembers here; one that can't be read must not hold up the whole queue."""
    try:
        return dialogue.from_dict(json.loads(row.bot_state))
    except (AttributeError, TypeError, ValueError):
        log.exception("the bot forgot what it knew", extra={"conversation": row.id})
        return dialogue.BotState()
