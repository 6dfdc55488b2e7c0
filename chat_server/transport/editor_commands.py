"""Commands of those who look after the shop's answers, hours and mail."""

from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.shop import Agent
from chat_server.protocol import callback_work as c
from chat_server.protocol import faq as f
from chat_server.protocol import faq_learning as fl
from chat_server.protocol import hours as h
from chat_server.protocol import outbox as o
from chat_server.protocol.agent import CallbackStand
from chat_server.protocol.wire import Nothing
from chat_server.services.services import Services
from chat_server.transport.dispatch import Handler
from chat_server.transport.sessions import AgentSession
from chat_server.transport.visitor_commands import NOTHING

EXPORT_BYTES_MAX = 200_000


class EditorCommands:
    """Handlers by command name; who may is in the permission table."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def handlers(self) -> dict[str, Handler]:
        """One handler a command."""
        return {
            "faq.list": self.faq_list,
            "faq.save": self.faq_save,
            "faq.delete": self.faq_delete,
            "faq.versions": self.faq_versions,
            "faq.undo": self.faq_undo,
            "faq.try": self.faq_try,
            "faq.import": self.faq_import,
            "faq.export": self.faq_export,
            "faq.starter": self.faq_starter,
            "faq.questions": self.faq_questions,
            "faq.settle": self.faq_settle,
            "faq.propose": self.faq_propose,
            "faq.report": self.faq_report,
            "hours.get": self.hours_get,
            "hours.preview": self.hours_preview,
            "hours.save": self.hours_save,
            "callback.start_call": self.callback_start_call,
            "callback.feed": self.callback_feed,
            "callback.report": self.callback_report,
            "outbox.dead": self.outbox_dead,
            "outbox.retry": self.outbox_retry,
        }

    def _agent(self, session: AgentSession) -> Agent:
        return self._services.agent_of(session.agent_id)

    async def faq_list(self, session: AgentSession, command: f.FaqList) -> f.FaqEntries:
        return await self._services.faq_editor.list(
            self._agent(session), command.shop_id, command.language, command.after, command.limit
        )

    async def faq_save(self, session: AgentSession, command: f.FaqSave) -> f.FaqStand:
        entry = await self._services.faq_editor.save(
            self._agent(session),
            command.shop_id,
            command.language,
            command.entry,
            entry_id=command.entry_id,
            epoch=command.epoch,
        )
        return f.FaqStand(entry=entry)

    async def faq_delete(self, session: AgentSession, command: f.FaqDelete) -> Nothing:
        await self._services.faq_editor.delete(
            self._agent(session), command.entry_id, command.epoch
        )
        return NOTHING

    async def faq_versions(self, session: AgentSession, command: f.FaqVersions) -> f.FaqHistory:
        return await self._services.faq_editor.versions(self._agent(session), command.entry_id)

    async def faq_undo(self, session: AgentSession, command: f.FaqUndo) -> f.FaqStand:
        entry = await self._services.faq_editor.undo(
            self._agent(session), command.entry_id, command.epoch
        )
        return f.FaqStand(entry=entry)

    async def faq_try(self, session: AgentSession, command: f.FaqTry) -> f.FaqTrial:
        return await self._services.faq_editor.test(
            self._agent(session), command.shop_id, command.language, command.text
        )

    async def faq_import(self, session: AgentSession, command: f.FaqImport) -> f.FaqImported:
        return await self._services.faq_stock.take_in(
            self._agent(session),
            command.shop_id,
            command.language,
            command.format,
            command.content,
            check=command.check,
        )

    async def faq_export(self, session: AgentSession, command: f.FaqExport) -> f.FaqFile:
        file = await self._services.faq_stock.give_out(
            self._agent(session), command.shop_id, command.language, command.format
        )
        if len(file.text.encode()) > EXPORT_BYTES_MAX:
            raise ChatError(ErrorCode.COMMAND_TOO_LARGE)
        return file

    async def faq_starter(self, session: AgentSession, command: f.FaqStarter) -> f.FaqStarterSet:
        return await self._services.faq_stock.starter(
            self._agent(session), command.shop_id, command.language, command.add
        )

    async def hours_get(self, session: AgentSession, command: h.HoursGet) -> h.HoursShown:
        return await self._services.hours_editor.get(
            self._agent(session), command.shop_id, command.language
        )

    async def hours_preview(self, _: AgentSession, command: h.HoursPreview) -> h.HoursChecked:
        return await self._services.hours_editor.check(command.hours.model_dump(), command.language)

    async def hours_save(self, session: AgentSession, command: h.HoursSave) -> h.HoursSaved:
        return await self._services.hours_editor.save(
            self._agent(session),
            command.shop_id,
            command.hours.model_dump(),
            command.version,
            command.language,
        )

    async def outbox_dead(self, session: AgentSession, _: o.OutboxDead) -> o.OutboxLetters:
        return await self._services.postman.dead(self._agent(session))

    async def outbox_retry(self, session: AgentSession, command: o.OutboxRetry) -> Nothing:
        await self._services.postman.retry(self._agent(session), command.outbox_id)
        return NOTHING

    async def callback_start_call(
        self, session: AgentSession, command: c.CallbackStartCall
    ) -> CallbackStand:
        callback = await self._services.callback_board.start_call(
            self._agent(session), command.callback_id, command.epoch
        )
        return CallbackStand(callback=callback)

    async def callback_feed(self, session: AgentSession, _: c.CallbackFeed) -> c.CalendarAddress:
        url = await self._services.callback_links.new_feed(self._agent(session))
        return c.CalendarAddress(url=url)

    async def callback_report(
        self, session: AgentSession, command: c.CallbackReport
    ) -> c.CallbackNumbers:
        return await self._services.callback_links.report(
            self._agent(session), command.shop_id, command.from_at, command.until_at
        )

    async def faq_questions(
        self, session: AgentSession, command: fl.FaqQuestions
    ) -> fl.FaqQuestionGroups:
        return await self._services.learning.questions(
            self._agent(session), command.shop_id, command.language
        )

    async def faq_settle(self, session: AgentSession, command: fl.FaqSettle) -> fl.FaqSettled:
        return await self._services.learning.settle(self._agent(session), command)

    async def faq_propose(self, session: AgentSession, command: fl.FaqPropose) -> Nothing:
        await self._services.learning.propose(
            self._agent(session), command.conversation_id, command.message_id
        )
        return NOTHING

    async def faq_report(self, session: AgentSession, command: fl.FaqReport) -> fl.FaqReportReply:
        return await self._services.learning.report(
            self._agent(session), command.shop_id, command.first, command.last
        )
