import { iconCheck, iconChevronLeft, iconSwap, iconUndo, iconUser } from "@shared/icons";
import { Icon } from "@shared/ui/Icon.tsx";
import { useDesk, useMe } from "../app/desk.ts";
import type { Conversation } from "../state/conversation.ts";
import { pageLabel } from "../state/links.ts";
import { hashOf } from "../state/route.ts";
import { VisitorAvatar } from "./VisitorAvatar.tsx";

/** Who it is and what they do right now; what can be done with the conversation. */
export function ConversationHeader({ conversation }: { readonly conversation: Conversation }) {
  const { t, nameOf, slices } = useDesk();
  const id = conversation.conversation_id;
  const name = nameOf(id);
  const { visitor, language } = conversation;
  const online = slices.inbox.value.rows[id]?.visitor_online ?? visitor.online;
  const typing = conversation.typists.some((typist) => typist.kind === "visitor");
  return (
    <header class="c-conv__h">
      <a
        class="z-btn z-btn--ghost z-btn--icon c-conv__back"
        href={hashOf({ page: "inbox", conversation: null, who: false })}
        aria-label={t("conversation.back")}
      >
        <Icon shape={iconChevronLeft} />
      </a>
      <VisitorAvatar id={visitor.visitor_id} name={visitor.name} number={visitor.number} online={online} />
      <div class="z-grow">
        <h1 class="z-trunc c-conv__n">{name}</h1>
        <small>
          <span class="c-conv__now">
            {t(online ? "visitor.online" : "visitor.offline")}
            {typing && ` · ${t("visitor.typing")}`}
          </span>
          <span class="z-tag">{language}</span>
          {online && visitor.page !== null && (
            <span class="z-trunc c-hide-s">{t("conversation.on_page", { page: pageLabel(visitor.page) })}</span>
          )}
        </small>
      </div>
      <HeaderActions conversation={conversation} />
    </header>
  );
}

function HeaderActions({ conversation }: { readonly conversation: Conversation }) {
  const { t, dialog, conversations, busy } = useDesk();
  const id = conversation.conversation_id;
  const waits = busy.value.has(id);
  const closed = conversation.status === "closed";
  const mine = conversation.assignee?.agent_id === useMe().agent_id && !closed;
  return (
    <>
      <a
        class="z-btn z-btn--ghost z-btn--icon c-conv__who"
        href={hashOf({ page: "inbox", conversation: id, who: true })}
        aria-label={t("conversation.who")}
      >
        <Icon shape={iconUser} />
      </a>
      {mine && (
        <button
          type="button"
          class="z-btn z-btn--sm c-conv__act"
          aria-label={t("conversation.transfer")}
          onClick={() => {
            dialog.value = "transfer";
          }}
        >
          <Icon shape={iconSwap} />
          <span>{t("conversation.transfer")}</span>
        </button>
      )}
      {closed && (
        <button
          type="button"
          class="z-btn z-btn--sm c-conv__act"
          aria-label={t("conversation.reopen")}
          aria-busy={waits}
          onClick={() => void conversations.reopen(id)}
        >
          <Icon shape={iconUndo} />
          <span>{t("conversation.reopen")}</span>
        </button>
      )}
      {mine && (
        <button
          type="button"
          class="z-btn z-btn--sm z-btn--primary c-conv__act"
          aria-label={t("conversation.resolve")}
          aria-busy={waits}
          onClick={() => void conversations.resolve(id)}
        >
          <Icon shape={iconCheck} />
          <span>{t("conversation.resolve")}</span>
          <kbd class="z-kbd c-kbd--on" aria-hidden="true">
            E
          </kbd>
        </button>
      )}
    </>
  );
}
