import { asCommandError, type CommandError, isTemporary } from "@shared/wire/command";
import type { Timing } from "@shared/wire/timing";

/** Twenty a second. */
const EVERY_MS = 50;
const RETRY_MS = 1_000;

interface PacerParts<T> {
  readonly timing: Timing;
  /** Resolves when the answer has been taken in. */
  readonly send: (value: T) => Promise<void>;
  /** It cannot succeed by trying again. */
  readonly refused: (error: CommandError) => void;
}

/** Sends the newest value only: the next one after the last was answered, at most twenty a second. */
export class Pacer<T> {
  #waiting: { value: T } | null = null;
  #busy = false;
  #sentAt = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | null = null;
  #resting: (() => void)[] = [];
  readonly #parts: PacerParts<T>;

  constructor(parts: PacerParts<T>) {
    this.#parts = parts;
  }

  get idle(): boolean {
    return !this.#busy && this.#waiting === null;
  }

  push(value: T): void {
    this.#waiting = { value };
    this.#next();
  }

  /** Forgets what waits. */
  clear(): void {
    this.#waiting = null;
    this.#rest();
  }

  /** The line is back: what waits goes out now. */
  retry(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#next();
  }

  /** Resolves when everything is answered. */
  settled(): Promise<void> {
    return this.idle ? Promise.resolve() : new Promise((resolve) => this.#resting.push(resolve));
  }

  #rest(): void {
    if (!this.idle) return;
    for (const resolve of this.#resting.splice(0)) resolve();
  }

  #next(): void {
    if (this.#busy || this.#cancel || this.#waiting === null) return;
    const { timing } = this.#parts;
    const early = this.#sentAt + EVERY_MS - timing.now();
    if (early > 0) this.#later(early);
    else void this.#send(this.#waiting.value);
  }

  #later(ms: number): void {
    this.#cancel = this.#parts.timing.after(ms, () => {
      this.#cancel = null;
      this.#next();
    });
  }

  async #send(value: T): Promise<void> {
    const { timing, send, refused } = this.#parts;
    this.#waiting = null;
    this.#busy = true;
    this.#sentAt = timing.now();
    try {
      await send(value);
    } catch (reason) {
      const error = asCommandError(reason);
      if (isTemporary(error.code)) {
        this.#waiting ??= { value };
        this.#later(error.retryAfterMs ?? RETRY_MS);
      } else refused(error);
    }
    this.#busy = false;
    this.#rest();
    this.#next();
  }
}
