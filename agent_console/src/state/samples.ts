import type {
  AgentSnapshot,
  AgentView,
  AgentWelcome,
  Author,
  CallbackView,
  ConversationSummary,
  EventBody,
  MessagePosted,
  Opened,
  StoredEvent,
  TeamEvent,
  VisitorView,
} from "../wire/agent.gen.ts";

/** Believable values for tests; each takes what differs. */

export const NOW = 1_773_310_000_000;
export const MINUTE = 60_000;

export const marta: AgentView = {
  agent_id: "agt_marta",
  name: "Marta Lis",
  face: "marta",
  role: "agent",
  online: true,
  state: "available",
  open_count: 1,
  capacity: 4,
  languages: ["pl", "en"],
};
export const jan: AgentView = { ...marta, agent_id: "agt_jan", name: "Jan Kos", face: "" };

export const byVisitor: Author = { kind: "visitor", id: "", name: "" };
export const byMarta: Author = { kind: "agent", id: marta.agent_id, name: marta.name };
export const byBot: Author = { kind: "bot", id: "", name: "Zala" };

export function message(text: string, author: Author = byVisitor, client_id = ""): MessagePosted {
  return { type: "message.posted", message_id: `msg_${text}`, client_id, author, text, buttons: [], products: [], source: null };
}

export function stored(seq: number, body: StoredEvent["body"], at = NOW + seq * 1_000): StoredEvent {
  return { conversation_id: "cnv_1", seq, at, body };
}

export function noted(team_seq: number, after_seq: number, text: string, client_id = `note-${team_seq}`): TeamEvent {
  const body = { type: "note.added", note_id: `nte_${team_seq}`, client_id, author: byMarta, text } as const;
  return { conversation_id: "cnv_1", team_seq, after_seq, at: NOW + after_seq * 1_000 + 1, body };
}

export const visitor: VisitorView = {
  visitor_id: "vis_1",
  number: 8214,
  name: "Katarzyna Wójcik",
  email: "",
  phone: "",
  language: "pl",
  online: true,
  first_seen_at: NOW - 9 * MINUTE,
  last_seen_at: NOW,
  device: "Firefox, Android",
  page: { url: "https://shop.example/wicher", title: "Wicher V12 Pet", at: NOW - MINUTE },
  journey: [{ url: "https://shop.example/", title: "", at: NOW - 5 * MINUTE }],
  earlier: [],
};

export function snapshot(events: readonly StoredEvent[], change: Partial<AgentSnapshot> = {}): AgentSnapshot {
  return {
    conversation_id: "cnv_1",
    status: "assigned",
    seq: events.at(-1)?.seq ?? 0,
    language: "pl",
    assignee: { agent_id: marta.agent_id, name: marta.name, face: marta.face },
    position: null,
    wait_ms: null,
    score: null,
    cursors: [],
    events: [...events],
    earlier: false,
    team_seq: 0,
    epoch: 3,
    visitor_id: visitor.visitor_id,
    team_events: [],
    ...change,
  };
}

export function opened(events: readonly StoredEvent[], change: Partial<AgentSnapshot> = {}): Opened {
  return { conversation: snapshot(events, change), visitor, guide: null };
}

export function row(id: string, change: Partial<ConversationSummary> = {}): ConversationSummary {
  return {
    conversation_id: id,
    shop_id: "shp_1",
    visitor_id: `vis_${id}`,
    visitor_name: `Visitor ${id}`,
    visitor_number: 1,
    visitor_online: true,
    status: "assigned",
    assignee: { agent_id: marta.agent_id, name: marta.name, face: "" },
    epoch: 1,
    language: "pl",
    seq: 5,
    team_seq: 0,
    read_seq: 5,
    unread: 0,
    last_message: { author: byVisitor, text: "Dzień dobry", at: NOW },
    waiting_since: null,
    message_left: false,
    created_at: NOW - 10 * MINUTE,
    updated_at: NOW,
    ...change,
  };
}

export const queued = (id: string, since: number): ConversationSummary =>
  row(id, { status: "queued", assignee: null, waiting_since: since, unread: 1 });

export function callback(id: string, due_at: number, change: Partial<CallbackView> = {}): CallbackView {
  return {
    callback_id: id,
    shop_id: "shp_1",
    reference: "KK-7",
    status: "open",
    phone: "+48601234567",
    phone_country: "PL",
    name: "Nadia Burska",
    topic: "Gwarancja",
    language: "pl",
    wanted_at: due_at,
    due_at,
    time_zone: "Europe/Warsaw",
    conversation_id: null,
    agent: null,
    epoch: 0,
    attempts: 0,
    outcome: null,
    note: "",
    created_at: NOW,
    updated_at: NOW,
    ...change,
  };
}

export function welcome(change: Partial<AgentWelcome> = {}): AgentWelcome {
  return {
    agent: marta,
    email: "marta@kurzikawa.example",
    shops: [],
    agents: [marta, jan],
    inbox: { revision: 1, items: [] },
    callbacks: [],
    heartbeat_ms: 10_000,
    now: NOW,
    ...change,
  };
}

/** One body of each kind that is no message, so that tests can be exhaustive. */
export const OTHER_BODIES: readonly Exclude<EventBody, MessagePosted>[] = [
  { type: "conversation.started", language: "pl" },
  { type: "conversation.queued", reason: "requested" },
  { type: "conversation.assigned", agent: byMarta, face: "marta", epoch: 4, reason: "claimed" },
  { type: "conversation.handed_to_bot", reason: "handed_back" },
  { type: "conversation.closed", by: "agent", agent: byMarta },
  { type: "conversation.reopened", agent: byMarta, face: "marta", epoch: 5 },
  { type: "conversation.rated", score: 5, comment: "" },
  { type: "answer.rated", message_id: "msg_1", helpful: true },
  { type: "email.left", email: "kasia@example.com" },
  { type: "callback.requested", callback_id: "clb_1", reference: "KK-7", wanted_at: null },
];
