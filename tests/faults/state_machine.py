"""What people, networks and crashes do to the services in any order, and what must stay true."""

import asyncio
import json
from collections.abc import Coroutine
from typing import Any, ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from sqlalchemy import text

from chat_server.core.errors import ChatError, ErrorCode
from chat_server.core.fact import StoredFact
from chat_server.protocol.visitor import MessageAck
from tests.faults.world import AGENT_IDS, LEASE_MS, World

VISITORS = st.integers(0, 1)
AGENTS = st.sampled_from(AGENT_IDS)
EXPECTED = {
    ErrorCode.CONFLICT,
    ErrorCode.CONVERSATION_CLOSED,
    ErrorCode.NOT_FOUND,
    ErrorCode.COMMAND_INVALID,
}


class Promises(RuleBasedStateMachine):
    """Two visitors, three agents, one server that may die at any moment."""

    new_url: ClassVar[Any]

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.world = World(type(self).new_url())
        self.sent: dict[tuple[int, str], tuple[str | None, str, MessageAck]] = {}
        self.shown: list[dict[str, int]] = [{}, {}]
        self.connected = [True, True]
        self.number = 0
        self.epochs: dict[str, int] = {}
        self.heard_at: dict[str, int] = {}
        self.world.tell = self.tell

    def do(self, what: Coroutine[Any, Any, Any]) -> Any:
        """Run ``what`` and whatever follows from it; an expected refusal comes back as its code."""

        async def run() -> Any:
            try:
                outcome = await what
            except ChatError as error:
                if error.code not in EXPECTED:
                    raise
                outcome = error.code
            await self.world.settle()
            return outcome

        return self.loop.run_until_complete(run())

    def tell(self, fact: StoredFact) -> None:
        """A push: who is connected shows it if it is the next one, as the protocol says."""
        for number, speaker in enumerate(self.world.speakers):
            if fact.visitor_id != speaker.visitor_id or not self.connected[number]:
                continue
            last = self.shown[number].get(fact.conversation_id, 0)
            assert fact.number == last + 1, "pushed with a gap, or twice"
            self.shown[number][fact.conversation_id] = fact.number

    def query(self, sql: str) -> list[Any]:
        """Rows of the database as they are."""

        def read(conn: Any) -> list[Any]:
            return list(conn.execute(text(sql)).mappings())

        return self.loop.run_until_complete(self.world.services.database.read(read))

    def conversation_ids(self) -> list[str]:
        return [row["id"] for row in self.query("SELECT id FROM conversation ORDER BY id")]

    def teardown(self) -> None:
        self.loop.run_until_complete(self.world.end())
        self.loop.close()

    @initialize()
    def open_the_shop(self) -> None:
        self.do(self.world.build())
        self.do(self.world.people())

    # Visitors

    def say(self, visitor: int, conversation: str | None, client_id: str, said: str) -> Any:
        async def send() -> Any:
            return await self.world.services.conversations.say(
                self.world.speakers[visitor],
                conversation_id=conversation,
                client_id=client_id,
                text=said,
            )

        return self.do(send())

    @rule(visitor=VISITORS, at_home=st.booleans())
    def a_visitor_speaks(self, visitor: int, at_home: bool) -> None:
        self.number += 1
        known = sorted(self.shown[visitor])
        conversation = known[-1] if known and at_home else None
        client_id, said = f"client-{self.number:04}", f"word {self.number}"
        ack = self.say(visitor, conversation, client_id, said)
        assert isinstance(ack, MessageAck)
        self.sent[visitor, client_id] = (conversation, said, ack)

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def a_visitor_repeats_a_message(self, data: st.DataObject) -> None:
        visitor, client_id = data.draw(st.sampled_from(sorted(self.sent)))
        conversation, said, ack = self.sent[visitor, client_id]
        assert self.say(visitor, conversation, client_id, said) == ack

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def a_visitor_reuses_an_id(self, data: st.DataObject) -> None:
        visitor, client_id = data.draw(st.sampled_from(sorted(self.sent)))
        conversation, _, _ack = self.sent[visitor, client_id]
        with pytest.raises(ChatError) as refused:
            self.loop.run_until_complete(
                self._say_raw(visitor, conversation, client_id, "other words")
            )
        assert refused.value.code is ErrorCode.CLIENT_ID_REUSED

    async def _say_raw(
        self, visitor: int, conversation: str | None, client_id: str, said: str
    ) -> None:
        await self.world.services.conversations.say(
            self.world.speakers[visitor],
            conversation_id=conversation,
            client_id=client_id,
            text=said,
        )

    @rule(visitor=VISITORS)
    def a_visitor_asks_for_a_person(self, visitor: int) -> None:
        self.do(self.world.services.conversations.request_person(self.world.speakers[visitor]))

    @precondition(lambda self: any(self.shown))
    @rule(visitor=VISITORS, leaves=st.booleans())
    def a_visitor_ends_or_leaves_the_queue(self, visitor: int, leaves: bool) -> None:
        for conversation in sorted(self.shown[visitor])[-1:]:
            conversations = self.world.services.conversations
            person = self.world.speakers[visitor].visitor_id
            if leaves:
                self.do(conversations.leave_queue(person, conversation))
            else:
                self.do(conversations.close(person, conversation))

    @rule(visitor=VISITORS)
    def a_connection_breaks(self, visitor: int) -> None:
        self.connected[visitor] = False

    @rule(visitor=VISITORS)
    def a_visitor_comes_back(self, visitor: int) -> None:
        person = self.world.speakers[visitor].visitor_id
        newest = self.do(self.world.services.conversations.newest(person))
        if newest is not None:
            self.shown[visitor].setdefault(newest.conversation_id, 0)
        synced = self.do(self.world.services.catch_up.visitor(person, self.shown[visitor]))
        for one in synced:
            numbers = [event.seq for event in one.events]
            last = self.shown[visitor][one.conversation_id]
            assert numbers == list(range(last + 1, last + 1 + len(numbers)))
            self.shown[visitor][one.conversation_id] = last + len(numbers)
        self.connected[visitor] = True

    # Agents

    @rule(agent=AGENTS)
    def an_agent_is_alive(self, agent: str) -> None:
        self.heard_at[agent] = self.world.clock.now()
        self.do(self.world.services.agent_alive(agent, f"console/{agent}"))

    @rule(agent=AGENTS)
    def an_agent_signs_out(self, agent: str) -> None:
        self.heard_at.pop(agent, None)
        self.do(self.world.services.agent_left(agent))

    @rule(agent=AGENTS)
    def a_console_closes(self, agent: str) -> None:
        now = self.world.clock.now()
        self.do(self.world.services.presence.disconnected(f"console/{agent}", now))

    @precondition(lambda self: self.epochs)
    @rule(agent=AGENTS, data=st.data(), stale=st.booleans())
    def an_agent_acts(self, agent: str, data: st.DataObject, stale: bool) -> None:
        conversation = data.draw(st.sampled_from(sorted(self.epochs)))
        epoch = self.epochs[conversation] - stale
        desk, who = self.world.services.agent_desk, self.world.agent(agent)
        action = data.draw(
            st.sampled_from(["claim", "say", "note", "close", "reopen", "queue", "bot", "agent"])
        )
        (before,) = self.query(
            f"SELECT status, assignee_id, epoch FROM conversation WHERE id = '{conversation}'"
        )
        self.number += 1
        client_id = f"agent-{self.number:05}"
        match action:
            case "claim":
                outcome = self.do(desk.claim(who, conversation, epoch))
            case "say":
                outcome = self.do(self._answer(agent, conversation, client_id, epoch))
            case "note":
                outcome = self.do(desk.note(who, conversation, client_id, "a note"))
            case "close":
                outcome = self.do(desk.close(who, conversation, epoch))
            case "reopen":
                outcome = self.do(desk.reopen(who, conversation, epoch))
            case _:
                to = data.draw(AGENTS) if action == "agent" else None
                outcome = self.do(desk.transfer(who, conversation, epoch, action, to, "note"))
        owner = (before["status"], before["assignee_id"]) == ("assigned", agent)
        if action in ("say", "queue", "bot", "agent") and not (owner and epoch == before["epoch"]):
            assert outcome in (ErrorCode.CONFLICT, ErrorCode.CONVERSATION_CLOSED)

    async def _answer(self, agent: str, conversation: str, client_id: str, epoch: int) -> Any:
        return await self.world.services.agent_desk.say(
            self.world.agent(agent),
            conversation_id=conversation,
            client_id=client_id,
            text="an answer",
            epoch=epoch,
        )

    # Time and accidents

    @rule(seconds=st.sampled_from([1, 9, 11, 31, 3600]))
    def time_passes(self, seconds: int) -> None:
        self.world.clock.advance(seconds=seconds)
        self.do(self.world.services.tick())
        online = self.world.services.presence.online(self.world.clock.now())
        query = "SELECT assignee_id FROM conversation WHERE status = 'assigned'"
        owners = {row["assignee_id"] for row in self.query(query)}
        assert owners <= online, "a conversation is stranded with somebody who is gone"

    @rule()
    def the_server_dies(self) -> None:
        self.loop.run_until_complete(self.world.crash())
        self.connected = [False, False]
        self.do(self.world.build())

    # Promises

    @invariant()
    def acked_is_stored_once_and_unchanged(self) -> None:
        rows = self.query("SELECT * FROM event WHERE client_id IS NOT NULL")
        for (visitor, client_id), (_, said, ack) in self.sent.items():
            found = [
                row for row in rows if row["client_id"] == client_id and row["sender"] == "visitor"
            ]
            assert len(found) == 1, f"{client_id} of {visitor} is stored {len(found)} times"
            body = json.loads(found[0]["body"])
            stored = (found[0]["conversation_id"], found[0]["number"], body["message_id"])
            assert stored == (ack.conversation_id, ack.seq, ack.message_id)
            assert body["text"] == said

    @invariant()
    def numbers_are_dense(self) -> None:
        heads = {row["id"]: row for row in self.query("SELECT * FROM conversation")}
        logs: dict[tuple[str, int], list[int]] = {}
        for row in self.query("SELECT conversation_id, log, number FROM event ORDER BY number"):
            logs.setdefault((row["conversation_id"], row["log"]), []).append(row["number"])
        for (conversation, log), numbers in logs.items():
            assert numbers == list(range(1, len(numbers) + 1))
            assert heads[conversation]["team_seq" if log else "seq"] == len(numbers)

    @invariant()
    def whoever_is_connected_has_seen_everything(self) -> None:
        heads = {
            (row["visitor_id"], row["id"]): row["seq"]
            for row in self.query("SELECT id, visitor_id, seq FROM conversation")
        }
        for number, speaker in enumerate(self.world.speakers):
            for conversation, last in self.shown[number].items():
                head = heads[speaker.visitor_id, conversation]  # their own, or a KeyError
                assert last == head or not self.connected[number]

    @invariant()
    def a_conversation_is_with_exactly_one(self) -> None:
        open_of: dict[str, int] = {}
        for row in self.query("SELECT * FROM conversation"):
            assert row["epoch"] >= self.epochs.get(row["id"], 0)
            self.epochs[row["id"]] = row["epoch"]
            if row["status"] != "closed":
                assert (row["assignee_id"] is not None) == (row["status"] == "assigned")
                open_of[row["visitor_id"]] = open_of.get(row["visitor_id"], 0) + 1
        assert all(count == 1 for count in open_of.values())

    @invariant()
    def online_means_heard_of_lately(self) -> None:
        now = self.world.clock.now()
        lately = {agent for agent, at in self.heard_at.items() if now - at < LEASE_MS}
        assert self.world.services.presence.online(now) <= lately

    @invariant()
    def nobody_waits_while_somebody_is_free(self) -> None:
        queued = self.query("SELECT id FROM conversation WHERE status = 'queued'")
        if not queued:
            return
        counts = dict.fromkeys(AGENT_IDS, 0)
        for row in self.query("SELECT assignee_id FROM conversation WHERE status = 'assigned'"):
            counts[row["assignee_id"]] += 1
        online = self.world.services.presence.online(self.world.clock.now())
        free = [agent for agent in online if counts[agent] < 2 and self._available(agent)]
        assert not free, f"{len(queued)} wait, and {free} are free"

    def _available(self, agent: str) -> bool:
        return bool(self.world.agent(agent).state == "available")
