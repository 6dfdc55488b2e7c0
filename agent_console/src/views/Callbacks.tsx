import { useEffect } from "preact/hooks";
import { iconAlert } from "@shared/icons";
import { EmptyArt } from "@shared/ui/EmptyArt.tsx";
import { Icon } from "@shared/ui/Icon.tsx";
import type { Key } from "../app/texts.ts";
import { useDesk, useMe } from "../app/desk.ts";
import { columnsOf, doneOf, type Column, type ColumnName } from "../state/callbacks.ts";
import { hashOf } from "../state/route.ts";
import { CallbackCard } from "./CallbackCard.tsx";
import { DoneTable } from "./DoneTable.tsx";

interface ColumnTexts {
  readonly title: Key;
  readonly hint: Key | null;
  readonly empty: Key;
}

const TEXTS: Readonly<Record<ColumnName, ColumnTexts>> = {
  overdue: {
    title: "callbacks.overdue",
    hint: "callbacks.overdue_hint",
    empty: "callbacks.empty_overdue",
  },
  due: { title: "callbacks.due", hint: "callbacks.due_hint", empty: "callbacks.empty_due" },
  upcoming: { title: "callbacks.upcoming", hint: null, empty: "callbacks.empty_upcoming" },
};

/** The callback board: what is overdue first, then what is due, then what comes; or what is done. */
export function Callbacks({ done }: { readonly done: boolean }) {
  const { t, slices, now } = useDesk();
  const me = useMe();
  const columns = columnsOf(slices.callbacks.value, now.value, me.agent_id);
  const overdue = columns.find((column) => column.name === "overdue")?.callbacks.length ?? 0;
  return (
    <main class="c-main">
      <header class="c-top">
        <h1>{t("callbacks.title")}</h1>
        {overdue > 0 && (
          <span class="z-badge z-badge--danger">
            <Icon shape={iconAlert} />
            {t("callbacks.overdue_badge", { count: overdue })}
          </span>
        )}
        <span class="sp" />
        <nav class="z-seg c-segnav" aria-label={t("callbacks.view")}>
          <a href={hashOf({ page: "callbacks", done: false })} aria-current={done ? undefined : "page"}>
            {t("callbacks.board")}
          </a>
          <a href={hashOf({ page: "callbacks", done: true })} aria-current={done ? "page" : undefined}>
            {t("callbacks.done")}
          </a>
        </nav>
      </header>
      {done ? <Done /> : <Board columns={columns} />}
    </main>
  );
}

function Board({ columns }: { readonly columns: readonly Column[] }) {
  const { t } = useDesk();
  if (columns.every((column) => column.callbacks.length === 0)) {
    return <Nothing title="callbacks.none" help="callbacks.none_help" />;
  }
  return (
    <div class="c-cols c-board">
      {columns.map(({ name, callbacks }) => {
        const { title, hint, empty } = TEXTS[name];
        return (
          <section key={name} aria-labelledby={`column-${name}`} data-column={name}>
            <div class="c-colh">
              <i class={`z-dot c-dot--${name}`} />
              <h2 id={`column-${name}`}>{t(title)}</h2>
              <span class="z-count z-count--quiet">{callbacks.length}</span>
              <span>{hint === null ? "" : t(hint)}</span>
            </div>
            {callbacks.length === 0 ? (
              <p class="c-colempty">{t(empty)}</p>
            ) : (
              <div class="z-card">
                {callbacks.map((callback) => (
                  <CallbackCard key={callback.callback_id} callback={callback} urgent={name === "overdue"} />
                ))}
              </div>
            )}
          </section>
        );
      })}
    </div>
  );
}

function Done() {
  const { slices, callbacks } = useDesk();
  const doneLoaded = slices.doneLoaded.value;
  const link = slices.link.value;
  const missing = !doneLoaded && link === "live";
  useEffect(() => {
    if (missing) callbacks.loadDone().catch(() => undefined);
  }, [missing]);
  const rows = doneOf(slices.callbacks.value);
  if (rows.length > 0) return <DoneTable callbacks={rows} />;
  return doneLoaded ? <Nothing title="callbacks.none_done" help="callbacks.none_done_help" /> : null;
}

function Nothing({ title, help }: { readonly title: Key; readonly help: Key }) {
  const { t } = useDesk();
  return (
    <div class="z-card z-empty">
      <EmptyArt kind="bell" />
      <h2>{t(title)}</h2>
      <p>{t(help)}</p>
    </div>
  );
}
