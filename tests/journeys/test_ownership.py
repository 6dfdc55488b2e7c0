"""Who owns a conversation: taking over, handing on, epochs, closing, coming back."""

import pytest

from tests.support.clients import AgentClient, Refused, VisitorClient
from tests.support.serving import Hub
from tests.support.shop import AGENTS
from tests.support.storage import on_both_engines

ANA, JAN = AGENTS
pytestmark = on_both_engines


async def talking(hub: Hub) -> tuple[VisitorClient, AgentClient, str, int]:
    """A visitor with Ana: both clients, the conversation and its epoch."""
    ana = await hub.agent(ANA)
    visitor = await hub.visitor()
    conversation_id = (await visitor.say("Hello"))["conversation_id"]
    return visitor, ana, conversation_id, (await ana.open(conversation_id))["epoch"]


async def test_an_agent_takes_over_from_the_bot_which_is_silent_from_then_on(hub: Hub) -> None:
    visitor = await hub.visitor()
    conversation_id = (await visitor.say("where is my package"))["conversation_id"]
    await visitor.until("message.posted", text="Tomorrow, as a rule.")
    ana = await hub.agent(ANA)
    snapshot = await ana.open(conversation_id)
    assert snapshot["status"] == "bot"
    stand = await ana.do(
        "conversation.claim", conversation_id=conversation_id, epoch=snapshot["epoch"]
    )
    assert stand["conversation"]["assignee"]["name"] == "Ana"
    event = await visitor.until("conversation.assigned")
    assert event["body"]["reason"] == "taken_over"
    spoken = len(visitor.texts())
    await visitor.say("how can I pay", conversation_id)
    await hub.settle()
    assert visitor.texts()[spoken:] == ["how can I pay"]


async def test_a_conversation_is_handed_to_a_colleague_with_a_note(hub: Hub) -> None:
    visitor, ana, conversation_id, epoch = await talking(hub)
    jan = await hub.agent(JAN)
    stand = await ana.do(
        "conversation.transfer",
        conversation_id=conversation_id,
        epoch=epoch,
        to="agent",
        agent_id=JAN.id,
        note="Wants a discount",
    )
    assert stand["conversation"]["assignee"]["name"] == "Jan"
    note = await ana.until("note.added")
    assert (note["team_seq"], note["body"]["text"]) == (1, "Wants a discount")
    snapshot = await jan.open(conversation_id)
    assert [event["body"]["text"] for event in snapshot["team_events"]] == ["Wants a discount"]
    with pytest.raises(Refused, match="conflict"):
        await ana.say(conversation_id, "One more thing", epoch)
    await jan.say(conversation_id, "Jan here.", snapshot["epoch"])
    await visitor.until("message.posted", text="Jan here.")


async def test_nothing_is_handed_to_somebody_who_is_not_there(hub: Hub) -> None:
    _, ana, conversation_id, epoch = await talking(hub)
    payload = {"conversation_id": conversation_id, "epoch": epoch, "to": "agent"}
    offline = await ana.ask("conversation.transfer", {**payload, "agent_id": JAN.id})
    assert offline["error"] == {"code": "conflict", "field": "agent_id"}
    for agent_id in (ANA.id, "agt_eva", "agt_nobody", None):
        refused = await ana.ask("conversation.transfer", {**payload, "agent_id": agent_id})
        assert refused["error"] == {"code": "command.invalid", "field": "agent_id"}


async def test_a_conversation_goes_back_to_the_queue_for_whoever_is_free(hub: Hub) -> None:
    visitor, ana, conversation_id, epoch = await talking(hub)
    await ana.do("presence.set", state="busy")
    stand = await ana.do(
        "conversation.transfer", conversation_id=conversation_id, epoch=epoch, to="queue"
    )
    assert stand["conversation"]["status"] == "queued"
    await hub.agent(JAN)
    event = await visitor.until(
        "conversation.assigned", agent={"kind": "agent", "id": JAN.id, "name": "Jan"}
    )
    assert event["body"]["reason"] == "routed"


async def test_a_conversation_goes_back_to_the_bot_which_answers_again(hub: Hub) -> None:
    visitor, ana, conversation_id, epoch = await talking(hub)
    stand = await ana.do(
        "conversation.transfer", conversation_id=conversation_id, epoch=epoch, to="bot"
    )
    assert (stand["conversation"]["status"], stand["conversation"]["epoch"]) == ("bot", epoch + 1)
    await visitor.say("how can I pay", conversation_id)
    await visitor.until("message.posted", text="By card, BLIK or bank transfer.")


async def test_a_decision_on_an_old_copy_is_a_conflict_and_changes_nothing(hub: Hub) -> None:
    _, ana, conversation_id, epoch = await talking(hub)
    jan = await hub.agent(JAN)
    for name in ("claim", "close", "reopen", "transfer"):
        more = {"to": "queue"} if name == "transfer" else {}
        payload = {"conversation_id": conversation_id, "epoch": epoch - 1, **more}
        ack = await jan.ask(f"conversation.{name}", payload)
        assert (name, ack["error"]["code"]) == (name, "conflict")
    # nor may a colleague speak, hand on or close what is Ana's
    for name, more in (
        ("message.send", {"client_id": jan.client_id(), "text": "Me too"}),
        ("conversation.transfer", {"to": "bot"}),
        ("conversation.close", {}),
    ):
        payload = {"conversation_id": conversation_id, "epoch": epoch, **more}
        ack = await jan.ask(name, payload)
        assert (name, ack["error"]["code"]) == (name, "conflict")
    assert (await ana.open(conversation_id))["epoch"] == epoch


