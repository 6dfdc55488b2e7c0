import { iconBook, iconCheck, iconChecks, iconClock } from "@shared/icons";
import { BotAvatar } from "@shared/ui/Avatar.tsx";
import { Icon } from "@shared/ui/Icon.tsx";
import type { Key } from "../app/texts.ts";
import { useDesk, useMe } from "../app/desk.ts";
import type { Conversation } from "../state/conversation.ts";
import { markOf, type Bubble, type Group, type Mark } from "../state/timeline.ts";
import { FailedMark } from "./FailedMark.tsx";
import { Products } from "./Products.tsx";
import { VisitorAvatar } from "./VisitorAvatar.tsx";
import { Words } from "./Words.tsx";

interface GroupProps {
  readonly group: Group;
  readonly conversation: Conversation;
}

/** What one author said in a row; the team's side stands on the right. */
export function MessageGroup({ group, conversation }: GroupProps) {
  return group.author.kind === "agent" ? (
    <OurGroup group={group} conversation={conversation} />
  ) : (
    <TheirGroup group={group} conversation={conversation} />
  );
}

function TheirGroup({ group, conversation }: GroupProps) {
  const { t, nameOf, format } = useDesk();
  const bot = group.author.kind !== "visitor";
  const name = bot ? group.author.name || t("author.bot") : nameOf(conversation.conversation_id);
  const { visitor } = conversation;
  const [first] = group.bubbles;
  return (
    <div class={`z-grp${bot ? " z-grp--bot" : ""}`}>
      {bot ? <BotAvatar /> : <VisitorAvatar id={visitor.visitor_id} name={visitor.name} number={visitor.number} />}
      <div class="z-who">
        <b>{name}</b>
        {bot && <span class="z-botmark">{t("author.bot_mark")}</span>}
        {first !== undefined && <time>{format().time(first.at)}</time>}
      </div>
      {group.bubbles.map((bubble, index) => (
        <div key={bubble.key} class={`z-msg${index === group.bubbles.length - 1 ? " is-tail" : ""}`}>
          <Words text={bubble.text} />
          <BotExtras bubble={bubble} />
          <Products products={bubble.products} />
        </div>
      ))}
    </div>
  );
}

/** Where an answer came from, and what the visitor could press. */
function BotExtras({ bubble }: { readonly bubble: Bubble }) {
  const { t } = useDesk();
  const labels = bubble.buttons.map((button) => button.label).join(" · ");
  return (
    <>
      {bubble.source !== null && (
        <div class="z-source">
          <Icon shape={iconBook} />
          {t("source.from", { question: bubble.source.question })}
        </div>
      )}
      {labels !== "" && <div class="c-offered">{t("buttons.offered", { labels })}</div>}
    </>
  );
}

function OurGroup({ group, conversation }: GroupProps) {
  const last = group.bubbles.at(-1);
  return (
    <div class="z-grp z-grp--out">
      {group.bubbles.map((bubble) => {
        const mark = markOf(conversation, bubble);
        const state = mark === "failed" ? "failed" : mark === "waiting" ? "pending" : undefined;
        return (
          <div key={bubble.key} class={`z-msg${bubble === last ? " is-tail" : ""}`} data-state={state}>
            <Words text={bubble.text} />
            <Products products={bubble.products} />
          </div>
        );
      })}
      {group.bubbles
        .filter((bubble) => bubble.waiting?.state.kind === "failed")
        .map((bubble) => (
          <FailedMark key={bubble.key} bubble={bubble} conversation={conversation} />
        ))}
      {last !== undefined && <MarkLine group={group} bubble={last} mark={markOf(conversation, last)} />}
    </div>
  );
}

const MARKS: Readonly<Record<Exclude<Mark, "failed">, Key>> = {
  waiting: "mark.waiting",
  sent: "mark.sent",
  delivered: "mark.delivered",
  read: "mark.read",
};

const MARK_ICONS = { waiting: iconClock, sent: iconCheck, delivered: iconChecks, read: iconChecks } as const;

interface MarkProps {
  readonly group: Group;
  readonly bubble: Bubble;
  readonly mark: Mark;
}

function MarkLine({ group, bubble, mark }: MarkProps) {
  const { t, format } = useDesk();
  const me = useMe();
  if (mark === "failed") return null;
  const text = t(MARKS[mark], { time: format().time(bubble.at) });
  const mine = group.author.id === me.agent_id;
  return (
    <span class="z-mark" data-state={mark}>
      {mine ? text : t("mark.by", { name: group.author.name.split(" ")[0] ?? "", mark: text.toLowerCase() })}
      <Icon shape={MARK_ICONS[mark]} />
    </span>
  );
}

