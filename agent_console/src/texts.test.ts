import { expect, it } from "vitest";
import { catalogueProblems, usageProblems } from "@shared/i18n/check.ts";
import { en } from "./texts/en.ts";
import { pl } from "./texts/pl.ts";
import { ENDED } from "./texts/signin.ts";
import { sl } from "./texts/sl.ts";

it("has every text in three languages, with all plural forms and the same values", () => {
  expect(catalogueProblems({ pl, sl, en })).toEqual([]);
});

it("says in three languages why a session ended", () => {
  expect(catalogueProblems(ENDED)).toEqual([]);
});

it("has no text nobody uses, and uses none it does not have", () => {
  const sources = import.meta.glob<string>(["./**/*.ts", "./**/*.tsx"], {
    query: "?raw",
    import: "default",
    eager: true,
  });
  const code = Object.fromEntries(Object.entries(sources).filter(([path]) => !path.includes("/texts/")));
  expect(usageProblems(Object.keys(en), code)).toEqual([]);
});
