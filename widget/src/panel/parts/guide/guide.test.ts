import type { Fit, GuideAnswerOutput, GuideCriterion, GuideRun, GuideView, Match } from "@shared/wire/visitor.gen";
import { beforeAll, describe, expect, it } from "vitest";
import { addTexts } from "../../texts/texts.ts";
import { shopAddress } from "@shared/wire/shopAddress";
import { counted, nextAttr, withOption } from "./answers.ts";
import { holding, idOf, movesOf, newsOf } from "./order.ts";
import { reasonOf, sentenceOf, toldOf, unknownOf } from "./reasons.ts";
import { tenths } from "./shares.ts";
import { atResults, nudgeOf, onward, partedOf, withLive, withNudge, withRun } from "./stand.ts";
import { en } from "./words/en.ts";

const criterion = (attr: string, over: Partial<GuideCriterion> = {}): GuideCriterion => ({
  attr,
  kind: "one",
  wish: "other",
  label: attr,
  question: `${attr}?`,
  help: "",
  icon: "",
  unit: "",
  importance: 50,
  must_have: true,
  options: [
    { id: "yes", label: "Yes", skip: false },
    { id: "any", label: "Any", skip: true },
  ],
  slider: null,
  ...over,
});

const price = (currency: string, max: number): GuideCriterion =>
  criterion("price", {
    kind: "slider",
    wish: "at_most",
    unit: currency,
    options: [],
    slider: { field: "max", min: 0, max, step: 10, start: max / 2, unit: currency },
  });

const view = (currency = "PLN", max = 1_000): GuideView => ({
  guide_id: "vacuums",
  version: 1,
  title: "",
  name: "",
  intro: "",
  currency,
  criteria: [price(currency, max), criterion("pets"), criterion("quiet", { wish: "low", unit: "dB" })],
});

const answer = (attr: string, over: Partial<GuideAnswerOutput> = {}): GuideAnswerOutput => ({
  attr,
  chosen: ["yes"],
  value: null,
  importance: 50,
  must: false,
  skipped: false,
  ...over,
});

const fit = (attr: string, over: Partial<Fit> = {}): Fit => ({
  attr,
  reason: "met",
  points: 30,
  weight: 30,
  fit: 1,
  value: null,
  text: "",
  gap: null,
  ...over,
});

const match = (product_id: string, over: Partial<Match> = {}): Match => ({
  product: {
    product_id,
    title: product_id,
    url: "",
    image: "",
    brand: "",
    price: 1,
    list_price: null,
    currency: "PLN",
    availability: "in_stock",
    delivery_cost: null,
    delivery_days: null,
    rating: null,
    reviews: 0,
  },
  percent: 50,
  percent_max: 50,
  fits: [],
  failed: [],
  ...over,
});

const run = (over: Partial<GuideRun> = {}): GuideRun => ({
  run_id: "run_1",
  guide_id: "vacuums",
  revision: 1,
  answers: [],
  matches: ["a", "b", "c"].map((id) => match(id)),
  count: 3,
  total: 3,
  next_attr: "quiet",
  finished: false,
  ...over,
});

const started = (over: Partial<GuideRun> = {}) => withLive(null, { guide: view(), run: run(over) }, false);

describe("questions", () => {
  it("come in the order that tells most, then as the shop has them", () => {
    const first = started();
    expect(first.trail).toEqual(["quiet"]);
    const second = onward({ ...first, answers: [answer("quiet")], run: run({ next_attr: null }) });
    expect(second.trail).toEqual(["quiet", "price"]);
    const third = onward({ ...second, answers: [answer("quiet"), answer("price", { skipped: true })] });
    expect(third.trail[third.at]).toBe("pets");
    const last = onward({ ...third, answers: [...third.answers, answer("pets")] });
    expect(atResults(last)).toBe(true);
    expect(nextAttr(view(), last.answers, last.run, last.trail)).toBeNull();
  });

  it("are taken up where the shopper stopped", () => {
    const again = started({ answers: [answer("quiet")], next_attr: "pets" });
    expect(again.trail).toEqual(["quiet", "pets"]);
    expect(again.at).toBe(1);
  });

  it("take one option or several, and none together with one that makes no difference", () => {
    const one = criterion("pets");
    const several = criterion("kind", {
      kind: "several",
      options: ["a", "b", "any"].map((id) => ({ id, label: id, skip: id === "any" })),
    });
    expect(withOption(one, answer("pets", { chosen: ["any"] }), "yes").chosen).toEqual(["yes"]);
    const both = withOption(several, answer("kind", { chosen: ["a"] }), "b");
    expect(both.chosen).toEqual(["a", "b"]);
    expect(withOption(several, both, "a").chosen).toEqual(["b"]);
    expect(withOption(several, both, "any").chosen).toEqual(["any"]);
    expect(withOption(several, answer("kind", { chosen: ["any"] }), "a").chosen).toEqual(["a"]);
  });

  it("that make no difference are not counted", () => {
    const given = [answer("pets", { chosen: ["any"] }), answer("quiet"), answer("price", { value: 10, chosen: [] })];
    expect(counted(view(), given).map(({ attr }) => attr)).toEqual(["price", "quiet"]);
  });
});

