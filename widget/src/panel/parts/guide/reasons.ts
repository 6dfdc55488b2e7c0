import type { Language } from "@shared/i18n/translate";
import type { Fit, GuideCriterion, GuideView, Match } from "@shared/wire/visitor.gen";
import { t } from "../../texts/texts.ts";
import { amount } from "../products/money.ts";

/** A fit with its question. */
export interface Told {
  readonly fit: Fit;
  readonly criterion: GuideCriterion;
}

export function toldOf(view: GuideView, { fits }: Match): readonly Told[] {
  return fits.flatMap((fit) => {
    const criterion = view.criteria.find(({ attr }) => attr === fit.attr);
    return criterion ? [{ fit, criterion }] : [];
  });
}

const PAST = {
  at_most: "guide.more_than_wanted",
  at_least: "guide.less_than_wanted",
  low: "guide.above_best",
  high: "guide.below_best",
  target: "guide.off_target",
} as const;

const MET = {
  at_most: "guide.within",
  at_least: "guide.enough",
  low: "guide.top",
  high: "guide.top",
  target: "guide.exact",
} as const;

/** How one product meets one criterion, in words: "66 dB, 7 dB above the best". */
export function reasonOf({ fit, criterion }: Told, language: Language): string {
  const { label, unit, wish } = criterion;
  if (fit.reason === "unknown") return t("guide.not_told", { label });
  if (fit.value === null) {
    if (fit.text === "") return label;
    const close = fit.reason === "partly";
    return close ? t("guide.close", { value: fit.text }) : fit.text;
  }
  const value = amount(language, fit.value, unit);
  if (wish === "other") return `${label}: ${value}`;
  if (fit.gap !== null) return t(PAST[wish], { value, gap: amount(language, fit.gap, unit) });
  return t(MET[wish], { value });
}

const isMet = ({ fit }: Told): boolean => fit.reason === "met" || fit.reason === "required";
const lost = ({ fit }: Told): number => fit.weight * (1 - (fit.fit ?? 0));

/** One sentence: what fits best, and what speaks most against it. */
export function sentenceOf(told: readonly Told[], language: Language): string {
  const strong = told.filter(isMet).sort((a, b) => b.fit.weight - a.fit.weight);
  const weak = told.filter((one) => !isMet(one)).sort((a, b) => lost(b) - lost(a))[0];
  const good = strong
    .slice(0, 3)
    .map(({ criterion }) => criterion.label.toLocaleLowerCase(language))
    .join(", ");
  const but = weak ? reasonOf(weak, language) : "";
  if (good === "") return but;
  return but === "" ? t("guide.fits_in", { good }) : t("guide.fits_but", { good, but });
}

/** What is not known about a product, in words; empty when everything is. */
export function unknownOf(told: readonly Told[], language: Language): string {
  const labels = told.filter(({ fit }) => fit.reason === "unknown" && fit.weight > 0);
  return labels.map(({ criterion }) => criterion.label.toLocaleLowerCase(language)).join(", ");
}
