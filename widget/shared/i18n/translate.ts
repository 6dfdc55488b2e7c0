export type Language = "pl" | "sl" | "en";

export const LANGUAGES: readonly Language[] = ["pl", "sl", "en"];

/** What each language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  pl: "polski",
  sl: "slovenščina",
  en: "English",
};

/** One text a CLDR plural category; chosen by the value of `count`. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

export type Entry = string | Plural;

/** Every text of one app in one language; `{name}` stands for a value. */
export type Catalogue<Key extends string> = Readonly<Record<Key, Entry>>;

export type Values = Readonly<Record<string, string | number>>;

export type Translate<Key extends string> = (key: Key, values?: Values) => string;

/** Texts of a catalogue with values filled in; numbers are written as the language does. */
export function translator<Key extends string>(language: Language, catalogue: Catalogue<Key>): Translate<Key> {
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (key, values = {}) => {
    const entry: Entry = catalogue[key];
    const text =
      typeof entry === "string"
        ? entry
        : (entry[plurals.select(Number(values["count"] ?? 0))] ?? entry.other);
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? numbers.format(value) : value;
    });
  };
}

/** The language of `offered` that a page or browser asks for ("pl-PL" is pl), else the first. */
export function pickLanguage(wanted: readonly string[], offered: readonly Language[] = LANGUAGES): Language {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split("-")[0];
    const found = offered.find((language) => language === base);
    if (found) return found;
  }
  return offered[0] ?? "en";
}
