import { iconAlert, iconOffline, iconUser } from "@shared/icons";
import { Avatar } from "@shared/ui/Avatar";
import { Icon } from "@shared/ui/Icon";
import { useApp } from "../../app.ts";
import { t } from "../../texts/texts.ts";
import { AsyncButton } from "../../views/AsyncButton.tsx";
import { percent } from "../products/money.ts";
import { useGuide } from "./context.ts";

/** What an agent changed, and how to take it back; what could not be saved; no connection. */
export function Notices() {
  const { shopper, stand, running, language } = useGuide();
  const { link } = useApp().state.value;
  const { nudge } = stand;
  const label = running.view.criteria.find(({ attr }) => attr === nudge?.attr)?.label ?? "";
  return (
    <div role="status" class="g-notices">
      {nudge && (
        <div class="z-callout z-callout--brand g-nudge">
          <Avatar id={nudge.agent.agent_id} name={nudge.agent.name} face={nudge.agent.face} />
          <div>
            {nudge.before && nudge.before.importance !== nudge.after.importance
              ? t("guide.nudged_importance", {
                  name: nudge.agent.name,
                  label,
                  before: percent(language, nudge.before.importance),
                  after: percent(language, nudge.after.importance),
                })
              : t("guide.nudged", { name: nudge.agent.name, label })}
            <div class="g-nudge__acts">
              <button type="button" class="z-link" onClick={() => shopper.undoNudge()}>
                {t("guide.undo")}
              </button>
              <button type="button" class="z-link" onClick={() => shopper.dismissNudge()}>
                {t("guide.dismiss")}
              </button>
            </div>
          </div>
        </div>
      )}
      {stand.refused && (
        <div class="z-callout z-callout--danger">
          <Icon shape={iconAlert} />
          <div>{t("guide.refused")}</div>
        </div>
      )}
      {link === "reconnecting" && (
        <div class="z-callout z-callout--warning">
          <Icon shape={iconOffline} />
          <div>{t("guide.offline")}</div>
        </div>
      )}
    </div>
  );
}

/** A person is one tap away, in the guide too. */
export function PersonButton() {
  const { state, act } = useApp();
  const status = state.value.conversation?.status;
  const talking = status === "assigned" || status === "queued";
  return (
    <AsyncButton class="z-human" run={async () => (talking ? act.open("conversation") : act.requestPerson())}>
      <Icon shape={iconUser} />
      {t(talking ? "guide.person_back" : "person.talk")}
    </AsyncButton>
  );
}
