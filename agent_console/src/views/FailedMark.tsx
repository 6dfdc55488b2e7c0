import { iconAlert } from "@shared/icons";
import { Icon } from "@shared/ui/Icon.tsx";
import type { T } from "../app/texts.ts";
import { useDesk, useMe } from "../app/desk.ts";
import type { Conversation } from "../state/conversation.ts";
import type { Bubble } from "../state/timeline.ts";

interface FailedProps {
  readonly bubble: Bubble;
  readonly conversation: Conversation;
}

/** Why a message did not go out, and both ways on: send it again, or take it back to the field. */
export function FailedMark({ bubble, conversation }: FailedProps) {
  const { t, writing } = useDesk();
  const me = useMe();
  const { waiting } = bubble;
  if (waiting === null || waiting.state.kind !== "failed") return null;
  const { payload, state } = waiting;
  const mine = conversation.status === "assigned" && conversation.assignee?.agent_id === me.agent_id;
  return (
    <span class="z-mark c-failed" data-state="failed" role="alert">
      <Icon shape={iconAlert} />
      <span>{reasonOf(t, state.code, conversation, me.agent_id)}</span>
      {mine && (
        <button type="button" class="z-link" onClick={() => writing.retry(payload)}>
          {t("failed.try_again")}
        </button>
      )}
      <button type="button" class="z-link" onClick={() => writing.takeBack(payload)}>
        {t("failed.take_back")}
      </button>
    </span>
  );
}

/** A refusal in words: who has the conversation now is what the agent needs to know. */
export function reasonOf(t: T, code: string, { status, assignee }: Conversation, me: string): string {
  if (code === "command.too_large") return t("failed.too_long");
  if (code === "conversation.closed" || status === "closed") return t("failed.closed");
  if (code !== "conflict" && code !== "forbidden") return t("failed.other");
  if (status === "assigned" && assignee !== null && assignee.agent_id !== me) {
    return t("failed.taken", { name: assignee.name });
  }
  return t("failed.not_yours");
}
