import { expect, it } from "vitest";
import type { Author, EventBody, StoredEvent } from "../wire/visitor.gen.ts";
import { GROUP_GAP_MS, timeline, type Unlogged } from "./timeline.ts";

const visitor: Author = { kind: "visitor", id: "", name: "" };
const marta: Author = { kind: "agent", id: "agt_1", name: "Marta" };
const start = Date.UTC(2026, 2, 12, 10, 0);

let seq = 0;
function event(at: number, body: EventBody): StoredEvent {
  seq += 1;
  return { conversation_id: "cnv_1", seq, at, body };
}
function said(author: Author, text: string, at: number): StoredEvent {
  const message_id = `msg_${text}`;
  return event(at, { type: "message.posted", message_id, client_id: "", author, text, buttons: [], source: null, products: [] });
}
const rules = {
  dayOf: (at: number) => new Date(at).toISOString().slice(0, 10),
  isLine: (body: EventBody) => body.type === "conversation.closed",
  me: visitor,
};
const outline = (rows: ReturnType<typeof timeline>): string[] =>
  rows.map((row) => {
    if (row.kind === "group") return `${row.author.kind}: ${row.said.map(({ text }) => text).join(" + ")}`;
    return row.kind;
  });

it("groups what one author says within minutes and starts anew for another author or after a pause", () => {
  const rows = timeline(
    [
      said(visitor, "a", start),
      said(visitor, "b", start + 1_000),
      said(marta, "c", start + 2_000),
      said(marta, "d", start + 2_000 + GROUP_GAP_MS),
    ],
    [],
    rules,
  );
  expect(outline(rows)).toEqual(["day", "visitor: a + b", "agent: c", "agent: d"]);
});

it("begins each day with its date and puts lines where they happened", () => {
  const rows = timeline(
    [
      said(visitor, "a", start),
      event(start + 1, { type: "conversation.started", language: "pl" }),
      event(start + 2, { type: "conversation.closed", by: "visitor", agent: null }),
      said(visitor, "b", start + 24 * 3_600_000),
    ],
    [],
    rules,
  );
  expect(outline(rows)).toEqual(["day", "visitor: a", "line", "day", "visitor: b"]);
});

it("keeps a message's key from waiting to stored, so that it is not drawn anew", () => {
  const waiting: Unlogged = { client_id: "own-1", text: "x", at: start, state: "waiting", seq: 0, message_id: "" };
  const before = timeline([], [waiting], rules);
  const stored = event(start + 50, {
    type: "message.posted",
    message_id: "msg_9",
    client_id: "own-1",
    author: visitor,
    text: "x",
    buttons: [],
    source: null,
    products: [],
  });
  const after = timeline([stored], [], rules);
  expect(before.map(({ key }) => key)).toEqual(after.map(({ key }) => key));
});
