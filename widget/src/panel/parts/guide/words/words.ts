import type { Texts } from "../../../texts/texts.ts";

/** What the product guide says. */
export const GUIDE: Texts = {
  pl: async () => (await import("./pl.ts")).pl,
  sl: async () => (await import("./sl.ts")).sl,
  en: async () => (await import("./en.ts")).en,
};
