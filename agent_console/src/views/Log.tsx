import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { iconArrowDown } from "@shared/icons";
import { Icon } from "@shared/ui/Icon.tsx";
import { useDesk, useMe } from "../app/desk.ts";
import type { Conversation } from "../state/conversation.ts";
import { timelineOf, type Item } from "../state/timeline.ts";
import { EventLine } from "./EventLine.tsx";
import { MessageGroup } from "./MessageGroup.tsx";
import { NoteCard, SummaryCard } from "./NoteCard.tsx";
import { TypingLine } from "./TypingLine.tsx";
import { useScroll } from "./useScroll.ts";

/** What was said, oldest first; stays at its end while the agent reads there. */
export function Log({ conversation }: { readonly conversation: Conversation }) {
  const { t, nameOf, outbox, format, atEnd, conversations, now } = useDesk();
  const me = useMe();
  const id = conversation.conversation_id;
  const waiting = outbox.items.value;
  const { dayKey } = format();
  const author = { kind: "agent" as const, id: me.agent_id, name: me.name };
  const items = useMemo(
    () => timelineOf(conversation, waiting, author, dayKey),
    [conversation, waiting, dayKey, me.agent_id, me.name],
  );
  const last = conversation.log.last;
  const own = waiting.length;
  const scroller = useRef<HTMLDivElement>(null);
  const loading = useRef(false);
  const { end, toEnd } = useScroll(scroller, `${last} ${own} ${conversation.typists.length}`, {
    first: conversation.log.shown[0]?.seq ?? 0,
    reachedTop: () => {
      if (!conversation.earlier || loading.current) return;
      loading.current = true;
      conversations.earlier(id).then(
        () => (loading.current = false),
        () => (loading.current = false),
      );
    },
  });
  const [seen, setSeen] = useState(last);
  useEffect(() => {
    atEnd.value = end;
    if (end) setSeen(last);
  }, [end, last]);
  useLayoutEffect(toEnd, [own]);
  const fresh = conversation.log.shown.filter(
    ({ seq, body }) => seq > seen && body.type === "message.posted" && body.author.id !== me.agent_id,
  ).length;
  return (
    <div class="c-logbox">
      <div
        class="z-log"
        role="log"
        aria-label={t("conversation.log", { name: nameOf(id) })}
        ref={scroller}
        tabIndex={0}
      >
        {conversation.earlier && <div class="z-sys">{t("conversation.loading_earlier")}</div>}
        {items.map((item) => (
          <LogItem key={item.key} item={item} conversation={conversation} today={now.value} />
        ))}
        <TypingLine conversation={conversation} />
      </div>
      {!end && fresh > 0 && (
        <button type="button" class="z-newer" onClick={toEnd}>
          <Icon shape={iconArrowDown} />
          {t("conversation.new", { count: fresh })}
        </button>
      )}
    </div>
  );
}

interface LogItemProps {
  readonly item: Item;
  readonly conversation: Conversation;
  readonly today: number;
}

function LogItem({ item, conversation, today }: LogItemProps) {
  const { format, t } = useDesk();
  switch (item.kind) {
    case "day": {
      const { dayKey, day } = format();
      const key = dayKey(item.at);
      const yesterday = dayKey(today - 24 * 3_600_000);
      const text = key === dayKey(today) ? t("day.today") : key === yesterday ? t("day.yesterday") : day(item.at, today);
      return <div class="z-day">{text}</div>;
    }
    case "system":
      return <EventLine body={item.body} />;
    case "group":
      return <MessageGroup group={item} conversation={conversation} />;
    case "note":
      return <NoteCard note={item} />;
    case "summary":
      return <SummaryCard lines={item.lines} />;
  }
}
