export type Mode = "reply" | "note";

/** What stands in the composer of one conversation. */
export interface Draft {
  readonly mode: Mode;
  readonly reply: string;
  readonly note: string;
}

export type Drafts = Readonly<Record<string, Draft>>;

const EMPTY: Draft = { mode: "reply", reply: "", note: "" };

export function draftOf(drafts: Drafts, conversationId: string): Draft {
  return drafts[conversationId] ?? EMPTY;
}

/** A draft without words is no draft, so that nothing piles up. */
export function withDraft(drafts: Drafts, conversationId: string, change: Partial<Draft>): Drafts {
  const draft = { ...draftOf(drafts, conversationId), ...change };
  const others = Object.entries(drafts).filter(([id]) => id !== conversationId);
  const keep = draft.reply !== "" || draft.note !== "" || draft.mode !== "reply";
  return Object.fromEntries(keep ? [...others, [conversationId, draft]] : others);
}

/** Drafts from storage; what is not one is left out. */
export function parseDrafts(stored: string | null): Drafts {
  if (stored === null) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(stored);
  } catch {
    return {};
  }
  if (typeof parsed !== "object" || parsed === null) return {};
  return Object.fromEntries(
    Object.entries(parsed).filter((entry): entry is [string, Draft] => isDraft(entry[1])),
  );
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== "object" || value === null) return false;
  const { mode, reply, note } = value as Record<string, unknown>;
  return (mode === "reply" || mode === "note") && typeof reply === "string" && typeof note === "string";
}
