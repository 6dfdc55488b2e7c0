import { batch, computed, effect, type ReadonlySignal } from "@preact/signals";
import { watchWaking } from "@shared/wire/waking.ts";
import type { Console } from "../state/console.ts";
import { showPreferences, writePreferences } from "../state/preferences.ts";
import { sectionOf } from "../state/sections.ts";
import type { Desk } from "./desk.ts";
import type { Surroundings } from "./open.ts";

/** Mine and the one on the screen: what happens in these is told in full. */
export function wantedOf({ inbox, me }: Pick<Console, "inbox" | "me">, viewed: string | null): readonly string[] {
  if (me === null) return viewed === null ? [] : [viewed];
  const mine = Object.values(inbox.rows)
    .filter((row) => sectionOf(row, me.agent_id) === "mine")
    .map((row) => row.conversation_id);
  return viewed === null ? mine : [...new Set([...mine, viewed])];
}

/** Whoever let a shopper wait is set away by the hub: said in words, and taken back with one press. */
export function tellSetAway(desk: Desk, chosen: () => string | null): void {
  let before: string | null = null;
  effect(() => {
    const now = desk.slices.me.value?.state ?? null;
    if (before !== null && before !== "away" && now === "away" && chosen() !== "away") {
      desk.toasts.say(desk.t("toast.set_away"), () => desk.setPresence("available"));
    }
    before = now;
  });
}

/** Everything that follows by itself from the state, the address and the page. */
export function startEffects(desk: Desk, world: Surroundings, viewed: ReadonlySignal<string | null>): void {
  keepWriting(desk);
  keepOpen(desk, viewed);
  followVisitor(desk, viewed);
  leaveWhenEnded(desk, world);
  const { window } = world;
  effect(() => {
    showPreferences(desk.preferences.value, window.document.documentElement);
    writePreferences(window.localStorage, desk.preferences.value);
  });
  watchWaking(
    { window, document: window.document },
    { wake: () => desk.link.connection.wake(), sleep: () => desk.link.connection.pause() },
  );
  const unlock = (): void => {
    world.bell.unlock().catch(() => undefined);
  };
  window.addEventListener("pointerdown", unlock, { once: true, capture: true });
}

/** Drafts and what waits to be sent belong to an agent: both are taken up once it is known which. */
function keepWriting({ slices, outbox, writing }: Desk): void {
  let adopted = false;
  effect(() => {
    const me = slices.me.value;
    const live = slices.link.value === "live";
    batch(() => {
      if (me !== null && !adopted) {
        adopted = true;
        writing.adopt(me.agent_id);
        void outbox.outgoing.restore();
      }
      outbox.outgoing.setOnline(live);
    });
  });
}

/** Opens and leaves conversations as they become mine, are looked at, or neither. */
function keepOpen({ slices, link }: Desk, viewed: ReadonlySignal<string | null>): void {
  const wanted = computed(() => {
    const parts = { inbox: slices.inbox.value, me: slices.me.value };
    return `${slices.link.value} ${wantedOf(parts, viewed.value).join(" ")}`;
  });
  effect(() => {
    // What fails here is tried again with the next change, or shown by the pane itself.
    if (wanted.value.startsWith("live")) link.arrange().catch(() => undefined);
  });
}

/** The visitor on the screen came or went: their page and their last visit are other ones now. */
function followVisitor({ slices, link }: Desk, viewed: ReadonlySignal<string | null>): void {
  let known: { readonly id: string; readonly online: boolean } | null = null;
  effect(() => {
    const row = slices.inbox.value.rows[viewed.value ?? ""];
    if (row === undefined) return;
    const { conversation_id: id, visitor_online: online } = row;
    const changed = known?.id === id && known.online !== online;
    known = { id, online };
    if (changed) link.look(id).catch(() => undefined);
  });
}

function leaveWhenEnded({ state }: Desk, world: Surroundings): void {
  const ended = computed(() => state.value.ended);
  effect(() => {
    if (ended.value !== null) world.leave(ended.value);
  });
}
