import {
  iconBell,
  iconChat,
  iconCheck,
  iconClock,
  iconMail,
  iconPhone,
  iconSmile,
  iconThumbDown,
  iconThumbUp,
  iconUsers,
  type IconShape,
} from "@shared/icons";
import { Icon } from "@shared/ui/Icon.tsx";
import type { Key, T } from "../app/texts.ts";
import { useDesk, useMe } from "../app/desk.ts";
import type { SystemBody } from "../state/timeline.ts";
import type { ConversationAssigned } from "../wire/agent.gen.ts";

/** Something that happened, as a quiet line in the middle. */
export function EventLine({ body }: { readonly body: SystemBody }) {
  const { t, format } = useDesk();
  const me = useMe();
  const { icon, text } = lineOf(body, t, me.agent_id, (tag) => format().languageName(tag));
  return (
    <div class="z-sys">
      <Icon shape={icon} />
      {text}
    </div>
  );
}

interface Line {
  readonly icon: IconShape;
  readonly text: string;
}

const QUEUED = {
  requested: "event.queued_requested",
  transferred: "event.queued_transferred",
  agent_gone: "event.queued_agent_gone",
  no_answer: "event.queued_no_answer",
  message_left: "event.queued_message_left",
  released: "event.queued_released",
} as const satisfies Record<string, Key>;

const TO_BOT = {
  handed_back: "event.bot_handed_back",
  queue_left: "event.bot_queue_left",
  nobody_there: "event.bot_nobody_there",
} as const satisfies Record<string, Key>;

const ASSIGNED: Readonly<Record<ConversationAssigned["reason"], readonly [Key, Key]>> = {
  routed: ["event.assigned_routed", "event.you_routed"],
  claimed: ["event.assigned_claimed", "event.you_claimed"],
  taken_over: ["event.assigned_taken_over", "event.you_taken_over"],
  transferred: ["event.assigned_transferred", "event.you_transferred"],
};

function lineOf(body: SystemBody, t: T, me: string, languageName: (tag: string) => string): Line {
  switch (body.type) {
    case "conversation.started":
      return { icon: iconChat, text: t("event.started", { language: languageName(body.language) }) };
    case "conversation.queued":
      return { icon: iconClock, text: t(QUEUED[body.reason]) };
    case "conversation.assigned": {
      const [theirs, mine] = ASSIGNED[body.reason];
      const text = body.agent.id === me ? t(mine) : t(theirs, { name: body.agent.name });
      return { icon: iconUsers, text };
    }
    case "conversation.handed_to_bot":
      return { icon: iconBell, text: t(TO_BOT[body.reason]) };
    case "conversation.closed":
      return { icon: iconCheck, text: closedText(body, t, me) };
    case "conversation.reopened":
      return { icon: iconChat, text: t("event.reopened", { name: body.agent.name }) };
    case "conversation.rated":
      return {
        icon: iconSmile,
        text: t(body.comment === "" ? "event.rated" : "event.rated_comment", {
          score: body.score,
          comment: body.comment,
        }),
      };
    case "answer.rated":
      return body.helpful
        ? { icon: iconThumbUp, text: t("event.helpful") }
        : { icon: iconThumbDown, text: t("event.not_helpful") };
    case "email.left":
      return { icon: iconMail, text: t("event.email_left", { email: body.email }) };
    case "callback.requested":
      return { icon: iconPhone, text: t("event.callback", { reference: body.reference }) };
  }
}

type Closed = Extract<SystemBody, { type: "conversation.closed" }>;

function closedText(body: Closed, t: T, me: string): string {
  if (body.by === "visitor") return t("event.closed_visitor");
  if (body.by === "idle" || body.agent === null) return t("event.closed_idle");
  return body.agent.id === me ? t("event.closed_you") : t("event.closed_agent", { name: body.agent.name });
}
