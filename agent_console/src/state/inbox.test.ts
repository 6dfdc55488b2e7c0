import { describe, expect, it } from "vitest";
import * as inbox from "./inbox.ts";
import { emptyInbox, isBehind, withClosedList, withRead } from "./inbox.ts";
import { marta, queued, row, NOW } from "./samples.ts";

const me = marta.agent_id;
const withList = (state: inbox.InboxState, list: Parameters<typeof inbox.withList>[1]) => inbox.withList(state, list, me);
const withPush = (state: inbox.InboxState, push: Parameters<typeof inbox.withPush>[1]) => inbox.withPush(state, push, me);
const withRow = (state: inbox.InboxState, row: Parameters<typeof inbox.withRow>[1]) => inbox.withRow(state, row, me);
const list = (revision: number, ...items: ReturnType<typeof row>[]) => ({ revision, items });
const push = (revision: number, ...items: ReturnType<typeof row>[]) =>
  ({ type: "inbox.changed", revision, items }) as const;

describe("the list", () => {
  it("takes pushes in a row", () => {
    const state = withPush(withList(emptyInbox, list(4, row("a"))), push(5, row("b")));
    expect(Object.keys(state.rows)).toEqual(["a", "b"]);
    expect(state.behind).toBe(false);
  });

  it("shows the rows of a push after a gap, and knows that it must ask", () => {
    const state = withPush(withList(emptyInbox, list(4)), push(6, row("b")));
    expect(state.rows["b"]).toBeDefined();
    expect(state.behind).toBe(true);
    expect(withList(state, list(6, row("b"), row("c"))).behind).toBe(false);
  });

  it("drops a push it has had", () => {
    const state = withList(emptyInbox, list(4, row("a", { unread: 2 })));
    expect(withPush(state, push(4, row("a", { unread: 9 })))).toBe(state);
  });

  it("learns from a heartbeat that a push was missed", () => {
    const state = withList(emptyInbox, list(4));
    expect([isBehind(state, 4), isBehind(state, 5)]).toEqual([false, true]);
  });

  it("does not let an ack that was overtaken bring back an older row", () => {
    const newer = row("a", { epoch: 3, status: "closed" });
    const state = withList(emptyInbox, list(4, newer));
    expect(withRow(state, row("a", { epoch: 2 })).rows["a"]).toEqual(newer);
    expect(withRow(state, row("a", { epoch: 4 })).rows["a"]?.epoch).toBe(4);
  });

  it("keeps closed conversations that were asked for when the open ones come again", () => {
    const closed = withClosedList(emptyInbox, list(4, row("old", { status: "closed" })));
    const state = withList({ ...closed, behind: true }, list(7, row("a")));
    expect(Object.keys(state.rows).sort()).toEqual(["a", "old"]);
    expect(state.closedLoaded).toBe(true);
  });

  it("forgets an open conversation that a fresh list no longer has", () => {
    const state = withList(emptyInbox, list(4, row("a"), row("b")));
    expect(Object.keys(withList(state, list(5, row("b"))).rows)).toEqual(["b"]);
  });

  it("counts nothing as unread up to where I looked, whatever an older row says", () => {
    const state = withRead(withList(emptyInbox, list(4, row("a", { unread: 2, seq: 8 }))), "a", 8);
    expect(state.rows["a"]).toMatchObject({ unread: 0, read_seq: 8 });
    expect(withPush(state, push(5, row("a", { unread: 2, seq: 8 }))).rows["a"]?.unread).toBe(0);
    expect(withPush(state, push(5, row("a", { unread: 1, seq: 9 }))).rows["a"]?.unread).toBe(1);
    expect(withRead(state, "a", 8)).toBe(state);
  });

  it("keeps what was given to me as new until I look, whoever read it before", () => {
    const before = withList(emptyInbox, list(4, queued("a", NOW), row("b")));
    const given = withPush(before, push(5, row("a")));
    expect([...given.fresh]).toEqual(["a"]);
    expect([...withRead(given, "a", 5).fresh]).toEqual([]);
    expect([...withPush(given, push(6, row("a", { status: "closed" }))).fresh]).toEqual([]);
  });

  it("takes nothing as new that was there when the console was opened", () => {
    expect(withList(emptyInbox, list(4, row("a"))).fresh.size).toBe(0);
  });
});
