import { useApp } from "../../app.ts";
import { t } from "../../texts/texts.ts";
import "./hours.css";

/** A Monday; only its weekday matters. */
const MONDAY = Date.UTC(2024, 0, 1, 12);
const DAY_MS = 24 * 60 * 60_000;

/** Days in a row with the same hours stand together: Monday–Friday 9:00–18:00. */
export function groupHours(hours: readonly (readonly string[])[]): { from: number; to: number; spans: string }[] {
  const groups: { from: number; to: number; spans: string }[] = [];
  hours.forEach((spans, day) => {
    const words = spans.join(", ");
    const last = groups.at(-1);
    if (last?.spans === words) last.to = day;
    else groups.push({ from: day, to: day, spans: words });
  });
  return groups;
}

/** When somebody is behind the counter. */
export function Hours() {
  const { state } = useApp();
  const { language, shop } = state.value;
  const weekday = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });
  const name = (day: number): string => weekday.format(MONDAY + day * DAY_MS);
  return (
    <section class="p-hours" aria-label={t("hours.title")}>
      <dl class="w-hours">
        {groupHours(shop?.hours ?? []).map(({ from, to, spans }) => (
          <div key={from}>
            <dt>{from === to ? name(from) : `${name(from)}–${name(to)}`}</dt>
            <dd>{spans === "" ? t("hours.closed") : spans}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
