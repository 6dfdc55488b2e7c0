import type { ConversationSummary, Inbox, InboxChanged } from "../wire/agent.gen.ts";

/** The rows of the list, and whether a push was missed. */
export interface InboxState {
  readonly revision: number;
  readonly rows: Readonly<Record<string, ConversationSummary>>;
  /** A push is missing: ask for the list. */
  readonly behind: boolean;
  /** Closed ones were asked for and are here. */
  readonly closedLoaded: boolean;
}

export const emptyInbox: InboxState = { revision: 0, rows: {}, behind: false, closedLoaded: false };

/** The whole list of open conversations; closed ones that are known stay. */
export function withList(state: InboxState, inbox: Inbox): InboxState {
  if (inbox.revision < state.revision && !state.behind) return state;
  const closed = Object.values(state.rows).filter((row) => row.status === "closed");
  return { ...state, revision: inbox.revision, rows: byId([...closed, ...inbox.items]), behind: false };
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
export function withPush(state: InboxState, push: InboxChanged): InboxState {
  if (push.revision <= state.revision) return state;
  const behind = state.behind || push.revision > state.revision + 1;
  return { ...state, revision: push.revision, rows: { ...state.rows, ...byId(push.items) }, behind };
}

/** A row from an ack; it may be older than a push that overtook it. */
export function withRow(state: InboxState, row: ConversationSummary): InboxState {
  const known = state.rows[row.conversation_id];
  if (known !== undefined && isNewer(known, row)) return state;
  return { ...state, rows: { ...state.rows, [row.conversation_id]: row } };
}

/** I have read it up to `seq`; the server will say the same a moment later. */
export function withRead(state: InboxState, conversationId: string, seq: number): InboxState {
  const row = state.rows[conversationId];
  if (row === undefined || row.unread === 0 || seq < row.seq) return state;
  const read = { ...row, unread: 0, read_seq: seq };
  return { ...state, rows: { ...state.rows, [conversationId]: read } };
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
