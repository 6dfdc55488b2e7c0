/**
 * Weighs what a shopper downloads and fails above the promised sizes.
 *
 * All sizes are bytes after gzip, level 9, of each file by itself, as it travels.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

export const BUDGETS = { loader: 5 * 1024, panel: 45 * 1024, part: 12 * 1024 };

const LANGUAGES = ["en", "pl", "sl"];

/** @typedef {{file: string, isEntry?: boolean, css?: string[], imports?: string[], dynamicImports?: string[]}} Chunk */
/** @typedef {Record<string, Chunk>} Manifest */
/** @typedef {{what: string, bytes: number, budget: number}} Row */

/**
 * The manifest keys that load together with `key`, itself included.
 * @param {Manifest} manifest
 * @param {string} key
 * @param {Set<string>} [seen]
 * @returns {Set<string>}
 */
export function closure(manifest, key, seen = new Set()) {
  const chunk = manifest[key];
  if (!chunk || seen.has(key)) return seen;
  seen.add(key);
  for (const next of chunk.imports ?? []) closure(manifest, next, seen);
  return seen;
}

/**
 * The language whose catalogue `key` is, if it is one: a module named `pl`, `sl` or `en`.
 * @param {string} key
 * @returns {string | undefined}
 */
export function languageOf(key) {
  const stem = (key.split("/").at(-1) ?? "").split(".")[0] ?? "";
  return LANGUAGES.find((language) => language === stem);
}

/**
 * @param {Manifest} manifest
 * @param {Iterable<string>} keys
 * @returns {Set<string>} the files those chunks need, styles included
 */
function filesOf(manifest, keys) {
  const files = new Set();
  for (const key of keys) {
    const chunk = manifest[key];
    if (!chunk) continue;
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
  }
  return files;
}

/**
 * What the panel costs at first open, and each part that comes later. A part brings the largest of the catalogues
 * that only it imports, and not what is there already wherever it is asked for.
 * @param {Manifest} manifest
 * @param {(file: string) => number} weigh gzipped size of one built file
 * @returns {Row[]}
 */
export function weighPanel(manifest, weigh) {
  const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry);
  if (!entry) throw new Error("the panel's manifest names no entry");
  const sum = (/** @type {Iterable<string>} */ files) =>
    [...files].reduce((bytes, file) => bytes + weigh(file), 0);
  const first = closure(manifest, entry);
  const laterOf = (/** @type {Iterable<string>} */ keys) =>
    new Set([...keys].flatMap((key) => manifest[key]?.dynamicImports ?? []).filter((key) => !first.has(key)));
  const added = (/** @type {string} */ key, /** @type {Set<string>} */ there) => {
    const files = filesOf(manifest, there);
    return sum([...filesOf(manifest, closure(manifest, key))].filter((file) => !files.has(file)));
  };
  const largestText = (/** @type {Iterable<string>} */ keys) =>
    Math.max(0, ...[...keys].filter((key) => languageOf(key) !== undefined).map((key) => added(key, first)));
  /** What is loaded wherever `key` is asked for. */
  const thereBefore = (/** @type {string} */ key) => {
    const askers = Object.keys(manifest).filter((other) => manifest[other]?.dynamicImports?.includes(key));
    const there = askers.map((other) => (first.has(other) ? first : closure(manifest, other, new Set(first))));
    return new Set(there[0] ? [...there[0]].filter((other) => there.every((keys) => keys.has(other))) : first);
  };
  const firstTexts = laterOf(first);
  const parts = [...laterOf(Object.keys(manifest))].filter((key) => languageOf(key) === undefined);
  return [
    {
      what: "panel, first open, one language",
      bytes: sum(filesOf(manifest, first)) + largestText(firstTexts),
      budget: BUDGETS.panel,
    },
    ...parts.sort().map((key) => {
      const there = thereBefore(key);
      const own = laterOf([...closure(manifest, key)].filter((chunk) => !there.has(chunk)));
      const texts = largestText([...own].filter((text) => !firstTexts.has(text)));
      return { what: `later: ${key}`, bytes: added(key, there) + texts, budget: BUDGETS.part };
    }),
  ];
}

/**
 * @param {Row[]} rows
 * @returns {string} a table for the terminal
 */
export function table(rows) {
  const width = Math.max(...rows.map((row) => row.what.length));
  const kilobytes = (/** @type {number} */ bytes) => (bytes / 1024).toFixed(1).padStart(6);
  return rows
    .map((row) => {
      const verdict = row.bytes > row.budget ? "  OVER BUDGET" : "";
      return `${row.what.padEnd(width)} ${kilobytes(row.bytes)} of ${kilobytes(row.budget)} kB gz${verdict}`;
    })
    .join("\n");
}

/** @param {string} dist the folder that both builds write to */
function check(dist) {
  const weigh = (/** @type {string} */ path) => gzipSync(readFileSync(path), { level: 9 }).length;
  /** @type {Manifest} */
  const manifest = JSON.parse(readFileSync(join(dist, "panel/manifest.json"), "utf8"));
  const rows = [
    { what: "loader widget.js", bytes: weigh(join(dist, "widget.js")), budget: BUDGETS.loader },
    ...weighPanel(manifest, (file) => weigh(join(dist, "panel", file))),
  ];
  console.log(table(rows));
  return rows.every((row) => row.bytes <= row.budget);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const dist = fileURLToPath(new URL("../chat_server/static/dist", import.meta.url));
  if (!check(dist)) {
    console.error("A bundle is over its budget: load less at first, or later.");
    process.exitCode = 1;
  }
}
