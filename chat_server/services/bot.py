"""The bot inside a transaction: what it hears becomes messages and a new memory."""

import json
import logging
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from chat_server.core import bot as dialogue
from chat_server.core.buying import guide_meant
from chat_server.core.conversation import Conversation
from chat_server.core.hours import opening_hint, state_at
from chat_server.core.presence import Availability
from chat_server.core.shop import Visitor
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
from chat_server.storage import guides as guide_rows
from chat_server.storage import visitors
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
        visitor = visitors.by_id(batch.tx.conn, row.visitor_id)
        response = dialogue.respond(state, heard, self._surroundings(row, visitor, at))
        note_turn(batch.tx, row, heard, state, response.state, at)
        for index, reply in enumerate(self._with_guide(row, heard, response.replies)):
            row = self._post(batch, row, reply, at, index)
        memory = json.dumps(dialogue.to_dict(response.state), ensure_ascii=False)
        return replace(row, bot_state=memory), response

    def summary_lines(self, conn: Connection, row: Conversation, language: str) -> list[str]:
        """What an agent who reads ``language`` should know when taking over; empty for nothing."""
        visitor = visitors.by_id(conn, row.visitor_id)
        page = dialogue.Page(visitor.page_title, visitor.page_url) if visitor else dialogue.Page()
        run = guide_rows.newest_run(conn, row.visitor_id)
        answers = self._guides.told(run, language) if run else ()
        known = dialogue.summary(_memory(row), row.language, page, answers)
        return dialogue.summary_lines(known, language)

    def _with_guide(
        self, row: Conversation, heard: dialogue.Input, replies: Sequence[dialogue.Reply]
    ) -> list[dialogue.Reply]:
        """The last reply with the button of the guide that the shopper's words are about."""
        listed = list(replies)
        if not listed or not isinstance(heard, dialogue.VisitorSaid) or listed[-1].entry_id:
            return listed
        shop = self._directory.shop(row.shop_id)
        names = {one.guide_id: one.name for one in self._guides.summaries(shop, row.language)}
        guide_id = guide_meant(heard.text, names)
        if guide_id is None:
            return listed
        others = (one for one in listed[-1].buttons if one.action != "guide")
        listed[-1] = replace(listed[-1], buttons=(self._guide_button(row, guide_id), *others))
        return listed

    def _surroundings(
        self, row: Conversation, visitor: Visitor | None, at: int
    ) -> dialogue.Surroundings:
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
            visitor_name=visitor.name if visitor else "",
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
