import { pickLanguage, LANGUAGES, type Language } from "@shared/i18n/translate.ts";

export type Theme = "light" | "dark" | "system";

export const THEMES: readonly Theme[] = ["light", "dark", "system"];

/** What this browser remembers about how the console looks and sounds. */
export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  readonly sound: boolean;
  /** The agent has heard the bell once, or said that it can wait. */
  readonly soundTested: boolean;
}

type Store = Pick<Storage, "getItem" | "setItem">;

const KEY = "zalada:console:preferences";

/** What is stored; the first language of `languages` that the console speaks where none is. */
export function readPreferences(storage: Store, languages: readonly string[]): Preferences {
  const stored = storedPreferences(storage);
  return {
    language: LANGUAGES.find((one) => one === stored["language"]) ?? pickLanguage([...languages, "en"]),
    theme: THEMES.find((one) => one === stored["theme"]) ?? "system",
    sound: stored["sound"] !== false,
    soundTested: stored["soundTested"] === true,
  };
}

/** Storage that is full or forbidden: the choice holds until the page is left. */
export function writePreferences(storage: Store, preferences: Preferences): void {
  try {
    storage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    return;
  }
}

/** Sets the page's language and theme; `system` leaves the choice to the style sheet. */
export function showPreferences(preferences: Preferences, root: HTMLElement): void {
  root.lang = preferences.language;
  if (preferences.theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = preferences.theme;
}

function storedPreferences(storage: Store): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(storage.getItem(KEY) ?? "{}");
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
