import { signal } from "@preact/signals";
import { type Catalogue, type Language, type Translate, translator } from "@shared/i18n/translate";
import type { en as guide } from "../parts/guide/words/en.ts";
import type { en } from "./en.ts";
import type { en as later } from "./later/en.ts";

export type FirstKey = keyof typeof en;
export type LaterKey = keyof typeof later;
export type GuideKey = keyof typeof guide;
export type Key = FirstKey | LaterKey | GuideKey;

/** One catalogue in each language, each a file of its own: a shopper loads one. */
export type Texts = Readonly<Record<Language, () => Promise<Catalogue<string>>>>;

const FIRST: Texts = {
  pl: async () => (await import("./pl.ts")).pl,
  sl: async () => (await import("./sl.ts")).sl,
  en: async () => (await import("./en.ts")).en,
};

/** What the parts that are loaded later say. */
export const LATER: Texts = {
  pl: async () => (await import("./later/pl.ts")).pl,
  sl: async () => (await import("./later/sl.ts")).sl,
  en: async () => (await import("./later/en.ts")).en,
};

const added = new Map<Texts, Promise<void>>();
const current = signal<Translate<Key>>((key) => key);

/** The text for a key in the shown language; whoever draws with it draws again when the language changes. */
export const t: Translate<Key> = (key, values) => current.value(key, values);

let shown: Language = "en";

/** Shows every text that was asked for so far in this language. */
export async function loadTexts(language: Language): Promise<void> {
  shown = language;
  const all = await Promise.all([FIRST, ...added.keys()].map((texts) => texts[language]()));
  if (shown !== language) return loadTexts(shown);
  current.value = translator(language, Object.assign({}, ...all) as Catalogue<Key>);
  document.documentElement.lang = language;
}

/** From now on these texts are there too; resolves when they are. */
export function addTexts(texts: Texts): Promise<void> {
  const loading = added.get(texts);
  if (loading) return loading;
  added.set(texts, Promise.resolve());
  const loaded = loadTexts(shown);
  added.set(texts, loaded);
  loaded.catch(() => added.delete(texts));
  return loaded;
}
