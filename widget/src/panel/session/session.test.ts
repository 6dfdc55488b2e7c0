import { describe, expect, it } from "vitest";
import { manualTiming } from "@shared/wire/manualTiming";
import { scriptedSocket } from "@shared/wire/scriptedSocket";
import type { Author, EventBody, MessageSend, StoredEvent, VisitorSnapshot } from "@shared/wire/visitor.gen";
import type { Init, ToLoader } from "../../embed/messages.ts";
import { createSession } from "./session.ts";

const marta: Author = { kind: "agent", id: "agt_1", name: "Marta" };
const own: Author = { kind: "visitor", id: "", name: "" };
const post = (author: Author, text: string, client_id = ""): EventBody => ({
  type: "message.posted",
  message_id: `msg_${text}`,
  client_id,
  author,
  text,
  buttons: [],
  source: null,
  products: [],
});
const stored = (seq: number, body: EventBody): StoredEvent => ({ conversation_id: "cnv_1", seq, at: seq, body });
const AVAILABILITY = {
  open: true,
  agents_online: 1,
  free: true,
  opens_at: null,
  closes_at: null,
  typical_reply_ms: null,
  faces: [],
};
const SHOP = {
  shop_id: "shp_1",
  name: "Kurz & Kawa",
  brand: "#17604f",
  languages: ["pl"],
  country: "PL",
  time_zone: "Europe/Warsaw",
  bot_name: "Asystent",
  hours: [],
};

/** A hub with one conversation's log, as the panel meets it. */
function setUp(change: Partial<Init> = {}, log: StoredEvent[] = []) {
  const timing = manualTiming();
  const server = scriptedSocket();
  const told: ToLoader[] = [];
  const tokens: unknown[] = [];
  let rings = 0;
  let online = true;
  const snapshot = (): VisitorSnapshot | null =>
    log.length === 0
      ? null
      : {
          conversation_id: "cnv_1",
          status: "assigned",
          seq: log.length,
          language: "pl",
          assignee: { agent_id: "agt_1", name: "Marta", face: "" },
          position: null,
          wait_ms: null,
          score: null,
          cursors: [],
          events: [...log],
          earlier: false,
        };
  const data = (name: string, payload: object): object => {
    switch (name) {
      case "session.start":
        return {
          visitor_id: "vis_1",
          shop: SHOP,
          availability: AVAILABILITY,
          conversation: snapshot(),
          callback: null,
          token: null,
          heartbeat_ms: 10_000,
          now: timing.now(),
        };
      case "guide.list":
        return { guides: [] };
      case "message.send": {
        const { client_id, text } = payload as MessageSend;
        const known = log.find(({ body }) => body.type === "message.posted" && body.client_id === client_id);
        const event = known ?? stored(log.length + 1, post(own, text, client_id));
        if (!known) log.push(event);
        return { conversation_id: "cnv_1", message_id: `msg_${text}`, seq: event.seq, at: event.at };
      }
      case "sync": {
        const { conversations } = payload as { conversations: Record<string, number> };
        const after = conversations["cnv_1"] ?? 0;
        const events = log.filter(({ seq }) => seq > after);
        return { conversations: [{ conversation_id: "cnv_1", events, more: false, snapshot: null }] };
      }
      case "heartbeat":
        return { conversations: log.length ? { cnv_1: log.length } : {}, availability: AVAILABILITY, now: 0 };
      default:
        return {};
    }
  };
  server.onConnect = () => (online ? server.accept() : server.listener.refused(null, null));
  server.answer = (name, payload) => ({ ok: true, data: data(name, payload) });
  const init: Init = {
    kind: "init",
    token: "secret",
    page: { url: "https://shop.pl/", title: "Shop" },
    shown: true,
    intent: null,
    identity: { name: "", email: "", phone: "" },
    kept: {},
    ...change,
  };
  const session = createSession({
    port: { post: (message) => void told.push(message), listen: () => {} },
    init,
    language: "pl",
    timing,
    socket: (auth) => (listener) => {
      const socket = server.open(listener);
      return { ...socket, connect: () => (tokens.push(auth()), socket.connect()) };
    },
    https: () => () => Promise.reject(new Error("no network")),
    loadTexts: async () => {},
    ring: () => {
      rings += 1;
    },
  });
  return {
    timing,
    server,
    told,
    tokens,
    log,
    session,
    texts: () =>
      (session.state.value.conversation?.log.shown ?? []).flatMap(({ body }) => ("text" in body ? [body.text] : [])),
    push: (event: StoredEvent) => server.listener.event(event.body.type, event),
    setOnline: (next: boolean) => {
      online = next;
      if (!next) server.cut();
    },
    names: () => server.arrived.map(({ name }) => name),
    rings: () => rings,
  };
}

