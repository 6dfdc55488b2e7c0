import { iconSend } from "@shared/icons";
import { Icon } from "@shared/ui/Icon";
import { useEffect, useRef, useState } from "preact/hooks";
import { useApp } from "../app.ts";
import type { State } from "../state/model.ts";
import { t } from "../texts/texts.ts";

const LONGEST = 4_000;

function placeholder({ link, screen, availability, conversation }: State): string {
  if (link === "reconnecting" || link === "failed") return t("compose.offline");
  if (screen === "conversation" && conversation?.status === "closed") return t("compose.again");
  if (screen === "conversation" && conversation?.status === "queued") return t("compose.queued");
  const nobody = availability?.agents_online === 0;
  return nobody && conversation?.status !== "assigned" ? t("compose.ask_bot") : t("compose.placeholder");
}

export function Composer() {
  const { state, act, draft } = useApp();
  const [text, setText] = useState(draft.current);
  const field = useRef<HTMLTextAreaElement>(null);
  const over = text.trim().length - LONGEST;
  const empty = text.trim() === "";

  const change = (next: string): void => {
    draft.current = next;
    setText(next);
    act.draft(next);
  };
  const send = (): void => {
    if (empty || over > 0) return;
    const words = text.trim();
    draft.current = "";
    setText("");
    act.say(words);
    field.current?.focus();
  };
  useEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, 140)}px`;
  }, [text]);

  return (
    <form
      class="z-compose p-compose"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {over > 0 && (
        <span class="z-error p-over" role="status">
          {t("compose.too_long", { count: over })}
        </span>
      )}
      <textarea
        ref={field}
        data-autofocus
        rows={1}
        value={text}
        aria-label={t("compose.label")}
        aria-invalid={over > 0}
        placeholder={placeholder(state.value)}
        onInput={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <button
        type="submit"
        class={empty ? "z-btn z-btn--ghost z-btn--icon" : "z-btn z-btn--primary z-btn--icon"}
        aria-label={t("compose.send")}
        aria-disabled={empty || over > 0}
      >
        <Icon shape={iconSend} />
      </button>
    </form>
  );
}
