import { effect } from "@preact/signals";
import type { Conversation } from "../state/conversation.ts";
import type { DeskCore } from "./desk.ts";

/** Marks go out this long after the last change at most, many as one. */
export const MARK_AFTER_MS = 400;

interface Marks {
  readonly delivered: number;
  readonly read: number;
}

/**
 * Tells how far I have received and read what is mine.
 * @param looking the conversation on the screen, while the agent can see the screen
 */
export function startReading(desk: DeskCore, looking: () => string | null): () => void {
  const told = new Map<string, Marks>();
  const looked = new Map<string, number>();
  let planned = false;

  const tell = (one: Conversation, marks: Marks): void => {
    const { conversation_id } = one;
    told.set(conversation_id, marks);
    desk.link
      .send("receipt.mark", {
        conversation_id,
        delivered_seq: marks.delivered,
        read_seq: marks.read,
      })
      .catch(() => told.delete(conversation_id));
  };

  const run = (): void => {
    planned = false;
    const { conversations, me, link } = desk.state.value;
    if (link !== "live") return;
    for (const one of Object.values(conversations)) {
      if (one.assignee?.agent_id !== me?.agent_id || one.status === "bot") continue;
      const before = told.get(one.conversation_id) ?? mine(one, me?.agent_id ?? "");
      const read = Math.max(before.read, looked.get(one.conversation_id) ?? 0);
      const marks = { delivered: one.log.last, read };
      if (marks.delivered > before.delivered || marks.read > before.read) tell(one, marks);
    }
  };

  return effect(() => {
    const { conversations } = desk.state.value;
    const seen = looking();
    const last = seen === null ? undefined : conversations[seen]?.log.last;
    if (seen !== null && last !== undefined) {
      looked.set(seen, last);
      desk.dispatch({ kind: "read", conversation_id: seen, seq: last });
    }
    if (planned) return;
    planned = true;
    desk.timing.after(MARK_AFTER_MS, run);
  });
}

function mine(one: Conversation, me: string): Marks {
  const cursor = one.cursors[me];
  return { delivered: cursor?.delivered_seq ?? 0, read: cursor?.read_seq ?? 0 };
}
