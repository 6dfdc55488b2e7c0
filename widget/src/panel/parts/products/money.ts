import type { Language } from "@shared/i18n/translate";
import { LOCALES } from "../../texts/formats.ts";

/** A price as the language writes it; whole amounts without cents. */
export function money(language: Language, value: number, currency: string): string {
  return new Intl.NumberFormat(LOCALES[language], {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    useGrouping: true,
    minimumFractionDigits: Number.isInteger(value) ? 0 : 2,
    maximumFractionDigits: 2,
  }).format(value);
}

/** A number with its unit, which does not break off; a currency is a price. */
export function amount(language: Language, value: number, unit: string): string {
  if (/^[A-Z]{3}$/.test(unit)) return money(language, value, unit);
  const number = new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 2 }).format(value);
  return unit === "" ? number : `${number}\u00a0${unit}`;
}

/** A whole or tenth percent, as the language writes it. */
export function percent(language: Language, value: number, digits = 0): string {
  return new Intl.NumberFormat(LOCALES[language], {
    style: "percent",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value / 100);
}
