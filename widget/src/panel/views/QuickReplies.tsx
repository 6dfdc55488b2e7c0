import { iconCalendar, iconChevronRight, iconMail, iconSliders, iconUser, type IconShape } from "@shared/icons";
import type { Row } from "@shared/state/timeline";
import { Icon } from "@shared/ui/Icon";
import type { Button } from "@shared/wire/visitor.gen";
import { useApp } from "../app.ts";
import { AsyncButton } from "./AsyncButton.tsx";

const SHAPES: Readonly<Partial<Record<Button["action"], IconShape>>> = {
  person: iconUser,
  callback: iconCalendar,
  leave_message: iconMail,
  guide: iconSliders,
};

/** The buttons under the bot's newest message; an answer to them takes their place. */
export function QuickReplies({ rows }: { readonly rows: readonly Row[] }) {
  const { state, act } = useApp();
  const last = rows.filter((row) => row.kind === "group").at(-1);
  const buttons = last?.kind === "group" ? (last.said.at(-1)?.buttons ?? []) : [];
  const status = state.value.conversation?.status;
  if (buttons.length === 0 || (status !== undefined && status !== "bot")) return null;
  const press = async ({ action, label, entry_id }: Button): Promise<void> => {
    switch (action) {
      case "person":
        return act.requestPerson();
      case "callback":
        return act.open("callback");
      case "leave_message":
        return act.open("leave_message");
      case "faq":
        return act.say(label, entry_id);
      case "guide":
        return act.open("guide", entry_id);
      case "order_status":
        return act.say(label);
    }
  };
  return (
    <div class="z-quick">
      {buttons.map((one) => (
        <AsyncButton key={`${one.action} ${one.label}`} class="" run={() => press(one)}>
          {one.label}
          <Icon shape={SHAPES[one.action] ?? iconChevronRight} />
        </AsyncButton>
      ))}
    </div>
  );
}
