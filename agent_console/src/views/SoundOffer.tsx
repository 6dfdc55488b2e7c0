import { useState } from "preact/hooks";
import { iconBell } from "@shared/icons";
import { Icon } from "@shared/ui/Icon.tsx";
import { useDesk } from "../app/desk.ts";

/** At the first sign-in: hear the bell once, so that it may ring, and allow notifications. */
export function SoundOffer() {
  const { t, preferences, alarm } = useDesk();
  const [heard, setHeard] = useState<boolean | null>(null);
  const { soundTested } = preferences.value;
  const asks = alarm.permission.value === "default" && heard === true;
  if (soundTested && !asks) return null;
  const later = (): void => {
    setHeard(null);
    preferences.value = { ...preferences.value, soundTested: true };
  };
  const ring = async (): Promise<void> => setHeard(await alarm.test());
  return (
    <div class="c-offer" role="group" aria-label={t("sound.title")}>
      <Icon shape={iconBell} />
      <div>
        <b>{t("sound.title")}</b>
        <p>{t(heard === false ? "sound.silent" : "sound.text")}</p>
        <div class="z-row z-row--tight">
          <button type="button" class="z-btn z-btn--sm z-btn--primary" onClick={() => void ring()}>
            {t("sound.test")}
          </button>
          {asks && (
            <button type="button" class="z-btn z-btn--sm" onClick={() => void alarm.askPermission()}>
              {t("sound.allow")}
            </button>
          )}
          <button type="button" class="z-btn z-btn--sm z-btn--ghost" onClick={later}>
            {t("sound.later")}
          </button>
        </div>
      </div>
    </div>
  );
}
