"""Clients that know nothing but PROTOCOL.md hold a conversation."""

import asyncio
import json
import shutil
from typing import Any

import socketio

from tests.support.serving import PASSWORD, Hub
from tests.support.shop import AGENTS, SHOP
from tests.support.sources import ROOT

ANA, JAN = AGENTS

SHOPPER = """
import { io } from "socket.io-client";
const [url, origin, shop] = process.argv.slice(1);
const say = (...words) => console.log(JSON.stringify(words));
const answer = await fetch(`${url}/api/v1/visitors`, {
  method: "POST",
  headers: { "content-type": "application/json", origin },
  body: JSON.stringify({ shop }),
});
const { token } = await answer.json();
const socket = io(url, { transports: ["websocket"], auth: { v: 1, role: "visitor", token } });
let last = 0;
socket.on("message.posted", ({ seq, body }) => {
  if (seq <= last) return;
  last = seq;
  say("posted", body.author.kind, body.text);
  if (body.text === "Very.") finish();
});
socket.on("conversation.assigned", ({ body }) => say("assigned", body.agent.name));
let conversation;
async function finish() {
  const read = { conversation_id: conversation, delivered_seq: last, read_seq: last };
  say("read", await socket.emitWithAck("receipt.mark", read));
  const sync = await socket.emitWithAck("sync", { conversations: { [conversation]: 0 } });
  say("synced", sync.data.conversations[0].events.map((event) => event.seq));
  say("refused", await socket.emitWithAck("no.such", {}));
  say("closed", await socket.emitWithAck("conversation.close", { conversation_id: conversation }));
  socket.disconnect();
}
socket.on("connect", async () => {
  const welcome = await socket.emitWithAck("session.start", { language: "en" });
  say("welcome", welcome.ok, welcome.data.shop.name);
  const message = { client_id: "npm-client-0001", text: "Is it quiet?" };
  const ack = await socket.emitWithAck("message.send", message);
  const again = await socket.emitWithAck("message.send", message);
  say("acked", ack.ok, again.data.seq === ack.data.seq);
  conversation = ack.data.conversation_id;
});
"""


async def as_agent(hub: Hub) -> socketio.AsyncClient:
    """python-socketio's own client, with nothing of ours around it."""
    body = {"email": ANA.email, "password": PASSWORD}
    headers = {"X-Zalada": "1", "Origin": hub.origin}
    async with hub.http.post(f"{hub.url}/api/v1/sign-in", json=body, headers=headers) as answer:
        cookie = answer.headers["Set-Cookie"].split(";")[0]
    client = socketio.AsyncClient(reconnection=False)

    async def changed(event: dict[str, Any]) -> None:
        for row in event["items"]:
            if row["status"] == "assigned" and row["last_message"]["text"] == "Is it quiet?":
                answering = asyncio.ensure_future(answered(row))
                pending.append(answering)

    async def answered(row: dict[str, Any]) -> None:
        key = {"conversation_id": row["conversation_id"]}
        opened = await client.call("conversation.open", key)
        epoch = opened["data"]["conversation"]["epoch"]
        sent = {**key, "client_id": "python-client-1", "text": "Very.", "epoch": epoch}
        assert (await client.call("message.send", sent))["ok"]

    pending: list[asyncio.Future[None]] = []
    client.on("inbox.changed", changed)
    await client.connect(
        hub.url,
        auth={"v": 1, "role": "agent"},
        headers={"Cookie": cookie, "Origin": hub.origin},
        transports=["websocket"],
    )
    assert (await client.call("session.start", {}))["data"]["agent"]["name"] == "Ana"
    return client


async def test_npms_client_and_pythons_own_talk_by_the_protocols_page_alone(hub: Hub) -> None:
    agent = await as_agent(hub)
    node = shutil.which("node")
    assert node is not None
    shopper = await asyncio.create_subprocess_exec(
        node, "--input-type=module", "-e", SHOPPER, hub.url, SHOP.origins[0], SHOP.key,
        stdout=asyncio.subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    async with asyncio.timeout(30):
        output, _ = await shopper.communicate()
    said = [json.loads(line) for line in output.splitlines()]
    await agent.disconnect()
    in_any_order = sorted(map(str, said))
    assert in_any_order == sorted(map(str, [
        ["welcome", True, "Kurz"],
        ["posted", "visitor", "Is it quiet?"],
        ["assigned", "Ana"],
        ["acked", True, True],
        ["posted", "agent", "Very."],
        ["read", {"ok": True, "data": {}}],
        ["synced", [1, 2, 3, 4]],
        ["refused", {"ok": False, "error": {"code": "command.unknown"}}],
        ["closed", {"ok": True, "data": {}}],
    ]))  # fmt: skip
