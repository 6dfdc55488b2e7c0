import { describe, expect, it } from "vitest";
import { isBehind } from "@shared/wire/log";
import type { Author, EventBody, MessageSend, StoredEvent, VisitorSnapshot, VisitorWelcome } from "@shared/wire/visitor.gen";
import { fromSnapshot, unreadCount } from "./conversation.ts";
import type { Happening } from "./happening.ts";
import { initialState, type State } from "./model.ts";
import { reduce } from "./reduce.ts";

const marta: Author = { kind: "agent", id: "agt_1", name: "Marta" };
const own: Author = { kind: "visitor", id: "", name: "" };
const bodies: EventBody[] = [
  { type: "conversation.started", language: "pl" },
  { type: "message.posted", message_id: "m1", client_id: "own-0001", author: own, text: "Hej", buttons: [], source: null, products: [] },
  { type: "conversation.queued", reason: "requested" },
  { type: "conversation.assigned", agent: marta, face: "marta", epoch: 1, reason: "routed" },
  { type: "message.posted", message_id: "m2", client_id: "", author: marta, text: "Słucham", buttons: [], source: null, products: [] },
  { type: "conversation.closed", by: "agent", agent: marta },
];
const events: StoredEvent[] = bodies.map((body, index) => ({
  conversation_id: "cnv_1",
  seq: index + 1,
  at: 1_000 + index,
  body,
}));
const first = (count: number): StoredEvent[] => events.slice(0, count);

function snapshot(count: number, status: VisitorSnapshot["status"], change: Partial<VisitorSnapshot> = {}): VisitorSnapshot {
  return {
    conversation_id: "cnv_1",
    status,
    seq: count,
    language: "pl",
    assignee: null,
    position: null,
    wait_ms: null,
    score: null,
    cursors: [],
    events: first(count),
    earlier: false,
    ...change,
  };
}
const welcome = (conversation: VisitorSnapshot | null): VisitorWelcome => ({
  visitor_id: "vis_1",
  shop: {
    shop_id: "shp_1",
    name: "Kurz & Kawa",
    brand: "#17604f",
    languages: ["pl"],
    country: "PL",
    time_zone: "Europe/Warsaw",
    bot_name: "Asystent",
    hours: [],
  },
  availability: {
    open: true,
    agents_online: 1,
    free: true,
    opens_at: null,
    closes_at: null,
    typical_reply_ms: null,
    faces: [],
  },
  conversation,
  callback: null,
  token: null,
  heartbeat_ms: 10_000,
  now: 0,
});
const play = (happenings: Happening[], from: State = initialState("pl")): State => happenings.reduce(reduce, from);
const came = (event: StoredEvent): Happening => ({ type: "event.came", event });

