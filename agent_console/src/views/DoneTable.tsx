import { useDesk } from "../app/desk.ts";
import type { CallbackView } from "../wire/agent.gen.ts";
import { OUTCOME_TEXT } from "./words.ts";

/** What was worked off, the latest first. */
export function DoneTable({ callbacks }: { readonly callbacks: readonly CallbackView[] }) {
  const { t, callerOf, format } = useDesk();
  return (
    <div class="z-card c-scroll" tabIndex={0} role="region" aria-label={t("callbacks.table")}>
      <table class="z-table">
        <thead>
          <tr>
            <th scope="col">{t("callbacks.who")}</th>
            <th scope="col">{t("callbacks.topic")}</th>
            <th scope="col">{t("callbacks.outcome")}</th>
            <th scope="col">{t("callbacks.by")}</th>
            <th scope="col">{t("callbacks.when")}</th>
          </tr>
        </thead>
        <tbody>
          {callbacks.map((callback) => (
            <tr key={callback.callback_id}>
              <td>
                <b>{callerOf(callback)}</b>
                {callback.name !== "" && <div class="z-faint z-num">{callback.phone}</div>}
              </td>
              <td>
                {callback.topic}
                {callback.note !== "" && <div class="z-faint">{callback.note}</div>}
              </td>
              <td>
                <OutcomeBadge callback={callback} />
              </td>
              <td>{callback.agent?.name ?? "–"}</td>
              <td class="z-num">{format().moment(callback.updated_at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function OutcomeBadge({ callback }: { readonly callback: CallbackView }) {
  const { t } = useDesk();
  const { outcome, status } = callback;
  if (outcome === null) {
    return <span class="z-badge">{t(status === "cancelled" ? "callbacks.cancelled" : "outcome.done")}</span>;
  }
  const good = outcome === "reached" || outcome === "done";
  return (
    <span class={`z-badge z-badge--${good ? "success" : "warning"}`}>{t(OUTCOME_TEXT[outcome])}</span>
  );
}
