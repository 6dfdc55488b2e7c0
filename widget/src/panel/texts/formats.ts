import type { Language } from "@shared/i18n/translate";
import { t } from "./texts.ts";

const DAY_MS = 24 * 60 * 60_000;

/** How each language writes times and dates; English as shops in Europe do. */
export const LOCALES: Readonly<Record<Language, string>> = { pl: "pl", sl: "sl", en: "en-GB" };

export function write(language: Language, at: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(LOCALES[language], options).format(at);
}

/** Local calendar day, as something that can be compared. */
export function dayOf(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}

/** Whole local days from `now` to `at`; clock changes do not count. */
export function daysBetween(now: number, at: number): number {
  const midnight = (time: number): number => new Date(time).setHours(0, 0, 0, 0);
  return Math.round((midnight(at) - midnight(now)) / DAY_MS);
}

export function clock(language: Language, at: number): string {
  return write(language, at, { hour: "numeric", minute: "2-digit" });
}

/** "today", "yesterday" or the date, for the start of a day in the conversation. */
export function dayName(language: Language, at: number, now: number): string {
  const days = daysBetween(now, at);
  if (days === 0) return t("day.today");
  if (days === -1) return t("day.yesterday");
  const thisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const date = { day: "numeric", month: "long" } as const;
  return write(language, at, thisYear ? date : { ...date, year: "numeric" });
}

const WEEKDAYS = [
  "when.sunday",
  "when.monday",
  "when.tuesday",
  "when.wednesday",
  "when.thursday",
  "when.friday",
  "when.saturday",
] as const;

/** A coming time in words that fit into a sentence: "tomorrow at 9:00". */
export function whenName(language: Language, at: number, now: number): string {
  const time = clock(language, at);
  const days = daysBetween(now, at);
  if (days === 0) return t("when.today", { time });
  if (days === 1) return t("when.tomorrow", { time });
  const weekday = WEEKDAYS[new Date(at).getDay()];
  if (days > 1 && days < 7 && weekday) return t("when.weekday", { day: t(weekday), time });
  const date = write(language, at, { day: "numeric", month: "long" });
  return t("when.date", { date, time });
}

/** Whole minutes, at least one. */
export function minutesOf(ms: number): number {
  return Math.max(1, Math.round(ms / 60_000));
}
