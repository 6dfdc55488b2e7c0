import type { Match } from "@shared/wire/visitor.gen";

export const idOf = ({ product }: Match): string => product.product_id;

/** How many places each product went up (negative: down); those that stayed or are new are left out. */
export function movesOf(before: readonly string[], after: readonly string[]): Record<string, number> {
  const moves: Record<string, number> = {};
  after.forEach((id, now) => {
    const then = before.indexOf(id);
    if (then !== -1 && then !== now) moves[id] = then - now;
  });
  return moves;
}

/** The new order, except that one row keeps its place. */
export function holding(matches: readonly Match[], before: readonly string[], held: string | null): readonly Match[] {
  const place = held === null ? -1 : before.indexOf(held);
  const row = matches.find((match) => idOf(match) === held);
  if (place === -1 || !row) return matches;
  const others = matches.filter((match) => match !== row);
  return [...others.slice(0, place), row, ...others.slice(place)];
}

/** What is worth saying about a new order: the leader if it changed, else who climbed highest. */
export function newsOf(matches: readonly Match[], moves: Readonly<Record<string, number>>): Match | null {
  const climbed = matches.filter((match) => (moves[idOf(match)] ?? 0) > 0);
  return climbed[0] ?? null;
}
