import { signal, type Signal } from "@preact/signals";
import type { Timing } from "@shared/wire/timing.ts";

/** Waiting times on the screen are as old as this at most. */
export const TICK_MS = 5_000;

/** The time as views show it: moves in ticks, so that a second costs nothing. */
export function startClock(timing: Timing, ticked: (now: number) => void): Signal<number> {
  const now = signal(timing.now());
  const next = (): void => {
    timing.after(TICK_MS, () => {
      now.value = timing.now();
      ticked(now.value);
      next();
    });
  };
  next();
  return now;
}
