"""What a stop, a start and a broken database leave behind: everything that was acked, once."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from chat_server.storage.database import Tx
from chat_server.system import System
from tests.support.processes import free_port
from tests.support.serving import Hub, serving
from tests.support.shop import AGENTS
from tests.support.storage import on_both_engines
from tests.support.system import FakeClock

ANA, JAN = AGENTS
pytestmark = on_both_engines


async def test_a_restart_in_mid_conversation_loses_nothing_and_doubles_nothing(
    system: System, clock: FakeClock, tmp_path: Path, storage_url: str
) -> None:
    port = free_port()
    async with serving(system, clock, tmp_path, storage_url=storage_url, port=port) as before:
        ana = await before.agent(ANA)
        visitor = await before.visitor()
        ack = await visitor.say("Is it quiet?")
        conversation_id = ack["conversation_id"]
        await ana.open(conversation_id)
        answer = {
            "conversation_id": conversation_id,
            "client_id": ana.client_id(),
            "text": "Very.",
            "epoch": 1,
        }
        said = await ana.do("message.send", **answer)
        await visitor.do(
            "receipt.mark", conversation_id=conversation_id, delivered_seq=4, read_seq=4
        )
        await before.require_laws()
        last_seq = (await visitor.until("message.posted", text="Very."))["seq"]
    assert "server.draining" in [one.name for one in visitor.told]
    async with serving(system, clock, tmp_path, storage_url=storage_url, port=port) as after:
        # both come back by themselves with what they have
        again = await after.visitor(token=visitor.token)
        snapshot = again.welcome["conversation"]
        assert snapshot["cursors"] == [
            {"participant": "visitor", "delivered_seq": 4, "read_seq": 4}
        ]
        assert [one["seq"] for one in snapshot["events"]] == [1, 2, 3, 4]
        synced = await again.do("sync", conversations={conversation_id: last_seq})
        assert synced["conversations"][0]["events"] == []
        console = await after.agent(ANA)
        # what had no ack is sent again, and is there once
        assert await console.do("message.send", **answer) == said
        await after.settle()
        snapshot = await console.open(conversation_id)
        assert (snapshot["assignee"]["agent_id"], snapshot["seq"]) == (ANA.id, 4)
        await again.say("Then I take it", conversation_id)
        await console.until("message.posted", text="Then I take it")
        await after.require_laws()


async def test_after_a_restart_nobody_is_left_with_an_agent_who_does_not_come_back(
    system: System, clock: FakeClock, tmp_path: Path, storage_url: str
) -> None:
    async with serving(system, clock, tmp_path, storage_url=storage_url) as before:
        await before.agent(ANA)
        visitor = await before.visitor()
        await visitor.say("Hello")
    async with serving(system, clock, tmp_path, storage_url=storage_url) as after:
        again = await after.visitor(token=visitor.token)
        assert again.welcome["conversation"]["status"] == "assigned"
        await after.pass_time(seconds=10)
        assert (await again.until("conversation.queued"))["body"]["reason"] == "agent_gone"
        await after.require_laws()


async def test_the_bot_answers_after_a_crash_between_message_and_reply(
    system: System, clock: FakeClock, tmp_path: Path, storage_url: str
) -> None:
    async with serving(system, clock, tmp_path, storage_url=storage_url) as before:
        # the process dies right after the commit: nothing that follows from it happens
        before.server.services.database.on_commit = lambda facts: None
        visitor = await before.visitor()
        ack = await visitor.say("where is my package")
    async with serving(system, clock, tmp_path, storage_url=storage_url) as after:
        await after.settle()
        again = await after.visitor(token=visitor.token)
        events = again.welcome["conversation"]["events"]
        said = [one["body"]["text"] for one in events if one["body"]["type"] == "message.posted"]
        assert said[0] == "where is my package"
        assert said.count("Tomorrow, as a rule.") == 1
        assert again.welcome["conversation"]["conversation_id"] == ack["conversation_id"]
        await after.require_laws()


def rename(table: str, to: str) -> Callable[[Tx], None]:
    """Break the database, or mend it."""

    def op(tx: Tx) -> None:
        tx.conn.exec_driver_sql(f"ALTER TABLE {table} RENAME TO {to}")

    return op


@pytest.fixture
async def hub(
    system: System, clock: FakeClock, tmp_path: Path, storage_url: str
) -> AsyncIterator[Hub]:
    """A server whose database a test may break."""
    async with serving(system, clock, tmp_path, storage_url=storage_url) as running:
        yield running


async def test_what_cannot_be_stored_is_refused_told_to_nobody_and_sent_again_later(
    hub: Hub,
) -> None:
    ana = await hub.agent(ANA)
    visitor = await hub.visitor()
    conversation_id = (await visitor.say("Hello"))["conversation_id"]
    await ana.open(conversation_id)
    await hub.settle()
    database = hub.server.services.database
    await database.write(rename("event", "event_gone"))
    message = {
        "client_id": visitor.client_id(),
        "text": "Anybody?",
        "conversation_id": conversation_id,
    }
    ack = await visitor.ask("message.send", message)
    assert ack == {"ok": False, "error": {"code": "storage.unavailable", "retry_after": 1000}}
    await ana.drain()
    assert ana.texts() == []
    await database.write(rename("event_gone", "event"))
    stored = await visitor.do("message.send", **message)
    assert stored["seq"] == 4
    assert (await ana.until("message.posted", text="Anybody?"))["seq"] == 4
    await hub.require_laws()
