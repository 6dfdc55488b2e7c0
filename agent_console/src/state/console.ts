import type {
  AgentChanged,
  AgentView,
  AgentWelcome,
  CallbackChanged,
  CallbackView,
  ConversationSummary,
  CursorMoved,
  EventsEarlierReply,
  GuideChanged,
  GuideRun,
  Inbox,
  InboxChanged,
  LogPosition,
  Opened,
  SessionEnded,
  ShopView,
  StoredEvent,
  TeamEvent,
  TeamSynced,
  TypingChanged,
} from "../wire/agent.gen.ts";
import { agentsById, type Agents, type Presence } from "./agents.ts";
import { withCallback, withCallbackList, type CallbackRows } from "./callbacks.ts";
import {
  fromOpened,
  withCursor,
  withEarlier,
  withEvent,
  withGuide,
  withPosition,
  withRun,
  withSynced,
  withTeamEvent,
  withTyping,
  withoutStaleTyping,
  type Conversation,
} from "./conversation.ts";
import {
  emptyInbox,
  withClosedList,
  withList,
  withPush,
  withRead,
  withRow,
  type InboxState,
} from "./inbox.ts";

export type Link = "connecting" | "live" | "waiting" | "ended";

/** What the server told this console. What the agent looks at is kept elsewhere. */
export interface Console {
  readonly link: Link;
  readonly ended: SessionEnded["reason"] | null;
  /** Null until the first welcome: skeletons are drawn. */
  readonly me: AgentView | null;
  readonly email: string;
  readonly shops: readonly ShopView[];
  readonly agents: Agents;
  readonly inbox: InboxState;
  readonly conversations: Readonly<Record<string, Conversation>>;
  readonly callbacks: CallbackRows;
  readonly doneLoaded: boolean;
  /** The server's clock minus this machine's. */
  readonly skewMs: number;
}

export const emptyConsole: Console = {
  link: "connecting",
  ended: null,
  me: null,
  email: "",
  shops: [],
  agents: {},
  inbox: emptyInbox,
  conversations: {},
  callbacks: {},
  doneLoaded: false,
  skewMs: 0,
};

export type Action =
  | { kind: "link"; link: Link }
  | { kind: "ended"; reason: SessionEnded["reason"] }
  | { kind: "welcomed"; welcome: AgentWelcome; now: number }
  | { kind: "listed"; inbox: Inbox }
  | { kind: "listed_closed"; inbox: Inbox }
  | { kind: "pushed"; push: InboxChanged }
  | { kind: "stood"; row: ConversationSummary }
  | { kind: "opened"; opened: Opened }
  | { kind: "left"; conversation_id: string }
  | { kind: "event"; event: StoredEvent }
  | { kind: "team_event"; event: TeamEvent }
  | { kind: "synced"; synced: readonly TeamSynced[] }
  | { kind: "positions"; positions: Readonly<Record<string, LogPosition>> }
  | { kind: "earlier"; conversation_id: string; page: EventsEarlierReply }
  | { kind: "typing"; changed: TypingChanged; now: number }
  | { kind: "cursor"; moved: CursorMoved }
  | { kind: "read"; conversation_id: string; seq: number }
  | { kind: "callback"; changed: CallbackChanged }
  | { kind: "callbacks_listed"; callbacks: readonly CallbackView[]; done: boolean }
  | { kind: "agent"; changed: AgentChanged }
  | { kind: "presence"; state: Presence }
  | { kind: "guide"; changed: GuideChanged }
  | { kind: "guide_ranked"; conversation_id: string; run: GuideRun }
  | { kind: "ticked"; now: number };

