import { EmptyArt } from "@shared/ui/EmptyArt";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../texts/texts.ts";
import { AsyncButton } from "../../views/AsyncButton.tsx";
import { answerTo, counted } from "./answers.ts";
import { useGuide } from "./context.ts";
import { idOf } from "./order.ts";
import { ProductRow } from "./ProductRow.tsx";
import { MOST_LIMIT, partedOf } from "./stand.ts";
import "./list.css";

const SLIDE_MS = 200;

/** Rows slide to their new places; at once where motion is not wanted. */
function useSliding(order: string) {
  const root = useRef<HTMLDivElement>(null);
  const tops = useRef(new Map<string, number>());
  useLayoutEffect(() => {
    const rows = root.current?.querySelectorAll<HTMLElement>("[data-product]") ?? [];
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const next = new Map<string, number>();
    for (const row of rows) {
      const id = row.dataset["product"] ?? "";
      next.set(id, row.offsetTop);
      const by = (tops.current.get(id) ?? row.offsetTop) - row.offsetTop;
      if (by !== 0 && !still) {
        row.animate([{ transform: `translateY(${by}px)` }, { transform: "none" }], { duration: SLIDE_MS, easing: "ease-out" });
      }
    }
    tops.current = next;
  }, [order]);
  return root;
}

/** Nothing meets every condition: which one to ease, and what that brings. */
function NothingFits() {
  const { shopper, running } = useGuide();
  const musts = counted(running.view, running.answers).filter(({ attr }) => answerTo(running.answers, attr)?.must);
  const ways = musts
    .map((criterion) => {
      const alone = running.matches.filter(({ failed }) => failed.every((attr) => attr === criterion.attr));
      return { criterion, brings: alone.length };
    })
    .sort((a, b) => b.brings - a.brings);
  const enough = ways.filter(({ brings }) => brings > 0);
  const helpful = enough.length > 0 ? enough : ways;
  return (
    <div class="z-empty g-nothing">
      <EmptyArt kind="nothing-fits" />
      <h3>{t(running.run.total === 0 ? "guide.empty" : "guide.nothing")}</h3>
      {musts.length > 0 && <p>{t("guide.nothing_hint")}</p>}
      {helpful.map(({ criterion, brings }) => {
        const answer = answerTo(running.answers, criterion.attr);
        return (
          <button
            key={criterion.attr}
            type="button"
            class="z-btn g-relax"
            onClick={() => answer && shopper.change({ ...answer, must: false })}
          >
            <span>{t("guide.relax", { label: criterion.label })}</span>
            {brings > 0 && <b class="z-num">{t("guide.models", { count: brings })}</b>}
          </button>
        );
      })}
    </div>
  );
}

/** What fits, best first; then what comes close; then how to see more of it. */
export function List() {
  const { shopper, stand, running } = useGuide();
  const { fitting, alternatives } = partedOf(running);
  const root = useSliding(running.matches.map(idOf).join());
  const full = running.matches.length >= stand.limit;
  return (
    <div class="g-list" ref={root}>
      {fitting.length === 0 && <NothingFits />}
      {fitting.map((match, place) => (
        <ProductRow key={idOf(match)} match={match} best={place === 0 && running.answers.length > 0} />
      ))}
      {alternatives.length > 0 && <h3 class="g-part">{t("guide.alternatives")}</h3>}
      {alternatives.map((match) => (
        <ProductRow key={idOf(match)} match={match} />
      ))}
      <div class="g-end">
        {full && stand.limit < MOST_LIMIT && (
          <button type="button" class="z-btn" onClick={() => shopper.more()}>
            {t("guide.more")}
          </button>
        )}
        <label class="z-check">
          <input
            type="checkbox"
            checked={stand.soldOut}
            onChange={(event) => shopper.showSoldOut(event.currentTarget.checked)}
          />
          {t("guide.sold_out")}
        </label>
        <AsyncButton class="z-link" run={() => shopper.finish(true)}>
          {t("guide.again")}
        </AsyncButton>
      </div>
    </div>
  );
}
