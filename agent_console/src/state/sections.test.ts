import { describe, expect, it } from "vitest";
import { jan, marta, MINUTE, NOW, queued, row } from "./samples.ts";
import { countsOf, sectionsOf, type Tab } from "./sections.ts";

const me = marta.agent_id;
const rows = Object.fromEntries(
  [
    queued("late", NOW - 12 * MINUTE),
    queued("new", NOW - MINUTE),
    row("quiet", { last_message: null, created_at: NOW - 30 * MINUTE }),
    row("unread", { unread: 2 }),
    row("robot", { status: "bot", assignee: null, unread: 4 }),
    row("jans", { assignee: { agent_id: jan.agent_id, name: jan.name, face: "" }, unread: 3 }),
    row("over", { status: "closed", visitor_name: "Łukasz Đurić" }),
  ].map((one) => [one.conversation_id, one]),
);
const shape = (tab: Tab, search = ""): Record<string, string[]> =>
  Object.fromEntries(
    sectionsOf(rows, me, tab, search).map((section) => [
      section.name,
      section.rows.map((one) => one.conversation_id),
    ]),
  );

describe("sections of the list", () => {
  it("puts who waits for anyone above mine, the longest waiting first", () => {
    expect(shape("mine")).toEqual({ waiting: ["late", "new"], mine: ["unread", "quiet"] });
  });

  it("shows everything that is open under All", () => {
    expect(Object.keys(shape("all"))).toEqual(["waiting", "mine", "bot", "colleagues"]);
  });

  it("keeps closed ones to their own tab", () => {
    expect(shape("closed")).toEqual({ closed: ["over"] });
    expect(shape("bot")).toEqual({ bot: ["robot"] });
  });

  it("finds names without their diacritics, and needs every word", () => {
    expect(shape("closed", "lukasz duric")).toEqual({ closed: ["over"] });
    expect(shape("closed", "lukasz nowak")).toEqual({});
  });

  it("counts as needing me who waits for anyone and what is unread of mine, nothing else", () => {
    expect(countsOf(rows, me, new Set())).toEqual({ mine: 2, waiting: 2, bot: 1, needsMe: 3 });
    expect(countsOf(rows, me, new Set(["quiet"])).needsMe).toBe(4);
  });
});
