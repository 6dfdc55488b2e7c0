import type { Language } from "@shared/i18n/translate";

/** What loader and panel say to each other over their private port; the loader lives on the shop's page. */

/** Where the panel should go; `current` leaves it where it is. */
export type Intent =
  | { screen: "current" }
  | { screen: "conversation" }
  | { screen: "callback"; topic: string }
  | { screen: "leave_message" }
  | { screen: "guide"; guide: string };

/** What the shop knows about its visitor: fills in forms, nothing else. */
export interface Identity {
  name: string;
  email: string;
  phone: string;
}

export interface PageView {
  url: string;
  title: string;
}

export interface Init {
  kind: "init";
  /** Null when none could be got; ask again with `token.needed`. */
  token: string | null;
  page: PageView;
  /** Whether the shopper sees the panel. */
  shown: boolean;
  intent: Intent | null;
  identity: Identity;
  /** What `keep` stored earlier, by key. */
  kept: Readonly<Record<string, string>>;
}

export type ToPanel =
  | Init
  | { kind: "token"; token: string | null }
  | { kind: "shown"; shown: boolean }
  | { kind: "intent"; intent: Intent }
  | { kind: "page"; page: PageView }
  | { kind: "language"; language: Language }
  | { kind: "identity"; identity: Identity };

/** What the panel tells the shop's page, as `zalada:NAME` events. */
export type Told =
  | { name: "message"; detail: { from: "agent" | "bot" } }
  | { name: "status"; detail: { status: string } }
  | { name: "callback"; detail: { reference: string; status: string } }
  | { name: "guide"; detail: GuideTold };

/** How a guide goes; `best` is the product that leads, if any does. */
export interface GuideTold {
  guide: string;
  event: "started" | "answered" | "skipped" | "finished";
  best: { product_id: string; title: string; percent: number } | null;
}

export type ToLoader =
  | { kind: "ready" }
  /** `refused`: the one that the server no longer takes. */
  | { kind: "token.needed"; refused: string | null }
  | { kind: "token.fresh"; token: string }
  | { kind: "close" }
  | { kind: "reload" }
  /** A list stands beside the questions: take more of the page, where there is more. */
  | { kind: "wide"; wide: boolean }
  | { kind: "unread"; count: number; label: string }
  | { kind: "keep"; key: string; value: string | null }
  | { kind: "language"; language: Language }
  | { kind: "tell"; told: Told };

/** First word of the handshake; the port travels with it. */
export const HANDSHAKE = "zalada:connect:1";

/** Kept while a conversation is open, so that the next page listens for answers. */
export const OPEN_CONVERSATION_KEY = "open";
