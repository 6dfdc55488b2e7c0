"""Whatever a stranger sends, it gets its documented code and changes nothing."""

import math
from typing import Any

import pytest

from tests.support.clients import AgentClient, Client, Refused, VisitorClient
from tests.support.serving import Hub
from tests.support.shop import AGENTS, OTHER_SHOP

ANA, JAN = AGENTS
CLIENT = "client-0001"
LETTER = {"client_id": CLIENT, "text": "x"}
CONSENT = {"client_id": CLIENT, "consent": True, "consent_version": "x"}
LONG = {"client_id": CLIENT, "text": "x" * 100_000}
FIFTY_ONE = {f"c{number}": 0 for number in range(51)}

VISITORS_NONSENSE: list[tuple[str, Any, str, str | None]] = [
    ("no.such", {}, "command.unknown", None),
    ("connect", {}, "command.unknown", None),
    ("disconnect", {}, "command.unknown", None),
    ("__class__", {}, "command.unknown", None),
    ("*", {}, "command.unknown", None),
    ("note.add", {}, "command.unknown", "name"),
    ("conversation.claim", {}, "command.unknown", "name"),
    ("message.send", {}, "command.invalid", "client_id"),
    ("message.send", [], "command.invalid", None),
    ("message.send", "text", "command.invalid", None),
    ("message.send", None, "command.invalid", None),
    ("message.send", {"client_id": CLIENT}, "command.invalid", "text"),
    ("message.send", {"client_id": CLIENT, "text": ""}, "command.invalid", "text"),
    ("message.send", {"client_id": CLIENT, "text": 5}, "command.invalid", "text"),
    ("message.send", {"client_id": CLIENT, "text": ["x"]}, "command.invalid", "text"),
    ("message.send", {"client_id": CLIENT, "text": "x" * 4_001}, "command.too_large", "text"),
    ("message.send", LONG, "command.too_large", "text"),
    ("message.send", {"client_id": CLIENT, "text": "\0"}, "command.invalid", "text"),
    ("message.send", {"client_id": CLIENT, "text": "x", "epoch": 1}, "command.invalid", "epoch"),
    ("message.send", {"client_id": CLIENT, "text": "x", "author": {}}, "command.invalid", "author"),
    (
        "message.send",
        {"client_id": CLIENT, "text": "x", "__proto__": {"admin": True}},
        "command.invalid",
        "__proto__",
    ),
    ("message.send", {"client_id": "short", "text": "x"}, "command.invalid", "client_id"),
    ("message.send", {"client_id": "x" * 65, "text": "x"}, "command.too_large", "client_id"),
    ("message.send", {"client_id": "with a space", "text": "x"}, "command.invalid", "client_id"),
    ("message.send", {"client_id": f"{CLIENT}\n", "text": "x"}, "command.invalid", "client_id"),
    (
        "message.send",
        {"client_id": CLIENT, "text": "x", "conversation_id": "cnv_999"},
        "not_found",
        "conversation_id",
    ),
    (
        "message.send",
        {"client_id": CLIENT, "text": "x", "conversation_id": "' OR 1=1--"},
        "command.invalid",
        "conversation_id",
    ),
    ("session.start", {"language": "de"}, "command.invalid", "language"),
    ("session.start", {"language": "en", "page_url": "x" * 2_001}, "command.too_large", "page_url"),
    ("page.show", {"page_url": "https://x/\0"}, "command.invalid", "page_url"),
    ("conversation.rate", {"conversation_id": "c", "score": 0}, "command.invalid", "score"),
    ("conversation.rate", {"conversation_id": "c", "score": 6}, "command.invalid", "score"),
    ("conversation.rate", {"conversation_id": "c", "score": "5"}, "command.invalid", "score"),
    ("conversation.rate", {"conversation_id": "c", "score": True}, "command.invalid", "score"),
    ("conversation.rate", {"conversation_id": "c", "score": 4.5}, "command.invalid", "score"),
    ("conversation.rate", {"conversation_id": "c", "score": math.nan}, "command.invalid", None),
    ("conversation.rate", {"conversation_id": "c", "score": math.inf}, "command.invalid", None),
    ("sync", {"conversations": {"cnv_1": -1}}, "command.invalid", "conversations.cnv_1"),
    ("sync", {"conversations": {"cnv_1": 2**53}}, "command.invalid", "conversations.cnv_1"),
    ("sync", {"conversations": {"cnv_1": 2**63}}, "command.invalid", "conversations.cnv_1"),
    ("sync", {"conversations": {"cnv_1": 2**70}}, "command.invalid", None),
    ("sync", {"conversations": {"cnv_1": "1"}}, "command.invalid", "conversations.cnv_1"),
    ("sync", {"conversations": {"a b": 1}}, "command.invalid", None),
    (
        "sync",
        {"conversations": {f"c{n}": 0 for n in range(51)}},
        "command.invalid",
        "conversations",
    ),
    ("receipt.mark", {"conversation_id": "c"}, "command.invalid", "delivered_seq"),
    (
        "message.leave",
        {"client_id": CLIENT, "email": "a@b", "text": "x"},
        "command.invalid",
        "email",
    ),
    (
        "message.leave",
        {**LETTER, "email": "a@b.example\r\nBcc: c@d.example"},
        "command.invalid",
        "email",
    ),
    (
        "callback.request",
        {"client_id": CLIENT, "phone": "1", **CONSENT},
        "command.invalid",
        "phone",
    ),
    (
        "callback.request",
        {**CONSENT, "phone": "601 234 567"},
        "command.invalid",
        "consent",
    ),
    ("callback.cancel", {"callback_id": "cal_999"}, "not_found", "callback_id"),
    ("queue.leave", {"conversation_id": "cnv_999"}, "not_found", "conversation_id"),
    ("conversation.close", {"conversation_id": "__proto__"}, "not_found", "conversation_id"),
]

