import type { ConversationSummary, Inbox, InboxChanged } from "../wire/agent.gen.ts";
import { sectionOf } from "./sections.ts";

type Rows = Readonly<Record<string, ConversationSummary>>;

/** The rows of the list, and whether a push was missed. */
export interface InboxState {
  readonly revision: number;
  /** The list came once: what is given to me from now on is news. */
  readonly loaded: boolean;
  readonly rows: Rows;
  /** A push is missing: ask for the list. */
  readonly behind: boolean;
  /** Closed ones were asked for and are here. */
  readonly closedLoaded: boolean;
  /** How far I have looked, by conversation; a row the server made before it knew says unread no more. */
  readonly looked: Readonly<Record<string, number>>;
  /** Given to me, and not looked at yet. */
  readonly fresh: ReadonlySet<string>;
}

export const emptyInbox: InboxState = {
  revision: 0,
  loaded: false,
  rows: {},
  behind: false,
  closedLoaded: false,
  looked: {},
  fresh: new Set(),
};

/** The whole list of open conversations; closed ones that are known stay. */
export function withList(state: InboxState, inbox: Inbox, me: string): InboxState {
  if (inbox.revision < state.revision && !state.behind) return state;
  const closed = Object.values(state.rows).filter((row) => row.status === "closed");
  const rows = byId([...closed, ...inbox.items]);
  return { ...withRows(state, rows, me), revision: inbox.revision, behind: false, loaded: true };
}

export function withClosedList(state: InboxState, inbox: Inbox): InboxState {
  const rows = { ...byId(inbox.items), ...state.rows };
  for (const row of inbox.items) {
    const known = rows[row.conversation_id];
    if (known === undefined || isNewer(row, known)) rows[row.conversation_id] = row;
  }
  return { ...state, rows, closedLoaded: true };
}

/** A push: rows are the newest whatever the number; a gap in the numbers means some rows are old. */
export function withPush(state: InboxState, push: InboxChanged, me: string): InboxState {
  if (push.revision <= state.revision) return state;
  const behind = state.behind || push.revision > state.revision + 1;
  const rows = { ...state.rows, ...byId(push.items) };
  return { ...withRows(state, rows, me), revision: push.revision, behind };
}

/** A row from an ack; it may be older than a push that overtook it. */
export function withRow(state: InboxState, row: ConversationSummary, me: string): InboxState {
  const known = state.rows[row.conversation_id];
  if (known !== undefined && isNewer(known, row)) return state;
  return withRows(state, { ...state.rows, [row.conversation_id]: row }, me);
}

/** I look at it, up to `seq`; the server will say the same a moment later. */
export function withRead(state: InboxState, conversationId: string, seq: number): InboxState {
  const known = state.looked[conversationId] ?? 0;
  if (seq <= known && !state.fresh.has(conversationId)) return state;
  const looked = { ...state.looked, [conversationId]: Math.max(seq, known) };
  const fresh = new Set([...state.fresh].filter((id) => id !== conversationId));
  return { ...state, looked, fresh, rows: unreadOnly(state.rows, looked) };
}

/** Given to me in my absence: bold until it is looked at, whoever read it before. */
function withRows(state: InboxState, rows: Rows, me: string): InboxState {
  const isMine = (row: ConversationSummary | undefined): boolean =>
    row !== undefined && sectionOf(row, me) === "mine";
  const given = Object.keys(rows).filter((id) => isMine(rows[id]) && !isMine(state.rows[id]));
  const kept = [...state.fresh].filter((id) => isMine(rows[id]));
  const fresh = new Set(state.loaded ? [...kept, ...given] : kept);
  return { ...state, rows: unreadOnly(rows, state.looked), fresh };
}

function unreadOnly(rows: Rows, looked: InboxState["looked"]): Rows {
  const seen = (row: ConversationSummary): boolean =>
    row.unread > 0 && (looked[row.conversation_id] ?? 0) >= row.seq;
  if (!Object.values(rows).some(seen)) return rows;
  return byId(Object.values(rows).map((row) => (seen(row) ? { ...row, unread: 0, read_seq: row.seq } : row)));
}

export function isBehind(state: InboxState, revision: number): boolean {
  return state.behind || revision > state.revision;
}

function isNewer(row: ConversationSummary, other: ConversationSummary): boolean {
  if (row.epoch !== other.epoch) return row.epoch > other.epoch;
  if (row.seq !== other.seq) return row.seq > other.seq;
  return row.updated_at > other.updated_at;
}

function byId(items: readonly ConversationSummary[]): Record<string, ConversationSummary> {
  return Object.fromEntries(items.map((row) => [row.conversation_id, row]));
}
