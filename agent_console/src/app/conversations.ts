import { CommandError } from "@shared/wire/command.ts";
import type { Key, T } from "./texts.ts";
import type { DeskCore } from "./desk.ts";
import type { ConversationSummary, ConversationTransfer, Stand } from "../wire/agent.gen.ts";

/** What an agent does with a conversation. Each ends in the list, or in a sentence that says why not. */
export class ConversationActions {
  readonly #desk: DeskCore;

  constructor(desk: DeskCore) {
    this.#desk = desk;
  }

  async claim(id: string): Promise<boolean> {
    return await this.#stand(id, (conversation_id, epoch) =>
      this.#desk.link.send("conversation.claim", { conversation_id, epoch }),
    );
  }

  async transfer(id: string, to: Omit<ConversationTransfer, "conversation_id" | "epoch">, done: string): Promise<boolean> {
    const given = await this.#stand(id, (conversation_id, epoch) =>
      this.#desk.link.send("conversation.transfer", { conversation_id, epoch, ...to }),
    );
    if (given) this.#desk.toasts.say(done);
    return given;
  }

  /** No question before it: what was resolved by mistake is taken up again by Undo. */
  async resolve(id: string): Promise<void> {
    const { t, toasts } = this.#desk;
    const name = this.#desk.nameOf(id);
    const closed = await this.#stand(id, (conversation_id, epoch) =>
      this.#desk.link.send("conversation.close", { conversation_id, epoch }),
    );
    if (closed) toasts.say(t("toast.resolved", { name }), () => void this.reopen(id));
  }

  async reopen(id: string): Promise<void> {
    await this.#stand(id, (conversation_id, epoch) =>
      this.#desk.link.send("conversation.reopen", { conversation_id, epoch }),
    );
  }

  async earlier(id: string): Promise<void> {
    const { state, link, dispatch } = this.#desk;
    const first = state.value.conversations[id]?.log.shown[0];
    if (first === undefined) return;
    const page = await link.send("events.earlier", { conversation_id: id, before_seq: first.seq });
    dispatch({ kind: "earlier", conversation_id: id, page });
  }

  async #stand(id: string, ask: (id: string, epoch: number) => Promise<Stand>): Promise<boolean> {
    const { state, dispatch, busy } = this.#desk;
    const epoch = state.value.conversations[id]?.epoch ?? state.value.inbox.rows[id]?.epoch;
    if (epoch === undefined || busy.value.has(id)) return false;
    busy.value = new Set([...busy.value, id]);
    try {
      const { conversation } = await ask(id, epoch);
      dispatch({ kind: "stood", row: conversation });
      return true;
    } catch (reason) {
      await this.#explain(id, reason);
      return false;
    } finally {
      busy.value = new Set([...busy.value].filter((other) => other !== id));
    }
  }

  /** Somebody was faster: look again, and say who. */
  async #explain(id: string, reason: unknown): Promise<void> {
    const { t, toasts, link, state } = this.#desk;
    const code = reason instanceof CommandError ? reason.code : "internal";
    if (code === "conflict") await link.look(id).catch(() => link.list());
    const { conversations, inbox } = state.value;
    toasts.say(explanationOf(t, code, conversations[id] ?? inbox.rows[id], state.value.me?.agent_id));
  }
}

type Standing = Pick<ConversationSummary, "status" | "assignee">;

/** Why a command about a conversation was refused, in a sentence. */
export function explanationOf(t: T, code: string, now: Standing | undefined, me: string | undefined): string {
  if (code === "offline" || code === "timeout") return t("error.offline");
  if (code === "rate_limited" || code === "overloaded") return t("error.slow_down");
  if (code === "conflict" || code === "forbidden" || code === "conversation.closed") {
    return conflictText(t, now, me);
  }
  return t("error.unknown");
}

function conflictText(t: T, now: Standing | undefined, me: string | undefined): string {
  if (now === undefined) return t("conflict.changed");
  if (now.status === "assigned" && now.assignee !== null && now.assignee.agent_id !== me) {
    return t("conflict.taken", { name: now.assignee.name });
  }
  const texts: Partial<Record<Standing["status"], Key>> = {
    queued: "conflict.queued",
    bot: "conflict.bot",
    closed: "conflict.closed",
  };
  return t(texts[now.status] ?? "conflict.changed");
}
