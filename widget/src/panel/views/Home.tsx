import { iconChevronRight, iconHelp, iconMail, iconPhone, iconSliders, iconUser, type IconShape } from "@shared/icons";
import { Avatar, BotAvatar } from "@shared/ui/Avatar";
import { Icon } from "@shared/ui/Icon";
import type { MessagePosted, StoredEvent } from "@shared/wire/visitor.gen";
import { useApp } from "../app.ts";
import { unreadCount } from "../state/conversation.ts";
import type { State } from "../state/model.ts";
import { clock, dayName, whenName } from "../texts/formats.ts";
import { t } from "../texts/texts.ts";
import { Composer } from "./Composer.tsx";
import { replyWords } from "./Header.tsx";
import { part } from "./part.tsx";

const Hours = part(async () => (await import("../parts/hours/Hours.tsx")).Hours, () => null);

interface TileProps {
  readonly shape: IconShape;
  readonly title: string;
  readonly hint: string;
  readonly press: () => void;
  readonly lead?: boolean;
}

function Tile({ shape, title, hint, press, lead = false }: TileProps) {
  return (
    <button type="button" class={lead ? "w-tile w-tile--lead" : "w-tile"} onClick={press}>
      <span class="w-tile__ic">
        <Icon shape={shape} />
      </span>
      <span>
        <b>{title}</b>
        <small>{hint}</small>
      </span>
      <Icon shape={iconChevronRight} />
    </button>
  );
}

function helloOf({ returning, availability }: State): string {
  const hour = new Date().getHours();
  if (returning && availability?.open) return t("home.again");
  return hour >= 18 || hour < 5 ? t("home.evening") : t(returning ? "home.again" : "home.hello");
}

function callbackHint({ callback, language }: State): string {
  if (!callback) return t("tile.callback_hint");
  if (callback.wanted_at === null) return t("tile.callback_soon");
  return t("tile.callback_booked", { when: whenName(language, callback.wanted_at, Date.now()) });
}

function LastConversation({ state }: { readonly state: State }) {
  const { act } = useApp();
  const { conversation, language } = state;
  const isPost = (event: StoredEvent): event is StoredEvent & { body: MessagePosted } =>
    event.body.type === "message.posted";
  const last = conversation?.log.shown.filter(isPost).at(-1);
  if (!conversation || !last) return null;
  const { author, text } = last.body;
  const agent = conversation.assignee;
  const who = author.kind === "visitor" ? t("home.you") : author.name;
  return (
    <button type="button" class="w-tile p-last" onClick={() => act.open("conversation")}>
      {agent ? <Avatar id={agent.agent_id} name={agent.name} face={agent.face} /> : <BotAvatar />}
      <span class="p-last__words">
        <span class="z-sr">{t("home.last")}: </span>
        <small>
          {who}, {dayName(language, last.at, Date.now())} {clock(language, last.at)}
        </small>
        <b class="z-trunc">{text}</b>
      </span>
      {unreadCount(conversation) > 0 && <span class="z-count z-count--danger">{unreadCount(conversation)}</span>}
    </button>
  );
}

/** What can we do for you: greeting by the hour, the ways to get an answer, the last conversation. */
export function Home() {
  const { state, act } = useApp();
  const now = state.value;
  const { availability } = now;
  const somebody = (availability?.agents_online ?? 0) > 0;
  const ask = (): void => act.open("conversation");
  const person = (): void => {
    // The conversation's foot offers it again, with words, when it did not work.
    act.requestPerson().catch(() => undefined);
  };
  return (
    <>
      <div class="z-panel__b">
        <div class="w-hero">
          <h2>{helloOf(now)}</h2>
          <p>{somebody ? t("home.help") : t("home.resting")}</p>
        </div>
        <div class="w-tiles">
          {now.guides && (
            <Tile
              lead
              shape={iconSliders}
              title={t("tile.guide")}
              hint={t("tile.guide_hint")}
              press={() => act.open("guide")}
            />
          )}
          <Tile lead={!now.guides} shape={iconHelp} title={t("tile.ask")} hint={t("tile.ask_hint")} press={ask} />
          {somebody && availability && (
            <Tile shape={iconUser} title={t("tile.person")} hint={replyWords(availability)} press={person} />
          )}
          <Tile
            shape={iconPhone}
            title={t("tile.callback")}
            hint={callbackHint(now)}
            press={() => act.open("callback")}
          />
          <Tile
            shape={iconMail}
            title={t("tile.leave")}
            hint={t("tile.leave_hint")}
            press={() => act.open("leave_message")}
          />
          <LastConversation state={now} />
        </div>
        {availability && !availability.open && !somebody && <Hours />}
      </div>
      <footer class="z-panel__f">
        <Composer />
      </footer>
    </>
  );
}
