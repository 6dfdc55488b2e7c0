/** A dense numbered log as one client shows it: what is shown has no gap, what came too early is held. */
export interface NumberedLog<T> {
  /** The last number that is shown; the snapshot's when nothing came since. */
  last: number;
  /** In order, without a gap, up to `last`. */
  shown: readonly T[];
  /** Came ahead of others; by number. */
  held: ReadonlyMap<number, T>;
  /** The highest number heard of, from events or heartbeats. */
  known: number;
}

export function emptyLog<T>(last = 0): NumberedLog<T> {
  return { last, shown: [], held: new Map(), known: last };
}

/** Whether `sync` is needed. */
export function isBehind(log: NumberedLog<unknown>): boolean {
  return log.known > log.last;
}

/**
 * Takes in events in any order, any number of times:
 * the next is shown, an old one dropped, an early one held until those before it came.
 */
export function takeIn<T>(
  log: NumberedLog<T>,
  events: readonly T[],
  numberOf: (event: T) => number,
): NumberedLog<T> {
  const held = new Map(log.held);
  let known = log.known;
  for (const event of events) {
    const number = numberOf(event);
    known = Math.max(known, number);
    if (number > log.last) held.set(number, event);
  }
  let { last } = log;
  const fresh: T[] = [];
  for (let next = held.get(last + 1); next !== undefined; next = held.get(last + 1)) {
    last += 1;
    held.delete(last);
    fresh.push(next);
  }
  const shown = fresh.length > 0 ? [...log.shown, ...fresh] : log.shown;
  return { last, shown, held, known };
}

/** A heartbeat or an ack says how far the log goes. */
export function hearOf<T>(log: NumberedLog<T>, known: number): NumberedLog<T> {
  return known > log.known ? { ...log, known } : log;
}

/** A snapshot replaces everything, except that what came after it stays. */
export function replaceLog<T>(
  log: NumberedLog<T>,
  events: readonly T[],
  last: number,
  numberOf: (event: T) => number,
): NumberedLog<T> {
  if (last < log.last) return log;
  const rest = [...log.held.values()];
  const fresh: NumberedLog<T> = { last, shown: events, held: new Map(), known: Math.max(last, log.known) };
  return takeIn(fresh, rest, numberOf);
}

/** Puts older events in front; those that are there already are left out. */
export function prepend<T>(
  log: NumberedLog<T>,
  older: readonly T[],
  numberOf: (event: T) => number,
): NumberedLog<T> {
  const first = log.shown[0];
  const limit = first === undefined ? log.last + 1 : numberOf(first);
  const added = older.filter((event) => numberOf(event) < limit);
  return added.length > 0 ? { ...log, shown: [...added, ...log.shown] } : log;
}
