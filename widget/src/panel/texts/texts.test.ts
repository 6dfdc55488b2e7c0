import { expect, it } from "vitest";
import { catalogueProblems, usageProblems } from "@shared/i18n/check";
import { en } from "./en.ts";
import { pl } from "./pl.ts";
import { sl } from "./sl.ts";

it("has every text in each language, with that language's plurals and the same values", () => {
  expect(catalogueProblems({ pl, sl, en })).toEqual([]);
});

it("uses every text it has and has every text it uses", () => {
  const sources = import.meta.glob<string>("../**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });
  expect(usageProblems(Object.keys(en), sources)).toEqual([]);
});

it("names nothing technical", () => {
  for (const catalogue of [pl, sl, en]) {
    const words = JSON.stringify(Object.values(catalogue));
    expect(words).not.toMatch(/error|błąd|napaka|session|token|server|serwer|strežnik|null|undefined/i);
  }
});
