import { iconArrow } from "@shared/icons";
import { Icon } from "@shared/ui/Icon";
import type { GuideCriterion } from "@shared/wire/visitor.gen";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../texts/texts.ts";
import { AsyncButton } from "../../views/AsyncButton.tsx";
import { part } from "../../views/part.tsx";
import { answerTo, isAnswered } from "./answers.ts";
import { Control, Say } from "./Control.tsx";
import { useGuide } from "./context.ts";
import { News } from "./News.tsx";
import { Notices, PersonButton } from "./Notices.tsx";
import { askedCount, partedOf } from "./stand.ts";
import { idOf } from "./order.ts";

const Leader = part(async () => (await import("./ProductRow.tsx")).ProductRow, () => null);

/** How far along one is. */
export function Progress() {
  const { running } = useGuide();
  const { at, view } = running;
  const total = view.criteria.length;
  return (
    <div class="g-progress">
      <div class="g-prog" aria-hidden="true">
        {view.criteria.map(({ attr }, place) => (
          <i key={attr} class={place <= at ? "on" : undefined} />
        ))}
      </div>
      <span class="z-muted">{t("guide.question", { number: Math.min(at + 1, total), total })}</span>
    </div>
  );
}

/** Back, skip, next. */
export function Steps({ criterion }: { readonly criterion: GuideCriterion }) {
  const { shopper, running } = useGuide();
  const answered = isAnswered(answerTo(running.answers, criterion.attr)) || criterion.slider !== null;
  return (
    <div class="g-foot g-steps">
      {running.at > 0 && (
        <button type="button" class="z-btn z-btn--lg z-btn--ghost" onClick={() => shopper.at(running.at - 1)}>
          {t("guide.back")}
        </button>
      )}
      <AsyncButton class="z-btn z-btn--lg z-btn--ghost" run={() => shopper.next(true)}>
        {t("guide.skip")}
      </AsyncButton>
      {answered && (
        <AsyncButton class="z-btn z-btn--lg z-btn--primary" run={() => shopper.next(false)}>
          {t("guide.next")}
          <Icon shape={iconArrow} />
        </AsyncButton>
      )}
    </div>
  );
}

/** The question's words get the focus, so that a screen reader reads the new one. */
export function Asked({ criterion }: { readonly criterion: GuideCriterion }) {
  const words = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) words.current?.focus();
    first.current = false;
  }, [criterion.attr]);
  return (
    <>
      <h2 ref={words} tabIndex={-1}>
        {criterion.question}
      </h2>
      {criterion.help !== "" && <p class="z-muted g-help">{criterion.help}</p>}
    </>
  );
}

/** One question on a narrow screen, with who leads so far. */
export function Question({ criterion }: { readonly criterion: GuideCriterion }) {
  const { shopper, running } = useGuide();
  const asked = askedCount(running);
  const leaders = asked > 0 ? partedOf(running).fitting.slice(0, 2) : [];
  return (
    <>
      <div class="z-panel__b">
        <div class="g-ask">
          <div class="g-top">
            <Progress />
            {asked > 0 && (
              <button type="button" class="z-link" onClick={() => shopper.results()}>
                {t("guide.show_results")}
              </button>
            )}
          </div>
          <Notices />
          <Asked criterion={criterion} />
          <Control criterion={criterion} />
          <Say criterion={criterion} />
        </div>
        {leaders.length > 0 && (
          <section class="g-leads" aria-label={t("guide.leads")}>
            <h3 class="z-muted">{t("guide.leads")}</h3>
            {leaders.map((match) => (
              <Leader key={idOf(match)} match={match} still />
            ))}
          </section>
        )}
        <News />
      </div>
      <footer class="z-panel__f">
        <Steps criterion={criterion} />
        <PersonButton />
      </footer>
    </>
  );
}
