import type { Catalogue, Entry, Language } from "./translate.ts";

type Catalogues = Readonly<Record<Language, Catalogue<string>>>;

const formsOf = (entry: Entry): readonly string[] =>
  typeof entry === "string" ? [entry] : Object.values(entry);

function placeholders(entry: Entry): string {
  const names = formsOf(entry).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
  return [...new Set(names)].sort().join(", ");
}

function pluralProblems(language: Language, key: string, entry: Entry): string[] {
  if (typeof entry === "string") return [];
  const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories.slice().sort();
  const given = Object.keys(entry).sort();
  return needed.join() === given.join() ? [] : [`${language} ${key}: has ${given.join()}, needs ${needed.join()}`];
}

/** What is wrong between an app's catalogues: keys, plural forms, placeholders, empty texts. */
export function catalogueProblems(catalogues: Catalogues): string[] {
  const languages = Object.keys(catalogues) as Language[];
  const keys = new Set(languages.flatMap((language) => Object.keys(catalogues[language])));
  const problems: string[] = [];
  for (const key of keys) {
    const seen = new Map<string, Language>();
    for (const language of languages) {
      const entry = catalogues[language][key];
      if (entry === undefined) {
        problems.push(`${language} ${key}: missing`);
        continue;
      }
      problems.push(...pluralProblems(language, key, entry));
      if (formsOf(entry).some((text) => text.trim() === "")) problems.push(`${language} ${key}: empty`);
      seen.set(placeholders(entry), language);
    }
    if (seen.size > 1) problems.push(`${key}: different placeholders: ${[...seen.keys()].join(" | ")}`);
  }
  return problems;
}

/**
 * Keys no source mentions, and keys that `t("…")` asks for and no catalogue has.
 * @param sources the text of each source file by path, as `import.meta.glob` gives it with `?raw`
 */
export function usageProblems(keys: readonly string[], sources: Readonly<Record<string, string>>): string[] {
  const code = Object.entries(sources)
    .filter(([path]) => !/\.test\.tsx?$|(^|\/)(pl|sl|en)\.ts$/.test(path))
    .map(([, text]) => text)
    .join("\n");
  const unused = keys.filter((key) => !code.includes(`"${key}"`)).map((key) => `${key}: unused`);
  const known = new Set(keys);
  const missing = [...code.matchAll(/\bt\(\s*"([\w.]+)"/g)]
    .map((match) => match[1] ?? "")
    .filter((key) => !known.has(key))
    .map((key) => `${key}: used, in no catalogue`);
  return [...unused, ...missing];
}
