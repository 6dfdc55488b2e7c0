import type { Language } from "@shared/i18n/translate";
import type { OutgoingItem } from "@shared/wire/outgoing";
import type {
  Availability,
  CursorMoved,
  HeartbeatReply,
  MessageAck,
  MessageSend,
  QueueMoved,
  StoredEvent,
  Synced,
  TypingChanged,
  VisitorCallback,
  VisitorSnapshot,
  VisitorWelcome,
} from "@shared/wire/visitor.gen";
import type { Identity } from "../../embed/messages.ts";
import type { Screen } from "./model.ts";

/** Everything that can happen to the panel. */
export type Happening =
  | { type: "opened"; screen: Screen; topic?: string }
  | { type: "menu.toggled"; menu: boolean }
  | { type: "shown.changed"; shown: boolean }
  | { type: "language.chosen"; language: Language }
  | { type: "sound.switched"; sound: boolean }
  | { type: "identified"; identity: Identity }
  | { type: "link.live" }
  | { type: "link.lost"; now: number }
  | { type: "link.failed" }
  | { type: "welcomed"; welcome: VisitorWelcome; guides: boolean }
  | { type: "event.came"; event: StoredEvent }
  | { type: "synced"; synced: readonly Synced[] }
  | { type: "earlier.came"; conversation_id: string; events: readonly StoredEvent[] }
  | { type: "snapshot.came"; snapshot: VisitorSnapshot }
  | { type: "heartbeat.answered"; reply: HeartbeatReply }
  | { type: "outgoing.changed"; items: readonly OutgoingItem<MessageSend>[] }
  | { type: "message.stored"; payload: MessageSend; ack: MessageAck }
  | { type: "typing.came"; event: TypingChanged; now: number }
  | { type: "typing.expired"; now: number }
  | { type: "cursor.came"; event: CursorMoved }
  | { type: "queue.came"; event: QueueMoved }
  | { type: "availability.came"; availability: Availability }
  | { type: "read"; seq: number }
  | { type: "answer.rated"; message_id: string; helpful: boolean }
  | { type: "rated"; score: number }
  | { type: "callback.changed"; callback: VisitorCallback }
  | { type: "message.left"; email: string; ack: MessageAck };
