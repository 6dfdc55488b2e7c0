import { expect, it } from "vitest";
import { catalogueProblems, usageProblems } from "./check.ts";
import { pickLanguage, translator } from "./translate.ts";

const minutes = {
  pl: { minutes: { one: "{count} minuta", few: "{count} minuty", many: "{count} minut", other: "{count} minuty" } },
  sl: { minutes: { one: "{count} minuta", two: "{count} minuti", few: "{count} minute", other: "{count} minut" } },
  en: { minutes: { one: "{count} minute", other: "{count} minutes" } },
};

it("says counts in the three forms of Polish and the four of Slovenian", () => {
  const pl = translator("pl", minutes.pl);
  expect([1, 2, 5, 12, 22, 25].map((count) => pl("minutes", { count }))).toEqual([
    "1 minuta",
    "2 minuty",
    "5 minut",
    "12 minut",
    "22 minuty",
    "25 minut",
  ]);
  const sl = translator("sl", minutes.sl);
  expect([1, 2, 3, 4, 5, 101, 102].map((count) => sl("minutes", { count }))).toEqual([
    "1 minuta",
    "2 minuti",
    "3 minute",
    "4 minute",
    "5 minut",
    "101 minuta",
    "102 minuti",
  ]);
});

it("fills in values and leaves what it was not given", () => {
  const t = translator("en", { hello: "Hello {name}, {count}" });
  expect(t("hello", { name: "Ana", count: 12_000 })).toBe("Hello Ana, 12,000");
  expect(t("hello", { name: "{count}", count: 1 })).toBe("Hello {count}, 1");
  expect(t("hello")).toBe("Hello {name}, {count}");
});

it("takes the first language that is offered", () => {
  expect(pickLanguage(["de", "sl-SI"])).toBe("sl");
  expect(pickLanguage(["de"], ["en", "pl"])).toBe("en");
});

it("finds missing keys, wrong plural forms and lost placeholders in catalogues", () => {
  expect(catalogueProblems(minutes)).toEqual([]);
  expect(
    catalogueProblems({ pl: { a: "{x}", b: "" }, sl: { a: "x", b: "b" }, en: { a: { other: "{x}" } } }),
  ).toEqual([
    "en a: has other, needs one,other",
    "a: different placeholders: x | ",
    "pl b: empty",
    "en b: missing",
  ]);
});

it("finds texts that nobody uses and uses without a text", () => {
  const sources = { "a.tsx": 't("home.title")', "texts/en.ts": '"old.key"', "a.test.ts": 't("nothing")' };
  expect(usageProblems(["home.title", "old.key"], sources)).toEqual(["old.key: unused"]);
  expect(usageProblems([], sources)).toEqual(["home.title: used, in no catalogue"]);
});
