import { iconChevronRight } from "@shared/icons";
import { EmptyArt } from "@shared/ui/EmptyArt";
import { Icon } from "@shared/ui/Icon";
import { useApp } from "../../app.ts";
import { t } from "../../texts/texts.ts";
import { shopperOf } from "./guideRun.ts";

/** Which guide? */
export function Chooser() {
  const shopper = shopperOf(useApp());
  const stand = shopper.stand.value;
  return (
    <div class="z-panel__b">
      <div class="w-hero">
        <h2>{t("guide.choose")}</h2>
        <p>{t("guide.choose_hint")}</p>
      </div>
      <div class="w-tiles">
        {stand.guides.map(({ guide_id, title, intro }) => (
          <button key={guide_id} type="button" class="w-tile g-tile" onClick={() => void shopper.choose(guide_id)}>
            <span>
              <b>{title}</b>
              <small>{intro}</small>
            </span>
            <Icon shape={iconChevronRight} />
          </button>
        ))}
      </div>
    </div>
  );
}

/** It could not be opened: try again. */
export function Failed() {
  const app = useApp();
  const again = (): void => void shopperOf(app).enter(app.state.peek().guide);
  return (
    <div class="z-panel__b p-centre" role="alert">
      <EmptyArt kind="bell" />
      <p>{t("guide.failed")}</p>
      <button type="button" class="z-btn z-btn--lg" onClick={again}>
        {t("failure.retry")}
      </button>
    </div>
  );
}
