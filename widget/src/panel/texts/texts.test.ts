import { expect, it } from "vitest";
import { catalogueProblems, usageProblems } from "@shared/i18n/check";
import type { Catalogue, Language } from "@shared/i18n/translate";

type Module = Partial<Record<Language, Catalogue<string>>>;

/** Every catalogue of the panel, what is loaded at first and what comes later, by language. */
const modules = import.meta.glob<Module>("../**/{pl,sl,en}.ts", { eager: true });
const textsOf = (language: Language): Catalogue<string> =>
  Object.assign({}, ...Object.values(modules).map((module) => module[language] ?? {})) as Catalogue<string>;
const catalogues = { pl: textsOf("pl"), sl: textsOf("sl"), en: textsOf("en") };

it("has every text in each language, with that language's plurals and the same values", () => {
  expect(catalogueProblems(catalogues)).toEqual([]);
});

it("has each text in one catalogue only", () => {
  const keys = Object.values(modules).flatMap((module) => Object.keys(module.en ?? {}));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

it("uses every text it has and has every text it uses", () => {
  const sources = import.meta.glob<string>("../**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });
  expect(usageProblems(Object.keys(catalogues.en), sources)).toEqual([]);
});

it("names nothing technical", () => {
  for (const catalogue of Object.values(catalogues)) {
    const words = JSON.stringify(Object.values(catalogue));
    expect(words).not.toMatch(/error|błąd|napaka|session|token|server|serwer|strežnik|null|undefined/i);
  }
});
