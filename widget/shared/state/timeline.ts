import type { Author, Button, EventBody, ProductCard, Source, StoredEvent } from "../wire/visitor.gen.ts";

/** One message as it is drawn. */
export interface Said {
  /** Stays the same from "waiting" to "stored", so that nothing flickers. */
  key: string;
  /** Empty until it is stored. */
  message_id: string;
  client_id: string;
  /** Empty until it is in a log. */
  conversation_id: string;
  /** 0 until it is stored. */
  seq: number;
  at: number;
  text: string;
  buttons: readonly Button[];
  products: readonly ProductCard[];
  source: Source | null;
  state: "waiting" | "failed" | "stored";
}

/** One line of the conversation: a day, something that happened, or what one author said in a row. */
export type Row =
  | { kind: "day"; key: string; at: number }
  | { kind: "line"; key: string; event: StoredEvent }
  | { kind: "group"; key: string; author: Author; said: readonly Said[] };

/** A message of one's own that the log does not have yet. */
export interface Unlogged {
  client_id: string;
  text: string;
  at: number;
  state: Said["state"];
  seq: number;
  message_id: string;
}

export interface TimelineRules {
  /** Local day of a time, as any string that differs between days. */
  dayOf: (at: number) => string;
  /** Which events besides messages stand in the conversation as a line. */
  isLine: (body: EventBody) => boolean;
  /** Who "I" am, for what is not in the log yet. */
  me: Author;
}

/** Messages of one author closer than this stand together. */
export const GROUP_GAP_MS = 5 * 60_000;

const sameAuthor = (a: Author, b: Author): boolean => a.kind === b.kind && a.id === b.id;

/** Lays out stored events, then what is still on its way, as rows. */
export function timeline(
  events: readonly StoredEvent[],
  unlogged: readonly Unlogged[],
  { dayOf, isLine, me }: TimelineRules,
): Row[] {
  const rows: Row[] = [];
  let day = "";
  const onDay = (at: number): void => {
    const next = dayOf(at);
    if (next === day) return;
    day = next;
    rows.push({ kind: "day", key: `day ${next}`, at });
  };
  const say = (author: Author, said: Said): void => {
    onDay(said.at);
    const last = rows.at(-1);
    const before = last?.kind === "group" ? last.said.at(-1) : undefined;
    if (last?.kind === "group" && before && sameAuthor(last.author, author) && said.at - before.at < GROUP_GAP_MS) {
      rows[rows.length - 1] = { ...last, said: [...last.said, said] };
    } else {
      rows.push({ kind: "group", key: `said ${said.key}`, author, said: [said] });
    }
  };
  for (const event of events) {
    const { body, at, seq, conversation_id } = event;
    if (body.type === "message.posted") {
      const { message_id, client_id, text, buttons, products, source } = body;
      const key = client_id === "" ? message_id : client_id;
      const words = { text, buttons, products, source, state: "stored" as const };
      say(body.author, { key, message_id, client_id, conversation_id, seq, at, ...words });
    } else if (isLine(body)) {
      onDay(at);
      rows.push({ kind: "line", key: `${event.conversation_id} ${seq}`, event });
    }
  }
  for (const { client_id, ...rest } of unlogged) {
    say(me, { key: client_id, client_id, conversation_id: "", buttons: [], products: [], source: null, ...rest });
  }
  return rows;
}
