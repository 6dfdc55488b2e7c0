import { iconInfo, iconList, iconSwap } from "@shared/icons";
import { Icon } from "@shared/ui/Icon";
import type { GuideCriterion } from "@shared/wire/visitor.gen";
import { t } from "../../texts/texts.ts";
import { answerTo, counts } from "./answers.ts";
import { Control, Say } from "./Control.tsx";
import { useGuide } from "./context.ts";
import { shapeOf } from "./icons.ts";
import { List } from "./List.tsx";
import { News } from "./News.tsx";
import { Notices, PersonButton } from "./Notices.tsx";
import { Asked, Progress, Steps } from "./Question.tsx";
import { askedCount } from "./stand.ts";
import { part } from "../../views/part.tsx";
import "../../../../shared/design/tabs.css";
import "./wide.css";

const Compare = part(async () => (await import("./Compare.tsx")).Compare);

/** An answer that was given, open to change. */
function Given({ criterion }: { readonly criterion: GuideCriterion }) {
  const { running } = useGuide();
  const weight = running.matches[0]?.fits.find(({ attr }) => attr === criterion.attr)?.weight ?? 0;
  const answer = answerTo(running.answers, criterion.attr);
  const toWin = counts(criterion, answer) && !answer.must ? t("guide.to_win", { count: Math.round(weight) }) : "";
  return (
    <section class="v-crit" aria-label={criterion.label}>
      <div class="v-crit__h">
        <Icon shape={shapeOf(criterion.icon)} />
        <span>{criterion.question}</span>
        <span class="r z-num">{toWin}</span>
      </div>
      <Control criterion={criterion} dense />
      <Say criterion={criterion} dense />
    </section>
  );
}

function Answers() {
  const { shopper, running } = useGuide();
  const { view, trail, at } = running;
  const criterionOf = (attr: string | undefined) => view.criteria.find((one) => one.attr === attr);
  const current = criterionOf(trail[at]);
  const given = trail.flatMap((attr, place) => {
    const criterion = criterionOf(attr);
    return criterion && place !== at && answerTo(running.answers, attr) ? [criterion] : [];
  });
  const left = view.criteria.length - askedCount(running);
  return (
    <div class="v-q">
      {current && (
        <section class="g-ask g-current" aria-label={current.label}>
          <Progress />
          <Asked criterion={current} />
          <Control criterion={current} />
          <Say criterion={current} />
          <Steps criterion={current} />
        </section>
      )}
      {!current && left > 0 && (
        <button type="button" class="z-btn z-btn--soft z-btn--block g-left" onClick={() => shopper.resume()}>
          {t("guide.more_questions", { count: left })}
        </button>
      )}
      {given.map((criterion) => (
        <Given key={criterion.attr} criterion={criterion} />
      ))}
      {given.length > 0 && (
        <div class="z-callout z-callout--brand">
          <Icon shape={iconInfo} />
          <div>{t("guide.your_say")}</div>
        </div>
      )}
    </div>
  );
}

/** Questions and list side by side, where the page has room. */
export function Wide() {
  const { shopper, stand, running } = useGuide();
  const comparing = stand.comparing && stand.compared.length > 1;
  return (
    <>
      <div class={comparing ? "v-body v-body--one" : "v-body"}>
        {!comparing && <Answers />}
        <div class="v-r">
          <div class="g-head">
            <h2 class="g-fits">{t("guide.fitting", { count: running.run.count })}</h2>
            <span class="z-seg">
              <button type="button" aria-pressed={!comparing} onClick={() => shopper.comparing(false)}>
                <Icon shape={iconList} />
                {t("guide.ranking")}
              </button>
              <button
                type="button"
                aria-pressed={comparing}
                disabled={stand.compared.length < 2}
                onClick={() => shopper.comparing(true)}
              >
                <Icon shape={iconSwap} />
                {t("guide.compare_this")}
                {stand.compared.length > 0 && <span class="z-count">{stand.compared.length}</span>}
              </button>
            </span>
          </div>
          <Notices />
          {comparing ? <Compare /> : <List />}
          <News />
        </div>
      </div>
      <footer class="z-panel__f">
        <PersonButton />
      </footer>
    </>
  );
}