AGENTS_NONSENSE: list[tuple[str, Any, str, str | None]] = [
    ("person.request", {}, "command.unknown", "name"),
    ("presence.set", {"state": "offline"}, "command.invalid", "state"),
    ("presence.set", {"state": "available", "agent_id": JAN.id}, "command.invalid", "agent_id"),
    ("conversation.open", {"conversation_id": "cnv_999"}, "not_found", "conversation_id"),
    ("conversation.claim", {"conversation_id": "cnv_1"}, "command.invalid", "epoch"),
    ("conversation.claim", {"conversation_id": "cnv_1", "epoch": -1}, "command.invalid", "epoch"),
    ("conversation.close", {"conversation_id": "cnv_1", "epoch": 99}, "conflict", "epoch"),
    ("conversation.reopen", {"conversation_id": "cnv_1", "epoch": 1}, "conflict", None),
    (
        "conversation.transfer",
        {"conversation_id": "cnv_1", "epoch": 1, "to": "nobody"},
        "command.invalid",
        "to",
    ),
    ("note.add", {"conversation_id": "cnv_1", **LONG}, "command.too_large", "text"),
    ("events.earlier", {"conversation_id": "cnv_1", "before_seq": -5}, "command.invalid", None),
    ("sync", {"conversations": {"cnv_1": 5}}, "command.invalid", "conversations.cnv_1"),
    ("callback.claim", {"callback_id": "cal_999", "epoch": 0}, "not_found", "callback_id"),
    (
        "callback.resolve",
        {"callback_id": "c", "epoch": 0, "outcome": "sold"},
        "command.invalid",
        "outcome",
    ),
]


async def both(hub: Hub) -> tuple[VisitorClient, AgentClient]:
    """A visitor who talks to Ana in ``cnv_1``."""
    ana = await hub.agent(ANA)
    visitor = await hub.visitor()
    await visitor.say("Hello")
    await hub.settle()
    return visitor, ana


async def refuse_all(
    hub: Hub, client: Client, nonsense: list[tuple[str, Any, str, str | None]]
) -> None:
    before = await hub.everything()
    told = []
    wanted = []
    for name, payload, code, field in nonsense:
        ack = await client.raw(name, payload)
        assert ack["ok"] is False, (name, payload)
        error = ack["error"]
        told.append((name, str(payload)[:80], error["code"], error.get("field") if field else None))
        wanted.append((name, str(payload)[:80], code, field))
    assert told == wanted
    await hub.settle()
    assert await hub.everything() == before


async def test_a_visitors_nonsense_gets_its_code_and_changes_nothing(hub: Hub) -> None:
    visitor, _ = await both(hub)
    await refuse_all(hub, visitor, VISITORS_NONSENSE)


async def test_an_agents_nonsense_gets_its_code_and_changes_nothing(hub: Hub) -> None:
    _, ana = await both(hub)
    await refuse_all(hub, ana, AGENTS_NONSENSE)


async def test_a_packet_that_is_longer_than_any_is_cut_off(hub: Hub) -> None:
    visitor, _ = await both(hub)
    before = await hub.everything()
    await visitor.socket.emit("message.send", {"client_id": CLIENT, "text": "x" * 200_000})
    await visitor.until_gone()
    await hub.settle()
    after = await hub.everything()
    assert {name: after[name] for name in ("event", "conversation")} == {
        name: before[name] for name in ("event", "conversation")
    }


