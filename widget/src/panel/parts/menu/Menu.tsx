import { iconClose, iconGlobe, iconMute, iconSound } from "@shared/icons";
import { LANGUAGE_NAMES } from "@shared/i18n/translate";
import { Icon } from "@shared/ui/Icon";
import { useEffect, useRef } from "preact/hooks";
import { useApp } from "../../app.ts";
import { t } from "../../texts/texts.ts";
import { AsyncButton } from "../../views/AsyncButton.tsx";
import "../../../../shared/design/check.css";
import "../../../../shared/design/menu.css";
import "./menu.css";

/** Sound, language, end of the chat; closes on Esc, and when focus or a press goes elsewhere. */
export function Menu() {
  const { state, act } = useApp();
  const { sound, language, shop, conversation } = state.value;
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    root.current?.querySelector<HTMLElement>("input, button")?.focus();
    const elsewhere = (event: Event): void => {
      const target = event.target as Element;
      const opener = target.closest?.("[aria-expanded]");
      if (!root.current?.contains(target) && !opener) act.toggleMenu(false);
    };
    document.addEventListener("pointerdown", elsewhere);
    document.addEventListener("focusin", elsewhere);
    return () => {
      document.removeEventListener("pointerdown", elsewhere);
      document.removeEventListener("focusin", elsewhere);
    };
  }, []);
  const talking = conversation !== null && conversation.status !== "closed";
  return (
    <div class="z-menu p-menu" ref={root}>
      <label class="p-menu__row">
        <Icon shape={sound ? iconSound : iconMute} />
        <span>{t("menu.sound")}</span>
        <input
          type="checkbox"
          class="z-switch"
          role="switch"
          checked={sound}
          onChange={(event) => act.switchSound(event.currentTarget.checked)}
        />
      </label>
      <label class="p-menu__row">
        <Icon shape={iconGlobe} />
        <span>{t("menu.language")}</span>
        <select
          class="p-menu__select"
          value={language}
          onChange={(event) => {
            const chosen = shop?.languages.find((one) => one === event.currentTarget.value);
            if (chosen) void act.chooseLanguage(chosen).catch(() => undefined);
          }}
        >
          {(shop?.languages ?? [language]).map((one) => (
            <option key={one} value={one} lang={one}>
              {LANGUAGE_NAMES[one]}
            </option>
          ))}
        </select>
      </label>
      {talking && (
        <>
          <hr />
          <AsyncButton class="p-menu__end" run={act.endConversation}>
            <Icon shape={iconClose} />
            {t("menu.end")}
          </AsyncButton>
        </>
      )}
    </div>
  );
}
