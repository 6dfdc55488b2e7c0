import type { Language } from "@shared/i18n/translate";
import type { CallbackRequest, CallbackSlotsReply, VisitorCallback } from "@shared/wire/visitor.gen";
import type { Screen } from "../state/model.ts";

/** What the shopper can do; the forms' promises reject with `CommandError`. */
export interface Actions {
  open(screen: Screen, topic?: string): void;
  /** To the conversation, or home where nothing was said yet. */
  goBack(): void;
  close(): void;
  toggleMenu(menu: boolean): void;
  /** Sends a text; `entryId` when a suggestion was pressed. */
  say(text: string, entryId?: string): void;
  retry(clientId: string): void;
  discard(clientId: string): void;
  /** The composer's text changed: others see "is typing", and a reload keeps it. */
  draft(text: string): void;
  requestPerson(): Promise<void>;
  leaveQueue(): Promise<void>;
  endConversation(): Promise<void>;
  rate(score: number, comment: string): Promise<void>;
  rateAnswer(messageId: string, helpful: boolean): void;
  /** Everything up to here was on the screen. */
  seen(seq: number): void;
  loadEarlier(): Promise<void>;
  chooseLanguage(language: Language): Promise<void>;
  switchSound(sound: boolean): void;
  /** Tries again to get in, after a failure. */
  reconnect(): void;
  callbackSlots(): Promise<CallbackSlotsReply>;
  requestCallback(request: CallbackRequest): Promise<VisitorCallback>;
  moveCallback(callbackId: string, wantedAt: number): Promise<VisitorCallback>;
  cancelCallback(callbackId: string): Promise<void>;
  leaveMessage(message: { client_id: string; email: string; text: string }): Promise<void>;
}
