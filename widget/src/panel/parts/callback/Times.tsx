import type { Slot } from "@shared/wire/visitor.gen";
import { useState } from "preact/hooks";
import { useApp } from "../../app.ts";
import { clock, daysBetween } from "../../texts/formats.ts";
import { t } from "../../texts/texts.ts";
import { daysOf } from "./days.ts";

interface Props {
  readonly slots: readonly Slot[];
  readonly chosen: number | null;
  readonly choose: (startAt: number) => void;
}

const DAYS_SHOWN = 5;

/** Five days and their times in the shopper's own zone; what is taken is struck through. */
export function Times({ slots, chosen, choose }: Props) {
  const { language } = useApp().state.value;
  const days = daysOf(slots).slice(0, DAYS_SHOWN);
  const [dayKey, setDayKey] = useState<string | null>(null);
  const day = days.find(({ key }) => key === dayKey) ?? days.find(({ free }) => free);
  const words = (options: Intl.DateTimeFormatOptions, at: number): string =>
    new Intl.DateTimeFormat(language, options).format(at);
  const zone = new Intl.DateTimeFormat(language, { timeZoneName: "shortGeneric" })
    .formatToParts(Date.now())
    .find(({ type }) => type === "timeZoneName")?.value;
  if (!day) return <p class="z-muted">{t("callback.no_slots")}</p>;
  return (
    <>
      <div class="z-field" role="group" aria-label={t("callback.day")}>
        <span class="z-label" aria-hidden="true">
          {t("callback.day")}
        </span>
        <div class="z-days">
          {days.map(({ key, at, free }) => (
            <button
              key={key}
              type="button"
              aria-pressed={key === day.key}
              aria-label={words({ weekday: "long", day: "numeric", month: "long" }, at)}
              disabled={!free}
              onClick={() => setDayKey(key)}
            >
              {daysBetween(Date.now(), at) === 0 ? t("day.today") : words({ weekday: "short" }, at)}
              <b>{words({ day: "numeric" }, at)}</b>
              {words({ month: "short" }, at)}
            </button>
          ))}
        </div>
      </div>
      <div class="z-field" role="group" aria-label={t("callback.time")}>
        <span class="z-label">
          {t("callback.time")} <span class="z-hint">{t("callback.zone", { zone: zone ?? "" })}</span>
        </span>
        <div class="z-slots p-slots">
          {day.slots.map(({ start_at, free }) => (
            <button
              key={start_at}
              type="button"
              aria-pressed={start_at === chosen}
              disabled={!free}
              onClick={() => choose(start_at)}
            >
              {clock(language, start_at)}
            </button>
          ))}
        </div>
      </div>
    </>
  );
}
