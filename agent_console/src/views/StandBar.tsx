import { iconHand, iconMail } from "@shared/icons";
import { Icon } from "@shared/ui/Icon.tsx";
import { useDesk, useMe } from "../app/desk.ts";
import type { Conversation } from "../state/conversation.ts";

/** Above the composer, where the conversation is not mine: whose it is, and the one thing to do about it. */
export function StandBar({ conversation }: { readonly conversation: Conversation }) {
  const { t, conversations, busy, slices } = useDesk();
  const me = useMe();
  const id = conversation.conversation_id;
  const { status, assignee } = conversation;
  const left = slices.inbox.value.rows[id]?.message_left === true;
  if (status === "assigned" && assignee?.agent_id === me.agent_id) {
    return left ? (
      <div class="c-stand">
        <Icon shape={iconMail} />
        <span class="z-grow">{t("bar.left_message")}</span>
      </div>
    ) : null;
  }
  if (status === "closed") {
    return (
      <div class="c-stand">
        <span class="z-grow">{t("bar.closed")}</span>
        <button type="button" class="z-btn z-btn--sm" onClick={() => void conversations.reopen(id)}>
          {t("conversation.reopen")}
        </button>
      </div>
    );
  }
  const text =
    status === "bot"
      ? t("bar.bot")
      : status === "queued"
        ? t(left ? "bar.left_message" : "bar.queued")
        : t("bar.colleague", { name: assignee?.name ?? "" });
  return (
    <div class="c-stand">
      <span class="z-grow">{text}</span>
      <button
        type="button"
        class={`z-btn z-btn--sm${status === "assigned" ? "" : " z-btn--primary"}`}
        aria-busy={busy.value.has(id)}
        onClick={() => void conversations.claim(id)}
      >
        <Icon shape={iconHand} />
        {t(status === "queued" ? "conversation.claim" : "conversation.take_over")}
      </button>
    </div>
  );
}