@pytest.mark.parametrize(
    "name",
    ["conversation.close", "queue.leave", "conversation.rate", "answer.rate", "typing.set",
     "receipt.mark", "message.send"],
)  # fmt: skip
async def test_another_visitors_conversation_is_not_there(hub: Hub, name: str) -> None:
    await both(hub)
    stranger = await hub.visitor()
    neighbour = await hub.visitor(shop=OTHER_SHOP)
    before = await hub.everything()
    more: dict[str, dict[str, object]] = {
        "conversation.rate": {"score": 1},
        "answer.rate": {"message_id": "msg_1", "helpful": True},
        "typing.set": {"typing": True},
        "receipt.mark": {"delivered_seq": 1, "read_seq": 1},
        "message.send": {"client_id": CLIENT, "text": "x"},
    }
    for client in (stranger, neighbour):
        ack = await client.raw(name, {"conversation_id": "cnv_1", **more.get(name, {})})
        assert ack["error"] == {"code": "not_found", "field": "conversation_id"}
    await hub.settle()
    assert await hub.everything() == before


async def test_only_the_bots_own_messages_are_rated_and_once_each(hub: Hub) -> None:
    visitor = await hub.visitor()
    conversation_id = (await visitor.say("where is my package"))["conversation_id"]
    posted = await visitor.until("message.posted", text="Tomorrow, as a rule.")
    own = next(one for one in visitor.told if one.name == "message.posted")
    rate = {"conversation_id": conversation_id, "helpful": True}
    for message_id in ("msg_999", own.payload["body"]["message_id"], "%"):
        ack = await visitor.raw("answer.rate", {**rate, "message_id": message_id})
        assert ack["error"]["code"] in ("not_found", "command.invalid")
    rate["message_id"] = posted["body"]["message_id"]
    for helpful in (True, True, False):
        await visitor.do("answer.rate", **{**rate, "helpful": helpful})
    await visitor.drain()
    told = [one.payload["body"]["helpful"] for one in visitor.told if one.name == "answer.rated"]
    assert told == [True, False]


@pytest.mark.parametrize(
    ("auth", "origin", "code"),
    [
        ({"v": 1, "role": "visitor", "token": "x" * 40}, None, "auth.required"),
        ({"v": 1, "role": "visitor", "token": ""}, None, "auth.required"),
        ({"v": 1, "role": "visitor", "token": ["x"]}, None, "auth.required"),
        ({"v": 1, "role": "visitor"}, None, "auth.required"),
        ({"v": 1, "role": "admin", "token": "x" * 40}, None, "auth.required"),
        ({"v": 1}, None, "auth.required"),
        ({"v": 2, "role": "visitor"}, None, "protocol.unsupported"),
        ({"v": 0, "role": "visitor"}, None, "protocol.unsupported"),
        ({"v": True, "role": "visitor"}, None, "protocol.unsupported"),
        ({"v": "1", "role": "visitor"}, None, "protocol.unsupported"),
        ({}, None, "protocol.unsupported"),
        ({"v": 1, "role": "visitor", "token": "good"}, "https://evil.example", "forbidden"),
        ({"v": 1, "role": "visitor", "token": "good"}, "https://shop.example", "forbidden"),
        ({"v": 1, "role": "visitor", "token": "good"}, "null", "forbidden"),
        ({"v": 1, "role": "agent", "cookie": "good"}, None, "forbidden"),
        ({"v": 1, "role": "agent", "cookie": "good"}, "https://shop.example", "forbidden"),
        ({"v": 1, "role": "agent"}, "own", "auth.required"),
    ],
)
async def test_whoever_may_not_come_in_is_told_why(
    hub: Hub, auth: dict[str, Any], origin: str | None, code: str
) -> None:
    headers = {}
    if auth.get("token") == "good":
        auth = {**auth, "token": await hub.visitor_token()}
    if auth.get("cookie") == "good":
        headers["Cookie"] = f"zalada={await hub.sign_in(ANA)}"
    if origin is not None:
        headers["Origin"] = hub.origin if origin == "own" else origin

    class Stranger(Client):
        def auth(self) -> dict[str, Any]:
            return auth

    with pytest.raises(Refused) as refused:
        await Stranger().connect(hub.url, headers)
    assert refused.value.code == code


async def test_a_program_without_an_origin_is_a_visitor_with_its_token(hub: Hub) -> None:
    client = VisitorClient(await hub.visitor_token())
    hub.clients.append(client)
    await client.connect(hub.url, {})
    await client.begin()
    assert (await client.say("Hello from a program"))["seq"] == 2
