import type { Timing } from "./timing.ts";

/** Time that stands still until a test moves it. */
export interface ManualTiming extends Timing {
  /** Moves time on, running what falls due in order, and lets promises settle in between. */
  advance(ms: number): Promise<void>;
  /** How many timers wait. */
  pending(): number;
}

export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

export function manualTiming(startAt = 1_750_000_000_000, chance = 0.5): ManualTiming {
  let now = startAt;
  let due: { at: number; order: number; run: () => void }[] = [];
  let order = 0;
  return {
    now: () => now,
    chance: () => chance,
    pending: () => due.length,
    after(ms, run) {
      const entry = { at: now + ms, order: (order += 1), run };
      due.push(entry);
      return () => {
        due = due.filter((other) => other !== entry);
      };
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const next = due
          .filter((entry) => entry.at <= end)
          .sort((a, b) => a.at - b.at || a.order - b.order)[0];
        if (!next) break;
        due = due.filter((entry) => entry !== next);
        now = Math.max(now, next.at);
        next.run();
        await settle();
      }
      now = end;
      await settle();
    },
  };
}
