import { useEffect, useRef, useState } from "preact/hooks";
import { iconKeyboard, iconSignOut, iconSound, iconUser } from "@shared/icons";
import { LANGUAGES, LANGUAGE_NAMES } from "@shared/i18n/translate.ts";
import { Avatar } from "@shared/ui/Avatar.tsx";
import { Icon } from "@shared/ui/Icon.tsx";
import { THEMES } from "../state/preferences.ts";
import { useDesk, useMe } from "../app/desk.ts";
import { PRESENCES } from "../state/agents.ts";
import { NotificationSetting } from "./NotificationSetting.tsx";
import { Segments } from "./Segments.tsx";
import { dotOf, PRESENCE_HINT, PRESENCE_TEXT, presenceText, THEME_TEXT } from "./words.ts";

/** My face at the edge of the screen; behind it everything about me. */
export function MeButton({ place }: { readonly place: "rail" | "tabbar" }) {
  const { t } = useDesk();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    const away = (event: Event): void => {
      const { target } = event;
      if (target instanceof Node && !root.current?.contains(target)) setOpen(false);
    };
    document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, [open]);
  const closing = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !open) return;
    event.stopPropagation();
    setOpen(false);
    root.current?.querySelector("button")?.focus();
  };
  return (
    <div class={`c-me c-me--${place}`} ref={root} onKeyDown={closing}>
      <button
        type="button"
        class="c-me__b"
        aria-expanded={open}
        aria-label={t("nav.me_label", { name: me.name, presence: presenceText(t, me) })}
        onClick={() => setOpen(!open)}
      >
        {place === "rail" ? (
          <Avatar id={me.agent_id} name={me.name} face={me.face} presence={dotOf(me)} />
        ) : (
          <>
            <Icon shape={iconUser} />
            {t("nav.me")}
          </>
        )}
      </button>
      {open && <MeMenu close={() => setOpen(false)} />}
    </div>
  );
}

function MeMenu({ close }: { readonly close: () => void }) {
  const { t, slices, preferences, alarm, setPresence, signOut, dialog, toasts } = useDesk();
  const me = useMe();
  const set = preferences.value;
  const change = (next: Partial<typeof set>): void => {
    preferences.value = { ...set, ...next };
  };
  const ring = async (): Promise<void> => {
    if (!(await alarm.test())) toasts.say(t("sound.silent"));
  };
  return (
    <section class="c-memenu" aria-label={t("nav.me")}>
      <header>
        <Avatar id={me.agent_id} name={me.name} face={me.face} size="lg" />
        <div class="z-grow">
          <b>{me.name}</b>
          <div class="z-faint z-trunc">{slices.email.value}</div>
        </div>
      </header>
      <fieldset class="c-memenu__p">
        <legend class="z-sr">{t("presence.title")}</legend>
        {PRESENCES.map((presence) => (
          <label key={presence} class="c-choice">
            <input
              type="radio"
              name="presence"
              checked={me.state === presence}
              onChange={() => setPresence(presence)}
            />
            <i class={`z-dot z-dot--${dotOf({ online: true, state: presence })}`} />
            <span class="z-grow">
              {t(PRESENCE_TEXT[presence])}
              <small>{t(PRESENCE_HINT[presence])}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <Segments
        label={t("menu.language")}
        options={LANGUAGES.map((language) => ({ value: language, text: LANGUAGE_NAMES[language] }))}
        value={set.language}
        choose={(language) => change({ language })}
      />
      <Segments
        label={t("menu.theme")}
        options={THEMES.map((theme) => ({ value: theme, text: t(THEME_TEXT[theme]) }))}
        value={set.theme}
        choose={(theme) => change({ theme })}
      />
      <div class="c-memenu__row">
        <label class="z-check">
          <input type="checkbox" checked={set.sound} onChange={() => change({ sound: !set.sound })} />
          {t("menu.sound")}
        </label>
        <button type="button" class="z-btn z-btn--sm" onClick={() => void ring()}>
          <Icon shape={iconSound} />
          {t("menu.test_sound")}
        </button>
      </div>
      <NotificationSetting />
      <footer>
        <button
          type="button"
          class="z-btn z-btn--ghost z-btn--sm c-hide-s"
          onClick={() => {
            close();
            dialog.value = "shortcuts";
          }}
        >
          <Icon shape={iconKeyboard} />
          {t("menu.shortcuts")}
        </button>
        <button type="button" class="z-btn z-btn--ghost z-btn--sm" onClick={() => void signOut()}>
          <Icon shape={iconSignOut} />
          {t("menu.sign_out")}
        </button>
      </footer>
    </section>
  );
}
