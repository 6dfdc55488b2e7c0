import { signal, type Signal } from "@preact/signals";
import type { Timing } from "@shared/wire/timing.ts";

/** One sentence at the bottom; an undo where there is something to take back. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly undo: (() => void) | null;
}

export const TOAST_MS = 6_000;

/** At most one toast; a newer one takes its place. */
export class Toasts {
  readonly shown: Signal<Toast | null> = signal(null);
  readonly #timing: Timing;
  #last = 0;
  #cancel: () => void = () => {};

  constructor(timing: Timing) {
    this.#timing = timing;
  }

  say(text: string, undo: (() => void) | null = null): void {
    this.#last += 1;
    const id = this.#last;
    this.#cancel();
    this.shown.value = { id, text, undo };
    this.#cancel = this.#timing.after(TOAST_MS, () => this.dismiss(id));
  }

  dismiss(id: number): void {
    if (this.shown.value?.id === id) this.shown.value = null;
  }

  undo(): void {
    const toast = this.shown.value;
    if (toast === null) return;
    this.dismiss(toast.id);
    toast.undo?.();
  }
}
