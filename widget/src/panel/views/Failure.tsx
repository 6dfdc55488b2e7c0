import { EmptyArt } from "@shared/ui/EmptyArt";
import { useApp } from "../app.ts";
import { t } from "../texts/texts.ts";

/** There is no way in: what happened, and what to do. */
export function Failure() {
  const { act } = useApp();
  return (
    <div class="z-panel__b p-centre">
      <div class="z-empty" role="alert">
        <EmptyArt kind="bell" />
        <h2>{t("failure.title")}</h2>
        <p>{t("failure.text")}</p>
        <button type="button" class="z-btn z-btn--primary z-btn--lg" onClick={act.reconnect}>
          {t("failure.retry")}
        </button>
      </div>
    </div>
  );
}
