import { asCommandError, CommandError, type CommandMap, readAck, type Send } from "./command.ts";
import type { OpenSocket, Socket } from "./socket.ts";
import { type Backoff, backoffMs, type Timing } from "./timing.ts";

/** Sends one command over HTTPS and brings its ack; rejects when the network does. */
export type HttpsCommand = (name: string, payload: object) => Promise<unknown>;

export type ConnectionState =
  | { kind: "idle" }
  | { kind: "connecting" }
  | { kind: "live"; via: "socket" | "https" }
  | { kind: "waiting" }
  | { kind: "ended"; code: string };

export interface ConnectionOptions<C extends CommandMap<C>> {
  open: OpenSocket;
  timing: Timing;
  /** The first commands after each connect; the connection is live when it resolves. */
  greet: (send: Send<C>) => Promise<void>;
  /** Sends the numbers the client has and syncs when they are old. */
  beat: () => Promise<void>;
  /** Refused with an auth code: get new credentials and resolve true to try again. */
  renew: (code: string) => Promise<boolean>;
  /** This build's protocol is no longer spoken: reload, once. */
  unsupported: () => void;
  https?: HttpsCommand;
}

export const ACK_TIMEOUT_MS = 8_000;
export const CONNECT_TIMEOUT_MS = 10_000;
export const HTTPS_POLL_MS = 3_000;
/** A connection that is cut sooner than this is not asked for again at once, over and over. */
const STEADY_MS = 10_000;
const STALE_ATTEMPT_MS = 2_000;
const FAILURES_BEFORE_HTTPS = 2;
const RECONNECT: Backoff = { firstMs: 1_000, longestMs: 10_000 };
const AUTH_CODES: ReadonlySet<string> = new Set(["auth.required", "auth.revoked", "forbidden"]);

/** A role's connection to the hub: keeps itself alive, notices when it is not, and comes back. */
export class Connection<C extends CommandMap<C>, E extends Record<keyof E, object>> {
  heartbeatMs = 10_000;
  #state: ConnectionState = { kind: "idle" };
  #socket: Socket;
  #failures = 0;
  #flaps = 0;
  #liveAt = 0;
  #renewals = 0;
  #drainMs: number | null = null;
  #beatDueAt = 0;
  #beating = false;
  #paused = false;
  #cancelNext: () => void = () => {};
  #cancelBeat: () => void = () => {};
  #open = false;
  #attempting = false;
  #attemptedAt = 0;
  #unanswered = new Set<(error: CommandError) => void>();
  #watchers = new Set<(state: ConnectionState) => void>();
  #listeners = new Map<string, Set<(payload: never) => void>>();
  readonly #options: ConnectionOptions<C>;

