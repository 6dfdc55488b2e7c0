import { useState } from "preact/hooks";
import { iconCheck } from "@shared/icons";
import { Icon } from "@shared/ui/Icon.tsx";
import { useDesk } from "../app/desk.ts";
import type { CallbackResolve, CallbackView } from "../wire/agent.gen.ts";
import { OUTCOME_TEXT } from "./words.ts";

type Outcome = CallbackResolve["outcome"];

const OUTCOMES: readonly Outcome[] = ["reached", "no_answer", "call_later", "wrong_number", "done"];
const LATER_MS = 60 * 60_000;

/** How did it go? One chip, a note if there is something to say, and when to call again. */
export function OutcomeForm({ callback }: { readonly callback: CallbackView }) {
  const { t, callbacks, now } = useDesk();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [note, setNote] = useState(callback.note);
  const [again, setAgain] = useState(() => localInput(now.value + LATER_MS));
  const [saving, setSaving] = useState(false);
  const againAt = new Date(again).getTime();
  const past = outcome === "call_later" && !(againAt > now.value);
  const save = async (): Promise<void> => {
    if (outcome === null || past) return;
    setSaving(true);
    const when = outcome === "call_later" ? { again_at: againAt } : {};
    await callbacks.resolve(callback, { outcome, note: note.trim(), ...when });
    setSaving(false);
  };
  const base = `outcome-${callback.callback_id}`;
  return (
    <form
      class="c-outcome"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <span class="z-label" id={base}>
        {t("callbacks.how")}
      </span>
      <div class="z-chips" role="group" aria-labelledby={base}>
        {OUTCOMES.map((one) => (
          <button
            key={one}
            type="button"
            class="z-chip z-chip--sm"
            aria-pressed={outcome === one}
            onClick={() => setOutcome(one)}
          >
            {outcome === one && <Icon shape={iconCheck} />}
            {t(OUTCOME_TEXT[one])}
          </button>
        ))}
      </div>
      {outcome === "call_later" && (
        <label class="z-field">
          <span class="z-label">{t("callbacks.again_at")}</span>
          <input
            class="z-input"
            type="datetime-local"
            value={again}
            aria-invalid={past}
            aria-describedby={past ? `${base}-past` : undefined}
            onInput={(event) => setAgain(event.currentTarget.value)}
          />
          {past && (
            <span class="z-error" id={`${base}-past`}>
              {t("callbacks.again_past")}
            </span>
          )}
        </label>
      )}
      {outcome !== null && (
        <>
          <label class="z-field">
            <span class="z-label">{t("callbacks.note")}</span>
            <textarea
              class="z-input"
              rows={2}
              maxLength={4_000}
              value={note}
              onInput={(event) => setNote(event.currentTarget.value)}
            />
          </label>
          <div>
            <button type="submit" class="z-btn z-btn--sm z-btn--primary" aria-busy={saving} disabled={past}>
              {t("callbacks.save")}
            </button>
          </div>
        </>
      )}
    </form>
  );
}

/** A time as `datetime-local` wants it: this machine's zone, no seconds. */
function localInput(at: number): string {
  const date = new Date(at);
  const local = new Date(at - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
