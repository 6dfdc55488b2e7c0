/** Calling codes of the countries whose flags are drawn, by ISO code. */
export const CALLING_CODES: Readonly<Record<string, string>> = {
  AT: "43", BE: "32", BG: "359", CH: "41", CZ: "420", DE: "49", DK: "45", EE: "372", ES: "34", FI: "358",
  FR: "33", GB: "44", HR: "385", HU: "36", IE: "353", IT: "39", LT: "370", LU: "352", LV: "371", NL: "31",
  NO: "47", PL: "48", RO: "40", RS: "381", SE: "46", SI: "386", SK: "421", UA: "380", US: "1",
};

/** Countries by their name in the shown language, the shop's own first. */
export function countries(language: string, own: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames(language, { type: "region" });
  const all = Object.keys(CALLING_CODES).map((code) => ({ code, name: names.of(code) ?? code }));
  const order = new Intl.Collator(language);
  all.sort((a, b) => Number(b.code === own) - Number(a.code === own) || order.compare(a.name, b.name));
  return all;
}
