import { iconChevronLeft } from "@shared/icons";
import { Icon } from "@shared/ui/Icon";
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useApp } from "../../app.ts";
import { addTexts, t } from "../../texts/texts.ts";
import { part } from "../../views/part.tsx";
import { Skeleton } from "../../views/Skeleton.tsx";
import { useGuide } from "./context.ts";
import { shopperOf } from "./guideRun.ts";
import { PersonButton } from "./Notices.tsx";
import { Question } from "./Question.tsx";
import { GUIDE } from "./words/words.ts";
import "../../../../shared/design/chip.css";
import "../../../../shared/design/switch.css";
import "../../../../shared/design/card.css";
import "../../../../shared/design/slider.css";
import "./guide.css";

const Chooser = part(async () => (await import("./Chooser.tsx")).Chooser);
const Failed = part(async () => (await import("./Chooser.tsx")).Failed);
const Results = part(async () => (await import("./Results.tsx")).Results);
const Wide = part(async () => (await import("./Wide.tsx")).Wide);
const Compare = part(async () => (await import("./Compare.tsx")).Compare);
const ROOM = "(min-width: 700px)";

function useWide(): boolean {
  const [wide, setWide] = useState(() => matchMedia(ROOM).matches);
  useEffect(() => {
    const room = matchMedia(ROOM);
    const look = (): void => setWide(room.matches);
    room.addEventListener("change", look);
    return () => room.removeEventListener("change", look);
  }, []);
  return wide;
}

function Narrow() {
  const { shopper, stand, running } = useGuide();
  const current = running.view.criteria.find(({ attr }) => attr === running.trail[running.at]);
  if (current) return <Question criterion={current} />;
  if (!stand.comparing || stand.compared.length < 2) return <Results />;
  return (
    <>
      <div class="z-panel__b">
        <button type="button" class="z-btn z-btn--ghost g-back" onClick={() => shopper.comparing(false)}>
          <Icon shape={iconChevronLeft} />
          {t("guide.ranking")}
        </button>
        <Compare />
      </div>
      <footer class="z-panel__f">
        <PersonButton />
      </footer>
    </>
  );
}

/** Guided selling: questions, what matters how much, and a list that follows at once. */
function Guide() {
  const app = useApp();
  const shopper = shopperOf(app);
  const stand = shopper.stand.value;
  const { guide, link } = app.state.value;
  const wide = useWide();
  useEffect(() => {
    if (link === "live") void shopper.enter(guide);
  }, [guide, link]);
  const { running } = stand;
  const name = running?.view.name ?? "";
  const total = running?.run.total ?? 0;
  useEffect(() => {
    app.subtitle.value = name === "" ? "" : t("guide.heading", { name, models: t("guide.models", { count: total }) });
  }, [name, total]);
  if (stand.phase === "failed") return <Failed />;
  if (stand.phase === "choosing") return <Chooser />;
  if (!running) return <Skeleton />;
  return wide ? <Wide /> : <Narrow />;
}

/** The guide with its words. */
export async function loadGuide(): Promise<ComponentType> {
  await addTexts(GUIDE);
  return Guide;
}
