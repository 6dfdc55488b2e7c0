import { newClientId } from "@shared/wire/clientId";
import type { Language } from "@shared/i18n/translate";
import type { Outgoing } from "@shared/wire/outgoing";
import type { Timing } from "@shared/wire/timing";
import type { MessageAck, MessageSend } from "@shared/wire/visitor.gen";
import type { ReadonlySignal } from "@preact/signals";
import type { Happening } from "../state/happening.ts";
import type { State } from "../state/model.ts";
import type { Actions } from "./actions.ts";
import type { VisitorConnection } from "./hub.ts";
import type { LoaderPort } from "./port.ts";
import type { Receipts } from "./receipts.ts";

export interface ActionParts {
  state: ReadonlySignal<State>;
  dispatch: (happening: Happening) => void;
  connection: VisitorConnection;
  outgoing: Outgoing<MessageSend, MessageAck>;
  receipts: Receipts;
  port: LoaderPort;
  timing: Timing;
  loadTexts: (language: Language) => Promise<void>;
  ring: () => void;
  /** Tries again to get in, after a failure. */
  reconnect: () => void;
}

const TYPING_EVERY_MS = 3_000;
const EARLIER_PAGE = 200;

/** Turns what the shopper does into commands and happenings. */
export function createActions(parts: ActionParts): Actions {
  const { state, dispatch, connection, outgoing, receipts, port, timing, reconnect } = parts;
  const openConversation = () => {
    const { conversation } = state.peek();
    return conversation && conversation.status !== "closed" ? conversation : null;
  };
  const openId = (): string | null => openConversation()?.conversation_id ?? null;

  let typedAt = 0;
  const setTyping = (typing: boolean): void => {
    const conversation_id = openId();
    if (conversation_id === null || connection.state.kind !== "live") return;
    const now = timing.now();
    if (typing ? now - typedAt < TYPING_EVERY_MS : typedAt === 0) return;
    typedAt = typing ? now : 0;
    // Typing is only true now; when it cannot be sent it need not be.
    connection.send("typing.set", { conversation_id, typing }).catch(() => undefined);
  };

  return {
    open: (screen, topic) => dispatch({ type: "opened", screen, ...(topic === undefined ? {} : { topic }) }),
    goBack: () => dispatch({ type: "opened", screen: state.peek().conversation === null ? "home" : "conversation" }),
    close: () => port.post({ kind: "close" }),
    toggleMenu: (menu) => dispatch({ type: "menu.toggled", menu }),
    say(text, entryId) {
      outgoing.push({
        client_id: newClientId(),
        text,
        conversation_id: openId(),
        ...(entryId ? { entry_id: entryId } : {}),
      });
      setTyping(false);
      port.post({ kind: "keep", key: "draft", value: null });
      dispatch({ type: "opened", screen: "conversation" });
    },
    retry: (clientId) => outgoing.retry(clientId),
    discard: (clientId) => outgoing.remove(clientId),
    draft(text) {
      setTyping(text !== "");
      port.post({ kind: "keep", key: "draft", value: text === "" ? null : text });
    },
    async requestPerson() {
      dispatch({ type: "opened", screen: "conversation" });
      const { conversation } = await connection.send("person.request", {});
      dispatch({ type: "snapshot.came", snapshot: conversation });
    },
    async leaveQueue() {
      const conversation_id = openId();
      if (conversation_id === null) return;
      const { conversation } = await connection.send("queue.leave", { conversation_id });
      dispatch({ type: "snapshot.came", snapshot: conversation });
    },
    async endConversation() {
      dispatch({ type: "menu.toggled", menu: false });
      const conversation_id = openId();
      if (conversation_id !== null) await connection.send("conversation.close", { conversation_id });
    },
    async rate(score, comment) {
      const conversation_id = state.peek().conversation?.conversation_id;
      if (conversation_id === undefined) return;
      await connection.send("conversation.rate", { conversation_id, score, ...(comment ? { comment } : {}) });
      dispatch({ type: "rated", score });
    },
    rateAnswer(message_id, helpful) {
      const event = [...state.peek().past, ...(state.peek().conversation?.log.shown ?? [])].find(
        ({ body }) => body.type === "message.posted" && body.message_id === message_id,
      );
      if (!event) return;
      dispatch({ type: "answer.rated", message_id, helpful });
      const { conversation_id } = event;
      // A thumb that was lost is not worth an error on the screen.
      connection.send("answer.rate", { conversation_id, message_id, helpful }).catch(() => undefined);
    },
    seen(seq) {
      const { conversation } = state.peek();
      if (!conversation) return;
      dispatch({ type: "read", seq });
      const { conversation_id, log } = conversation;
      receipts.mark({ conversation_id, delivered_seq: log.last, read_seq: seq });
    },
    async loadEarlier() {
      const { conversation } = state.peek();
      const first = conversation?.log.shown[0]?.seq;
      if (!conversation || first === undefined) return;
      const { conversation_id } = conversation;
      const after = Math.max(0, first - 1 - EARLIER_PAGE);
      const reply = await connection.send("sync", { conversations: { [conversation_id]: after } });
      const events = reply.conversations.flatMap((one) => one.events);
      dispatch({ type: "earlier.came", conversation_id, events });
    },
    async chooseLanguage(language) {
      await parts.loadTexts(language);
      dispatch({ type: "language.chosen", language });
      port.post({ kind: "language", language });
      if (connection.state.kind === "live") await connection.send("language.set", { language });
    },
    switchSound(sound) {
      dispatch({ type: "sound.switched", sound });
      port.post({ kind: "keep", key: "sound", value: sound ? null : "off" });
      if (sound) parts.ring();
    },
    reconnect,
    callbackSlots: () => connection.send("callback.slots", {}),
    async requestCallback(request) {
      const { callback } = await connection.send("callback.request", request);
      dispatch({ type: "callback.changed", callback });
      return callback;
    },
    async moveCallback(callback_id, wanted_at) {
      const { callback } = await connection.send("callback.move", { callback_id, wanted_at });
      dispatch({ type: "callback.changed", callback });
      return callback;
    },
    async cancelCallback(callback_id) {
      const { callback } = await connection.send("callback.cancel", { callback_id });
      dispatch({ type: "callback.changed", callback });
    },
    async leaveMessage(message) {
      const ack = await connection.send("message.leave", message);
      dispatch({ type: "message.left", email: message.email, ack });
    },
  };
}
