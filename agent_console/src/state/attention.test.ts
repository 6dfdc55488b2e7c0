import { describe, expect, it } from "vitest";
import { alertsOf, callbackAlertsOf, titleOf, type Watch } from "./attention.ts";
import { callback, jan, marta, MINUTE, NOW, queued, row } from "./samples.ts";
import type { ConversationSummary } from "../wire/agent.gen.ts";

const watch: Watch = { me: marta.agent_id, takesNew: true, looking: null };
const rowsOf = (...rows: ConversationSummary[]) => Object.fromEntries(rows.map((one) => [one.conversation_id, one]));
const kinds = (before: ConversationSummary[], after: ConversationSummary[], change: Partial<Watch> = {}) =>
  alertsOf(rowsOf(...before), rowsOf(...after), { ...watch, ...change }).map((alert) => alert.kind);

describe("what rings", () => {
  it("rings for somebody new who waits, once", () => {
    const waits = queued("a", NOW);
    expect(kinds([], [waits])).toEqual(["waiting"]);
    expect(kinds([waits], [{ ...waits, unread: 2 }])).toEqual([]);
  });

  it("rings for what is given to me and for each new message of mine", () => {
    expect(kinds([queued("a", NOW)], [row("a")])).toEqual(["assigned"]);
    expect(kinds([row("a")], [row("a", { unread: 1 })])).toEqual(["message"]);
    expect(kinds([row("a", { unread: 2 })], [row("a", { unread: 0 })])).toEqual([]);
  });

  it("is silent about the bot's, a colleague's and closed conversations", () => {
    const jans = { assignee: { agent_id: jan.agent_id, name: "", face: "" } };
    expect(kinds([], [row("a", { status: "bot", assignee: null, unread: 1 })])).toEqual([]);
    expect(kinds([], [row("a", { ...jans, unread: 1 })])).toEqual([]);
    expect(kinds([row("a")], [row("a", { status: "closed", unread: 1 })])).toEqual([]);
  });

  it("is silent about the conversation I look at", () => {
    expect(kinds([row("a")], [row("a", { unread: 1 })], { looking: "a" })).toEqual([]);
    expect(kinds([row("a")], [row("a", { unread: 1 })], { looking: "b" })).toEqual(["message"]);
  });

  it("tells an agent who is away only of what is theirs", () => {
    expect(kinds([], [queued("a", NOW)], { takesNew: false })).toEqual([]);
    expect(kinds([row("a")], [row("a", { unread: 1 })], { takesNew: false })).toEqual(["message"]);
  });

  it("rings when a call becomes due, and for a new one that is", () => {
    const call = callback("c", NOW + 31 * MINUTE);
    const rows = { c: call };
    const later = NOW + 2 * MINUTE;
    expect(callbackAlertsOf(rows, rows, NOW, later, watch)).toHaveLength(1);
    expect(callbackAlertsOf(rows, rows, later, later + 1, watch)).toEqual([]);
    expect(callbackAlertsOf({}, rows, NOW, NOW, watch)).toEqual([]);
    expect(callbackAlertsOf({}, { c: callback("c", NOW) }, NOW, NOW, watch)).toHaveLength(1);
  });

  it("does not ring for a call that a colleague makes", () => {
    const jans = callback("c", NOW, { status: "claimed", agent: { agent_id: jan.agent_id, name: "", face: "" } });
    expect(callbackAlertsOf({}, { c: jans }, NOW, NOW, watch)).toEqual([]);
  });

  it("counts in the tab's title", () => {
    expect([titleOf(0, "Zalada"), titleOf(2, "Zalada")]).toEqual(["Zalada", "(2) Zalada"]);
  });
});
