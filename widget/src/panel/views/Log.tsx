import type { Row } from "@shared/state/timeline";
import { Avatar } from "@shared/ui/Avatar";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { useApp } from "../app.ts";
import { waitsForMail } from "../state/conversation.ts";
import { dayName } from "../texts/formats.ts";
import { t } from "../texts/texts.ts";
import { AsyncButton } from "./AsyncButton.tsx";
import { Group } from "./Group.tsx";
import { Line } from "./Line.tsx";
import { QuickReplies } from "./QuickReplies.tsx";
import { part } from "./part.tsx";
import { rowsOf } from "./rows.ts";

const QueueCard = part(async () => (await import("../parts/queue/QueueCard.tsx")).QueueCard, () => null);
const Rating = part(async () => (await import("../parts/rating/Rating.tsx")).Rating, () => null);
const AT_END_PX = 48;

function Drawn({ row }: { readonly row: Row }) {
  const { state } = useApp();
  if (row.kind === "group") return <Group author={row.author} said={row.said} />;
  if (row.kind === "line") return <Line event={row.event} />;
  return <div class="z-day">{dayName(state.value.language, row.at, Date.now())}</div>;
}

function Typing() {
  const { state } = useApp();
  const { typing, conversation } = state.value;
  if (!typing || conversation?.status !== "assigned") return null;
  const { id, name } = typing.author;
  return (
    <div class="z-grp">
      <Avatar id={id} name={name} face={conversation.assignee?.face ?? ""} />
      <span class="z-typing" role="img" aria-label={t("typing.now", { name })}>
        <i />
        <i />
        <i />
      </span>
    </div>
  );
}

/** How many messages of others there are, to count what came while the log was scrolled up. */
function othersSaid(rows: readonly Row[]): number {
  return rows.reduce(
    (count, row) => (row.kind === "group" && row.author.kind !== "visitor" ? count + row.said.length : count),
    0,
  );
}

/** The scrolling conversation: stays at its end, unless the shopper reads further up. */
export function Log() {
  const { state, act } = useApp();
  const layout = useMemo(() => rowsOf(state), [state]);
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [seenCount, setSeenCount] = useState(0);
  const rows = layout.value;
  const { conversation, shown } = state.value;
  const said = othersSaid(rows);
  const newer = atEnd.current ? 0 : Math.max(0, said - seenCount);

  const toEnd = (): void => {
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
  };
  const markSeen = (): void => {
    const last = state.peek().conversation?.log.last ?? 0;
    if (state.peek().shown && document.visibilityState === "visible" && last > 0) act.seen(last);
  };
  const scrolled = (): void => {
    const box = scroller.current;
    if (!box) return;
    const was = atEnd.current;
    atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < AT_END_PX;
    if (was !== atEnd.current) setSeenCount(othersSaid(layout.peek()));
    if (atEnd.current && !was) markSeen();
  };
  const ownLast = rows.at(-1);
  const ownKey = ownLast?.kind === "group" && ownLast.author.kind === "visitor" ? ownLast.said.at(-1)?.key : undefined;
  useLayoutEffect(() => {
    if (ownKey !== undefined) atEnd.current = true;
  }, [ownKey]);
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
  });
  useEffect(() => {
    if (atEnd.current) markSeen();
  }, [conversation?.log.last, shown]);
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const fit = new ResizeObserver(() => {
      if (atEnd.current) toEnd();
    });
    fit.observe(box);
    if (box.firstElementChild) fit.observe(box.firstElementChild);
    const back = (): void => {
      if (atEnd.current) markSeen();
    };
    document.addEventListener("visibilitychange", back);
    return () => {
      fit.disconnect();
      document.removeEventListener("visibilitychange", back);
    };
  }, []);

  return (
    <div class="p-log">
      <div class="z-panel__b" ref={scroller} onScroll={scrolled} tabIndex={0} aria-label={t("log.label")} role="region">
        <div class="z-log">
          {conversation?.earlier && (
            <AsyncButton class="z-btn z-btn--ghost p-earlier" run={act.loadEarlier}>
              {t("log.earlier")}
            </AsyncButton>
          )}
          <div class="p-rows" role="log" aria-label={t("log.label")} aria-live="polite">
            {rows.map((row) => (
              <Drawn key={row.key} row={row} />
            ))}
          </div>
          <QuickReplies rows={rows} />
          {conversation?.status === "queued" && !waitsForMail(conversation) && <QueueCard />}
          {conversation?.status === "closed" && <Rating key={conversation.conversation_id} />}
          <Typing />
        </div>
      </div>
      {newer > 0 && (
        <button
          type="button"
          class="z-newer"
          onClick={() => {
            atEnd.current = true;
            toEnd();
            markSeen();
            setSeenCount(said);
          }}
        >
          {t("log.newer", { count: newer })}
        </button>
      )}
    </div>
  );
}
