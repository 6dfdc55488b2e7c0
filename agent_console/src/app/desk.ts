import type { ReadonlySignal, Signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Timing } from "@shared/wire/timing.ts";
import type { Action, Console } from "../state/console.ts";
import type { Presence } from "../state/agents.ts";
import type { Tab } from "../state/sections.ts";
import type { AgentView, CallbackView, ConversationSummary } from "../wire/agent.gen.ts";
import type { Alarm } from "./alarm.ts";
import type { CallbackActions } from "./calls.ts";
import type { ConversationActions } from "./conversations.ts";
import type { Format } from "./format.ts";
import type { HubLink } from "./link.ts";
import type { Navigation } from "./navigation.ts";
import type { Outbox } from "./outbox.ts";
import type { Preferences } from "../state/preferences.ts";
import type { Slices } from "./slices.ts";
import type { T } from "./texts.ts";
import type { Toasts } from "./toasts.ts";
import type { Writing } from "./writing.ts";

export type DialogName = "palette" | "shortcuts" | "transfer";

/** What every action needs: the state, the line to the hub, and the words. */
export interface DeskCore {
  readonly state: ReadonlySignal<Console>;
  readonly slices: Slices;
  readonly dispatch: (action: Action) => void;
  readonly link: HubLink;
  readonly outbox: Outbox;
  readonly timing: Timing;
  readonly toasts: Toasts;
  readonly preferences: Signal<Preferences>;
  readonly navigation: Navigation;
  /** The server's time, in ticks. */
  readonly now: ReadonlySignal<number>;
  /** Conversations a command is on its way for. */
  readonly busy: Signal<ReadonlySet<string>>;
  readonly t: T;
  readonly format: () => Format;
  /** What the visitor of a conversation is called here. */
  readonly nameOf: (conversationId: string) => string;
  readonly visitorName: (row: Pick<ConversationSummary, "visitor_name" | "visitor_number">) => string;
  readonly callerOf: (callback: CallbackView) => string;
  /** New and unused, for what must be stored once. */
  readonly newId: () => string;
}

/** Everything a view can see and do. */
export interface Desk extends DeskCore {
  readonly tab: Signal<Tab>;
  readonly search: Signal<string>;
  readonly dialog: Signal<DialogName | null>;
  /** The newest message of the open conversation is on the screen. */
  readonly atEnd: Signal<boolean>;
  readonly conversations: ConversationActions;
  readonly callbacks: CallbackActions;
  readonly writing: Writing;
  readonly alarm: Alarm;
  readonly setPresence: (state: Presence) => void;
  readonly signOut: () => Promise<void>;
}

const DeskContext = createContext<Desk | null>(null);
export const DeskProvider = DeskContext.Provider;

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error("a view stands outside of DeskProvider");
  return desk;
}

/** Me, once the server has said who that is; views under the skeleton may count on it. */
export function useMe(): AgentView {
  const me = useDesk().slices.me.value;
  if (me === null) throw new Error("a view was drawn before the welcome");
  return me;
}
