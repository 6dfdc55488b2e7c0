import { asCommandError, type FailureCode, isTemporary } from "./command.ts";
import { type Backoff, backoffMs, type Timing } from "./timing.ts";

/** What waits to be sent, as it is kept over a reload. */
export interface OutgoingItem<P extends { client_id: string }> {
  payload: P;
  created_at: number;
  state: { kind: "waiting" } | { kind: "failed"; code: FailureCode };
}

/** Keeps items over a reload; an adapter over storage that may be forbidden never throws. */
export interface OutgoingStore<P extends { client_id: string }> {
  load(): Promise<readonly OutgoingItem<P>[]>;
  put(item: OutgoingItem<P>): void;
  remove(clientId: string): void;
}

export interface OutgoingOptions<P extends { client_id: string }, R> {
  deliver: (payload: P) => Promise<R>;
  /** Stored by the server; shown as sent from now on. */
  delivered: (item: OutgoingItem<P>, reply: R) => void;
  /** The items changed: draw them again. */
  changed: (items: readonly OutgoingItem<P>[]) => void;
  store: OutgoingStore<P>;
  timing: Timing;
  /** What must stay in order with each other; one conversation, for an agent. */
  laneOf?: (payload: P) => string;
}

export const KEPT_MS = 24 * 60 * 60 * 1_000;
const RETRY: Backoff = { firstMs: 1_000, longestMs: 30_000 };
const INTERNAL_ATTEMPTS = 4;

/**
 * Messages on their way: kept until the server has stored them, sent in order within a lane,
 * retried for a day with the same `client_id`, so that the server stores each once.
 */
export class Outgoing<P extends { client_id: string }, R> {
  readonly #options: OutgoingOptions<P, R>;
  #items: OutgoingItem<P>[] = [];
  #busy = new Set<string>();
  #attempts = new Map<string, number>();
  #timers = new Map<string, () => void>();
  #online = false;

  constructor(options: OutgoingOptions<P, R>) {
    this.#options = options;
  }

  get items(): readonly OutgoingItem<P>[] {
    return this.#items;
  }

  /** Takes over what an earlier page, or another tab, left. */
  async restore(): Promise<void> {
    const { store, timing } = this.#options;
    const here = new Set(this.#items.map((item) => item.payload.client_id));
    const kept: OutgoingItem<P>[] = [];
    for (const item of await store.load()) {
      if (item.created_at < timing.now() - KEPT_MS) store.remove(item.payload.client_id);
      else if (!here.has(item.payload.client_id)) kept.push(item);
    }
    kept.sort((a, b) => a.created_at - b.created_at);
    this.#items = [...kept, ...this.#items];
    this.#changed();
    this.#work();
  }

  push(payload: P): void {
    const last = this.#items.at(-1)?.created_at ?? 0;
    const created_at = Math.max(this.#options.timing.now(), last + 1);
    const item: OutgoingItem<P> = { payload, created_at, state: { kind: "waiting" } };
    this.#items = [...this.#items, item];
    this.#options.store.put(item);
    this.#changed();
    this.#work();
  }

  /** The connection came or went. */
  setOnline(online: boolean): void {
    this.#online = online;
    if (!online) return;
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    this.#work();
  }

  /** The sender wants a failed one sent again. */
  retry(clientId: string): void {
    this.#attempts.delete(clientId);
    this.#update(clientId, { kind: "waiting" });
    this.#work();
  }

  /** The sender gave a failed one up, or it arrived by another way (another tab's push). */
  remove(clientId: string): void {
    if (!this.#items.some((item) => item.payload.client_id === clientId)) return;
    this.#items = this.#items.filter((item) => item.payload.client_id !== clientId);
    this.#attempts.delete(clientId);
    this.#options.store.remove(clientId);
    this.#changed();
  }

  #lane(payload: P): string {
    return this.#options.laneOf?.(payload) ?? "";
  }

  #changed(): void {
    this.#options.changed(this.#items);
  }

  #update(clientId: string, state: OutgoingItem<P>["state"]): void {
    this.#items = this.#items.map((item) => {
      if (item.payload.client_id !== clientId) return item;
      const next = { ...item, state };
      this.#options.store.put(next);
      return next;
    });
    this.#changed();
  }

  #work(): void {
    if (!this.#online) return;
    const lanes = new Set<string>();
    for (const item of this.#items) {
      const lane = this.#lane(item.payload);
      if (item.state.kind !== "waiting" || lanes.has(lane)) continue;
      lanes.add(lane);
      if (!this.#busy.has(lane) && !this.#timers.has(lane)) void this.#deliver(item, lane);
    }
  }

  async #deliver(item: OutgoingItem<P>, lane: string): Promise<void> {
    const clientId = item.payload.client_id;
    this.#busy.add(lane);
    try {
      const reply = await this.#options.deliver(item.payload);
      this.#options.delivered(item, reply);
      this.remove(clientId);
    } catch (reason) {
      this.#failed(item, lane, asCommandError(reason));
    } finally {
      this.#busy.delete(lane);
    }
    this.#work();
  }

  #failed(
    item: OutgoingItem<P>,
    lane: string,
    { code, retryAfterMs }: { code: FailureCode; retryAfterMs: number | null },
  ): void {
    const clientId = item.payload.client_id;
    const attempt = this.#attempts.get(clientId) ?? 0;
    this.#attempts.set(clientId, attempt + 1);
    const again = isTemporary(code) || (code === "internal" && attempt + 1 < INTERNAL_ATTEMPTS);
    if (!again) {
      this.#update(clientId, { kind: "failed", code });
      return;
    }
    const { timing } = this.#options;
    const wait = Math.max(retryAfterMs ?? 0, backoffMs(RETRY, attempt, timing.chance()));
    const cancel = timing.after(wait, () => {
      this.#timers.delete(lane);
      this.#work();
    });
    this.#timers.set(lane, cancel);
  }
}
