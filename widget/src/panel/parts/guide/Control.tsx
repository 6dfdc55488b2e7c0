import { iconCheck } from "@shared/icons";
import { Icon } from "@shared/ui/Icon";
import type { GuideCriterion } from "@shared/wire/visitor.gen";
import { useId } from "preact/hooks";
import { t } from "../../texts/texts.ts";
import { amount, percent } from "../products/money.ts";
import { type Answer, answerTo, counts, emptyAnswer, withOption } from "./answers.ts";
import { useGuide } from "./context.ts";

const STEP = 5;
const BOUNDS = { max: "guide.up_to", min: "guide.from", target: "guide.around" } as const;

/** The answer as it stands, or one that says nothing yet. */
export function useAnswer(criterion: GuideCriterion): Answer {
  const { running } = useGuide();
  return answerTo(running.answers, criterion.attr) ?? emptyAnswer(criterion);
}

interface Props {
  readonly criterion: GuideCriterion;
  readonly dense?: boolean;
}

/** Where the answer is given: chips, or a slider in ink. */
export function Control({ criterion, dense = false }: Props) {
  const { shopper, language } = useGuide();
  const answer = useAnswer(criterion);
  const { slider, label, options } = criterion;
  if (slider) {
    const value = answer.value ?? slider.start;
    const share = (100 * (value - slider.min)) / (slider.max - slider.min);
    const words = t(BOUNDS[slider.field], { value: amount(language, value, slider.unit || criterion.unit) });
    return (
      <div class="g-bound" style={{ "--v": String(share) }}>
        <output class="z-num">{words}</output>
        <input
          type="range"
          class="z-range"
          min={slider.min}
          max={slider.max}
          step={slider.step}
          value={value}
          aria-label={label}
          aria-valuetext={words}
          onInput={(event) => shopper.change({ ...answer, value: event.currentTarget.valueAsNumber, skipped: false })}
        />
      </div>
    );
  }
  return (
    <div class="z-chips" role="group" aria-label={label}>
      {options.map(({ id, label: words }) => {
        const pressed = answer.chosen.includes(id);
        return (
          <button
            key={id}
            type="button"
            class={dense ? "z-chip z-chip--sm" : "z-chip"}
            aria-pressed={pressed}
            onClick={() => shopper.change(withOption(criterion, answer, id))}
          >
            {pressed && !dense && <Icon shape={iconCheck} />}
            {words}
          </button>
        );
      })}
    </div>
  );
}

interface ImportanceProps extends Props {
  /** Its name stands there already. */
  readonly named?: boolean;
}

/** The shopper's say, from 0 to 100 percent. */
export function Importance({ criterion, dense = false, named = false }: ImportanceProps) {
  const { shopper, language } = useGuide();
  const answer = useAnswer(criterion);
  const id = useId();
  const words = percent(language, answer.importance);
  const label = t("guide.importance_of", { label: criterion.label });
  const slider = (
    <input
      id={id}
      type="range"
      class="z-range"
      min={0}
      max={100}
      step={STEP}
      value={answer.importance}
      aria-label={label}
      aria-valuetext={words}
      onInput={(event) => shopper.change({ ...answer, importance: event.currentTarget.valueAsNumber })}
    />
  );
  const place = { "--v": String(answer.importance) };
  if (dense) {
    return (
      <div class={named ? "z-imp z-imp--row g-named" : "z-imp z-imp--row"} style={place}>
        {!named && <span aria-hidden="true">{t("guide.importance")}</span>}
        <div class="z-imp__in">{slider}</div>
        <output for={id}>{words}</output>
      </div>
    );
  }
  return (
    <div class="z-imp" style={place}>
      <div class="z-imp__top">
        <span aria-hidden="true">{label}</span>
      </div>
      <div class="z-imp__in">
        <output class="z-imp__bubble" for={id} aria-hidden="true">
          {words}
        </output>
        {slider}
      </div>
      <div class="z-imp__ends" aria-hidden="true">
        <span>{t("guide.not_at_all")}</span>
        <span>{t("guide.crucial")}</span>
      </div>
    </div>
  );
}

/** A condition instead of points, where the shop allows it. */
export function MustHave({ criterion }: Props) {
  const { shopper } = useGuide();
  const answer = useAnswer(criterion);
  if (!criterion.must_have) return null;
  return (
    <label class="z-row-switch g-must">
      <span>{t("guide.must")}</span>
      <input
        type="checkbox"
        role="switch"
        class="z-switch"
        checked={answer.must}
        onChange={(event) => shopper.change({ ...answer, must: event.currentTarget.checked })}
      />
    </label>
  );
}

/** Importance and condition, for an answer that takes part in the ranking; a condition has no points. */
export function Say({ criterion, dense = false }: Props) {
  const answer = useAnswer(criterion);
  if (!counts(criterion, answer)) return null;
  const parts = (
    <>
      {!answer.must && <Importance criterion={criterion} dense={dense} />}
      <MustHave criterion={criterion} />
    </>
  );
  return dense ? parts : <div class="z-card g-say">{parts}</div>;
}
