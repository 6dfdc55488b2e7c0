import { iconClock, iconMail } from "@shared/icons";
import { Icon } from "@shared/ui/Icon.tsx";
import { useDesk, useMe } from "../app/desk.ts";
import { lastAt, type SectionName } from "../state/sections.ts";
import { hashOf } from "../state/route.ts";
import { ageOf } from "../state/waiting.ts";
import type { ConversationSummary } from "../wire/agent.gen.ts";
import { VisitorAvatar } from "./VisitorAvatar.tsx";
import { spanText } from "./words.ts";

interface RowProps {
  readonly row: ConversationSummary;
  readonly section: SectionName;
  readonly current: boolean;
  /** The one row of the list that Tab reaches; J, K and the arrows move on from it. */
  readonly reachable: boolean;
}

/** Three facts in 54 px: who, what last, what now. */
export function Row({ row, section, current, reachable }: RowProps) {
  const { t, slices, visitorName, format, now, writing } = useDesk();
  const name = visitorName(row);
  const fresh = slices.inbox.value.fresh.has(row.conversation_id);
  const unread = section === "waiting" || (section === "mine" && (row.unread > 0 || fresh));
  const draft = writing.drafted.value.includes(row.conversation_id);
  return (
    <a
      class={`c-row${unread ? " is-unread" : ""}`}
      href={hashOf({ page: "inbox", conversation: row.conversation_id, who: false })}
      aria-current={current ? "true" : undefined}
      tabIndex={reachable ? 0 : -1}
      data-row={row.conversation_id}
    >
      <VisitorAvatar
        id={row.visitor_id}
        name={row.visitor_name}
        number={row.visitor_number}
        online={row.visitor_online}
      />
      <span class="c-row__w">
        <span class="c-row__n">
          <span class="z-trunc">{name}</span>
          {row.visitor_online && <span class="z-sr">, {t("row.online")}</span>}
          {row.message_left && <Icon shape={iconMail} />}
        </span>
        <span class="c-row__s">
          <span class="z-trunc">{lastText(t, row, useMe().agent_id)}</span>
        </span>
      </span>
      <span class="c-row__m">
        <time>{timeText(format(), lastAt(row), now.value)}</time>
        <span>
          <Now row={row} section={section} />
          {draft && !current && <i class="c-row__draft" />}
        </span>
      </span>
    </a>
  );
}

type Desk = ReturnType<typeof useDesk>;

function timeText(format: ReturnType<Desk["format"]>, at: number, now: number): string {
  return format.dayKey(at) === format.dayKey(now) ? format.time(at) : format.day(at, now);
}

function lastText(t: Desk["t"], row: ConversationSummary, me: string): string {
  const last = row.last_message;
  if (last === null) return t("row.nothing_said");
  const { author, text } = last;
  if (author.kind === "visitor") return text;
  if (author.kind === "agent" && author.id === me) return t("row.you", { text });
  const name = author.kind === "agent" ? (author.name.split(" ")[0] ?? "") : t("row.bot");
  return t("row.author", { name, text });
}

/** What now: how long somebody waits, how much is unread, whose it is. */
function Now({ row, section }: { readonly row: ConversationSummary; readonly section: SectionName }) {
  const { t, now } = useDesk();
  if (section === "waiting") {
    const since = row.waiting_since ?? row.created_at;
    const age = ageOf(since, now.value);
    const span = spanText(t, now.value - since);
    return (
      <span class="z-wait" data-age={age}>
        <Icon shape={iconClock} />
        {t(row.message_left ? "row.left_message" : "row.waiting", { span })}
      </span>
    );
  }
  if (section === "mine" && row.unread > 0) {
    return (
      <span class="z-count">
        <span aria-hidden="true">{row.unread}</span>
        <span class="z-sr">{t("row.unread", { count: row.unread })}</span>
      </span>
    );
  }
  if (section === "bot") return <span class="z-tag">{t("row.bot")}</span>;
  if (section === "colleagues" || section === "closed") {
    const owner = row.assignee?.name.split(" ")[0];
    return owner === undefined ? null : <span class="z-tag">{owner}</span>;
  }
  return null;
}

