import { computed, type ReadonlySignal } from "@preact/signals";
import { type Row, timeline, type Unlogged } from "@shared/state/timeline";
import type { Author, Cursor, EventBody } from "@shared/wire/visitor.gen";
import type { Conversation } from "../state/conversation.ts";
import type { State } from "../state/model.ts";
import { dayOf } from "../texts/formats.ts";

const ME: Author = { kind: "visitor", id: "", name: "" };

/** What stands in the conversation as a line of its own; queueing is a card, ratings and thumbs are marks. */
export function isLine(body: EventBody): boolean {
  switch (body.type) {
    case "conversation.assigned":
    case "conversation.handed_to_bot":
    case "conversation.closed":
    case "conversation.reopened":
    case "email.left":
    case "callback.requested":
      return true;
    case "conversation.started":
    case "conversation.queued":
    case "conversation.rated":
    case "answer.rated":
    case "message.posted":
      return false;
    default:
      return false;
  }
}

function unlogged({ outgoing, sent, conversation, past }: State): Unlogged[] {
  const logged = new Set(
    [...past, ...(conversation?.log.shown ?? [])].map(({ body }) =>
      body.type === "message.posted" ? body.client_id : "",
    ),
  );
  const stored = sent.map(({ payload, ack }): Unlogged => {
    const { client_id, text } = payload;
    return { client_id, text, at: ack.at, state: "stored", seq: ack.seq, message_id: ack.message_id };
  });
  const known = new Set(stored.map(({ client_id }) => client_id));
  const waiting = outgoing.map(({ payload, created_at, state }): Unlogged => {
    const { client_id, text } = payload;
    return { client_id, text, at: created_at, state: state.kind, seq: 0, message_id: "" };
  });
  return [...stored, ...waiting.filter(({ client_id }) => !known.has(client_id))].filter(
    ({ client_id }) => !logged.has(client_id),
  );
}

/** The conversation's rows; laid out again only when something in it changed. */
export function rowsOf(state: ReadonlySignal<State>): ReadonlySignal<Row[]> {
  const past = computed(() => state.value.past);
  const shown = computed(() => state.value.conversation?.log.shown ?? []);
  const outgoing = computed(() => state.value.outgoing);
  const sent = computed(() => state.value.sent);
  return computed(() => {
    const events = [...past.value, ...shown.value];
    void outgoing.value;
    void sent.value;
    return timeline(events, unlogged(state.peek()), { dayOf, isLine, me: ME });
  });
}

export type Mark = "sent" | "delivered" | "read";

/** How far others are with an own message; the bot has read what it answered after. */
export function markOf(seq: number, cursors: readonly Cursor[], answeredSeq: number): Mark {
  const others = cursors.filter(({ participant }) => participant !== "visitor");
  const reached = (by: (cursor: Cursor) => number): boolean => others.some((cursor) => by(cursor) >= seq);
  if (answeredSeq > seq || reached(({ read_seq }) => read_seq)) return "read";
  return reached(({ delivered_seq }) => delivered_seq) ? "delivered" : "sent";
}

/** The last number at which somebody else spoke. */
export function answeredSeqOf(conversation: Conversation | null): number {
  const answers = conversation?.log.shown.filter(
    ({ body }) => body.type === "message.posted" && body.author.kind !== "visitor",
  );
  return answers?.at(-1)?.seq ?? 0;
}
