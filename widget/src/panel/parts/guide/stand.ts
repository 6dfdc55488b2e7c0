import type { GuideLive, GuideNudged, GuideRun, GuideSummary, GuideView, Match } from "@shared/wire/visitor.gen";
import { type Answers, answerTo, isAnswered, moved, nextAttr, type Trail, trailOf, withAnswer } from "./answers.ts";
import { holding, idOf } from "./order.ts";

export const FIRST_LIMIT = 10;
export const MOST_LIMIT = 30;
export const MOST_COMPARED = 4;

/** A run as the shopper sees it. */
export interface Running {
  readonly view: GuideView;
  readonly run: GuideRun;
  /** As they stand on the screen; what the server ranked by may be a moment older. */
  readonly answers: Answers;
  readonly trail: Trail;
  /** Place in the trail of the question on the screen; behind its end the results are. */
  readonly at: number;
  /** The list in the order on the screen. */
  readonly matches: readonly Match[];
}

export interface Stand {
  readonly phase: "loading" | "choosing" | "running" | "failed";
  readonly guides: readonly GuideSummary[];
  readonly running: Running | null;
  readonly limit: number;
  readonly soldOut: boolean;
  /** Places gained (or lost) by product, for a moment after the list came to rest. */
  readonly moves: Readonly<Record<string, number>>;
  /** What is said about the newest order. */
  readonly news: Match | null;
  readonly nudge: GuideNudged | null;
  /** The last change could not be taken. */
  readonly refused: boolean;
  readonly compared: readonly string[];
  readonly comparing: boolean;
  readonly opened: string | null;
}

export const firstStand: Stand = {
  phase: "loading",
  guides: [],
  running: null,
  limit: FIRST_LIMIT,
  soldOut: false,
  moves: {},
  news: null,
  nudge: null,
  refused: false,
  compared: [],
  comparing: false,
  opened: null,
};

/** Slider answers that this version or currency does not have are asked again. */
function sane(answers: Answers, { criteria }: GuideView): Answers {
  return answers.filter(({ attr, value }) => {
    const criterion = criteria.find((one) => one.attr === attr);
    if (!criterion) return false;
    const { slider } = criterion;
    return value === null || (slider !== null && value >= slider.min && value <= slider.max);
  });
}

/** Puts the next question that has no answer on the screen, or the results. */
export function onward(running: Running): Running {
  const next = nextAttr(running.view, running.answers, running.run, running.trail);
  const trail = next === null ? running.trail : [...running.trail, next];
  return { ...running, trail, at: next === null ? trail.length : trail.length - 1 };
}

/**
 * The run as the server has it.
 * @param unsent whether answers of the same run are still on their way: then those on the screen stay
 */
export function withLive(known: Running | null, { guide: view, run }: GuideLive, unsent: boolean): Running {
  const same = known !== null && known.run.run_id === run.run_id ? known : null;
  const keep = same !== null && (unsent || run.revision < same.run.revision);
  const given = keep ? same.answers : run.answers;
  const answers = sane(same ? moved(given, same.view, view) : given, view);
  const base = { view, run, answers, matches: run.matches };
  if (same) {
    const missing = trailOf(view, answers).filter((attr) => !same.trail.includes(attr));
    const atEnd = same.at >= same.trail.length;
    const trail = atEnd ? [...same.trail, ...missing] : [...missing, ...same.trail];
    return { ...base, trail, at: atEnd ? trail.length : same.at + missing.length };
  }
  return onward({ ...base, trail: trailOf(view, answers), at: 0 });
}

/** A newer list; one row may keep its place meanwhile. */
export function withRun(running: Running, run: GuideRun, held: string | null): Running {
  if (run.run_id !== running.run.run_id || run.revision < running.run.revision) return running;
  return { ...running, run, matches: holding(run.matches, running.matches.map(idOf), held) };
}

/** An agent changed an answer. */
export function withNudge(running: Running, { run, after, attr }: GuideNudged): Running {
  const answers = withAnswer(running.answers, after);
  const trail = running.trail.includes(attr) ? running.trail : [...running.trail.slice(0, running.at), attr, ...running.trail.slice(running.at)];
  const at = trail === running.trail ? running.at : running.at + 1;
  return { ...withRun(running, run, null), answers, trail, at };
}

/** What is said about a change; several of one answer are told, and undone, as one. */
export function nudgeOf(told: GuideNudged | null, event: GuideNudged): GuideNudged | null {
  const same = told?.attr === event.attr && told.agent.agent_id === event.agent.agent_id;
  const whole = same ? { ...event, before: told.before } : event;
  return JSON.stringify(whole.before) === JSON.stringify(whole.after) ? null : whole;
}

export function atResults({ at, trail }: Running): boolean {
  return at >= trail.length;
}

/** How many questions were answered or skipped. */
export function askedCount({ view, answers }: Running): number {
  return view.criteria.filter(({ attr }) => {
    const answer = answerTo(answers, attr);
    return answer?.skipped === true || isAnswered(answer);
  }).length;
}

/** Those that meet every must-have, and those that come nearest. */
export function partedOf({ matches }: Running): { fitting: readonly Match[]; alternatives: readonly Match[] } {
  return {
    fitting: matches.filter(({ failed }) => failed.length === 0),
    alternatives: matches.filter(({ failed }) => failed.length > 0),
  };
}
