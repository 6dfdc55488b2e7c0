import { computed, signal } from "@preact/signals";
import type { OpenSocket } from "@shared/wire/socket.ts";
import type { Timing } from "@shared/wire/timing.ts";
import { emptyConsole, reduce, type Action, type Console } from "../state/console.ts";
import type { Tab } from "../state/sections.ts";
import { Alarm } from "./alarm.ts";
import { Bell } from "./bell.ts";
import { CallbackActions } from "./calls.ts";
import { startClock } from "./clock.ts";
import { ConversationActions } from "./conversations.ts";
import type { Desk, DeskCore, DialogName } from "./desk.ts";
import { startEffects, tellSetAway, wantedOf } from "./effects.ts";
import { formatOf } from "./format.ts";
import { HubLink } from "./link.ts";
import { openNavigation } from "./navigation.ts";
import { eventOf, openOutbox, outboxStore } from "./outbox.ts";
import { readPreferences } from "../state/preferences.ts";
import { startReading } from "./reading.ts";
import { slicesOf } from "./slices.ts";
import { textsOf } from "./texts.ts";
import { Toasts } from "./toasts.ts";
import { watchPresence } from "./watching.ts";
import { Writing } from "./writing.ts";

/** What the console takes from the world; tests bring their own. */
export interface Surroundings {
  readonly window: Window;
  readonly openSocket: OpenSocket;
  readonly timing: Timing;
  readonly bell: Bell;
  readonly notifications: typeof Notification | null;
  /** Sends a POST that changes something to the hub. */
  readonly post: (path: string) => Promise<void>;
  /** Leaves for the sign-in page, with the reason if there is one. */
  readonly leave: (reason: string | null) => void;
  readonly newId: () => string;
}

/** Wires the console up and starts it. */
export function openDesk(world: Surroundings): Desk {
  const { window, timing } = world;
  const state = signal<Console>(emptyConsole);
  const dispatch = (action: Action): void => {
    state.value = reduce(state.peek(), action);
  };
  const watching = watchPresence(window, timing);
  const navigation = openNavigation(window);
  const local = startClock(timing, (now) => dispatch({ kind: "ticked", now }));
  const now = computed(() => local.value + state.value.skewMs);

  const viewed = computed(() =>
    navigation.route.value.page === "inbox" ? navigation.route.value.conversation : null,
  );
  const looking = (): string | null => (watching.seen.value ? viewed.value : null);

  const link = new HubLink({
    open: world.openSocket,
    timing,
    state: () => state.peek(),
    dispatch,
    wanted: () => wantedOf(state.peek(), viewed.peek()),
    viewed: () => viewed.peek(),
    active: watching.active,
    reload: () => window.location.reload(),
  });
  const core = coreOf(world, { state, dispatch, link, navigation, now });
  let chosen: string | null = null;
  const desk: Desk = {
    ...core,
    tab: signal<Tab>("mine"),
    search: signal(""),
    dialog: signal<DialogName | null>(null),
    atEnd: signal(true),
    conversations: new ConversationActions(core),
    callbacks: new CallbackActions(core),
    writing: new Writing(core, window.localStorage),
    alarm: new Alarm(core, { ...world, document: window.document, looking, seen: watching.seen }),
    setPresence: (presence) => {
      chosen = presence;
      dispatch({ kind: "presence", state: presence });
      link.send("presence.set", { state: presence }).catch(() => core.toasts.say(core.t("error.offline")));
    },
    signOut: async () => {
      await world.post("/api/v1/sign-out");
      world.leave(null);
    },
  };
  tellSetAway(desk, () => chosen);
  startEffects(desk, world, viewed);
  startReading(desk, () => (desk.atEnd.value ? looking() : null));
  desk.alarm.start();
  link.connection.start();
  return desk;
}

type Parts = Pick<DeskCore, "state" | "dispatch" | "link" | "navigation" | "now">;

function coreOf(world: Surroundings, parts: Parts): DeskCore {
  const { window, timing, newId } = world;
  const { state, dispatch, link } = parts;
  const preferences = signal(readPreferences(window.localStorage, window.navigator.languages));
  const texts = computed(() => textsOf(preferences.value.language));
  const format = computed(() => formatOf(preferences.value.language));
  const outbox = openOutbox({
    store: outboxStore(window.localStorage, () => state.peek().me?.agent_id ?? ""),
    send: link.send,
    timing,
    stored: (payload, ack) => {
      // The push brings the cards of its products; without them the ack says everything.
      if (payload.kind === "message" && payload.product_ids !== undefined) return;
      const { me, conversations } = state.peek();
      const author = { kind: "agent" as const, id: me?.agent_id ?? "", name: me?.name ?? "" };
      const after = conversations[payload.conversation_id]?.log.last ?? 0;
      const kept = eventOf(payload, ack, author, after);
      if ("event" in kept) dispatch({ kind: "event", event: kept.event });
      else dispatch({ kind: "team_event", event: kept.team });
    },
  });
  const slices = slicesOf(state);
  const core: DeskCore = {
    ...parts,
    slices,
    outbox,
    timing,
    preferences,
    toasts: new Toasts(timing),
    busy: signal<ReadonlySet<string>>(new Set()),
    t: (key, values) => texts.value(key, values),
    format: () => format.value,
    visitorName: (row) =>
      row.visitor_name || core.t("visitor.nameless", { number: String(row.visitor_number) }),
    nameOf: (id) => {
      const row = slices.inbox.value.rows[id];
      if (row !== undefined) return core.visitorName(row);
      const visitor = slices.conversations.value[id]?.visitor;
      if (visitor === undefined) return "";
      return core.visitorName({ visitor_name: visitor.name, visitor_number: visitor.number });
    },
    callerOf: (callback) => callback.name || callback.phone,
    newId,
  };
  return core;
}
