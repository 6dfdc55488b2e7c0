import { iconCheck } from "@shared/icons";
import { Icon } from "@shared/ui/Icon";
import { useApp } from "../../app.ts";
import { t } from "../../texts/texts.ts";

/** Nobody will call; a new time is one tap away. */
export function Cancelled({ again }: { readonly again: () => void }) {
  const { act } = useApp();
  return (
    <>
      <div class="z-panel__b">
        <div class="w-sec">
          <div class="w-done" role="status">
            <span class="w-done__ic">
              <Icon shape={iconCheck} />
            </span>
            <span class="w-big">{t("callback.cancelled")}</span>
          </div>
          <button type="button" class="z-btn z-btn--lg" onClick={again}>
            {t("callback.again")}
          </button>
        </div>
      </div>
      <footer class="z-panel__f">
        <div class="w-foot">
          <button type="button" class="z-btn z-btn--soft z-btn--lg" onClick={act.goBack}>
            {t("callback.return")}
          </button>
        </div>
      </footer>
    </>
  );
}
