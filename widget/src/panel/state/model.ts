import type { Language } from "@shared/i18n/translate";
import type { OutgoingItem } from "@shared/wire/outgoing";
import type {
  Author,
  Availability,
  MessageAck,
  MessageSend,
  ShopView,
  StoredEvent,
  VisitorCallback,
} from "@shared/wire/visitor.gen";
import type { Identity } from "../../embed/messages.ts";
import type { Conversation } from "./conversation.ts";

export type Screen = "home" | "conversation" | "callback" | "leave_message" | "guide";

/** `failed`: no visitor's token could be got, so there is nothing to connect with. */
export type Link = "opening" | "live" | "reconnecting" | "failed";

/** Stored by the server; its event may still be on the way. */
export interface SentMessage {
  payload: MessageSend;
  ack: MessageAck;
}

/** Everything the panel shows; changed by `reduce` alone. */
export interface State {
  language: Language;
  screen: Screen;
  menu: boolean;
  /** Whether the shopper sees the panel. */
  shown: boolean;
  link: Link;
  /** Since when the connection is gone, while it is. */
  link_lost_at: number | null;
  shop: ShopView | null;
  availability: Availability | null;
  conversation: Conversation | null;
  /** What was said in earlier conversations of this page view. */
  past: readonly StoredEvent[];
  callback: VisitorCallback | null;
  /** What the callback form starts with. */
  topic: string;
  /** Whether the shop has guides, and which one was asked for; empty lets the shopper choose. */
  guides: boolean;
  guide: string;
  outgoing: readonly OutgoingItem<MessageSend>[];
  sent: readonly SentMessage[];
  typing: { author: Author; until: number } | null;
  /** Which answers were said to have helped, by message. */
  helpful: Readonly<Record<string, boolean>>;
  /** A written message was left: the confirmation says where the answer goes. */
  left_email: string | null;
  sound: boolean;
  identity: Identity;
  /** Somebody who has been here before is greeted as such. */
  returning: boolean;
}

export function initialState(language: Language): State {
  return {
    language,
    screen: "home",
    menu: false,
    shown: false,
    link: "opening",
    link_lost_at: null,
    shop: null,
    availability: null,
    conversation: null,
    past: [],
    callback: null,
    topic: "",
    guides: false,
    guide: "",
    outgoing: [],
    sent: [],
    typing: null,
    helpful: {},
    left_email: null,
    sound: true,
    identity: { name: "", email: "", phone: "" },
    returning: false,
  };
}
