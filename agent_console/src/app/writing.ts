import { computed, effect, signal, type Signal } from "@preact/signals";
import { draftOf, parseDrafts, withDraft, type Draft, type Drafts } from "../state/drafts.ts";
import { asNew, LONGEST_TEXT, type Draftable } from "../state/outgoing.ts";
import type { DeskCore } from "./desk.ts";

/** The visitor is told at most this often that somebody types, and at latest this long after the last key. */
export const TYPING_REPEAT_MS = 2_500;
export const TYPING_END_MS = 4_000;

/** The composers: drafts that survive a reload, and sending what stands in them. */
export class Writing {
  readonly drafts: Signal<Drafts> = signal({});
  /** Conversations with words in the composer; the same string until one comes or goes. */
  readonly drafted = computed(() =>
    Object.entries(this.drafts.value)
      .filter(([, draft]) => draft.reply !== "" || draft.note !== "")
      .map(([id]) => id)
      .join(" "),
  );
  readonly #desk: DeskCore;
  readonly #storage: Pick<Storage, "getItem" | "setItem">;
  #toldAt = new Map<string, number>();
  #endTyping = new Map<string, () => void>();

  constructor(desk: DeskCore, storage: Pick<Storage, "getItem" | "setItem">) {
    this.#desk = desk;
    this.#storage = storage;
  }

  /** Takes up what this agent left here, and keeps it from now on. */
  adopt(agentId: string): void {
    const key = `zalada:console:${agentId}:drafts`;
    this.drafts.value = parseDrafts(read(this.#storage, key));
    effect(() => write(this.#storage, key, JSON.stringify(this.drafts.value)));
  }

  draft(id: string): Draft {
    return draftOf(this.drafts.value, id);
  }

  change(id: string, change: Partial<Draft>): void {
    this.drafts.value = withDraft(this.drafts.value, id, change);
    if (change.reply === undefined) return;
    if (change.reply === "") this.#stopTyping(id);
    else this.#tellTyping(id);
  }

  /** Puts what stands in the composer on its way; the field is empty at once. */
  send(id: string): boolean {
    const { outbox, state, newId } = this.#desk;
    const { mode, reply, note } = this.draft(id);
    const text = (mode === "reply" ? reply : note).trim();
    const one = state.value.conversations[id];
    if (text === "" || text.length > LONGEST_TEXT || one === undefined) return false;
    const base = { conversation_id: id, client_id: newId(), text };
    outbox.outgoing.push(
      mode === "reply" ? { ...base, kind: "message", epoch: one.epoch } : { ...base, kind: "note" },
    );
    this.#stopTyping(id);
    this.drafts.value = withDraft(this.drafts.value, id, mode === "reply" ? { reply: "" } : { note: "" });
    return true;
  }

  /** Recommends a product: a sentence, and its card under it. */
  recommend(id: string, productId: string, text: string): void {
    const { outbox, state, newId } = this.#desk;
    const epoch = state.value.conversations[id]?.epoch;
    if (epoch === undefined) return;
    const product_ids = [productId];
    outbox.outgoing.push({ kind: "message", conversation_id: id, client_id: newId(), text, epoch, product_ids });
  }

  /** A refused message goes out again under the assignment there is now. */
  retry(payload: Draftable): void {
    const { outbox, state, newId } = this.#desk;
    const epoch = state.value.conversations[payload.conversation_id]?.epoch;
    if (payload.kind === "note" || epoch === payload.epoch || epoch === undefined) {
      outbox.outgoing.retry(payload.client_id);
      return;
    }
    outbox.outgoing.push(asNew(payload, newId(), epoch));
    outbox.outgoing.remove(payload.client_id);
  }

  /** Takes a refused message back into the composer, in front of what stands there. */
  takeBack(payload: Draftable): void {
    const { conversation_id: id, kind, client_id, text } = payload;
    const draft = this.draft(id);
    const joined = (there: string): string => (there === "" ? text : `${text}\n${there}`);
    this.drafts.value =
      kind === "message"
        ? withDraft(this.drafts.value, id, { mode: "reply", reply: joined(draft.reply) })
        : withDraft(this.drafts.value, id, { mode: "note", note: joined(draft.note) });
    this.#desk.outbox.outgoing.remove(client_id);
  }

  #tellTyping(id: string): void {
    const { timing, state } = this.#desk;
    const one = state.value.conversations[id];
    if (one?.assignee?.agent_id !== state.value.me?.agent_id || one?.status !== "assigned") return;
    this.#endTyping.get(id)?.();
    this.#endTyping.set(id, timing.after(TYPING_END_MS, () => this.#stopTyping(id)));
    const told = this.#toldAt.get(id);
    if (told !== undefined && timing.now() - told < TYPING_REPEAT_MS) return;
    this.#toldAt.set(id, timing.now());
    this.#sendTyping(id, true);
  }

  #stopTyping(id: string): void {
    this.#endTyping.get(id)?.();
    this.#endTyping.delete(id);
    if (this.#toldAt.delete(id)) this.#sendTyping(id, false);
  }

  /** Ephemeral: what does not get through is not repeated. */
  #sendTyping(id: string, typing: boolean): void {
    this.#desk.link.send("typing.set", { conversation_id: id, typing }).catch(() => undefined);
  }
}

function read(storage: Pick<Storage, "getItem">, key: string): string | null {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

/** Storage that is full or forbidden costs the memory over a reload, nothing else. */
function write(storage: Pick<Storage, "setItem">, key: string, text: string): void {
  try {
    storage.setItem(key, text);
  } catch {
    return;
  }
}
