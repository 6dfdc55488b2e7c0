import { iconCalendar, iconMail, iconResolve, iconUsers, type IconShape } from "@shared/icons";
import { Icon } from "@shared/ui/Icon";
import type { StoredEvent } from "@shared/wire/visitor.gen";
import { useApp } from "../app.ts";
import { clock, whenName } from "../texts/formats.ts";
import { t } from "../texts/texts.ts";

interface Words {
  shape: IconShape;
  text: string;
}

/** Something that happened, in one line of the conversation. */
export function Line({ event }: { readonly event: StoredEvent }) {
  const { language } = useApp().state.value;
  const words = lineOf(event, language);
  if (!words) return null;
  return (
    <div class="z-sys">
      <Icon shape={words.shape} />
      {words.text}
    </div>
  );
}

function lineOf({ body, at }: StoredEvent, language: "pl" | "sl" | "en"): Words | null {
  switch (body.type) {
    case "conversation.assigned": {
      const { name } = body.agent;
      const changed = body.reason === "taken_over" || body.reason === "transferred";
      return { shape: iconUsers, text: t(changed ? "line.transferred" : "line.assigned", { name }) };
    }
    case "conversation.handed_to_bot": {
      const key = { handed_back: "line.bot", queue_left: "line.queue_left", nobody_there: "line.nobody" } as const;
      return { shape: iconUsers, text: t(key[body.reason]) };
    }
    case "conversation.closed":
      return { shape: iconResolve, text: t("line.closed", { time: clock(language, at) }) };
    case "conversation.reopened":
      return { shape: iconUsers, text: t("line.reopened", { name: body.agent.name }) };
    case "email.left":
      return { shape: iconMail, text: t("line.email", { email: body.email }) };
    case "callback.requested": {
      const { wanted_at, reference } = body;
      if (wanted_at === null) return { shape: iconCalendar, text: t("line.callback_soon", { reference }) };
      const when = whenName(language, wanted_at, Date.now());
      return { shape: iconCalendar, text: t("line.callback", { when, reference }) };
    }
    default:
      return null;
  }
}
