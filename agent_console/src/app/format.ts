import type { Language } from "@shared/i18n/translate.ts";

/** Times and dates in the agent's language and zone. */
export interface Format {
  /** 10:44 */
  time(at: number): string;
  /** 12 March, with the year when it is another one. */
  day(at: number, now: number): string;
  /** A name of the day that is equal for equal days. */
  dayKey(at: number): string;
  /** Thu 12 Mar, 10:44 */
  moment(at: number): string;
  /** Thu 12 Mar */
  weekday(at: number): string;
  /** March 2024 */
  month(at: number): string;
  /** The language's own name for a language, small. */
  languageName(tag: string): string;
  /** 1 449 zł, without the decimals that say nothing. */
  price(amount: number, currency: string): string;
  /** 10:44 in another zone. */
  timeIn(at: number, zone: string): string;
}

const REGION: Readonly<Record<Language, string>> = { pl: "pl-PL", sl: "sl-SI", en: "en-GB" };

export function formatOf(language: Language, zone?: string): Format {
  const locale = REGION[language];
  const inZone = zone === undefined ? {} : { timeZone: zone };
  const make = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { ...inZone, ...options });
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const time = make(clock);
  const day = make({ day: "numeric", month: "long" });
  const dayOfYear = make({ day: "numeric", month: "long", year: "numeric" });
  const year = make({ year: "numeric" });
  const key = make({ year: "numeric", month: "2-digit", day: "2-digit" });
  const moment = make({ weekday: "short", day: "numeric", month: "short", ...clock });
  const weekday = make({ weekday: "short", day: "numeric", month: "short" });
  const month = make({ month: "long", year: "numeric" });
  const names = new Intl.DisplayNames([locale], { type: "language" });
  return {
    time: (at) => time.format(at),
    day: (at, now) => (year.format(at) === year.format(now) ? day : dayOfYear).format(at),
    dayKey: (at) => key.format(at),
    moment: (at) => moment.format(at),
    weekday: (at) => weekday.format(at),
    month: (at) => month.format(at),
    languageName: (tag) => names.of(tag) ?? tag,
    price: (amount, currency) =>
      new Intl.NumberFormat(locale, {
        style: "currency",
        currency,
        currencyDisplay: "narrowSymbol",
        minimumFractionDigits: Number.isInteger(amount) ? 0 : 2,
      }).format(amount),
    timeIn: (at, other) => make({ ...clock, timeZone: other }).format(at),
  };
}
