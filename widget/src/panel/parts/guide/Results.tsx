import { iconClose, iconSliders, iconSwap } from "@shared/icons";
import { Icon } from "@shared/ui/Icon";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../texts/texts.ts";
import { percent } from "../products/money.ts";
import { answerTo, counted } from "./answers.ts";
import { Importance } from "./Control.tsx";
import { useGuide } from "./context.ts";
import { shapeOf } from "./icons.ts";
import { List } from "./List.tsx";
import { News } from "./News.tsx";
import { Notices, PersonButton } from "./Notices.tsx";
import { askedCount } from "./stand.ts";
import "./results.css";

/** What was answered, as chips: each leads back to its question. */
function Answered() {
  const { shopper, running, language } = useGuide();
  return (
    <div class="g-answered">
      {counted(running.view, running.answers).map(({ attr, label }) => {
        const answer = answerTo(running.answers, attr);
        const weight = answer?.must ? t("guide.is_must") : percent(language, answer?.importance ?? 0);
        return (
          <button key={attr} type="button" class="z-chip z-chip--sm" onClick={() => shopper.goTo(attr)}>
            {label} <b class="z-num">{weight}</b>
          </button>
        );
      })}
    </div>
  );
}

/** Every importance in one place, over the list that follows. */
function Sheet({ close }: { readonly close: () => void }) {
  const { shopper, running } = useGuide();
  const root = useRef<HTMLElement>(null);
  useEffect(() => {
    root.current?.querySelector<HTMLElement>("input, button")?.focus();
  }, []);
  const soft = counted(running.view, running.answers).filter(({ attr }) => !answerTo(running.answers, attr)?.must);
  return (
    <section
      class="g-sheet"
      aria-label={t("guide.what_matters")}
      ref={root}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        close();
      }}
    >
      <header class="g-sheet__h">
        <h2>{t("guide.what_matters")}</h2>
        <button
          type="button"
          class="z-link"
          onClick={() => {
            for (const criterion of soft) {
              const answer = answerTo(running.answers, criterion.attr);
              if (answer) shopper.change({ ...answer, importance: criterion.importance });
            }
          }}
        >
          {t("guide.reset")}
        </button>
        <button type="button" class="z-btn z-btn--ghost z-btn--icon" aria-label={t("guide.less")} onClick={close}>
          <Icon shape={iconClose} />
        </button>
      </header>
      <div class="g-sheet__b">
        {soft.map((criterion) => (
          <div key={criterion.attr} class="g-one">
            <span class="g-one__n">
              <Icon shape={shapeOf(criterion.icon)} />
              {criterion.label}
            </span>
            <Importance criterion={criterion} dense named />
          </div>
        ))}
      </div>
      <button type="button" class="z-btn z-btn--primary z-btn--lg z-btn--block" onClick={close}>
        {t("guide.show_models", { count: running.run.count })}
      </button>
    </section>
  );
}

/** The list on a narrow screen. */
export function Results() {
  const { shopper, stand, running } = useGuide();
  const [sheet, setSheet] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (sheet) list.current?.scrollIntoView();
  }, [sheet]);
  const left = running.view.criteria.length - askedCount(running);
  const close = (): void => {
    setSheet(false);
    opener.current?.focus();
  };
  return (
    <>
      <div class="z-panel__b g-results">
        <h2 class="g-fits">{t("guide.fitting", { count: running.run.count })}</h2>
        <Answered />
        <Notices />
        {left > 0 && (
          <button type="button" class="z-btn z-btn--soft" onClick={() => shopper.resume()}>
            {t("guide.more_questions", { count: left })}
          </button>
        )}
        <div ref={list}>
          <List />
        </div>
        <News />
      </div>
      {sheet && <Sheet close={close} />}
      <footer class="z-panel__f">
        <div class="g-foot">
          <button ref={opener} type="button" class="z-btn z-btn--lg" aria-expanded={sheet} onClick={() => setSheet(!sheet)}>
            <Icon shape={iconSliders} />
            {t("guide.change_importance")}
          </button>
          <button
            type="button"
            class="z-btn z-btn--lg"
            disabled={stand.compared.length < 2}
            onClick={() => shopper.comparing(true)}
          >
            <Icon shape={iconSwap} />
            {stand.compared.length < 2 ? t("guide.compare_this") : t("guide.compare", { count: stand.compared.length })}
          </button>
        </div>
        <PersonButton />
      </footer>
    </>
  );
}
