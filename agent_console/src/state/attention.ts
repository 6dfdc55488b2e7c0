import type { CallbackView, ConversationSummary } from "../wire/agent.gen.ts";
import { columnOf, isDone, isMine, type CallbackRows } from "./callbacks.ts";
import { sectionOf } from "./sections.ts";

/** Why the console rings. */
export type Alert =
  | { readonly kind: "waiting"; readonly row: ConversationSummary }
  | { readonly kind: "assigned"; readonly row: ConversationSummary }
  | { readonly kind: "message"; readonly row: ConversationSummary }
  | { readonly kind: "callback"; readonly callback: CallbackView };

export interface Watch {
  readonly me: string;
  /** Away and invisible agents hear only of what is theirs. */
  readonly takesNew: boolean;
  /** The conversation on the screen, if the agent can see the screen. */
  readonly looking: string | null;
}

type Rows = Readonly<Record<string, ConversationSummary>>;

/** What newly needs this agent between two states of the list; nothing they are looking at. */
export function alertsOf(before: Rows, after: Rows, watch: Watch): readonly Alert[] {
  const alerts: Alert[] = [];
  for (const row of Object.values(after)) {
    const old = before[row.conversation_id];
    if (old === row || row.conversation_id === watch.looking) continue;
    const alert = alertOf(old, row, watch);
    if (alert !== null) alerts.push(alert);
  }
  return alerts;
}

function alertOf(
  old: ConversationSummary | undefined,
  row: ConversationSummary,
  watch: Watch,
): Alert | null {
  const was = old === undefined ? null : sectionOf(old, watch.me);
  const is = sectionOf(row, watch.me);
  if (is === "waiting") return was !== "waiting" && watch.takesNew ? { kind: "waiting", row } : null;
  if (is !== "mine") return null;
  if (was !== "mine") return { kind: "assigned", row };
  return row.unread > (old?.unread ?? 0) ? { kind: "message", row } : null;
}

/** Calls that became due or overdue, or were asked for at once, between two moments. */
export function callbackAlertsOf(
  before: CallbackRows,
  after: CallbackRows,
  then: number,
  now: number,
  watch: Watch,
): readonly Alert[] {
  return Object.values(after)
    .filter((callback) => concerns(callback, watch) && columnOf(callback, now) !== "upcoming")
    .filter((callback) => {
      const old = before[callback.callback_id];
      return old === undefined || !concerns(old, watch) || columnOf(old, then) === "upcoming";
    })
    .map((callback) => ({ kind: "callback", callback }));
}

function concerns(callback: CallbackView, watch: Watch): boolean {
  if (isDone(callback)) return false;
  return isMine(callback, watch.me) || (callback.status === "open" && watch.takesNew);
}

/** The tab's title: how many things need me comes first, where a narrow tab still shows it. */
export function titleOf(needsMe: number, name: string): string {
  return needsMe > 0 ? `(${needsMe}) ${name}` : name;
}
