import { describe, expect, it } from "vitest";
import { CommandError } from "./command.ts";
import { manualTiming } from "./manualTiming.ts";
import { KEPT_MS, Outgoing, type OutgoingItem } from "./outgoing.ts";

interface Payload {
  client_id: string;
  text: string;
}

function setUp(shelf = new Map<string, OutgoingItem<Payload>>(), laneOf?: (payload: Payload) => string) {
  const timing = manualTiming();
  const sent: string[] = [];
  const arrived: string[] = [];
  const answers: (CommandError | null)[] = [];
  const outgoing = new Outgoing<Payload, { seq: number }>({
    timing,
    deliver: async (payload) => {
      sent.push(payload.text);
      const answer = answers.shift();
      if (answer) throw answer;
      return { seq: sent.length };
    },
    delivered: (item) => arrived.push(item.payload.text),
    changed: () => {},
    store: {
      load: async () => [...shelf.values()],
      put: (item) => void shelf.set(item.payload.client_id, item),
      remove: (clientId) => void shelf.delete(clientId),
    },
    ...(laneOf ? { laneOf } : {}),
  });
  const say = (...texts: string[]): void => {
    for (const text of texts) outgoing.push({ client_id: `id-${text}`, text });
  };
  return { timing, sent, arrived, answers, outgoing, shelf, say };
}

describe("outgoing messages", () => {
  it("wait while there is no connection and go out in order when there is", async () => {
    const { outgoing, timing, say, sent, arrived, shelf } = setUp();
    say("one", "two", "three");
    await timing.advance(1_000);
    expect(sent).toEqual([]);
    expect(shelf.size).toBe(3);
    outgoing.setOnline(true);
    await timing.advance(0);
    expect(arrived).toEqual(["one", "two", "three"]);
    expect(shelf.size).toBe(0);
    expect(outgoing.items).toEqual([]);
  });

  it("are sent again under the same id until the server has stored them, never overtaking", async () => {
    const { outgoing, timing, say, sent, answers, arrived } = setUp();
    answers.push(new CommandError("timeout"), new CommandError("storage.unavailable"));
    outgoing.setOnline(true);
    say("one", "two");
    await timing.advance(0);
    expect(sent).toEqual(["one"]);
    await timing.advance(750);
    expect(sent).toEqual(["one", "one"]);
    await timing.advance(1_500);
    expect(arrived).toEqual(["one", "two"]);
  });

  it("wait at least as long as the server asks for", async () => {
    const { outgoing, timing, say, sent, answers } = setUp();
    answers.push(new CommandError("rate_limited", null, 9_000));
    outgoing.setOnline(true);
    say("one");
    await timing.advance(8_999);
    expect(sent).toHaveLength(1);
    await timing.advance(1);
    expect(sent).toHaveLength(2);
  });

  it("fail with a code when trying again cannot help, and do not hold up the next", async () => {
    const { outgoing, timing, say, answers, arrived } = setUp();
    answers.push(new CommandError("command.too_large"));
    outgoing.setOnline(true);
    say("long", "short");
    await timing.advance(0);
    expect(arrived).toEqual(["short"]);
    expect(outgoing.items[0]?.state).toEqual({ kind: "failed", code: "command.too_large" });
    outgoing.retry("id-long");
    await timing.advance(0);
    expect(arrived).toEqual(["short", "long"]);
  });

  it("survive a reload for a day", async () => {
    const first = setUp();
    first.say("kept");
    const second = setUp(first.shelf);
    second.outgoing.setOnline(true);
    await second.outgoing.restore();
    await second.timing.advance(0);
    expect(second.arrived).toEqual(["kept"]);

    const old = setUp();
    old.say("too old");
    for (const item of old.shelf.values()) item.created_at -= KEPT_MS + 1;
    const third = setUp(old.shelf);
    third.outgoing.setOnline(true);
    await third.outgoing.restore();
    await third.timing.advance(0);
    expect(third.sent).toEqual([]);
    expect(old.shelf.size).toBe(0);
  });

  it("try at once when the connection is back instead of waiting for their turn", async () => {
    const { outgoing, timing, say, sent, answers } = setUp();
    answers.push(new CommandError("timeout"));
    outgoing.setOnline(true);
    say("one");
    await timing.advance(0);
    outgoing.setOnline(false);
    outgoing.setOnline(true);
    await timing.advance(0);
    expect(sent).toHaveLength(2);
  });

  it("of one conversation do not wait for those of another", async () => {
    const { outgoing, timing, say, answers, arrived } = setUp(undefined, ({ text }) => text.slice(0, 1));
    answers.push(new CommandError("timeout"), null);
    outgoing.setOnline(true);
    say("a1", "b1", "a2");
    await timing.advance(0);
    expect(arrived).toEqual(["b1"]);
    await timing.advance(1_000);
    expect(arrived).toEqual(["b1", "a1", "a2"]);
  });

  it("disappear when they are seen to have arrived by another way", () => {
    const { outgoing, say, shelf } = setUp();
    say("one");
    outgoing.remove("id-one");
    expect(outgoing.items).toEqual([]);
    expect(shelf.size).toBe(0);
  });
});
