import type { AgentView, ConversationSummary } from "../wire/agent.gen.ts";
import { folded, type Tab } from "./sections.ts";

/** Something the palette can do. */
export interface Choice {
  readonly key: string;
  readonly group: "people" | "goto" | "do";
  readonly label: string;
  readonly hint: string;
  readonly act: Act;
}

export type Act =
  | { readonly kind: "open"; readonly conversation_id: string; readonly visitor_id: string }
  | { readonly kind: "give"; readonly agent: AgentView }
  | { readonly kind: "tab"; readonly tab: Tab }
  | { readonly kind: "goto"; readonly hash: string }
  | { readonly kind: "run"; readonly command: Command };

export type Command = "claim" | "resolve" | "note" | "reply" | "shortcuts" | "sound" | "sign_out";

export const MOST_PEOPLE = 8;

/** Choices that have every word of the query, best first within each group: a start of a word wins. */
export function matching(choices: readonly Choice[], query: string): readonly Choice[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const scored = choices
    .map((choice) => ({ choice, score: scoreOf(folded(choice.label), words) }))
    .filter(({ score }) => score >= 0)
    .sort((a, b) => b.score - a.score);
  const found = scored.map(({ choice }) => choice);
  const people = found.filter((choice) => choice.group === "people").slice(0, MOST_PEOPLE);
  return [...people, ...(["goto", "do"] as const).flatMap((group) => found.filter((c) => c.group === group))];
}

function scoreOf(label: string, words: readonly string[]): number {
  let score = 0;
  for (const word of words) {
    const at = label.indexOf(word);
    if (at < 0) return -1;
    score += at === 0 || label[at - 1] === " " ? 2 : 1;
  }
  return score;
}

/** The pieces of a label, the ones that match marked; accents do not move the marks. */
export function marked(label: string, query: string): readonly { text: string; hit: boolean }[] {
  const word = folded(query).trim().split(/\s+/)[0] ?? "";
  const letters = [...label];
  const plain = letters.map(folded);
  if (word === "" || plain.some((letter) => letter.length > 1)) return [{ text: label, hit: false }];
  const at = plain.join("").indexOf(word);
  if (at < 0) return [{ text: label, hit: false }];
  const cut = (from: number, to?: number): string => letters.slice(from, to).join("");
  return [
    { text: cut(0, at), hit: false },
    { text: cut(at, at + word.length), hit: true },
    { text: cut(at + word.length), hit: false },
  ].filter((piece) => piece.text !== "");
}

/** Whom the list knows, the last to speak first. */
export function newestFirst(rows: readonly ConversationSummary[]): readonly ConversationSummary[] {
  return [...rows].sort((a, b) => b.updated_at - a.updated_at);
}