describe("the run", () => {
  it("keeps answers that are still on their way, and takes newer ones of another tab", () => {
    const mine = { ...started(), answers: [answer("quiet", { importance: 90 })] };
    const theirs = { guide: view(), run: run({ revision: 5, answers: [answer("pets")] }) };
    expect(withLive(mine, theirs, true).answers).toEqual(mine.answers);
    expect(withLive(mine, theirs, false).answers).toEqual([answer("pets")]);
    const forgotten = { guide: view(), run: run({ revision: 0 }) };
    expect(withLive(mine, forgotten, false).answers).toEqual(mine.answers);
  });

  it("keeps a price's place on its slider in another currency, and asks again what is out of bounds", () => {
    const given = [answer("price", { chosen: [], value: 500 })];
    const known = { ...started(), answers: given };
    const euros = { guide: view("EUR", 200), run: run({ revision: 2, answers: given }) };
    expect(withLive(known, euros, false).answers[0]?.value).toBe(100);
    expect(withLive(null, euros, false).answers).toEqual([]);
  });

  it("ignores a list that is older than the one it has", () => {
    const now = started({ revision: 4 });
    expect(withRun(now, run({ revision: 3, matches: [] }), null)).toBe(now);
    expect(withRun(now, run({ revision: 5, matches: [] }), null).matches).toEqual([]);
  });

  it("shows an agent's change, also to a question that was not asked yet", () => {
    const agent = { agent_id: "age_1", name: "Marta", face: "" };
    const after = answer("pets", { importance: 100 });
    const event = { type: "guide.nudged" as const, run: run({ revision: 2 }), agent, attr: "pets", before: null, after };
    const nudged = withNudge(started(), event);
    expect(nudged.answers).toEqual([after]);
    expect(nudged.trail[nudged.at]).toBe("quiet");
  });

  it("tells several changes of one answer as one, and none that changed nothing", () => {
    const agent = { agent_id: "age_1", name: "Marta", face: "" };
    const change = (from: number, to: number) => {
      const [before, after] = [answer("pets", { importance: from }), answer("pets", { importance: to })];
      return { type: "guide.nudged" as const, run: run(), agent, attr: "pets", before, after };
    };
    const twice = nudgeOf(nudgeOf(null, change(40, 50)), change(50, 60));
    expect([twice?.before?.importance, twice?.after.importance]).toEqual([40, 60]);
    expect(nudgeOf(twice, change(60, 40))).toBeNull();
  });

  it("tells what fits from what only comes close", () => {
    const parted = partedOf(started({ matches: [match("a"), match("b", { failed: ["price"] })] }));
    expect(parted.fitting.map(idOf)).toEqual(["a"]);
    expect(parted.alternatives.map(idOf)).toEqual(["b"]);
  });
});

describe("the order", () => {
  it("lets one row keep its place while the others move", () => {
    const next = ["c", "a", "b"].map((id) => match(id));
    expect(holding(next, ["a", "b", "c"], "a").map(idOf)).toEqual(["a", "c", "b"]);
    expect(holding(next, ["a", "b", "c"], null)).toBe(next);
    expect(holding(next, ["a", "b", "c"], "gone")).toBe(next);
  });

  it("counts the places that rows moved, and says who climbed", () => {
    const moves = movesOf(["a", "b", "c"], ["c", "a", "b", "d"]);
    expect(moves).toEqual({ c: 2, a: -1, b: -1 });
    const order = ["c", "a", "b", "d"].map((id) => match(id));
    expect(newsOf(order, moves)).toBe(order[0]);
    expect(newsOf(order, {})).toBeNull();
  });
});

describe("points side by side", () => {
  it("add up to a hundred and are the same for the same fit", () => {
    const equal = ["price", "pets", "quiet"].map((attr) => answer(attr, { value: attr === "price" ? 1 : null }));
    const shares = tenths(view(), equal);
    expect([...shares.values()].reduce((sum, share) => sum + share, 0)).toBe(1000);
    expect(tenths(view(), [answer("pets", { must: true })])).toEqual(new Map());
  });
});

describe("reasons", () => {
  beforeAll(async () => {
    Object.assign(globalThis, { document: { documentElement: { lang: "" } } });
    await addTexts({ en: async () => en, pl: async () => en, sl: async () => en });
  });

  it("say how far a number is past the wish, with its unit", () => {
    const quiet = criterion("quiet", { wish: "low", unit: "dB", label: "Quiet" });
    const at = (over: Partial<Fit>) => reasonOf({ criterion: quiet, fit: fit("quiet", over) }, "en");
    expect(at({ value: 66, gap: 7, reason: "partly" })).toBe("66\u00a0dB, 7\u00a0dB above the best");
    expect(at({ value: 58 })).toBe("58\u00a0dB, among the best");
    expect(at({ reason: "unknown", fit: null })).toBe("Quiet: the maker does not say");
    const dear = { criterion: price("EUR", 200), fit: fit("price", { value: 250, gap: 50.5, reason: "not met" }) };
    expect(reasonOf(dear, "en")).toBe("€250, €50.50 more than you want");
    const text = { criterion: criterion("kind"), fit: fit("kind", { reason: "partly", text: "Robot" }) };
    expect(reasonOf(text, "en")).toBe("Robot, close");
  });

  it("make one sentence of the best and the strongest but", () => {
    const told = toldOf(view(), {
      ...match("a"),
      fits: [
        fit("price", { weight: 20, value: 10 }),
        fit("pets", { weight: 50, text: "Turbo brush: yes" }),
        fit("quiet", { weight: 30, reason: "unknown", fit: null }),
        fit("of another version"),
      ],
    });
    expect(sentenceOf(told, "en")).toBe("Fits: pets, price. Weaker: quiet: the maker does not say");
    expect(unknownOf(told, "en")).toBe("quiet");
    expect(sentenceOf([], "en")).toBe("");
  });
});

it("takes a product's address from the page the shopper is on, and nothing but the web's", () => {
  const page = "https://shop.example/pl/home";
  expect(shopAddress("/p/1", page)).toBe("https://shop.example/p/1");
  expect(shopAddress("https://cdn.example/1.jpg", page)).toBe("https://cdn.example/1.jpg");
  expect(shopAddress("javascript:alert(1)", page)).toBeNull();
  expect(shopAddress("", page)).toBeNull();
});
