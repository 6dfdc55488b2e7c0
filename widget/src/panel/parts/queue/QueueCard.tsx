import { iconPhone } from "@shared/icons";
import { Icon } from "@shared/ui/Icon";
import { useApp } from "../../app.ts";
import { minutesOf } from "../../texts/formats.ts";
import { t } from "../../texts/texts.ts";
import { AsyncButton } from "../../views/AsyncButton.tsx";
import "./queue.css";

const STEPS = 5;

/** The place in the queue, how long it takes, and the two ways out of it. */
export function QueueCard() {
  const { state, act } = useApp();
  const { position = null, wait_ms = null } = state.value.conversation ?? {};
  const done = position === null ? 0 : Math.max(1, STEPS - position);
  return (
    <>
      <div class="w-queue" role="status">
        <div class="z-faint p-queue__cap">{t(position === null ? "queue.joining" : "queue.place")}</div>
        {position !== null && <div class="w-queue__n">{position}</div>}
        <div class="w-queue__l" aria-hidden="true">
          {Array.from({ length: STEPS }, (_, step) => (
            <i key={step} class={step < done ? "on" : ""} />
          ))}
        </div>
        <p>{wait_ms === null ? t("queue.unknown") : t("queue.wait", { count: minutesOf(wait_ms) })}</p>
      </div>
      <div class="p-ways">
        <button type="button" class="z-btn z-btn--soft z-btn--lg z-btn--block" onClick={() => act.open("callback")}>
          <Icon shape={iconPhone} />
          {t("queue.callback")}
        </button>
        <AsyncButton class="z-btn z-btn--ghost z-btn--lg z-btn--block" run={act.leaveQueue}>
          {t("queue.leave")}
        </AsyncButton>
      </div>
    </>
  );
}
