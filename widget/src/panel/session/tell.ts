import { computed, effect, type ReadonlySignal } from "@preact/signals";
import { OPEN_CONVERSATION_KEY } from "../../embed/messages.ts";
import { unreadCount } from "../state/conversation.ts";
import type { State } from "../state/model.ts";
import { t } from "../texts/texts.ts";
import type { LoaderPort } from "./port.ts";

/** Keeps the shop's page informed: the badge, the conversation's status, a callback, and how much room it needs. */
export function tellLoader(state: ReadonlySignal<State>, port: LoaderPort): void {
  const unread = computed(() => unreadCount(state.value.conversation));
  const status = computed(() => state.value.conversation?.status ?? "none");
  const callback = computed(() => state.value.callback);
  effect(() => {
    const count = unread.value;
    port.post({ kind: "unread", count, label: t("launcher.unread", { count }) });
  });
  let known = false;
  effect(() => {
    const now = status.value;
    if (!known && now === "none") return;
    known = true;
    const open = now !== "none" && now !== "closed";
    port.post({ kind: "keep", key: OPEN_CONVERSATION_KEY, value: open ? "1" : null });
    port.post({ kind: "tell", told: { name: "status", detail: { status: now } } });
  });
  const wide = computed(() => state.value.screen === "guide");
  effect(() => port.post({ kind: "wide", wide: wide.value }));
  let first = true;
  effect(() => {
    const now = callback.value;
    if (!first && now) {
      const detail = { reference: now.reference, status: now.status };
      port.post({ kind: "tell", told: { name: "callback", detail } });
    }
    first = false;
  });
}
