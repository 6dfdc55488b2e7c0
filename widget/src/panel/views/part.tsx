import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { addTexts, LATER, t } from "../texts/texts.ts";
import { Skeleton } from "./Skeleton.tsx";

/** A screen, or a piece of one, that is loaded when it is first used; `Waiting` stands there meanwhile. */
export function part<P extends object = object>(
  load: () => Promise<ComponentType<P>>,
  Waiting: ComponentType = Skeleton,
): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  return function Part(props: P) {
    const [attempt, setAttempt] = useState(0);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (loaded) return;
      setFailed(false);
      Promise.all([load(), addTexts(LATER)]).then(
        ([component]) => {
          loaded = component;
          setAttempt(-1);
        },
        () => setFailed(true),
      );
    }, [attempt]);
    if (loaded) {
      const Loaded = loaded;
      return <Loaded {...props} />;
    }
    if (!failed) return <Waiting />;
    return (
      <div class="z-panel__b p-centre" role="alert">
        <p>{t("form.failed")}</p>
        <button type="button" class="z-btn z-btn--lg" onClick={() => setAttempt(attempt + 1)}>
          {t("failure.retry")}
        </button>
      </div>
    );
  };
}
