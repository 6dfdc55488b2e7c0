import type { GuideView } from "@shared/wire/visitor.gen";
import { type Answers, answerTo, counted } from "./answers.ts";

/** Shares of 1000 tenths of a percent by importance; must-haves have none. They add up to 1000. */
export function tenths(view: GuideView, answers: Answers): ReadonlyMap<string, number> {
  const soft = counted(view, answers).flatMap(({ attr }) => {
    const answer = answerTo(answers, attr);
    return answer && !answer.must ? [{ attr, importance: answer.importance }] : [];
  });
  const sum = soft.reduce((total, { importance }) => total + importance, 0);
  if (sum === 0) return new Map();
  const raw = soft.map(({ attr, importance }) => ({ attr, exact: (1000 * importance) / sum }));
  const left = 1000 - raw.reduce((total, { exact }) => total + Math.floor(exact), 0);
  const byRest = [...raw].sort((a, b) => (b.exact % 1) - (a.exact % 1)).slice(0, left);
  return new Map(raw.map((one) => [one.attr, Math.floor(one.exact) + (byRest.includes(one) ? 1 : 0)]));
}