async def test_a_colleague_takes_over_and_the_former_owner_loses_it_at_once(hub: Hub) -> None:
    visitor, ana, conversation_id, epoch = await talking(hub)
    jan = await hub.agent(JAN)
    await jan.do("conversation.claim", conversation_id=conversation_id, epoch=epoch)
    assigned = await ana.until("conversation.assigned", epoch=epoch + 1)
    assert assigned["body"]["reason"] == "taken_over"
    ack = await ana.ask(
        "message.send",
        {
            "conversation_id": conversation_id,
            "client_id": ana.client_id(),
            "text": "Too late",
            "epoch": epoch,
        },
    )
    assert ack["error"] == {"code": "conflict", "field": "epoch"}
    assert "Too late" not in visitor.texts()


@pytest.mark.parametrize("side", ["visitor", "agent"])
async def test_either_side_closes_and_the_visitor_rates(hub: Hub, side: str) -> None:
    visitor, ana, conversation_id, epoch = await talking(hub)
    if side == "visitor":
        await visitor.do("conversation.close", conversation_id=conversation_id)
        await visitor.do("conversation.close", conversation_id=conversation_id)
    else:
        await ana.do("conversation.close", conversation_id=conversation_id, epoch=epoch)
        await ana.do("conversation.close", conversation_id=conversation_id, epoch=epoch)
    closed = await visitor.until("conversation.closed")
    assert closed["body"]["by"] == side
    rate = {"conversation_id": conversation_id, "score": 5, "comment": "Quick!"}
    await visitor.do("conversation.rate", **rate)
    await visitor.do("conversation.rate", **rate)
    await visitor.do("conversation.rate", conversation_id=conversation_id, score=4)
    await hub.settle()
    rated = [
        told.payload["body"]["score"] for told in ana.told if told.name == "conversation.rated"
    ]
    assert rated == [5, 4]
    assert [one.name for one in ana.told].count("conversation.closed") == 1


async def test_whoever_comes_back_after_the_end_starts_a_new_conversation(hub: Hub) -> None:
    visitor, ana, conversation_id, epoch = await talking(hub)
    await ana.do("conversation.close", conversation_id=conversation_id, epoch=epoch)
    hub.clock.advance(minutes=1)
    ack = await visitor.say("One more question", conversation_id)
    assert ack["conversation_id"] != conversation_id
    assert ack["seq"] == 2
    opened = await ana.do("conversation.open", conversation_id=ack["conversation_id"])
    earlier = [row["conversation_id"] for row in opened["visitor"]["earlier"]]
    assert earlier == [conversation_id]
    # the reopening of the old one is refused now
    refused = await ana.ask(
        "conversation.reopen", {"conversation_id": conversation_id, "epoch": epoch}
    )
    assert refused["error"]["code"] == "conflict"


async def test_an_agent_reopens_a_closed_conversation(hub: Hub) -> None:
    visitor, ana, conversation_id, epoch = await talking(hub)
    await ana.do("conversation.close", conversation_id=conversation_id, epoch=epoch)
    jan = await hub.agent(JAN)
    stand = await jan.do("conversation.reopen", conversation_id=conversation_id, epoch=epoch)
    row = stand["conversation"]
    assert (row["status"], row["assignee"]["name"], row["epoch"]) == ("assigned", "Jan", epoch + 1)
    await jan.say(conversation_id, "I found it.", row["epoch"])
    await visitor.until("message.posted", text="I found it.")
    assert (await visitor.say("Great", conversation_id))["conversation_id"] == conversation_id


async def test_an_agents_deeds_are_in_the_audit_trail(hub: Hub) -> None:
    _, ana, conversation_id, epoch = await talking(hub)
    note = {"conversation_id": conversation_id, "client_id": ana.client_id(), "text": "VIP"}
    await ana.do("note.add", **note)
    await ana.do("conversation.transfer", conversation_id=conversation_id, epoch=epoch, to="bot")
    await ana.do("conversation.claim", conversation_id=conversation_id, epoch=epoch + 1)
    await ana.do("conversation.close", conversation_id=conversation_id, epoch=epoch + 2)
    await ana.do("conversation.reopen", conversation_id=conversation_id, epoch=epoch + 2)
    trail = await hub.audit()
    assert [(row["actor"], row["action"]) for row in trail] == [
        (ANA.id, "agent.signed_in"),
        (ANA.id, "conversation.transferred"),
        (ANA.id, "conversation.claimed"),
        (ANA.id, "conversation.closed"),
        (ANA.id, "conversation.reopened"),
    ]
    assert "VIP" not in str(trail)
