/** Time and chance as the wire needs them; injected, so that tests decide both. */
export interface Timing {
  /** Milliseconds UTC. */
  now(): number;
  /** Runs `run` once after `ms` milliseconds; the result cancels it. */
  after(ms: number, run: () => void): () => void;
  /** A number in [0, 1). */
  chance(): number;
}

export const browserTiming: Timing = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  chance: () => Math.random(),
};

export interface Backoff {
  firstMs: number;
  longestMs: number;
}

/**
 * How long to wait before attempt number `attempt` (from 0): doubling from `firstMs` to `longestMs`,
 * spread over the upper half, so that many clients do not come back in the same moment.
 */
export function backoffMs({ firstMs, longestMs }: Backoff, attempt: number, chance: number): number {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 30));
  return Math.round(whole * (0.5 + chance / 2));
}
