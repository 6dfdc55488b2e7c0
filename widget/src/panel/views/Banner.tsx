import { iconOffline } from "@shared/icons";
import { Icon } from "@shared/ui/Icon";
import { useApp } from "../app.ts";
import { t } from "../texts/texts.ts";

/** Says that the connection is gone, and that nothing is lost. */
export function Banner() {
  const { state } = useApp();
  const { link, shop } = state.value;
  const gone = shop !== null && (link === "reconnecting" || link === "failed");
  return (
    <div role="status">
      {gone && (
        <div class="z-banner">
          <Icon shape={iconOffline} />
          <span>{t("banner.offline")}</span>
        </div>
      )}
    </div>
  );
}