  constructor(options: ConnectionOptions<C>) {
    this.#options = options;
    this.#socket = options.open({
      opened: () => void this.#opened(),
      closed: () => this.#closed(),
      refused: (code, retryAfterMs) => {
        if (this.#attempting) void this.#refused(code, retryAfterMs);
      },
      event: (name, payload) => this.#event(name, payload),
      pinged: () => this.#beatIfDue(),
    });
  }

  get state(): ConnectionState {
    return this.#state;
  }

  start(): void {
    if (this.#state.kind === "idle" || this.#state.kind === "ended") this.#attempt();
  }

  /** Cuts it and stays away until `start`. */
  stop(code = "stopped"): void {
    this.#quit();
    this.#become({ kind: "ended", code });
  }

  /** The page goes into the browser's back-forward cache: an open socket would keep it out. */
  pause(): void {
    if (this.#state.kind === "ended" || this.#state.kind === "idle") return;
    this.#paused = true;
    this.#quit();
    this.#become({ kind: "waiting" });
  }

  /** The network or the page is back: look at once whether all is well. */
  wake(): void {
    this.#paused = false;
    const { kind } = this.#state;
    if (kind === "live" && this.#state.via === "socket") void this.#beat();
    else if (kind === "waiting" || kind === "live") this.#attempt();
    else if (kind === "connecting" && this.#options.timing.now() - this.#attemptedAt > STALE_ATTEMPT_MS) {
      this.#socket.disconnect();
      this.#attempt();
    }
  }

  readonly send: Send<C> = (name, payload) => {
    if (this.#state.kind !== "live") return Promise.reject(new CommandError("offline"));
    return this.#state.via === "https" ? this.#sendHttps(name, payload) : this.#sendSocket(name, payload);
  };

  on<K extends keyof E & string>(name: K, listen: (payload: E[K]) => void): () => void {
    const all = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, all);
    all.add(listen);
    return () => void all.delete(listen);
  }

  watch(listen: (state: ConnectionState) => void): () => void {
    this.#watchers.add(listen);
    return () => void this.#watchers.delete(listen);
  }

  #become(state: ConnectionState): void {
    this.#state = state;
    for (const listen of this.#watchers) listen(state);
  }

  #attempt(): void {
    this.#cancelNext();
    this.#attempting = true;
    this.#attemptedAt = this.#options.timing.now();
    if (this.#state.kind !== "live") this.#become({ kind: "connecting" });
    this.#cancelNext = this.#options.timing.after(CONNECT_TIMEOUT_MS, () => {
      this.#socket.disconnect();
      void this.#refused(null, null);
    });
    this.#socket.connect();
  }

  async #opened(): Promise<void> {
    if (!this.#attempting) return;
    this.#attempting = false;
    this.#cancelNext();
    this.#open = true;
    try {
      await this.#options.greet((name, payload) => this.#sendSocket(name, payload));
    } catch (reason) {
      if (!this.#open) return;
      const error = asCommandError(reason);
      this.#drop();
      await this.#refused(error.code, error.retryAfterMs);
      return;
    }
    if (!this.#open) return;
    this.#failures = 0;
    this.#renewals = 0;
    this.#drainMs = null;
    this.#liveAt = this.#options.timing.now();
    this.#become({ kind: "live", via: "socket" });
    this.#planBeat();
  }

  #closed(): void {
    if (this.#attempting) void this.#refused(null, null);
    if (!this.#open) return;
    this.#drop();
    const steady = this.#options.timing.now() - this.#liveAt >= STEADY_MS;
    this.#flaps = steady ? 0 : this.#flaps + 1;
    this.#again(this.#drainMs);
  }

  async #refused(code: string | null, retryAfterMs: number | null): Promise<void> {
    this.#attempting = false;
    this.#cancelNext();
    if (this.#paused || this.#state.kind === "ended") return;
    if (code === "protocol.unsupported") {
      this.stop(code);
      this.#options.unsupported();
      return;
    }
    if (code !== null && AUTH_CODES.has(code)) {
      this.#renewals += 1;
      const renewed = this.#renewals <= 3 && (await this.#options.renew(code).catch(() => null));
      if (renewed === false) this.stop(code);
      else this.#again(renewed === true && this.#renewals === 1 ? 0 : null);
      return;
    }
    this.#failures += 1;
    if (code === null && this.#options.https && this.#failures >= FAILURES_BEFORE_HTTPS) {
      await this.#fallBack();
    }
    this.#again(retryAfterMs);
  }

  async #fallBack(): Promise<void> {
    if (this.#state.kind === "live") return;
    try {
      await this.#options.greet((name, payload) => this.#sendHttps(name, payload));
    } catch (reason) {
      if (asCommandError(reason).code === "protocol.unsupported") this.#options.unsupported();
      return;
    }
    if (this.#paused || this.#open || this.#state.kind === "ended") return;
    this.#become({ kind: "live", via: "https" });
    this.#planBeat();
  }

  #again(waitMs: number | null): void {
    if (this.#paused || this.#state.kind === "ended") return;
    if (this.#state.kind !== "live") this.#become({ kind: "waiting" });
    const { timing } = this.#options;
    const attempt = Math.max(0, this.#failures - 1) + Math.max(0, this.#flaps - 1);
    const delay =
      waitMs === null
        ? backoffMs(RECONNECT, attempt, timing.chance())
        : Math.round(waitMs * (1 + timing.chance() / 2));
    this.#cancelNext();
    this.#cancelNext = timing.after(delay, () => this.#attempt());
  }

  /** Forgets the socket's session; what waits for an ack is told so. */
  #drop(): void {
    this.#open = false;
    this.#attempting = false;
    this.#cancelBeat();
    this.#socket.disconnect();
    for (const fail of [...this.#unanswered]) fail(new CommandError("offline"));
    if (this.#state.kind === "live") this.#become({ kind: "waiting" });
  }

  #quit(): void {
    this.#cancelNext();
    this.#drop();
  }

  #sendSocket<K extends keyof C & string>(name: K, payload: C[K]["payload"]): Promise<C[K]["reply"]> {
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        cancel();
        this.#unanswered.delete(fail);
      };
      const fail = (error: CommandError): void => {
        finish();
        reject(error);
      };
      const cancel = this.#options.timing.after(ACK_TIMEOUT_MS, () => {
        fail(new CommandError("timeout"));
        this.#cut();
      });
      this.#unanswered.add(fail);
      this.#socket.emit(name, payload, (answer) => {
        finish();
        try {
          resolve(readAck(answer));
        } catch (reason) {
          reject(asCommandError(reason));
        }
      });
    });
  }

  async #sendHttps<K extends keyof C & string>(name: K, payload: C[K]["payload"]): Promise<C[K]["reply"]> {
    const { https } = this.#options;
    if (!https) throw new CommandError("offline");
    let answer: unknown;
    try {
      answer = await https(name, payload);
    } catch {
      throw new CommandError("offline");
    }
    return readAck(answer);
  }

  /** Every command gets an ack; a silent connection is a dead one. */
  #cut(): void {
    if (!this.#open) return;
    this.#drop();
    this.#again(null);
  }

  #planBeat(): void {
    const https = this.#state.kind === "live" && this.#state.via === "https";
    const wait = https ? HTTPS_POLL_MS : this.heartbeatMs;
    this.#cancelBeat();
    this.#beatDueAt = this.#options.timing.now() + wait;
    this.#cancelBeat = this.#options.timing.after(wait, () => void this.#beat());
  }

  #beatIfDue(): void {
    if (this.#state.kind === "live" && this.#options.timing.now() >= this.#beatDueAt) void this.#beat();
  }

  async #beat(): Promise<void> {
    if (this.#beating) return;
    this.#beating = true;
    try {
      await this.#options.beat();
    } catch (reason) {
      const { code } = asCommandError(reason);
      const overHttps = this.#state.kind === "live" && this.#state.via === "https";
      if (overHttps && code === "offline") this.#become({ kind: "waiting" });
    } finally {
      this.#beating = false;
    }
    if (this.#state.kind === "live") this.#planBeat();
  }

  #event(name: string, payload: object): void {
    if (name === "server.draining") {
      this.#drainMs = (payload as { reconnect_after_ms: number }).reconnect_after_ms;
    }
    for (const listen of this.#listeners.get(name) ?? []) listen(payload as never);
  }
}
