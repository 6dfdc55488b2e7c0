import { describe, expect, it } from "vitest";
import { colleaguesOf, agentsById } from "./agents.ts";
import { draftOf, parseDrafts, withDraft } from "./drafts.ts";
import { shortcutOf } from "./keys.ts";
import { pageLabel, piecesOf, safeHref } from "./links.ts";
import { marked, matching, type Choice } from "./palette.ts";
import { hashOf, parseRoute, type Route } from "./route.ts";
import { jan, marta, MINUTE, NOW } from "./samples.ts";
import { ageOf, spanOf } from "./waiting.ts";

describe("waiting time", () => {
  it("ages at three and at ten minutes", () => {
    const ages = [0, 3 * MINUTE - 1, 3 * MINUTE, 10 * MINUTE - 1, 10 * MINUTE].map((ms) => ageOf(NOW - ms, NOW));
    expect(ages).toEqual(["fresh", "fresh", "aging", "aging", "late"]);
  });

  it("is told in the largest units that matter, and never below zero", () => {
    expect(spanOf(-5)).toEqual({ unit: "seconds", seconds: 0 });
    expect(spanOf(47_000)).toEqual({ unit: "seconds", seconds: 40 });
    expect(spanOf(59 * MINUTE)).toEqual({ unit: "minutes", minutes: 59 });
    expect(spanOf(216 * MINUTE)).toEqual({ unit: "hours", hours: 3, minutes: 36 });
    expect(spanOf(50 * 60 * MINUTE)).toEqual({ unit: "days", days: 2 });
  });
});

describe("drafts", () => {
  it("are kept for each conversation apart, and forgotten when empty", () => {
    const two = withDraft(withDraft({}, "a", { reply: "hi" }), "b", { mode: "note", note: "call" });
    expect(draftOf(two, "a").reply).toBe("hi");
    expect(draftOf(two, "b")).toEqual({ mode: "note", reply: "", note: "call" });
    expect(Object.keys(withDraft(two, "a", { reply: "" }))).toEqual(["b"]);
  });

  it("survive storage, and broken storage costs nothing but the drafts", () => {
    const drafts = withDraft({}, "a", { reply: "hi" });
    expect(parseDrafts(JSON.stringify(drafts))).toEqual(drafts);
    expect([parseDrafts("{"), parseDrafts(null), parseDrafts('"x"'), parseDrafts('{"a":{"mode":1}}')]).toEqual([
      {},
      {},
      {},
      {},
    ]);
  });
});

describe("the address", () => {
  const routes: Route[] = [
    { page: "inbox", conversation: null, who: false },
    { page: "inbox", conversation: "cnv_a/b", who: false },
    { page: "inbox", conversation: "cnv_1", who: true },
    { page: "callbacks", done: false },
    { page: "callbacks", done: true },
  ];
  it.each(routes)("says what is on the screen and back: %o", (route) => {
    expect(parseRoute(hashOf(route))).toEqual(route);
  });
  it("is the inbox when it makes no sense", () => {
    expect(parseRoute("#/nowhere/%E0%A4%A")).toEqual({ page: "inbox", conversation: null, who: false });
    expect(parseRoute("")).toEqual({ page: "inbox", conversation: null, who: false });
  });
});

describe("keys", () => {
  const press = (key: string, change: Partial<Parameters<typeof shortcutOf>[0]> = {}) =>
    shortcutOf({ key, ctrl: false, alt: false, typing: false, ...change });
  it("mean something outside of fields only, but Ctrl K and Escape everywhere", () => {
    expect([press("n"), press("n", { typing: true }), press("n", { ctrl: true })]).toEqual(["note", null, null]);
    expect([press("k", { ctrl: true, typing: true }), press("Escape", { typing: true })]).toEqual(["palette", "back"]);
    expect([press("?"), press("j"), press("x")]).toEqual(["shortcuts", "next", null]);
  });
});

describe("links in what people write", () => {
  it("are made of web addresses, without the mark that ends the sentence", () => {
    expect(piecesOf("see https://shop.pl/a?b=1. Or not")).toEqual([
      { text: "see ", href: null },
      { text: "https://shop.pl/a?b=1", href: "https://shop.pl/a?b=1" },
      { text: ". Or not", href: null },
    ]);
  });
  it("are never made of anything else", () => {
    expect(safeHref("javascript:void 0")).toBeNull();
    expect(safeHref("data:text/html,x")).toBeNull();
    expect(piecesOf("javascript:void 0 ftp://x")).toEqual([{ text: "javascript:void 0 ftp://x", href: null }]);
  });
  it("name a page by its title, else its path, else what was sent", () => {
    expect(pageLabel({ url: "https://a.pl/x/y", title: "Title" })).toBe("Title");
    expect(pageLabel({ url: "https://a.pl/x/y", title: "" })).toBe("/x/y");
    expect(pageLabel({ url: "https://a.pl/", title: "" })).toBe("a.pl");
    expect(pageLabel({ url: "nonsense", title: "" })).toBe("nonsense");
  });
});

describe("the palette", () => {
  const choice = (label: string, group: Choice["group"] = "people"): Choice => ({
    key: label,
    group,
    label,
    hint: "",
    act: { kind: "goto", hash: "" },
  });
  it("finds by the start of words first, without diacritics, people before places", () => {
    const all = [choice("Go to Łódź", "goto"), choice("Marek Połódki"), choice("Jan Łodyga")];
    expect(matching(all, "lod").map((one) => one.label)).toEqual(["Jan Łodyga", "Marek Połódki", "Go to Łódź"]);
    expect(matching(all, "lod jan").map((one) => one.label)).toEqual(["Jan Łodyga"]);
  });
  it("marks what was typed, accents and all", () => {
    expect(marked("Katarzyna Wójcik", "woj")).toEqual([
      { text: "Katarzyna ", hit: false },
      { text: "Wój", hit: true },
      { text: "cik", hit: false },
    ]);
    expect(marked("Ana", "x")).toEqual([{ text: "Ana", hit: false }]);
  });
});

describe("colleagues", () => {
  it("are offered with those who are there first, and never myself", () => {
    const off = { ...jan, agent_id: "agt_off", name: "Ada", online: false };
    const away = { ...jan, agent_id: "agt_away", name: "Ola", state: "away" } as const;
    const names = colleaguesOf(agentsById([off, away, marta, jan]), marta.agent_id).map((one) => one.name);
    expect(names).toEqual(["Jan Kos", "Ola", "Ada"]);
  });
});
