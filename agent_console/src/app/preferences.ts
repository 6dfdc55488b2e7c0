import { effect, signal, type Signal } from "@preact/signals";
import { LANGUAGES, pickLanguage, type Language } from "@shared/i18n/translate.ts";

export type Theme = "light" | "dark" | "system";

export const THEMES: readonly Theme[] = ["light", "dark", "system"];

/** What this browser remembers about how the console looks and sounds. */
export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  readonly sound: boolean;
  /** The agent has heard the bell once, so that the browser lets it ring. */
  readonly soundTested: boolean;
}

const KEY = "zalada:console:preferences";

export interface PreferenceDeps {
  readonly storage: Pick<Storage, "getItem" | "setItem">;
  readonly languages: readonly string[];
}

/** Preferences as a signal that is written back with every change. */
export function openPreferences({ storage, languages }: PreferenceDeps): Signal<Preferences> {
  const preferences = signal(read(storage, languages));
  effect(() => {
    const text = JSON.stringify(preferences.value);
    try {
      storage.setItem(KEY, text);
    } catch {
      // Full or forbidden storage: the choice holds until the page is left.
    }
  });
  return preferences;
}

/** Sets the page's language and theme; `system` leaves the choice to the style sheet. */
export function showPreferences(preferences: Preferences, root: HTMLElement): void {
  root.lang = preferences.language;
  if (preferences.theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = preferences.theme;
}

function read(storage: PreferenceDeps["storage"], languages: readonly string[]): Preferences {
  const stored = parse(storage);
  return {
    language: LANGUAGES.find((one) => one === stored["language"]) ?? pickLanguage([...languages, "en"]),
    theme: THEMES.find((one) => one === stored["theme"]) ?? "system",
    sound: stored["sound"] !== false,
    soundTested: stored["soundTested"] === true,
  };
}

function parse(storage: PreferenceDeps["storage"]): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(storage.getItem(KEY) ?? "{}");
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
