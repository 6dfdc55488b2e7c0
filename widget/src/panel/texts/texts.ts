import { signal } from "@preact/signals";
import { type Catalogue, type Language, type Translate, translator } from "@shared/i18n/translate";
import type { en } from "./en.ts";

export type Key = keyof typeof en;

/** Each language is a part of its own: a shopper loads one. */
const LOAD: Readonly<Record<Language, () => Promise<Catalogue<Key>>>> = {
  pl: async () => (await import("./pl.ts")).pl,
  sl: async () => (await import("./sl.ts")).sl,
  en: async () => (await import("./en.ts")).en,
};

const current = signal<Translate<Key>>((key) => key);

/** The text for a key in the shown language; whoever draws with it draws again when the language changes. */
export const t: Translate<Key> = (key, values) => current.value(key, values);

export function showTexts(language: Language, catalogue: Catalogue<Key>): void {
  current.value = translator(language, catalogue);
  document.documentElement.lang = language;
}

export async function loadTexts(language: Language): Promise<void> {
  showTexts(language, await LOAD[language]());
}
