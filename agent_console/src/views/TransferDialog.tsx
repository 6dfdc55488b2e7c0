import { useState } from "preact/hooks";
import { iconInbox } from "@shared/icons";
import { Avatar, BotAvatar } from "@shared/ui/Avatar.tsx";
import { Icon } from "@shared/ui/Icon.tsx";
import { useDesk, useMe } from "../app/desk.ts";
import { colleaguesOf } from "../state/agents.ts";
import { Dialog } from "./Dialog.tsx";
import { dotOf, presenceText } from "./words.ts";

type Target = { readonly to: "queue" } | { readonly to: "bot" } | { readonly to: "agent"; readonly agent_id: string };

/** To a colleague, back to the queue or to the bot; a note goes with it. */
export function TransferDialog() {
  const { t, slices, navigation, dialog, conversations } = useDesk();
  const me = useMe();
  const colleagues = colleaguesOf(slices.agents.value, me.agent_id);
  const [target, setTarget] = useState<Target>({ to: "queue" });
  const [note, setNote] = useState("");
  const route = navigation.route.value;
  const close = (): void => {
    dialog.value = null;
  };
  const send = async (): Promise<void> => {
    if (route.page !== "inbox" || route.conversation === null) return;
    const done = doneText(target);
    close();
    const noted = note.trim() === "" ? {} : { note: note.trim() };
    await conversations.transfer(route.conversation, { ...target, ...noted }, done);
  };
  const doneText = (chosen: Target): string => {
    if (chosen.to === "queue") return t("toast.queued");
    if (chosen.to === "bot") return t("toast.to_bot");
    return t("toast.transferred", { name: slices.agents.value[chosen.agent_id]?.name ?? "" });
  };
  const isAgent = (id: string): boolean => target.to === "agent" && target.agent_id === id;
  return (
    <Dialog title={t("transfer.title")} close={close}>
      <form
        class="c-dialogform"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div class="z-dialog__b">
          <fieldset class="c-choices">
            <legend class="z-label">{t("transfer.to")}</legend>
            <label class="c-choice">
              <input type="radio" name="to" checked={target.to === "queue"} onChange={() => setTarget({ to: "queue" })} />
              <span class="z-av z-av--bot" aria-hidden="true">
                <Icon shape={iconInbox} />
              </span>
              <span class="z-grow">
                {t("transfer.queue")}
                <small>{t("transfer.queue_hint")}</small>
              </span>
            </label>
            <label class="c-choice">
              <input type="radio" name="to" checked={target.to === "bot"} onChange={() => setTarget({ to: "bot" })} />
              <BotAvatar />
              <span class="z-grow">
                {t("transfer.bot")}
                <small>{t("transfer.bot_hint")}</small>
              </span>
            </label>
            {colleagues.map((agent) => (
              <label key={agent.agent_id} class="c-choice">
                <input
                  type="radio"
                  name="to"
                  checked={isAgent(agent.agent_id)}
                  onChange={() => setTarget({ to: "agent", agent_id: agent.agent_id })}
                />
                <Avatar id={agent.agent_id} name={agent.name} face={agent.face} presence={dotOf(agent)} />
                <span class="z-grow">
                  {agent.name}
                  <small>
                    {presenceText(t, agent)} · {t("transfer.load", { open: agent.open_count, capacity: agent.capacity })}
                  </small>
                </span>
              </label>
            ))}
          </fieldset>
          <label class="z-field">
            <span class="z-label">
              {t("transfer.note")} <span class="z-hint">{t("transfer.optional")}</span>
            </span>
            <textarea
              class="z-input"
              rows={2}
              maxLength={4_000}
              value={note}
              onInput={(event) => setNote(event.currentTarget.value)}
            />
          </label>
        </div>
        <div class="z-dialog__f">
          <button type="submit" class="z-btn z-btn--primary">
            {t("transfer.send")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
