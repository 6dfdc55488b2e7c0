import { describe, expect, it } from "vitest";
import {
  fromOpened,
  needsSync,
  positionOf,
  TYPING_MS,
  withCursor,
  withEarlier,
  withEvent,
  withoutStaleTyping,
  withPosition,
  withSynced,
  withTeamEvent,
  withTyping,
  type Conversation,
} from "./conversation.ts";
import { byMarta, byVisitor, jan, message, noted, NOW, opened, snapshot, stored } from "./samples.ts";
import type { StoredEvent, TeamSynced } from "../wire/agent.gen.ts";

const hello = stored(1, message("hello"));
const start = (): Conversation => fromOpened(opened([hello]));
const texts = (one: Conversation): string[] =>
  one.log.shown.flatMap(({ body }) => (body.type === "message.posted" ? [body.text] : []));
const synced = (events: StoredEvent[], change: Partial<TeamSynced> = {}): TeamSynced => ({
  conversation_id: "cnv_1",
  events,
  team_events: [],
  more: false,
  snapshot: null,
  ...change,
});
const types = (typing: boolean) =>
  ({ type: "typing.changed", conversation_id: "cnv_1", author: byVisitor, typing }) as const;

describe("a conversation in the console", () => {
  it("shows a message once, however often it arrives", () => {
    const once = withEvent(start(), stored(2, message("again")));
    expect(texts(withEvent(once, stored(2, message("again"))))).toEqual(["hello", "again"]);
  });

  it("holds an early message, asks for the missing one, and then shows both in order", () => {
    const early = withEvent(start(), stored(3, message("third")));
    expect(texts(early)).toEqual(["hello"]);
    expect(needsSync(early)).toBe(true);
    const whole = withSynced(early, synced([stored(2, message("second")), stored(3, message("third"))]));
    expect(texts(whole)).toEqual(["hello", "second", "third"]);
    expect(needsSync(whole)).toBe(false);
  });

  it("learns from a heartbeat that it is behind, in either log", () => {
    expect(needsSync(withPosition(start(), { seq: 1, team_seq: 0 }))).toBe(false);
    expect(needsSync(withPosition(start(), { seq: 2, team_seq: 0 }))).toBe(true);
    expect(needsSync(withPosition(start(), { seq: 1, team_seq: 1 }))).toBe(true);
  });

  it("takes the owner, the epoch and the state from what is shown", () => {
    const body = {
      type: "conversation.assigned",
      agent: { kind: "agent", id: jan.agent_id, name: jan.name },
      face: "",
      epoch: 7,
      reason: "taken_over",
    } as const;
    const taken = withEvent(start(), stored(2, body));
    expect(taken.assignee).toEqual({ agent_id: jan.agent_id, name: jan.name, face: "" });
    expect(taken.epoch).toBe(7);
    const back = withEvent(taken, stored(3, { type: "conversation.handed_to_bot", reason: "handed_back" }));
    expect([back.status, back.assignee]).toEqual(["bot", null]);
  });

  it("does not believe an event before those that come before it", () => {
    const early = withEvent(start(), stored(3, { type: "conversation.closed", by: "visitor", agent: null }));
    expect(early.status).toBe("assigned");
    expect(withEvent(early, stored(2, message("wait"))).status).toBe("closed");
  });

  it("keeps a note in its own count and out of the public one", () => {
    const one = withTeamEvent(start(), noted(1, 1, "call her"));
    expect(positionOf(one)).toEqual({ seq: 1, team_seq: 1 });
  });

  it("replaces everything by a snapshot when it is too far behind, and keeps what came since", () => {
    const far = withEvent(start(), stored(1_502, message("newest")));
    const page = [stored(1_500, message("a")), stored(1_501, message("b"))];
    const fresh = withSynced(far, synced([], { snapshot: snapshot(page, { earlier: true }) }));
    expect(texts(fresh)).toEqual(["a", "b", "newest"]);
    expect(fresh.earlier).toBe(true);
    expect(needsSync(fresh)).toBe(false);
  });

  it("keeps the older pages on the screen when it is opened again after a reconnect", () => {
    const paged = withEarlier(fromOpened(opened([stored(5, message("five"))], { earlier: true })), {
      events: [stored(3, message("three")), stored(4, message("four"))],
      team_events: [],
      earlier: true,
    });
    const again = fromOpened(opened([stored(5, message("five")), stored(6, message("six"))]), paged);
    expect(texts(again)).toEqual(["three", "four", "five", "six"]);
    expect(again.earlier).toBe(true);
  });

  it("lets an older snapshot change nothing that is already known", () => {
    const ahead = withEvent(start(), stored(2, { type: "conversation.closed", by: "visitor", agent: null }));
    const stale = fromOpened(opened([hello]), ahead);
    expect([stale.status, stale.log.last]).toEqual(["closed", 2]);
  });

  it("moves read marks only forward", () => {
    const moved = (read_seq: number) =>
      ({
        type: "cursor.moved",
        conversation_id: "cnv_1",
        cursor: { participant: "visitor", delivered_seq: 4, read_seq },
      }) as const;
    expect(withCursor(withCursor(start(), moved(3)), moved(1)).cursors["visitor"]?.read_seq).toBe(3);
  });

  it("forgets who types when they stop, speak or fall silent", () => {
    const typing = withTyping(start(), types(true), NOW);
    expect(typing.typists).toHaveLength(1);
    expect(withTyping(typing, types(false), NOW).typists).toEqual([]);
    expect(withEvent(typing, stored(2, message("there"))).typists).toEqual([]);
    expect(withEvent(typing, stored(2, message("me", byMarta))).typists).toHaveLength(1);
    expect(withoutStaleTyping(typing, NOW + TYPING_MS - 1)).toBe(typing);
    expect(withoutStaleTyping(typing, NOW + TYPING_MS).typists).toEqual([]);
  });
});