/** The console after an action; the same object when nothing changed. */
export function reduce(state: Console, action: Action): Console {
  switch (action.kind) {
    case "link":
      return state.ended === null && state.link !== action.link ? { ...state, link: action.link } : state;
    case "ended":
      return { ...state, link: "ended", ended: action.reason };
    case "welcomed":
      return welcomed(state, action.welcome, action.now);
    case "listed":
      return withInbox(state, withList(state.inbox, action.inbox, meOf(state)));
    case "listed_closed":
      return withInbox(state, withClosedList(state.inbox, action.inbox));
    case "pushed":
      return withInbox(state, withPush(state.inbox, action.push, meOf(state)));
    case "stood":
      return withInbox(state, withRow(state.inbox, action.row, meOf(state)));
    case "opened":
      return opened(state, action.opened);
    case "left":
      return { ...state, conversations: without(state.conversations, action.conversation_id) };
    case "event":
      return change(state, action.event.conversation_id, (one) => withEvent(one, action.event));
    case "team_event":
      return change(state, action.event.conversation_id, (one) => withTeamEvent(one, action.event));
    case "synced":
      return action.synced.reduce(
        (next, synced) => change(next, synced.conversation_id, (one) => withSynced(one, synced)),
        state,
      );
    case "positions":
      return Object.entries(action.positions).reduce(
        (next, [id, at]) => change(next, id, (one) => withPosition(one, at)),
        state,
      );
    case "earlier":
      return change(state, action.conversation_id, (one) => withEarlier(one, action.page));
    case "typing":
      return change(state, action.changed.conversation_id, (one) =>
        withTyping(one, action.changed, action.now),
      );
    case "cursor":
      return change(state, action.moved.conversation_id, (one) => withCursor(one, action.moved));
    case "read":
      return withInbox(state, withRead(state.inbox, action.conversation_id, action.seq));
    case "callback":
      return { ...state, callbacks: withCallback(state.callbacks, action.changed.callback) };
    case "callbacks_listed":
      return {
        ...state,
        callbacks: withCallbackList(state.callbacks, action.callbacks, action.done),
        doneLoaded: state.doneLoaded || action.done,
      };
    case "agent":
      return withAgent(state, action.changed.agent);
    case "presence":
      return state.me === null ? state : withAgent(state, { ...state.me, state: action.state });
    case "guide":
      return change(state, action.changed.conversation_id, (one) => withGuide(one, action.changed.live));
    case "guide_ranked":
      return change(state, action.conversation_id, (one) => withRun(one, action.run));
    case "ticked":
      return Object.keys(state.conversations).reduce(
        (next, id) => change(next, id, (one) => withoutStaleTyping(one, action.now)),
        state,
      );
  }
}

function meOf(state: Console): string {
  return state.me?.agent_id ?? "";
}

function withInbox(state: Console, inbox: InboxState): Console {
  return inbox === state.inbox ? state : { ...state, inbox };
}

function welcomed(state: Console, welcome: AgentWelcome, now: number): Console {
  return {
    ...state,
    me: welcome.agent,
    email: welcome.email,
    shops: welcome.shops,
    agents: agentsById(welcome.agents),
    // A restarted server counts its pushes from the beginning.
    inbox: withList({ ...state.inbox, behind: true }, welcome.inbox, welcome.agent.agent_id),
    callbacks: withCallbackList(state.callbacks, welcome.callbacks, false),
    skewMs: welcome.now - now,
  };
}

function opened(state: Console, answer: Opened): Console {
  const id = answer.conversation.conversation_id;
  const known = state.conversations[id];
  const fresh = fromOpened(answer, known);
  return { ...state, conversations: { ...state.conversations, [id]: fresh } };
}

/** Events of conversations that are not open here concern only the list, and that is told apart. */
function change(state: Console, id: string, step: (one: Conversation) => Conversation): Console {
  const known = state.conversations[id];
  if (known === undefined) return state;
  const next = step(known);
  if (next === known) return state;
  return { ...state, conversations: { ...state.conversations, [id]: next } };
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([other]) => other !== key));
}

function withAgent(state: Console, agent: AgentView): Console {
  const me = state.me?.agent_id === agent.agent_id ? agent : state.me;
  return { ...state, me, agents: { ...state.agents, [agent.agent_id]: agent } };
}