describe("the panel's state", () => {
  it("is the same from events alone as from a fresh snapshot (the replay law)", () => {
    const person = { agent_id: "agt_1", name: "Marta", face: "marta" };
    const states: [number, VisitorSnapshot["status"], Partial<VisitorSnapshot>][] = [
      [2, "bot", {}],
      [3, "queued", {}],
      [5, "assigned", { assignee: person }],
      [6, "closed", { assignee: person }],
    ];
    for (const [count, status, change] of states) {
      const replayed = play(first(count).map(came)).conversation;
      expect(replayed).toEqual(fromSnapshot(snapshot(count, status, change)));
    }
  });

  it("goes on where a conversation is open, and stays at home where the last one is closed", () => {
    expect(play([{ type: "welcomed", guides: true, welcome: welcome(snapshot(2, "bot")) }]).screen).toBe("conversation");
    expect(play([{ type: "welcomed", guides: true, welcome: welcome(snapshot(6, "closed")) }]).screen).toBe("home");
    expect(play([{ type: "welcomed", guides: true, welcome: welcome(null) }]).returning).toBe(false);
  });

  it("holds an event that came too early and says it is behind", () => {
    const [one, , three] = events;
    const state = play([came(one!), came(three!)]);
    expect(state.conversation?.log.shown).toHaveLength(1);
    expect(isBehind(state.conversation!.log)).toBe(true);
  });

  it("shows an own message from its ack until its event came, never twice", () => {
    const payload: MessageSend = { client_id: "own-0001", text: "Hej" };
    const ack = { conversation_id: "cnv_1", message_id: "m1", seq: 2, at: 1_001 };
    const acked = play([{ type: "message.stored", payload, ack }]);
    expect(acked.sent).toHaveLength(1);
    expect(isBehind(acked.conversation!.log)).toBe(true);
    const seen = play(first(2).map(came), acked);
    expect(seen.sent).toEqual([]);
    const late = reduce(play(first(2).map(came)), { type: "message.stored", payload, ack });
    expect(late.sent).toEqual([]);
  });

  it("moves a closed conversation into the past when the next one starts", () => {
    const next: StoredEvent = {
      conversation_id: "cnv_2",
      seq: 1,
      at: 9_000,
      body: { type: "conversation.started", language: "pl" },
    };
    const state = play([...events.map(came), came(next), came(events[5]!)]);
    expect(state.conversation?.conversation_id).toBe("cnv_2");
    expect(state.past).toHaveLength(6);
  });

  it("ignores what belongs to a conversation it does not know while its own is open", () => {
    const before = play(first(2).map(came));
    expect(play([came({ ...events[4]!, conversation_id: "cnv_9" })], before)).toBe(before);
  });

  it("catches up by what sync brings: events, or a snapshot when that is shorter", () => {
    const behind = play(first(1).map(came));
    const byEvents = reduce(behind, {
      type: "synced",
      synced: [{ conversation_id: "cnv_1", events: events.slice(1, 5), more: false, snapshot: null }],
    });
    expect(byEvents.conversation?.status).toBe("assigned");
    const bySnapshot = reduce(behind, {
      type: "synced",
      synced: [{ conversation_id: "cnv_1", events: [], more: false, snapshot: snapshot(6, "closed") }],
    });
    expect(bySnapshot.conversation?.status).toBe("closed");
    expect(bySnapshot.conversation?.log.last).toBe(6);
  });

  it("knows from a heartbeat that something is missing", () => {
    const state = reduce(play(first(2).map(came)), {
      type: "heartbeat.answered",
      reply: { conversations: { cnv_1: 5 }, availability: welcome(null).availability, now: 0 },
    });
    expect(isBehind(state.conversation!.log)).toBe(true);
  });

  it("counts as unread only what others said after the visitor's own mark, in whichever tab it was read", () => {
    const state = play(first(5).map(came));
    expect(unreadCount(state.conversation)).toBe(1);
    const read = reduce(state, {
      type: "cursor.came",
      event: {
        type: "cursor.moved",
        conversation_id: "cnv_1",
        cursor: { participant: "visitor", delivered_seq: 5, read_seq: 5 },
      },
    });
    expect(unreadCount(read.conversation)).toBe(0);
    expect(unreadCount(reduce(read, { type: "read", seq: 3 }).conversation)).toBe(0);
  });

  it("forgets typing after six seconds, at a message, and when the connection is gone", () => {
    const typing: Happening = {
      type: "typing.came",
      now: 0,
      event: { type: "typing.changed", conversation_id: "cnv_1", author: marta, typing: true },
    };
    const state = play([...first(4).map(came), typing]);
    expect(state.typing?.author.name).toBe("Marta");
    expect(reduce(state, { type: "typing.expired", now: 5_999 }).typing).not.toBeNull();
    expect(reduce(state, { type: "typing.expired", now: 6_000 }).typing).toBeNull();
    expect(reduce(state, came(events[4]!)).typing).toBeNull();
    expect(reduce(state, { type: "link.lost", now: 1 }).typing).toBeNull();
  });

  it("forgets a cancelled callback and keeps a moved one", () => {
    const callback = {
      callback_id: "cbk_1",
      reference: "KK-1",
      status: "open" as const,
      phone: "+48601234567",
      topic: "",
      wanted_at: 5,
      due_at: 5,
    };
    const asked = reduce(initialState("pl"), { type: "callback.changed", callback });
    expect(asked.callback?.wanted_at).toBe(5);
    const cancelled = { ...callback, status: "cancelled" as const };
    expect(reduce(asked, { type: "callback.changed", callback: cancelled }).callback).toBeNull();
  });
});
