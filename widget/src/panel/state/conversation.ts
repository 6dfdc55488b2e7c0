import { emptyLog, hearOf, type NumberedLog, prepend, replaceLog, takeIn } from "@shared/wire/log";
import type { Cursor, Person, StoredEvent, VisitorSnapshot } from "@shared/wire/visitor.gen";

export type Status = VisitorSnapshot["status"];

/** One conversation as its visitor's panel knows it. */
export interface Conversation {
  conversation_id: string;
  status: Status;
  assignee: Person | null;
  position: number | null;
  wait_ms: number | null;
  score: number | null;
  cursors: readonly Cursor[];
  /** Whether older events exist than those shown. */
  earlier: boolean;
  log: NumberedLog<StoredEvent>;
}

const seqOf = (event: StoredEvent): number => event.seq;

export function newConversation(conversation_id: string): Conversation {
  return {
    conversation_id,
    status: "bot",
    assignee: null,
    position: null,
    wait_ms: null,
    score: null,
    cursors: [],
    earlier: false,
    log: emptyLog(),
  };
}

export function fromSnapshot(snapshot: VisitorSnapshot, known?: Conversation): Conversation {
  const { conversation_id, status, assignee, position, wait_ms, score, cursors, earlier } = snapshot;
  const before = known?.conversation_id === conversation_id ? known : undefined;
  const log = before?.log ?? emptyLog<StoredEvent>();
  if (before && snapshot.seq < log.last) return before;
  const first = snapshot.events[0]?.seq ?? snapshot.seq + 1;
  const continues = before !== undefined && log.last > 0 && first <= log.last + 1;
  return {
    conversation_id,
    status,
    assignee,
    position,
    wait_ms,
    score,
    cursors,
    earlier: continues ? before.earlier : earlier,
    log: continues
      ? takeIn(log, snapshot.events, seqOf)
      : replaceLog(log, snapshot.events, snapshot.seq, seqOf),
  };
}

/** What a stored event changes besides the log. */
function settle(conversation: Conversation, { body }: StoredEvent): Conversation {
  const unqueued = { position: null, wait_ms: null };
  switch (body.type) {
    case "conversation.queued":
      return { ...conversation, status: "queued", assignee: null };
    case "conversation.assigned": {
      const assignee = { agent_id: body.agent.id, name: body.agent.name, face: body.face };
      return { ...conversation, ...unqueued, status: "assigned", assignee };
    }
    case "conversation.handed_to_bot":
      return { ...conversation, ...unqueued, status: "bot", assignee: null };
    case "conversation.closed":
      return { ...conversation, ...unqueued, status: "closed" };
    case "conversation.reopened": {
      const { id, name } = body.agent;
      return { ...conversation, status: "assigned", assignee: { agent_id: id, name, face: body.face } };
    }
    case "conversation.rated":
      return { ...conversation, score: body.score };
    case "conversation.started":
    case "message.posted":
    case "answer.rated":
    case "email.left":
    case "callback.requested":
      return conversation;
    default:
      return conversation;
  }
}

/** Takes in events of this conversation, in any order and any number of times. */
export function withEvents(conversation: Conversation, events: readonly StoredEvent[]): Conversation {
  const log = takeIn(conversation.log, events, seqOf);
  const fresh = log.shown.slice(conversation.log.shown.length);
  return fresh.reduce(settle, { ...conversation, log });
}

export function withKnown(conversation: Conversation, seq: number): Conversation {
  return { ...conversation, log: hearOf(conversation.log, seq) };
}

export function withEarlier(conversation: Conversation, older: readonly StoredEvent[]): Conversation {
  const log = prepend(conversation.log, older, seqOf);
  const first = log.shown[0]?.seq ?? 1;
  return { ...conversation, log, earlier: first > 1 && log !== conversation.log };
}

/** Cursors only move forward. */
export function withCursor(conversation: Conversation, moved: Cursor): Conversation {
  const old = conversation.cursors.find(({ participant }) => participant === moved.participant);
  const cursor: Cursor = {
    participant: moved.participant,
    delivered_seq: Math.max(old?.delivered_seq ?? 0, moved.delivered_seq),
    read_seq: Math.max(old?.read_seq ?? 0, moved.read_seq),
  };
  const others = conversation.cursors.filter((other) => other !== old);
  return { ...conversation, cursors: [...others, cursor] };
}

export function readByVisitor(conversation: Conversation): number {
  return conversation.cursors.find(({ participant }) => participant === "visitor")?.read_seq ?? 0;
}

/** Messages of others that the visitor has not read. */
export function unreadCount(conversation: Conversation | null): number {
  if (!conversation) return 0;
  const read = readByVisitor(conversation);
  return conversation.log.shown.filter(
    ({ seq, body }) => seq > read && body.type === "message.posted" && body.author.kind !== "visitor",
  ).length;
}

/** Whether it waits for an answer by mail rather than for somebody on the line. */
export function waitsForMail({ status, log }: Conversation): boolean {
  const queued = log.shown.flatMap(({ body }) => (body.type === "conversation.queued" ? [body.reason] : []));
  return status === "queued" && queued.at(-1) === "message_left";
}
