import type { MessagePosted, StoredEvent, Synced } from "@shared/wire/visitor.gen";
import {
  type Conversation,
  fromSnapshot,
  newConversation,
  withCursor,
  withEarlier,
  withEvents,
  withKnown,
} from "./conversation.ts";
import type { Happening } from "./happening.ts";
import type { State } from "./model.ts";

const TYPING_SHOWN_MS = 6_000;

function clientIds(events: readonly StoredEvent[]): Set<string> {
  const posts = events.map(({ body }) => body).filter((body): body is MessagePosted => body.type === "message.posted");
  return new Set(posts.map(({ client_id }) => client_id));
}

/** Puts a conversation on the screen; what it now shows itself need not be shown as sent. */
function showing(state: State, conversation: Conversation): State {
  const arrived = clientIds(conversation.log.shown);
  const sent = state.sent.filter(({ payload }) => !arrived.has(payload.client_id));
  return { ...state, conversation, sent: sent.length === state.sent.length ? state.sent : sent };
}

/** The conversation with this id; a new one pushes the closed one into the past. */
function turnTo(state: State, conversation_id: string): { state: State; conversation: Conversation } {
  const current = state.conversation;
  if (current?.conversation_id === conversation_id) return { state, conversation: current };
  const past = current ? [...state.past, ...current.log.shown] : state.past;
  return { state: { ...state, past, typing: null }, conversation: newConversation(conversation_id) };
}

function eventCame(state: State, event: StoredEvent): State {
  const current = state.conversation;
  const other = current !== null && current.conversation_id !== event.conversation_id;
  if (other && state.past.some((old) => old.conversation_id === event.conversation_id)) return state;
  if (other && current.status !== "closed" && event.seq > 1) return state;
  const { state: turned, conversation } = turnTo(state, event.conversation_id);
  const next = showing(turned, withEvents(conversation, [event]));
  const spoke = event.body.type === "message.posted" && event.body.author.kind !== "visitor";
  return spoke ? { ...next, typing: null } : next;
}

function synced(state: State, { conversation_id, events, snapshot }: Synced): State {
  const current = state.conversation;
  if (current?.conversation_id !== conversation_id) return state;
  const base = snapshot ? fromSnapshot(snapshot, current) : current;
  return showing(state, withEvents(base, events));
}

/** The server knows of `seq` in a conversation; one that nobody here knows was started in another tab. */
function heardOf(state: State, [conversation_id, seq]: [string, number]): State {
  const current = state.conversation;
  const busy = current !== null && current.status !== "closed";
  const mine = current?.conversation_id === conversation_id;
  if (!mine && (busy || state.past.some((old) => old.conversation_id === conversation_id))) return state;
  const turned = turnTo(state, conversation_id);
  return { ...turned.state, conversation: withKnown(turned.conversation, seq) };
}

export function reduce(state: State, happening: Happening): State {
  switch (happening.type) {
    case "opened":
      return {
        ...state,
        screen: happening.screen,
        menu: false,
        ...(happening.screen === "guide"
          ? { guide: happening.topic ?? "" }
          : { topic: happening.topic ?? state.topic }),
        left_email: happening.screen === "leave_message" ? null : state.left_email,
      };
    case "menu.toggled":
      return { ...state, menu: happening.menu };
    case "shown.changed":
      return { ...state, shown: happening.shown, menu: false };
    case "language.chosen":
      return { ...state, language: happening.language };
    case "sound.switched":
      return { ...state, sound: happening.sound };
    case "identified":
      return { ...state, identity: happening.identity };
    case "link.live":
      return { ...state, link: "live", link_lost_at: null };
    case "link.lost": {
      if (state.link === "reconnecting") return state;
      const link = state.shop ? "reconnecting" : "opening";
      return { ...state, link, link_lost_at: state.link_lost_at ?? happening.now, typing: null };
    }
    case "link.failed":
      return { ...state, link: "failed" };
    case "welcomed": {
      const { shop, availability, callback, conversation } = happening.welcome;
      const first = state.shop === null;
      const next: State = {
        ...state,
        shop,
        availability,
        callback,
        guides: happening.guides,
        returning: first ? conversation !== null || callback !== null : state.returning,
      };
      if (!conversation) return next;
      const known = turnTo(next, conversation.conversation_id);
      const moved = showing(known.state, fromSnapshot(conversation, known.conversation));
      const goOn = first && state.screen === "home" && conversation.status !== "closed";
      return goOn ? { ...moved, screen: "conversation" } : moved;
    }
    case "event.came":
      return eventCame(state, happening.event);
    case "synced":
      return happening.synced.reduce(synced, state);
    case "earlier.came":
      return state.conversation?.conversation_id === happening.conversation_id
        ? { ...state, conversation: withEarlier(state.conversation, happening.events) }
        : state;
    case "snapshot.came": {
      const known = turnTo(state, happening.snapshot.conversation_id);
      return showing(known.state, fromSnapshot(happening.snapshot, known.conversation));
    }
    case "heartbeat.answered": {
      const { conversations, availability } = happening.reply;
      return Object.entries(conversations).reduce(heardOf, { ...state, availability });
    }
    case "outgoing.changed":
      return { ...state, outgoing: happening.items };
    case "message.stored": {
      const { payload, ack } = happening;
      const turned = turnTo(state, ack.conversation_id);
      const sent = [...turned.state.sent, { payload, ack }];
      return showing({ ...turned.state, sent }, withKnown(turned.conversation, ack.seq));
    }
    case "typing.came": {
      const { event, now } = happening;
      if (event.conversation_id !== state.conversation?.conversation_id) return state;
      const typing = event.typing ? { author: event.author, until: now + TYPING_SHOWN_MS } : null;
      return { ...state, typing };
    }
    case "typing.expired":
      return state.typing && state.typing.until <= happening.now ? { ...state, typing: null } : state;
    case "cursor.came": {
      const { conversation_id, cursor } = happening.event;
      return state.conversation?.conversation_id === conversation_id
        ? { ...state, conversation: withCursor(state.conversation, cursor) }
        : state;
    }
    case "queue.came": {
      const { conversation_id, position, wait_ms } = happening.event;
      return state.conversation?.conversation_id === conversation_id
        ? { ...state, conversation: { ...state.conversation, position, wait_ms } }
        : state;
    }
    case "availability.came":
      return { ...state, availability: happening.availability };
    case "read": {
      if (!state.conversation) return state;
      const cursor = { participant: "visitor", delivered_seq: happening.seq, read_seq: happening.seq };
      return { ...state, conversation: withCursor(state.conversation, cursor) };
    }
    case "answer.rated":
      return { ...state, helpful: { ...state.helpful, [happening.message_id]: happening.helpful } };
    case "rated":
      return state.conversation
        ? { ...state, conversation: { ...state.conversation, score: happening.score } }
        : state;
    case "callback.changed":
      return { ...state, callback: happening.callback.status === "cancelled" ? null : happening.callback };
    case "message.left": {
      const turned = turnTo(state, happening.ack.conversation_id);
      return {
        ...turned.state,
        conversation: withKnown(turned.conversation, happening.ack.seq),
        left_email: happening.email,
      };
    }
  }
}
