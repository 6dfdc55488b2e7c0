import type { Slot } from "@shared/wire/visitor.gen";
import { useState } from "preact/hooks";
import { useApp } from "../../app.ts";
import { clock, daysBetween, write } from "../../texts/formats.ts";
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
              aria-label={write(language, at, { weekday: "long", day: "numeric", month: "long" })}
              disabled={!free}
              onClick={() => setDayKey(key)}
            >
              {daysBetween(Date.now(), at) === 0 ? t("day.today") : write(language, at, { weekday: "short" })}
              <b>{write(language, at, { day: "numeric" })}</b>
              {write(language, at, { month: "short" })}
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
