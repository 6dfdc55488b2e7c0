import { useDesk, useMe } from "../app/desk.ts";
import { countsOf, TABS, type Tab } from "../state/sections.ts";
import { TAB_TEXT } from "./words.ts";

/** Tabs with their counts; arrows move between them. */
export function InboxTabs() {
  const { t, slices, tab } = useDesk();
  const me = useMe();
  const inbox = slices.inbox.value;
  const { mine, waiting, bot } = countsOf(inbox.rows, me.agent_id, inbox.fresh);
  const counts: Partial<Record<Tab, number>> = { mine, waiting, bot };
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = TABS[(TABS.indexOf(tab.value) + step + TABS.length) % TABS.length];
    if (next === undefined) return;
    tab.value = next;
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="z-tabs" role="tablist" aria-label={t("list.label")} onKeyDown={move}>
      {TABS.map((name) => {
        const count = counts[name] ?? 0;
        return (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            aria-controls="rows"
            aria-selected={tab.value === name}
            tabIndex={tab.value === name ? 0 : -1}
            onClick={() => {
              tab.value = name;
            }}
          >
            {t(TAB_TEXT[name])}
            {count > 0 && (
              <span class={`z-count z-count--${name === "waiting" ? "danger" : "quiet"}`}>{count}</span>
            )}
          </button>
        );
      })}
    </div>
  );
}
