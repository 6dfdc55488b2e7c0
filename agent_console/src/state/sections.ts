import type { ConversationSummary } from "../wire/agent.gen.ts";

export type Tab = "mine" | "waiting" | "bot" | "all" | "closed";
export type SectionName = "waiting" | "mine" | "bot" | "colleagues" | "closed";

export const TABS: readonly Tab[] = ["mine", "waiting", "bot", "all", "closed"];

export interface Section {
  readonly name: SectionName;
  readonly rows: readonly ConversationSummary[];
}

type Rows = Readonly<Record<string, ConversationSummary>>;

/** Which sections a tab shows, top to bottom. Who waits for anyone stands first among mine. */
const SECTIONS: Readonly<Record<Tab, readonly SectionName[]>> = {
  mine: ["waiting", "mine"],
  waiting: ["waiting"],
  bot: ["bot"],
  all: ["waiting", "mine", "bot", "colleagues"],
  closed: ["closed"],
};

export function sectionOf(row: ConversationSummary, me: string): SectionName {
  switch (row.status) {
    case "queued":
      return "waiting";
    case "assigned":
      return row.assignee?.agent_id === me ? "mine" : "colleagues";
    case "bot":
      return "bot";
    case "closed":
      return "closed";
  }
}

/** The list as it is drawn: sections in order, none of them empty. */
export function sectionsOf(rows: Rows, me: string, tab: Tab, search: string): readonly Section[] {
  const wanted = Object.values(rows).filter((row) => matches(row, search));
  return SECTIONS[tab]
    .map((name) => ({
      name,
      rows: wanted.filter((row) => sectionOf(row, me) === name).sort(orderOf(name)),
    }))
    .filter((section) => section.rows.length > 0);
}

export interface Counts {
  readonly mine: number;
  readonly waiting: number;
  readonly bot: number;
  /** Waiting for anyone, or mine with something unread or not looked at yet. */
  readonly needsMe: number;
}

export function countsOf(rows: Rows, me: string, fresh: ReadonlySet<string>): Counts {
  let [mine, waiting, bot, needsMe] = [0, 0, 0, 0];
  for (const row of Object.values(rows)) {
    const section = sectionOf(row, me);
    if (section === "mine") mine += 1;
    if (section === "waiting") waiting += 1;
    if (section === "bot") bot += 1;
    if (section === "waiting" || (section === "mine" && (row.unread > 0 || fresh.has(row.conversation_id)))) needsMe += 1;
  }
  return { mine, waiting, bot, needsMe };
}

/** Lower case without accents, ł and đ included, so that a search needs no diacritics. */
export function folded(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/ł/g, "l")
    .replace(/đ/g, "d");
}

function matches(row: ConversationSummary, search: string): boolean {
  const words = folded(search).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const hay = folded(
    `${row.visitor_name} ${row.visitor_number} ${row.last_message?.text ?? ""} ${row.assignee?.name ?? ""}`,
  );
  return words.every((word) => hay.includes(word));
}

/** Who waits longest comes first; elsewhere the newest does. Ids break ties, so that rows never swap. */
function orderOf(name: SectionName): (a: ConversationSummary, b: ConversationSummary) => number {
  const byIds = (a: ConversationSummary, b: ConversationSummary): number =>
    a.conversation_id < b.conversation_id ? -1 : 1;
  if (name === "waiting") {
    return (a, b) => (a.waiting_since ?? a.created_at) - (b.waiting_since ?? b.created_at) || byIds(a, b);
  }
  return (a, b) => lastAt(b) - lastAt(a) || byIds(a, b);
}

export function lastAt(row: ConversationSummary): number {
  return row.last_message?.at ?? row.created_at;
}
