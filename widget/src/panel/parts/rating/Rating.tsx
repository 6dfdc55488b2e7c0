import { type Rating as Score, RatingFace } from "@shared/ui/RatingFace";
import { useState } from "preact/hooks";
import { useApp } from "../../app.ts";
import { t } from "../../texts/texts.ts";
import { AsyncButton } from "../../views/AsyncButton.tsx";
import "../../../../shared/design/card.css";
import "../../../../shared/design/field.css";
import "./rating.css";

const SCORES = [1, 2, 3, 4, 5] as const;
const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };
const WORDS = { 1: "rate.1", 2: "rate.2", 3: "rate.3", 4: "rate.4", 5: "rate.5" } as const;

/** How was it? Five faces and a comment; only where a person took part. */
export function Rating() {
  const { state, act } = useApp();
  const { conversation } = state.value;
  const [score, setScore] = useState<Score | null>(null);
  const [comment, setComment] = useState("");
  const withPerson = conversation?.log.shown.some(
    ({ body }) => body.type === "message.posted" && body.author.kind === "agent",
  );
  if (!conversation || !withPerson) return null;
  if (conversation.score !== null) {
    return (
      <p class="z-sys" role="status">
        {t("rate.thanks")}
      </p>
    );
  }
  const move = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const next = SCORES[Math.min(4, Math.max(0, (score ?? (step > 0 ? 0 : 6)) - 1 + step))] ?? 1;
    setScore(next);
    const group = event.currentTarget as HTMLElement;
    group.querySelectorAll<HTMLElement>("button")[next - 1]?.focus();
  };
  return (
    <section class="z-card p-rate" aria-label={t("rate.title")}>
      <h2>{t("rate.title")}</h2>
      <div class="w-rate" role="radiogroup" aria-label={t("rate.title")} onKeyDown={move}>
        {SCORES.map((one) => (
          <button
            key={one}
            type="button"
            role="radio"
            aria-checked={score === one}
            tabIndex={score === one || (score === null && one === 1) ? 0 : -1}
            onClick={() => setScore(one)}
          >
            <RatingFace rating={one} />
            {t(WORDS[one])}
          </button>
        ))}
      </div>
      {score !== null && (
        <>
          <textarea
            class="z-input"
            rows={2}
            maxLength={1000}
            value={comment}
            aria-label={t("rate.comment")}
            placeholder={t("rate.comment")}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
          <AsyncButton class="z-btn z-btn--primary z-btn--lg" run={() => act.rate(score, comment.trim())}>
            {t("rate.send")}
          </AsyncButton>
        </>
      )}
    </section>
  );
}
