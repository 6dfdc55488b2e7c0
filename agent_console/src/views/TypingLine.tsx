import { useDesk } from "../app/desk.ts";
import type { Conversation } from "../state/conversation.ts";
import { VisitorAvatar } from "./VisitorAvatar.tsx";

/** Somebody types; said once in words, drawn as dots. */
export function TypingLine({ conversation }: { readonly conversation: Conversation }) {
  const { t, nameOf } = useDesk();
  const [typist] = conversation.typists;
  if (typist === undefined) return null;
  const { visitor: who } = conversation;
  const visitor = typist.kind === "visitor";
  const name = visitor ? nameOf(conversation.conversation_id) : typist.name;
  return (
    <div class={`z-grp${visitor ? "" : " z-grp--out"}`}>
      {visitor && <VisitorAvatar id={who.visitor_id} name={who.name} number={who.number} />}
      <span class="z-typing" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span class="z-sr">{t("typing.names", { name })}</span>
    </div>
  );
}
