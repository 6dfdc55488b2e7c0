import { expect, test } from "vitest";
import { BUDGETS, closure, languageOf, table, weighPanel } from "./budgets.mjs";

const manifest = {
  "src/panel/main.tsx": {
    file: "main.js",
    isEntry: true,
    css: ["main.css"],
    imports: ["_vendor.js"],
    dynamicImports: ["texts/pl.json", "texts/en.json", "src/panel/Guide.tsx"],
  },
  "_vendor.js": { file: "vendor.js" },
  "texts/pl.json": { file: "pl.js" },
  "texts/en.json": { file: "en.js" },
  "src/panel/Guide.tsx": { file: "guide.js", css: ["guide.css"], imports: ["_vendor.js", "_slider.js"] },
  "_slider.js": { file: "slider.js" },
};
const sizes: Record<string, number> = {
  "main.js": 20_000,
  "main.css": 4_000,
  "vendor.js": 18_000,
  "pl.js": 2_500,
  "en.js": 2_000,
  "guide.js": 9_000,
  "guide.css": 2_000,
  "slider.js": 2_000,
};
const weigh = (file: string): number => sizes[file] ?? Number.NaN;

test("the first open counts code, styles, libraries and the largest language", () => {
  expect(weighPanel(manifest, weigh)[0]).toEqual({
    what: "panel, first open, one language",
    bytes: 20_000 + 4_000 + 18_000 + 2_500,
    budget: BUDGETS.panel,
  });
});

test("a later part counts only what it adds", () => {
  expect(weighPanel(manifest, weigh).slice(1)).toEqual([
    { what: "later: src/panel/Guide.tsx", bytes: 9_000 + 2_000 + 2_000, budget: BUDGETS.part },
  ]);
});

test("a part brings its own texts, and what comes after it not what it brought", () => {
  const guide = {
    ...manifest,
    "src/panel/Guide.tsx": { ...manifest["src/panel/Guide.tsx"], dynamicImports: ["words/en.ts", "Compare.tsx"] },
    "words/en.ts": { file: "words.js" },
    "Compare.tsx": { file: "compare.js", imports: ["src/panel/Guide.tsx"] },
  };
  const rows = weighPanel(guide, (file) => ({ ...sizes, "words.js": 700, "compare.js": 300 })[file] ?? Number.NaN);
  expect(rows.map(({ bytes }) => bytes)).toEqual([44_500, 300, 13_700]);
});

test("a row over its budget says so", () => {
  expect(table([{ what: "loader", bytes: 6000, budget: 5120 }])).toContain("OVER BUDGET");
  expect(table([{ what: "loader", bytes: 5120, budget: 5120 }])).not.toContain("OVER");
});

test("imports that go round in a circle are counted once", () => {
  const circle = { a: { file: "a.js", imports: ["b"] }, b: { file: "b.js", imports: ["a"] } };
  expect([...closure(circle, "a")]).toEqual(["a", "b"]);
});

test("only a module named after a language is a catalogue", () => {
  expect(languageOf("src/panel/texts/pl.json")).toBe("pl");
  expect(languageOf("src/panel/Guide.tsx")).toBeUndefined();
});
