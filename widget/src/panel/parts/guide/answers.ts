import type { GuideAnswerOutput, GuideCriterion, GuideRun, GuideView } from "@shared/wire/visitor.gen";

export type Answer = GuideAnswerOutput;
export type Answers = readonly Answer[];

/** The attributes of the questions that were on the screen, in that order. */
export type Trail = readonly string[];

export function answerTo(answers: Answers, attr: string): Answer | undefined {
  return answers.find((answer) => answer.attr === attr);
}

export function emptyAnswer({ attr, importance }: GuideCriterion): Answer {
  return { attr, chosen: [], value: null, importance, must: false, skipped: false };
}

/** The answers with this one in its place. */
export function withAnswer(answers: Answers, answer: Answer): Answers {
  const known = answerTo(answers, answer.attr);
  return known ? answers.map((one) => (one === known ? answer : one)) : [...answers, answer];
}

/** A press on an option: one takes the place of the other, "makes no difference" that of all. */
export function withOption(criterion: GuideCriterion, answer: Answer, option: string): Answer {
  const skips = (id: string): boolean => criterion.options.find((one) => one.id === id)?.skip ?? false;
  const pressed = answer.chosen.includes(option);
  const alone = criterion.kind !== "several" || skips(option);
  const others = answer.chosen.filter((id) => id !== option && !skips(id));
  const chosen = pressed && !alone ? others : alone ? [option] : [...others, option];
  return { ...answer, chosen, skipped: false };
}

/** Whether it says anything: something is pressed or set. */
export function isAnswered(answer: Answer | undefined): answer is Answer {
  return answer !== undefined && !answer.skipped && (answer.chosen.length > 0 || answer.value !== null);
}

/** Whether it takes part in the ranking. */
export function counts(criterion: GuideCriterion, answer: Answer | undefined): answer is Answer {
  if (!isAnswered(answer)) return false;
  const { options, slider } = criterion;
  return slider !== null || options.some(({ id, skip }) => !skip && answer.chosen.includes(id));
}

/** The criteria that take part in the ranking, in the guide's order. */
export function counted({ criteria }: GuideView, answers: Answers): readonly GuideCriterion[] {
  return criteria.filter((criterion) => counts(criterion, answerTo(answers, criterion.attr)));
}

/** The question that tells most comes next, then the rest in the shop's order; null when all were asked. */
export function nextAttr(view: GuideView, answers: Answers, run: GuideRun, trail: Trail): string | null {
  const open = view.criteria.filter(({ attr }) => !trail.includes(attr) && !answerTo(answers, attr));
  return (open.find(({ attr }) => attr === run.next_attr) ?? open[0])?.attr ?? null;
}

/** What was asked when the guide is taken up again: everything that has an answer. */
export function trailOf(view: GuideView, answers: Answers): Trail {
  const known = new Set(view.criteria.map(({ attr }) => attr));
  return answers.map(({ attr }) => attr).filter((attr) => known.has(attr));
}

/** Answers in another currency: a price slider keeps its place between its ends. */
export function moved(answers: Answers, from: GuideView, to: GuideView): Answers {
  return answers.flatMap((answer) => {
    const old = from.criteria.find(({ attr }) => attr === answer.attr)?.slider;
    const next = to.criteria.find(({ attr }) => attr === answer.attr)?.slider;
    if (!old || !next || answer.value === null || old.unit === next.unit) return [answer];
    const share = (answer.value - old.min) / (old.max - old.min);
    const steps = Math.round((share * (next.max - next.min)) / next.step);
    return [{ ...answer, value: Math.min(next.max, next.min + steps * next.step) }];
  });
}
