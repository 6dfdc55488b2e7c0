import { translator, type Catalogue, type Language, type Translate } from "@shared/i18n/translate.ts";
import { en } from "../texts/en.ts";
import { pl } from "../texts/pl.ts";
import { sl } from "../texts/sl.ts";

export type Key = keyof typeof en & string;
export type T = Translate<Key>;

const CATALOGUES: Readonly<Record<Language, Catalogue<Key>>> = { pl, sl, en };

export function textsOf(language: Language): T {
  return translator(language, CATALOGUES[language]);
}
