import { iconChevronLeft, iconDots, iconMinimise, iconMoon } from "@shared/icons";
import { Avatar, BotAvatar } from "@shared/ui/Avatar";
import { Icon } from "@shared/ui/Icon";
import type { Availability, Person } from "@shared/wire/visitor.gen";
import type { ComponentChildren } from "preact";
import { useApp } from "../app.ts";
import { waitsForMail } from "../state/conversation.ts";
import type { State } from "../state/model.ts";
import { minutesOf, whenName } from "../texts/formats.ts";
import { t } from "../texts/texts.ts";

interface Heading {
  face: ComponentChildren;
  title: string;
  line: ComponentChildren;
  back: boolean;
}

function Faces({ people }: { readonly people: readonly Person[] }) {
  if (people.length === 0) return <BotAvatar />;
  return (
    <span class="z-avs">
      {people.map(({ agent_id, name, face }) => (
        <Avatar key={agent_id} id={agent_id} name={name} face={face} />
      ))}
    </span>
  );
}

function Present({ children }: { readonly children: ComponentChildren }) {
  return (
    <>
      <i class="z-dot p-dot" />
      {children}
    </>
  );
}

/** "Usually replies in 2 minutes", from real replies; otherwise just that somebody is there. */
export function replyWords({ typical_reply_ms }: Availability): string {
  if (typical_reply_ms === null) return t("header.online");
  if (typical_reply_ms < 60_000) return t("header.reply_now");
  return t("header.reply", { count: minutesOf(typical_reply_ms) });
}

function whoIsThere({ availability, language }: State): ComponentChildren {
  if (!availability) return null;
  const { agents_online, open, opens_at } = availability;
  if (agents_online > 0) return <Present>{replyWords(availability)}</Present>;
  if (open) return t("header.away");
  return (
    <>
      <Icon shape={iconMoon} />
      {opens_at === null ? t("header.away") : t("header.opens", { when: whenName(language, opens_at, Date.now()) })}
    </>
  );
}

function headingOf(state: State, subtitle: string): Heading {
  const { screen, shop, availability, conversation, callback } = state;
  const title = shop?.name ?? document.title;
  const faces = <Faces people={availability?.faces ?? []} />;
  if (screen === "callback") {
    const line = callback ? t("callback.booked") : t("callback.subtitle");
    return { face: null, title: t("callback.title"), line, back: true };
  }
  if (screen === "leave_message") {
    return { face: null, title: t("leave.title"), line: t("leave.subtitle"), back: true };
  }
  if (screen === "guide") return { face: null, title: t("guide.title"), line: subtitle, back: true };
  if (screen === "home") return { face: faces, title, line: whoIsThere(state), back: false };
  const agent = conversation?.assignee ?? null;
  switch (conversation?.status) {
    case "assigned":
    case "closed": {
      const closed = conversation.status === "closed";
      const line = closed ? t("header.closed") : <Present>{t("header.agent")}</Present>;
      if (!agent) return { face: <BotAvatar />, title, line, back: true };
      const { agent_id, name, face } = agent;
      return { face: <Avatar id={agent_id} name={name} face={face} />, title: name, line, back: true };
    }
    case "queued":
      return { face: faces, title, line: t(waitsForMail(conversation) ? "leave.subtitle" : "header.queue"), back: true };
    case "bot":
    case undefined:
      return { face: <BotAvatar />, title, line: t("header.bot"), back: true };
  }
}

export function Header() {
  const { state, act, subtitle } = useApp();
  const now = state.value;
  const { face, title, line, back } = headingOf(now, subtitle.value);
  const home = now.screen === "conversation" || now.conversation === null ? "home" : "conversation";
  return (
    <header class={back ? "z-panel__h p-back" : "z-panel__h"}>
      {back && (
        <button
          type="button"
          class="z-btn z-btn--ghost z-btn--icon"
          aria-label={t("header.back")}
          onClick={() => act.open(home)}
        >
          <Icon shape={iconChevronLeft} />
        </button>
      )}
      {now.shop && face}
      <div>
        <h1>
          <b class="z-trunc">{title}</b>
        </h1>
        <small>{now.shop && now.link !== "live" ? t("header.reconnecting") : line}</small>
      </div>
      <button
        type="button"
        class="z-btn z-btn--ghost z-btn--icon"
        aria-label={t("header.menu")}
        aria-expanded={now.menu}
        onClick={() => act.toggleMenu(!now.menu)}
      >
        <Icon shape={iconDots} />
      </button>
      <button type="button" class="z-btn z-btn--ghost z-btn--icon" aria-label={t("header.close")} onClick={act.close}>
        <Icon shape={iconMinimise} />
      </button>
    </header>
  );
}
