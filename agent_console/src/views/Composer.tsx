import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { iconNote, iconSend } from "@shared/icons";
import { Icon } from "@shared/ui/Icon.tsx";
import { useDesk, useMe } from "../app/desk.ts";
import type { Conversation } from "../state/conversation.ts";
import type { Mode } from "../state/drafts.ts";
import { LONGEST_TEXT } from "../state/outgoing.ts";

/** Where an agent writes; a reply only where the conversation is theirs, a note everywhere. */
export function Composer({ conversation }: { readonly conversation: Conversation }) {
  const { t, writing, nameOf } = useDesk();
  const me = useMe();
  const id = conversation.conversation_id;
  const mine = conversation.status === "assigned" && conversation.assignee?.agent_id === me.agent_id;
  const draft = writing.draft(id);
  const mode: Mode = mine ? draft.mode : "note";
  const text = mode === "reply" ? draft.reply : draft.note;
  const over = text.trim().length - LONGEST_TEXT;
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => fit(field.current), [text, mode]);
  const wasMine = useRef(mine);
  useEffect(() => {
    // Whoever takes a conversation wants to answer; a note that is being written stays one.
    if (mine && !wasMine.current && draft.note === "") writing.change(id, { mode: "reply" });
    wasMine.current = mine;
    if (mine && matchMedia("(pointer: fine)").matches) field.current?.focus({ preventScroll: true });
  }, [id, mine]);
  const choose = (next: Mode): void => {
    writing.change(id, { mode: next });
    field.current?.focus();
  };
  const send = (): void => {
    if (draft.mode !== mode) writing.change(id, { mode });
    if (writing.send(id)) field.current?.focus();
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  const label = mode === "note" ? t("composer.note_for") : t("composer.reply_to", { name: nameOf(id) });
  return (
    <div class={`c-comp${mode === "note" ? " c-comp--note" : ""}`} role="group" aria-label={t("composer.label")}>
      <div class="c-comp__tabs">
        <span class="z-seg" role="group" aria-label={t("composer.mode")}>
          {mine && (
            <button type="button" aria-pressed={mode === "reply"} onClick={() => choose("reply")}>
              {t("composer.reply")}
              <kbd class="z-kbd" aria-hidden="true">
                R
              </kbd>
            </button>
          )}
          <button type="button" aria-pressed={mode === "note"} onClick={() => choose("note")}>
            <Icon shape={iconNote} />
            {t("composer.note")}
            <kbd class="z-kbd" aria-hidden="true">
              N
            </kbd>
          </button>
        </span>
      </div>
      <textarea
        ref={field}
        id="composer"
        class="c-comp__t"
        rows={1}
        aria-label={label}
        placeholder={label}
        value={text}
        onKeyDown={pressed}
        onInput={(event) => {
          const { value } = event.currentTarget;
          writing.change(id, mode === "reply" ? { reply: value } : { note: value, mode });
        }}
      />
      <div class="c-comp__b">
        {over > 0 && (
          <span class="z-error" role="alert">
            {t("composer.too_long", { count: over })}
          </span>
        )}
        <span class="sp" />
        <span class="z-faint c-comp__hint c-hide-s">{t("composer.enter")}</span>
        <button
          type="button"
          class={`z-btn${mode === "note" ? "" : " z-btn--primary"}`}
          disabled={text.trim() === "" || over > 0}
          onClick={send}
        >
          {t(mode === "note" ? "composer.save_note" : "composer.send")}
          <Icon shape={mode === "note" ? iconNote : iconSend} />
        </button>
      </div>
    </div>
  );
}

/** As tall as its text, up to what the style sheet allows. */
function fit(field: HTMLTextAreaElement | null): void {
  if (field === null) return;
  field.style.setProperty("height", "auto");
  field.style.setProperty("height", `${field.scrollHeight}px`);
}
