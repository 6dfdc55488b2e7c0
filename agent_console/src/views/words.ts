import type { Key, T } from "../app/texts.ts";
import type { Theme } from "../state/preferences.ts";
import type { Presence } from "../state/agents.ts";
import type { SectionName, Tab } from "../state/sections.ts";
import { spanOf } from "../state/waiting.ts";
import type { AgentView, CallbackResolve } from "../wire/agent.gen.ts";

type Standing = Pick<AgentView, "online" | "state">;
type Outcome = CallbackResolve["outcome"];

export const PRESENCE_TEXT: Readonly<Record<Presence, Key>> = {
  available: "presence.available",
  busy: "presence.busy",
  away: "presence.away",
  invisible: "presence.invisible",
};

export const PRESENCE_HINT: Readonly<Record<Presence, Key>> = {
  available: "presence.available_hint",
  busy: "presence.busy_hint",
  away: "presence.away_hint",
  invisible: "presence.invisible_hint",
};

export const THEME_TEXT: Readonly<Record<Theme, Key>> = {
  light: "theme.light",
  dark: "theme.dark",
  system: "theme.system",
};

export const TAB_TEXT: Readonly<Record<Tab, Key>> = {
  mine: "tab.mine",
  waiting: "tab.waiting",
  bot: "tab.bot",
  all: "tab.all",
  closed: "tab.closed",
};

export const SECTION_TEXT: Readonly<Record<SectionName, Key>> = {
  waiting: "section.waiting",
  mine: "section.mine",
  bot: "section.bot",
  colleagues: "section.colleagues",
  closed: "section.closed",
};

export const OUTCOME_TEXT: Readonly<Record<Outcome, Key>> = {
  reached: "outcome.reached",
  no_answer: "outcome.no_answer",
  wrong_number: "outcome.wrong_number",
  call_later: "outcome.call_later",
  done: "outcome.done",
};

/** What an empty tab says, and what helps. */
export const EMPTY_TEXT: Readonly<Record<Tab | "search", readonly [Key, Key]>> = {
  mine: ["empty.mine", "empty.mine_help"],
  waiting: ["empty.waiting", "empty.waiting_help"],
  bot: ["empty.bot", "empty.bot_help"],
  all: ["empty.all", "empty.all_help"],
  closed: ["empty.closed", "empty.closed_help"],
  search: ["empty.search", "empty.search_help"],
};

/** A duration in words: "40 s", "12 min", "3 h 36 min", "2 days". */
export function spanText(t: T, ms: number): string {
  const span = spanOf(ms);
  switch (span.unit) {
    case "seconds":
      return span.seconds === 0 ? t("span.moment") : t("span.seconds", { count: span.seconds });
    case "minutes":
      return t("span.minutes", { count: span.minutes });
    case "hours":
      return t("span.hours", { hours: span.hours, minutes: span.minutes });
    case "days":
      return t("span.days", { count: span.days });
  }
}

export function presenceText(t: T, agent: Standing): string {
  return t(agent.online ? PRESENCE_TEXT[agent.state] : "presence.offline");
}

export function dotOf(agent: Standing): "on" | "away" | "off" {
  if (!agent.online || agent.state === "invisible") return "off";
  return agent.state === "available" ? "on" : "away";
}
