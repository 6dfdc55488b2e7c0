/** Waiting is noticed from three minutes and shouted from ten. */
export const AGING_MS = 3 * 60_000;
export const LATE_MS = 10 * 60_000;

export type Age = "fresh" | "aging" | "late";

export function ageOf(since: number, now: number): Age {
  const waited = now - since;
  if (waited >= LATE_MS) return "late";
  return waited >= AGING_MS ? "aging" : "fresh";
}

/** A duration in the largest units that matter; hours carry their minutes. */
export type Span =
  | { readonly unit: "seconds"; readonly seconds: number }
  | { readonly unit: "minutes"; readonly minutes: number }
  | { readonly unit: "hours"; readonly hours: number; readonly minutes: number }
  | { readonly unit: "days"; readonly days: number };

/** Seconds come in tens, so that a number on the screen does not tick all the time. */
export function spanOf(ms: number): Span {
  const whole = Math.max(0, ms);
  if (whole < 60_000) return { unit: "seconds", seconds: Math.floor(whole / 10_000) * 10 };
  const minutes = Math.floor(whole / 60_000);
  if (minutes < 60) return { unit: "minutes", minutes };
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return { unit: "hours", hours, minutes: minutes % 60 };
  return { unit: "days", days: Math.floor(hours / 24) };
}
