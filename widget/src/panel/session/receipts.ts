import type { Timing } from "@shared/wire/timing";
import type { ReceiptMark } from "@shared/wire/visitor.gen";

const AT_MOST_EVERY_MS = 1_000;

/** Sends how far the visitor has received and read, at most once a second and only when it moved. */
export class Receipts {
  #wanted: ReceiptMark | null = null;
  #told: ReceiptMark | null = null;
  #waits = false;
  readonly #timing: Timing;
  readonly #send: (mark: ReceiptMark) => Promise<unknown>;

  constructor(timing: Timing, send: (mark: ReceiptMark) => Promise<unknown>) {
    this.#timing = timing;
    this.#send = send;
  }

  mark(mark: ReceiptMark): void {
    const base = this.#wanted ?? this.#told;
    const same = base?.conversation_id === mark.conversation_id ? base : null;
    const delivered_seq = Math.max(mark.delivered_seq, same?.delivered_seq ?? 0);
    const read_seq = Math.max(mark.read_seq, same?.read_seq ?? 0);
    if (same && same.delivered_seq === delivered_seq && same.read_seq === read_seq) return;
    this.#wanted = { conversation_id: mark.conversation_id, delivered_seq, read_seq };
    if (!this.#waits) this.#flush();
  }

  /** After a reconnect the server may not have the last one. */
  again(): void {
    this.#wanted ??= this.#told;
    if (!this.#waits) this.#flush();
  }

  #flush(): void {
    const mark = this.#wanted;
    if (!mark) return;
    this.#wanted = null;
    this.#told = mark;
    this.#waits = true;
    this.#timing.after(AT_MOST_EVERY_MS, () => {
      this.#waits = false;
      this.#flush();
    });
    // Lost with its connection it is sent by `again`; a mark is never worth an error on the screen.
    this.#send(mark).catch(() => undefined);
  }
}
