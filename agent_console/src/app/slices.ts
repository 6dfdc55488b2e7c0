import { computed, type ReadonlySignal } from "@preact/signals";
import type { Console } from "../state/console.ts";

/** Parts of the state as signals of their own, so that a view is drawn again only when its part changed. */
export type Slices = {
  readonly [K in "inbox" | "me" | "email" | "callbacks" | "doneLoaded" | "agents" | "conversations" | "link"]: ReadonlySignal<
    Console[K]
  >;
};

export function slicesOf(state: ReadonlySignal<Console>): Slices {
  return {
    inbox: computed(() => state.value.inbox),
    me: computed(() => state.value.me),
    email: computed(() => state.value.email),
    callbacks: computed(() => state.value.callbacks),
    doneLoaded: computed(() => state.value.doneLoaded),
    agents: computed(() => state.value.agents),
    conversations: computed(() => state.value.conversations),
    link: computed(() => state.value.link),
  };
}
