import type { Slot } from "@shared/wire/visitor.gen";
import { dayOf } from "../../texts/formats.ts";

/** One day of the shopper's own calendar and the times at which the shop can call on it. */
export interface Day {
  key: string;
  at: number;
  slots: readonly Slot[];
  free: boolean;
}

/** Slots by the shopper's local day, in order. */
export function daysOf(slots: readonly Slot[]): Day[] {
  const days = new Map<string, Slot[]>();
  for (const slot of [...slots].sort((a, b) => a.start_at - b.start_at)) {
    const key = dayOf(slot.start_at);
    const day = days.get(key) ?? [];
    days.set(key, day);
    day.push(slot);
  }
  return [...days].map(([key, of]) => ({
    key,
    at: of[0]?.start_at ?? 0,
    slots: of,
    free: of.some(({ free }) => free),
  }));
}
