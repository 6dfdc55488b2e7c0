import { iconChat, iconClock, iconHand, iconPhone } from "@shared/icons";
import { Avatar } from "@shared/ui/Avatar.tsx";
import { Icon } from "@shared/ui/Icon.tsx";
import { useDesk, useMe } from "../app/desk.ts";
import { isMine, VERY_LATE_MS } from "../state/callbacks.ts";
import { hashOf } from "../state/route.ts";
import type { CallbackView } from "../wire/agent.gen.ts";
import { OutcomeForm } from "./OutcomeForm.tsx";
import { spanText } from "./words.ts";

interface CardProps {
  readonly callback: CallbackView;
  readonly urgent: boolean;
}

/** One request to be called: who, about what, when, and the next step. */
export function CallbackCard({ callback, urgent }: CardProps) {
  const { t, callerOf, format } = useDesk();
  const me = useMe();
  const { callback_id, name, phone, language, topic, note, attempts, wanted_at, due_at } = callback;
  const mine = isMine(callback, me.agent_id);
  const { dayKey, time, weekday } = format();
  const asap = wanted_at === null;
  const today = dayKey(due_at) === dayKey(useDesk().now.value);
  const caller = callerOf(callback);
  return (
    <article class="c-cb" aria-label={caller} data-callback={callback_id}>
      <div class="c-cb__t">
        <Avatar id={phone} name={name === "" ? "#" : name} />
        <span class="z-grow">
          <b class="z-trunc">{caller}</b>
          <span class="z-faint z-num c-cb__p">
            {name === "" ? language : `${phone} · ${language}`}
          </span>
        </span>
        <span class="c-cb__w">
          <b>
            {!today && <span class="c-cb__d">{weekday(due_at)}</span>}
            {time(due_at)}
          </b>
          <Due callback={callback} mine={mine} />
        </span>
      </div>
      {(topic !== "" || asap) && <p>{asap ? [t("callbacks.asap"), topic].filter(Boolean).join(" · ") : topic}</p>}
      {note !== "" && <p class="c-cb__note">{note}</p>}
      {attempts > 0 && <p class="z-faint">{t("callbacks.attempts", { count: attempts })}</p>}
      {mine && <OutcomeForm callback={callback} />}
      <CardActions callback={callback} mine={mine} urgent={urgent} />
    </article>
  );
}

/** How late, how soon, or that somebody is on it; colour and words say the same. */
function Due({ callback, mine }: { readonly callback: CallbackView; readonly mine: boolean }) {
  const { t, now } = useDesk();
  const late = now.value - callback.due_at;
  const age = mine || late <= 0 ? "fresh" : late >= VERY_LATE_MS ? "late" : "aging";
  const text = mine
    ? t("callbacks.on_call")
    : late > 0
      ? t("callbacks.late", { span: spanText(t, late) })
      : t("callbacks.in", { span: spanText(t, -late) });
  return (
    <span class="z-wait" data-age={age}>
      <Icon shape={iconClock} />
      {text}
    </span>
  );
}

interface ActionsProps extends CardProps {
  readonly mine: boolean;
}

function CardActions({ callback, mine, urgent }: ActionsProps) {
  const { t, callbacks } = useDesk();
  const { agent, status, conversation_id, phone } = callback;
  return (
    <div class="c-cb__a">
      {status === "open" && (
        <button
          type="button"
          class={`z-btn z-btn--sm${urgent ? " z-btn--primary" : ""}`}
          onClick={() => void callbacks.claim(callback)}
        >
          <Icon shape={iconHand} />
          {t("callbacks.claim")}
        </button>
      )}
      {mine && (
        <>
          <a class="z-btn z-btn--sm z-btn--primary" href={`tel:${phone}`}>
            <Icon shape={iconPhone} />
            {t("callbacks.call")}
          </a>
          <button type="button" class="z-btn z-btn--sm" onClick={() => void callbacks.release(callback)}>
            {t("callbacks.release")}
          </button>
        </>
      )}
      {conversation_id !== null && (
        <a
          class="z-btn z-btn--sm z-btn--ghost z-btn--icon"
          href={hashOf({ page: "inbox", conversation: conversation_id, who: false })}
          aria-label={t("callbacks.open_conversation")}
        >
          <Icon shape={iconChat} />
        </a>
      )}
      <TheirTime callback={callback} />
      {agent !== null && !mine && (
        <span class="c-cb__who">
          <Avatar id={agent.agent_id} name={agent.name} face={agent.face} size="sm" />
          {t("callbacks.with", { name: agent.name })}
        </span>
      )}
    </div>
  );
}

/** The hour on the other end's clock, where it is another one. */
function TheirTime({ callback }: { readonly callback: CallbackView }) {
  const { t, format } = useDesk();
  const { due_at, time_zone, agent } = callback;
  const theirs = format().timeIn(due_at, time_zone);
  if (theirs === format().time(due_at) || agent !== null) return null;
  return <span class="c-cb__who z-faint">{t("callbacks.local_time", { time: theirs })}</span>;
}
