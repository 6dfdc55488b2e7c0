"""From a command's name and payload to exactly one ack: validate, permit, run, explain."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from pydantic import ValidationError

from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.permission import AGENT_COMMANDS, VISITOR_COMMANDS, Actor, may
from chat_server.protocol.surface import AGENT, VISITOR
from chat_server.protocol.wire import Command, View
from chat_server.transport.sessions import Session, VisitorSession

log = logging.getLogger(__name__)

Ack = dict[str, Any]
Handler = Callable[[Any, Any], Awaitable[View]]


def positive(reply: View) -> Ack:
    """The ack that brings ``reply``."""
    return {"ok": True, "data": reply.model_dump(mode="json")}


def negative(error: ChatError) -> Ack:
    """The ack that says why not."""
    body: dict[str, object] = {"code": error.code.value}
    if error.field is not None:
        body["field"] = error.field
    if error.retry_after_ms is not None:
        body["retry_after"] = error.retry_after_ms
    return {"ok": False, "error": body}


def parse(commands: Mapping[str, type[Command]], name: str, payload: object) -> Command:
    """The validated command. Raises ``command.unknown`` or ``command.invalid`` with its field."""
    declared = commands.get(name)
    if declared is None:
        raise ChatError(ErrorCode.COMMAND_UNKNOWN, field="name")
    if isinstance(payload, dict):
        for field, value in payload.items():
            # no database of ours takes a null character, and nobody types one
            if isinstance(value, str) and "\x00" in value:
                raise ChatError(ErrorCode.COMMAND_INVALID, field=field[:100])
    try:
        return declared.model_validate(payload)
    except ValidationError as invalid:
        first = invalid.errors(include_url=False, include_input=False, include_context=False)[0]
        field = ".".join(str(part) for part in first["loc"])[:100]
        code = ErrorCode.COMMAND_INVALID
        if first["type"] == "string_too_long":
            code = ErrorCode.COMMAND_TOO_LARGE
        raise ChatError(code, field=field or None) from invalid


class Dispatch:
    """The one door for commands, whether they come by socket or by HTTPS."""

    def __init__(
        self,
        visitor_handlers: Mapping[str, Handler],
        agent_handlers: Mapping[str, Handler],
        role_of: Callable[[str], Actor],
        message_chars: int = 4_000,
    ) -> None:
        """``role_of`` is the actor that an agent, by id, is; it raises for one who is none."""
        self._role_of = role_of
        self._visitor = (VISITOR.by_name(), visitor_handlers, VISITOR_COMMANDS)
        self._agent = (AGENT.by_name(), agent_handlers, AGENT_COMMANDS)
        self._message_chars = message_chars
        self.names = frozenset([*self._visitor[0], *self._agent[0]])

    def __call__(self, session: Session, name: str, payload: object) -> Awaitable[Ack] | Ack:
        """Run one command; a future means that its place in the order is already taken."""
        is_visitor = isinstance(session, VisitorSession)
        commands, handlers, rows = self._visitor if is_visitor else self._agent
        try:
            command = parse(commands, name, payload)
            actor = (
                Actor.VISITOR
                if isinstance(session, VisitorSession)
                else self._role_of(session.agent_id)
            )
            if len(getattr(command, "text", "")) > self._message_chars:
                raise ChatError(ErrorCode.COMMAND_TOO_LARGE, field="text")
            if not may(actor, rows, name):
                raise ChatError(ErrorCode.FORBIDDEN)
            outcome = handlers[name](session, command)
        except ChatError as error:
            return negative(error)
        if asyncio.isfuture(outcome):
            return _acked(outcome)
        return _run(outcome)


async def _run(outcome: Awaitable[View]) -> Ack:
    try:
        return positive(await outcome)
    except ChatError as error:
        return negative(error)


def _acked(future: "asyncio.Future[Any]") -> "asyncio.Future[Ack]":
    """The future of the ack for the future of a reply."""
    acked: asyncio.Future[Ack] = future.get_loop().create_future()

    def done(outcome: "asyncio.Future[Any]") -> None:
        if acked.done():
            return
        if outcome.cancelled():
            acked.cancel()
            return
        error = outcome.exception()
        if error is None:
            acked.set_result(positive(outcome.result()))
        elif isinstance(error, ChatError):
            acked.set_result(negative(error))
        else:
            acked.set_exception(error)

    future.add_done_callback(done)
    return acked
