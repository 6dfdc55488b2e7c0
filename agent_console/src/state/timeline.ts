import type { OutgoingItem } from "@shared/wire/outgoing.ts";
import type { Author, MessagePosted, StoredEvent, TeamEvent } from "../wire/agent.gen.ts";
import type { Conversation } from "./conversation.ts";
import type { Draftable } from "./outgoing.ts";

/** Messages of one author this close together stand under one name. */
export const GROUP_MS = 5 * 60_000;

export type OutboxItem = OutgoingItem<Draftable>;
export type SystemBody = Exclude<StoredEvent["body"], MessagePosted>;

/** One message; `waiting` is set until the server has it. */
export interface Bubble {
  /** The same before and after it is stored. */
  readonly key: string;
  readonly seq: number;
  readonly at: number;
  readonly text: string;
  readonly buttons: MessagePosted["buttons"];
  readonly source: MessagePosted["source"];
  readonly products: MessagePosted["products"];
  readonly waiting: OutboxItem | null;
}

export interface Group {
  readonly kind: "group";
  readonly key: string;
  readonly author: Author;
  readonly bubbles: readonly Bubble[];
}

export interface Note {
  readonly kind: "note";
  readonly key: string;
  readonly at: number;
  readonly author: Author;
  readonly text: string;
  readonly waiting: OutboxItem | null;
}

export type Item =
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  | { readonly kind: "system"; readonly key: string; readonly at: number; readonly body: SystemBody }
  | { readonly kind: "summary"; readonly key: string; readonly lines: readonly string[] }
  | Group
  | Note;

/**
 * What the conversation pane draws, oldest first.
 * @param me whose words the waiting ones are
 * @param dayOf any string that differs between days in the agent's zone; a new day gets a line
 */
export function timelineOf(
  conversation: Conversation,
  outgoing: readonly OutboxItem[],
  me: Author,
  dayOf: (at: number) => string,
): readonly Item[] {
  const items: Item[] = [];
  let day = "";
  const onDay = (at: number): void => {
    const today = dayOf(at);
    if (today !== day) items.push({ kind: "day", key: `day ${today}`, at });
    day = today;
  };
  for (const entry of interleaved(conversation)) {
    onDay(entry.at);
    if ("seq" in entry) addEvent(items, entry);
    else addTeamEvent(items, entry);
  }
  const stored = storedIds(conversation);
  for (const item of outgoing) {
    const { conversation_id, client_id } = item.payload;
    if (conversation_id !== conversation.conversation_id || stored.has(client_id)) continue;
    onDay(item.created_at);
    addWaiting(items, item, me);
  }
  return items;
}

/** Both logs in the one order they happened in; a team event stands after the public one it names. */
function interleaved(conversation: Conversation): readonly (StoredEvent | TeamEvent)[] {
  const entries: (StoredEvent | TeamEvent)[] = [];
  const team = conversation.team.shown;
  let next = 0;
  const takeUpTo = (seq: number): void => {
    for (let event = team[next]; event !== undefined && event.after_seq <= seq; event = team[next]) {
      entries.push(event);
      next += 1;
    }
  };
  takeUpTo((conversation.log.shown[0]?.seq ?? 1) - 1);
  for (const event of conversation.log.shown) {
    entries.push(event);
    takeUpTo(event.seq);
  }
  takeUpTo(Number.MAX_SAFE_INTEGER);
  return entries;
}

function addEvent(items: Item[], { body, seq, at }: StoredEvent): void {
  if (body.type !== "message.posted") {
    items.push({ kind: "system", key: `event ${seq}`, at, body });
    return;
  }
  const { author, text, buttons, source, products } = body;
  const key = body.client_id === "" ? body.message_id : body.client_id;
  addBubble(items, author, { key, seq, at, text, buttons, source, products, waiting: null });
}

function addTeamEvent(items: Item[], { body, at, team_seq }: TeamEvent): void {
  if (body.type === "note.added") {
    const { author, text, client_id } = body;
    items.push({ kind: "note", key: client_id, at, author, text, waiting: null });
  } else if (body.type === "summary.added") {
    items.push({ kind: "summary", key: `summary ${team_seq}`, lines: body.lines });
  }
}

function addWaiting(items: Item[], item: OutboxItem, me: Author): void {
  const { kind, client_id: key, text } = item.payload;
  const at = item.created_at;
  if (kind === "note") items.push({ kind: "note", key, at, author: me, text, waiting: item });
  else addBubble(items, me, { key, seq: 0, at, text, buttons: [], source: null, products: [], waiting: item });
}

function addBubble(items: Item[], author: Author, bubble: Bubble): void {
  const last = items.at(-1);
  const before = last?.kind === "group" ? last.bubbles.at(-1) : undefined;
  if (
    last?.kind === "group" &&
    before !== undefined &&
    last.author.kind === author.kind &&
    last.author.id === author.id &&
    bubble.at - before.at < GROUP_MS
  ) {
    items[items.length - 1] = { ...last, bubbles: [...last.bubbles, bubble] };
    return;
  }
  items.push({ kind: "group", key: `group ${bubble.key}`, author, bubbles: [bubble] });
}

function storedIds(conversation: Conversation): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { body } of conversation.log.shown) {
    if (body.type === "message.posted" && body.client_id !== "") ids.add(body.client_id);
  }
  for (const { body } of conversation.team.shown) {
    if (body.type === "note.added") ids.add(body.client_id);
  }
  return ids;
}

export type Mark = "waiting" | "failed" | "sent" | "delivered" | "read";

/** How far a message of ours is, on its way to the visitor's eyes. */
export function markOf(conversation: Conversation, bubble: Bubble): Mark {
  if (bubble.waiting !== null) return bubble.waiting.state.kind;
  const cursor = conversation.cursors["visitor"];
  if (cursor === undefined) return "sent";
  if (cursor.read_seq >= bubble.seq) return "read";
  return cursor.delivered_seq >= bubble.seq ? "delivered" : "sent";
}
