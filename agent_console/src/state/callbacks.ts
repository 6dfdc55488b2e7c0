import type { CallbackView } from "../wire/agent.gen.ts";

/** Calls that begin within this time are due now. */
export const DUE_MS = 30 * 60_000;
/** Later than this is shouted, like somebody who waits. */
export const VERY_LATE_MS = 10 * 60_000;

export type CallbackRows = Readonly<Record<string, CallbackView>>;
export type ColumnName = "overdue" | "due" | "upcoming";

export const COLUMNS: readonly ColumnName[] = ["overdue", "due", "upcoming"];

export interface Column {
  readonly name: ColumnName;
  readonly callbacks: readonly CallbackView[];
}

/** One callback as it is now; an older copy never wins over a newer one. */
export function withCallback(rows: CallbackRows, callback: CallbackView): CallbackRows {
  const known = rows[callback.callback_id];
  if (known !== undefined && isNewer(known, callback)) return rows;
  return { ...rows, [callback.callback_id]: callback };
}

/** The whole list of one kind: what is not in it any more has become the other kind. */
export function withCallbackList(
  rows: CallbackRows,
  list: readonly CallbackView[],
  done: boolean,
): CallbackRows {
  const others = Object.values(rows).filter((callback) => isDone(callback) !== done);
  const start: CallbackRows = Object.fromEntries(others.map((row) => [row.callback_id, row]));
  return list.reduce(withCallback, start);
}

export function isDone(callback: CallbackView): boolean {
  return callback.status === "done" || callback.status === "cancelled";
}

export function columnOf(callback: CallbackView, now: number): ColumnName {
  if (callback.due_at < now) return "overdue";
  return callback.due_at <= now + DUE_MS ? "due" : "upcoming";
}

/** The board: what is open, the next due first. A call that is being made never counts as overdue. */
export function columnsOf(rows: CallbackRows, now: number, me: string): readonly Column[] {
  const open = Object.values(rows).filter((callback) => !isDone(callback));
  const placed = (callback: CallbackView): ColumnName =>
    isMine(callback, me) && columnOf(callback, now) === "overdue" ? "due" : columnOf(callback, now);
  return COLUMNS.map((name) => ({
    name,
    callbacks: open.filter((callback) => placed(callback) === name).sort(byDue),
  }));
}

/** What was worked off, the latest first. */
export function doneOf(rows: CallbackRows): readonly CallbackView[] {
  return Object.values(rows)
    .filter(isDone)
    .sort((a, b) => b.updated_at - a.updated_at || byDue(a, b));
}

export function isMine(callback: CallbackView, me: string): boolean {
  return callback.status === "claimed" && callback.agent?.agent_id === me;
}

/** How many calls wait for me: mine, or nobody's, that are due or overdue. */
export function callbacksNeedingMe(rows: CallbackRows, now: number, me: string): number {
  return Object.values(rows).filter(
    (callback) =>
      !isDone(callback) &&
      (callback.status === "open" || isMine(callback, me)) &&
      columnOf(callback, now) !== "upcoming",
  ).length;
}

/** The open callback of one conversation, for the pane that says who this is. */
export function openCallbackOf(rows: CallbackRows, conversationId: string): CallbackView | undefined {
  return Object.values(rows)
    .filter((callback) => callback.conversation_id === conversationId && !isDone(callback))
    .sort(byDue)[0];
}

function isNewer(callback: CallbackView, other: CallbackView): boolean {
  if (callback.epoch !== other.epoch) return callback.epoch > other.epoch;
  return callback.updated_at > other.updated_at;
}

function byDue(a: CallbackView, b: CallbackView): number {
  return a.due_at - b.due_at || (a.callback_id < b.callback_id ? -1 : 1);
}
