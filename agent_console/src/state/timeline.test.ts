import { describe, expect, it } from "vitest";
import { fromOpened, withCursor, type Conversation } from "./conversation.ts";
import { byBot, byMarta, message, noted, NOW, opened, OTHER_BODIES, stored } from "./samples.ts";
import { GROUP_MS, markOf, timelineOf, type Item, type OutboxItem } from "./timeline.ts";
import type { StoredEvent } from "../wire/agent.gen.ts";

const DAY_MS = 24 * 3_600_000;
const dayOf = (at: number): string => String(Math.floor(at / DAY_MS));
const draw = (one: Conversation, outgoing: readonly OutboxItem[] = []): readonly Item[] =>
  timelineOf(one, outgoing, byMarta, dayOf);
const sketch = (items: readonly Item[]): string[] =>
  items.map((item) => {
    switch (item.kind) {
      case "group":
        return `${item.author.kind}: ${item.bubbles.map((bubble) => bubble.text).join(" | ")}`;
      case "note":
        return `note: ${item.text}`;
      case "system":
        return item.body.type;
      case "day":
      case "summary":
        return item.kind;
    }
  });
const waiting = (client_id: string, kind: "message" | "note" = "message"): OutboxItem => ({
  payload:
    kind === "message"
      ? { kind, conversation_id: "cnv_1", client_id, text: client_id, epoch: 3 }
      : { kind, conversation_id: "cnv_1", client_id, text: client_id },
  created_at: NOW + 60_000,
  state: { kind: "waiting" },
});

describe("the timeline", () => {
  it("groups what one author says in a row, and starts anew after five minutes", () => {
    const events: StoredEvent[] = [
      stored(1, message("a"), NOW),
      stored(2, message("b"), NOW + GROUP_MS - 1),
      stored(3, message("c", byBot), NOW + GROUP_MS),
      stored(4, message("d", byBot), NOW + 2 * GROUP_MS),
    ];
    expect(sketch(draw(fromOpened(opened(events))))).toEqual(["day", "visitor: a | b", "bot: c", "bot: d"]);
  });

  it("puts a note after the public event it stands after, and lets it end a group", () => {
    const one = fromOpened(
      opened([stored(1, message("a")), stored(2, message("b"))], {
        team_events: [noted(1, 1, "between"), noted(2, 2, "after")],
        team_seq: 2,
      }),
    );
    expect(sketch(draw(one))).toEqual(["day", "visitor: a", "note: between", "visitor: b", "note: after"]);
  });

  it("draws a line for each new day", () => {
    const one = fromOpened(opened([stored(1, message("a"), NOW), stored(2, message("b"), NOW + DAY_MS)]));
    expect(sketch(draw(one))).toEqual(["day", "visitor: a", "day", "visitor: b"]);
  });

  it("has a line for every kind of event", () => {
    const bodies = OTHER_BODIES.filter((body) => body.type !== "note.added" && body.type !== "summary.added");
    const events = bodies.map((body, index) => stored(index + 1, body as StoredEvent["body"]));
    expect(sketch(draw(fromOpened(opened(events)))).slice(1)).toEqual(bodies.map((body) => body.type));
  });

  it("shows what is on its way at the end, in the group it will belong to", () => {
    const one = fromOpened(opened([stored(1, message("said", byMarta, "c-1"), NOW + 30_000)]));
    expect(sketch(draw(one, [waiting("c-2"), waiting("n-1", "note")]))).toEqual([
      "day",
      "agent: said | c-2",
      "note: n-1",
    ]);
  });

  it("shows a message once when it is stored while its ack is still on the way", () => {
    const one = fromOpened(opened([stored(1, message("said", byMarta, "c-1"))]));
    expect(sketch(draw(one, [waiting("c-1")]))).toEqual(["day", "agent: said"]);
  });

  it("leaves out what goes to another conversation", () => {
    const other = { ...waiting("c-9"), payload: { ...waiting("c-9").payload, conversation_id: "cnv_2" } };
    expect(draw(fromOpened(opened([])), [other])).toEqual([]);
  });

  it("keeps a message's key from waiting to stored, so that it does not jump", () => {
    const keyOf = (items: readonly Item[]): string | undefined => {
      const last = items.at(-1);
      return last?.kind === "group" ? last.bubbles.at(-1)?.key : undefined;
    };
    const before = draw(fromOpened(opened([])), [waiting("c-1")]);
    const after = draw(fromOpened(opened([stored(1, message("c-1", byMarta, "c-1"))])));
    expect(keyOf(before)).toBe("c-1");
    expect(keyOf(after)).toBe("c-1");
  });

  it("marks a message as sent, then delivered, then read", () => {
    const one = fromOpened(opened([stored(4, message("said", byMarta, "c-1"))]));
    const [, group] = draw(one);
    const bubble = group?.kind === "group" ? group.bubbles[0] : undefined;
    if (bubble === undefined) throw new Error("no bubble");
    const with_ = (delivered_seq: number, read_seq: number): Conversation =>
      withCursor(one, {
        type: "cursor.moved",
        conversation_id: "cnv_1",
        cursor: { participant: "visitor", delivered_seq, read_seq },
      });
    expect(markOf(one, bubble)).toBe("sent");
    expect(markOf(with_(3, 3), bubble)).toBe("sent");
    expect(markOf(with_(4, 3), bubble)).toBe("delivered");
    expect(markOf(with_(4, 4), bubble)).toBe("read");
    expect(markOf(one, { ...bubble, waiting: waiting("c-1") })).toBe("waiting");
  });
});