describe("the panel's session", () => {
  it("says its token and its version, never in an address, and greets before all else", async () => {
    const { timing, tokens, names, session } = setUp();
    await timing.advance(0);
    expect(tokens).toEqual([{ v: 1, role: "visitor", token: "secret" }]);
    expect(names()[0]).toBe("session.start");
    expect(session.state.value.link).toBe("live");
  });

  it("shows a message once when its ack and its event both come", async () => {
    const { timing, session, push, log, texts } = setUp();
    await timing.advance(0);
    session.act.say("Hej");
    await timing.advance(0);
    expect(session.state.value.sent).toHaveLength(1);
    push(log[0]!);
    push(log[0]!);
    expect(session.state.value.sent).toEqual([]);
    expect(texts()).toEqual(["Hej"]);
  });

  it("asks for what is missing when an event does not follow within a second", async () => {
    const { timing, session, push, log, texts, names } = setUp({}, [stored(1, post(own, "Hej", "own-0001"))]);
    await timing.advance(0);
    log.push(stored(2, post(marta, "Słucham")), stored(3, post(marta, "?")));
    push(log[2]!);
    expect(texts()).toEqual(["Hej"]);
    await timing.advance(1_000);
    expect(names()).toContain("sync");
    expect(texts()).toEqual(["Hej", "Słucham", "?"]);
    expect(session.state.value.conversation?.log.held.size).toBe(0);
  });

  it("learns from the heartbeat what no push told", async () => {
    const { timing, log, texts } = setUp({}, [stored(1, post(own, "Hej", "own-0001"))]);
    await timing.advance(0);
    log.push(stored(2, post(marta, "Słucham")));
    await timing.advance(10_000);
    expect(texts()).toEqual(["Hej", "Słucham"]);
  });

  it("sends what was written without a connection, in order and once, when it is back", async () => {
    const { timing, session, setOnline, log, told } = setUp();
    await timing.advance(0);
    setOnline(false);
    session.act.say("one");
    session.act.say("two");
    await timing.advance(2_000);
    expect(session.state.value.link).toBe("reconnecting");
    expect(told.filter((message) => message.kind === "keep" && message.key.startsWith("out:"))).toHaveLength(2);
    setOnline(true);
    await timing.advance(10_000);
    expect(log.map(({ body }) => "text" in body && body.text)).toEqual(["one", "two"]);
    expect(session.state.value.outgoing).toEqual([]);
  });

  it("sends what an earlier page kept", async () => {
    const item = {
      payload: { client_id: "kept-0001", text: "from before" },
      created_at: 1_750_000_000_000,
      state: { kind: "waiting" },
    };
    const { timing, log } = setUp({ kept: { "out:kept-0001": JSON.stringify(item) } });
    await timing.advance(0);
    expect(log.map(({ body }) => "text" in body && body.text)).toEqual(["from before"]);
  });

  it("does not show a short interruption", async () => {
    const { timing, session, setOnline } = setUp();
    await timing.advance(0);
    setOnline(false);
    setOnline(true);
    await timing.advance(1_400);
    expect(session.state.value.link).toBe("live");
  });

  it("rings for a person and not for the bot, and only with the sound on", async () => {
    const { timing, session, push, rings } = setUp({}, [stored(1, post(own, "Hej", "own-0001"))]);
    await timing.advance(0);
    push(stored(2, post({ kind: "bot", id: "", name: "Asystent" }, "bip")));
    expect(rings()).toBe(0);
    push(stored(3, post(marta, "Słucham")));
    push(stored(3, post(marta, "Słucham")));
    expect(rings()).toBe(1);
    session.act.switchSound(false);
    push(stored(4, post(marta, "?")));
    expect(rings()).toBe(1);
  });

  it("says how far it was received and read at most once a second", async () => {
    const { timing, session, push, server } = setUp({}, [stored(1, post(own, "Hej", "own-0001"))]);
    await timing.advance(0);
    for (let seq = 2; seq <= 9; seq += 1) push(stored(seq, post(marta, `${seq}`)));
    session.act.seen(9);
    await timing.advance(1_000);
    const marks = server.arrived.filter(({ name }) => name === "receipt.mark").map(({ payload }) => payload);
    expect(marks.length).toBeLessThanOrEqual(2);
    expect(marks.at(-1)).toEqual({ conversation_id: "cnv_1", delivered_seq: 9, read_seq: 9 });
  });

  it("tells the shop's page that a conversation is open, so that the next page listens", async () => {
    const { timing, told, push } = setUp({}, [stored(1, post(own, "Hej", "own-0001"))]);
    await timing.advance(0);
    expect(told).toContainEqual({ kind: "keep", key: "open", value: "1" });
    push(stored(2, { type: "conversation.closed", by: "agent", agent: marta }));
    expect(told.at(-1)).toEqual({ kind: "tell", told: { name: "status", detail: { status: "closed" } } });
    expect(told).toContainEqual({ kind: "keep", key: "open", value: null });
  });

  it("asks the shop's page for another token when its own is refused", async () => {
    const set = setUp();
    await set.timing.advance(0);
    set.server.onConnect = () => set.server.listener.refused("auth.required", null);
    set.server.cut();
    await set.timing.advance(3_000);
    expect(set.told).toContainEqual({ kind: "token.needed", refused: "secret" });
    set.server.onConnect = () => set.server.accept();
    set.session.heard({ kind: "token", token: "fresh" });
    await set.timing.advance(3_000);
    expect(set.tokens.at(-1)).toEqual({ v: 1, role: "visitor", token: "fresh" });
    expect(set.session.state.value.link).toBe("live");
  });

  it("says that it cannot connect when there is no token, and tries again when asked to", async () => {
    const { timing, session, told } = setUp({ token: null });
    await timing.advance(0);
    expect(session.state.value.link).toBe("failed");
    session.act.reconnect();
    expect(told).toContainEqual({ kind: "token.needed", refused: null });
    session.heard({ kind: "token", token: "fresh" });
    await timing.advance(0);
    expect(session.state.value.link).toBe("live");
  });
});
