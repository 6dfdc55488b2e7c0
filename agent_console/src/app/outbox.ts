import { signal, type Signal } from "@preact/signals";
import type { Send } from "@shared/wire/command.ts";
import { Outgoing, type OutgoingStore } from "@shared/wire/outgoing.ts";
import type { Timing } from "@shared/wire/timing.ts";
import type { Draftable } from "../state/outgoing.ts";
import type { OutboxItem } from "../state/timeline.ts";
import type {
  Author,
  Commands,
  MessageAck,
  NoteAck,
  StoredEvent,
  TeamEvent,
} from "../wire/agent.gen.ts";


/**
 * One storage entry a message, so that two tabs never overwrite each other's.
 * @param agentId whose; asked for at each use, as it is known only after the welcome
 */
export function outboxStore(storage: Storage, agentId: () => string): OutgoingStore<Draftable> {
  const prefix = (): string => `zalada:console:${agentId()}:outgoing:`;
  return {
    load: () => Promise.resolve(loaded(storage, prefix())),
    put: (item) =>
      attempt(() => storage.setItem(prefix() + item.payload.client_id, JSON.stringify(item))),
    remove: (clientId) => attempt(() => storage.removeItem(prefix() + clientId)),
  };
}

/** Answers and notes on their way, as a signal. */
export interface Outbox {
  readonly items: Signal<readonly OutboxItem[]>;
  readonly outgoing: Outgoing<Draftable, MessageAck | NoteAck>;
}

export interface OutboxDeps {
  readonly store: OutgoingStore<Draftable>;
  readonly send: Send<Commands>;
  readonly timing: Timing;
  /** The server has it: shown in its place from now on. */
  readonly stored: (payload: Draftable, ack: MessageAck | NoteAck) => void;
}

export function openOutbox({ store, send, timing, stored }: OutboxDeps): Outbox {
  const items = signal<readonly OutboxItem[]>([]);
  const outgoing = new Outgoing<Draftable, MessageAck | NoteAck>({
    deliver: (payload) => deliver(send, payload),
    delivered: (item, ack) => stored(item.payload, ack),
    changed: (all) => {
      items.value = all;
    },
    store,
    timing,
    laneOf: (payload) => payload.conversation_id,
  });
  return { items, outgoing };
}

function deliver(send: Send<Commands>, payload: Draftable): Promise<MessageAck | NoteAck> {
  const { conversation_id, client_id, text } = payload;
  if (payload.kind === "note") return send("note.add", { conversation_id, client_id, text });
  const { epoch, product_ids } = payload;
  const cards = product_ids === undefined ? {} : { product_ids: [...product_ids] };
  return send("message.send", { conversation_id, client_id, text, epoch, ...cards });
}

/** The event an ack stands for, so that a message keeps its place while the push is on its way. */
export function eventOf(
  payload: Draftable,
  ack: MessageAck | NoteAck,
  author: Author,
  afterSeq: number,
): { event: StoredEvent } | { team: TeamEvent } {
  const { conversation_id, client_id, text } = payload;
  if ("note_id" in ack) {
    const body = { type: "note.added" as const, note_id: ack.note_id, client_id, author, text };
    return { team: { conversation_id, team_seq: ack.team_seq, after_seq: afterSeq, at: ack.at, body } };
  }
  const body = {
    type: "message.posted" as const,
    message_id: ack.message_id,
    client_id,
    author,
    text,
    buttons: [],
    products: [],
    source: null,
  };
  return { event: { conversation_id, seq: ack.seq, at: ack.at, body } };
}

function loaded(storage: Storage, prefix: string): readonly OutboxItem[] {
  const items: OutboxItem[] = [];
  attempt(() => {
    for (let index = 0; index < storage.length; index += 1) {
      const key = storage.key(index);
      if (key === null || !key.startsWith(prefix)) continue;
      const item = parsed(storage.getItem(key));
      if (item !== null) items.push(item);
    }
  });
  return items;
}

function parsed(text: string | null): OutboxItem | null {
  try {
    const item = JSON.parse(text ?? "null") as OutboxItem | null;
    return typeof item?.payload?.client_id === "string" ? item : null;
  } catch {
    return null;
  }
}

/** Storage that is full or forbidden costs the memory over a reload, never the message. */
function attempt(step: () => void): void {
  try {
    step();
  } catch {
    return;
  }
}
