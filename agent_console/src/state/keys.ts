/** What a key means, wherever the focus is not in a field. */
export type Shortcut =
  | "palette"
  | "shortcuts"
  | "note"
  | "reply"
  | "resolve"
  | "claim"
  | "next"
  | "previous"
  | "search"
  | "inbox"
  | "callbacks"
  | "back";

export interface Key {
  readonly key: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  /** The focus is where letters are typed. */
  readonly typing: boolean;
}

const PLAIN: Readonly<Record<string, Shortcut>> = {
  "?": "shortcuts",
  n: "note",
  r: "reply",
  e: "resolve",
  a: "claim",
  j: "next",
  k: "previous",
  "/": "search",
  i: "inbox",
  c: "callbacks",
};

/** Ctrl K and Escape work everywhere; letters only outside of fields, so that they can be typed. */
export function shortcutOf({ key, ctrl, alt, typing }: Key): Shortcut | null {
  if (ctrl && !alt && key.toLowerCase() === "k") return "palette";
  if (key === "Escape") return "back";
  if (ctrl || alt || typing) return null;
  return PLAIN[key] ?? null;
}
