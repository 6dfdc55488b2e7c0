// Made by `python -m chat_server.protocol`; do not edit.

export const PROTOCOL_VERSION = 1;

/** What went wrong, as a client can act on it. */
export type ErrorCode =
  | "protocol.unsupported"
  | "command.unknown"
  | "command.invalid"
  | "command.too_large"
  | "auth.required"
  | "auth.revoked"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "client_id.reused"
  | "conversation.closed"
  | "rate_limited"
  | "overloaded"
  | "storage.unavailable"
  | "callback.duplicate"
  | "callback.slot_taken"
  | "callback.in_the_past"
  | "callback.phone_invalid"
  | "callback.outside_hours"
  | "callback.rate_limited"
  | "internal"
;

export interface WireError {
  code: ErrorCode;
  field?: string;
  retry_after?: number;
}

export type Ack<T> = { ok: true; data: T } | { ok: false; error: WireError };

/** An answer to press. */
export interface AnswerOption {
  id: string;
  label: string;
  /** It makes no difference: the criterion does not count. */
  skip: boolean;
}

/** Did the bot's answer help? */
export interface AnswerRate {
  conversation_id: string;
  message_id: string;
  helpful: boolean;
}

/** The visitor said whether a bot's answer helped. */
export interface AnswerRated {
  type: "answer.rated";
  message_id: string;
  helpful: boolean;
}

/** A number to set. */
export interface AnswerSlider {
  /** Which bound the number is. */
  field: "max" | "min" | "target";
  min: number;
  max: number;
  step: number;
  start: number;
  /** A currency for prices; may be empty. */
  unit: string;
}

/** Who said it. */
export interface Author {
  kind: "visitor" | "agent" | "bot" | "system";
  /** Agent id; empty for others. */
  id: string;
  name: string;
}

/** Who can answer now, in words the widget can say. */
export interface Availability {
  /** Whether the shop's hours say open. */
  open: boolean;
  /** Agents who are online and available. */
  agents_online: number;
  /** Whether somebody could take a conversation right now. */
  free: boolean;
  /** The next opening, when closed. */
  opens_at: number | null;
  closes_at: number | null;
  /** From recent real replies; null if unknown. */
  typical_reply_ms: number | null;
  /** Up to three who are there. */
  faces: Person[];
}

/** Ephemeral: who can answer changed. */
export interface AvailabilityChanged {
  type: "availability.changed";
  availability: Availability;
}

/** A quick reply under a bot's message. */
export interface Button {
  action: "faq" | "person" | "callback" | "leave_message" | "guide" | "order_status";
  label: string;
  /** The FAQ entry or guide it leads to. */
  entry_id: string;
}

/** Recorded, or recognised as already recorded. */
export interface CallbackAck {
  callback: VisitorCallback;
}

/** Links to one's own request that work without the chat. */
export interface CallbackAddresses {
  /** A page to move or cancel it. */
  manage_url: string;
  /** The appointment as a calendar file. */
  ics_url: string;
}

/** Don't call me after all. Safe to repeat. */
export interface CallbackCancel {
  callback_id: string;
}

/** The links to my request, to keep or to put into a calendar. */
export interface CallbackLinks {
  callback_id: string;
}

/** Call me at another time. */
export interface CallbackMove {
  callback_id: string;
  wanted_at: number;
}

/** Call me. Safe to repeat. */
export interface CallbackRequest {
  client_id: string;
  phone: string;
  /** Of a number without a prefix. */
  country?: string;
  contact_name?: string;
  topic?: string;
  /** A slot's start; null means soon. */
  wanted_at?: number | null;
  /** Must be true. */
  consent: boolean;
  consent_version: string;
}

/** The visitor asked to be called. */
export interface CallbackRequested {
  type: "callback.requested";
  callback_id: string;
  reference: string;
  wanted_at: number | null;
}

/** When could you call me? */
export interface CallbackSlots {
}

/** Free and taken times of the coming days, and whether calling at once is possible. */
export interface CallbackSlotsReply {
  slots: Slot[];
  /** Whether somebody could call within the hour. */
  asap: boolean;
  time_zone: string;
  /** What the visitor agrees to, in their language. */
  consent: string;
  consent_version: string;
}

/** Where the conversation stands after the command. */
export interface ConversationAck {
  conversation: VisitorSnapshot;
}

/** An agent owns it from here on; the bot is silent. */
export interface ConversationAssigned {
  type: "conversation.assigned";
  agent: Author;
  face: string;
  epoch: number;
  reason: "routed" | "claimed" | "taken_over" | "transferred";
}

/** End it. Safe to repeat. */
export interface ConversationClose {
  conversation_id: string;
}

/** It is over; a new message of the visitor opens a new one. */
export interface ConversationClosed {
  type: "conversation.closed";
  by: "visitor" | "agent" | "idle";
  agent: Author | null;
}

/** The bot owns it again. If an agent had it, `epoch` is one more from here on. */
export interface ConversationHandedToBot {
  type: "conversation.handed_to_bot";
  reason: "handed_back" | "queue_left" | "nobody_there";
}

/** It waits for a person. If an agent had it, `epoch` is one more from here on. */
export interface ConversationQueued {
  type: "conversation.queued";
  reason: "requested" | "transferred" | "agent_gone" | "no_answer" | "message_left" | "released";
}

/** How was it, from 1 to 5? The last rating counts. */
export interface ConversationRate {
  conversation_id: string;
  score: number;
  comment?: string;
}

/** The visitor said how it was, from 1 to 5. */
export interface ConversationRated {
  type: "conversation.rated";
  score: number;
  comment: string;
}

/** The agent took it up again and owns it. */
export interface ConversationReopened {
  type: "conversation.reopened";
  agent: Author;
  face: string;
  epoch: number;
}

/** The first event of each log. */
export interface ConversationStarted {
  type: "conversation.started";
  language: "pl" | "sl" | "en";
}

/** How far one participant has received and read; coalesced, never numbered. */
export interface Cursor {
  /** "visitor", or an agent id. */
  participant: string;
  delivered_seq: number;
  read_seq: number;
}

/** Ephemeral: another participant received or read more. */
export interface CursorMoved {
  type: "cursor.moved";
  conversation_id: string;
  cursor: Cursor;
}

/** The visitor left an address to answer to. */
export interface EmailLeft {
  type: "email.left";
  email: string;
}

/** How one product meets one criterion. */
export interface Fit {
  attr: string;
  reason: "met" | "partly" | "not met" | "unknown" | "required";
  /** What it adds to the percent shown. */
  points: number;
  /** The most it could add, in percent. */
  weight: number;
  /** From 0 to 1; null when the value is unknown. */
  fit: number | null;
  /** The product's number, where it is one. */
  value: number | null;
  /** The product's value in words, where it is not a number. */
  text: string;
  /** How far past the wished number; null when not past it. */
  gap: number | null;
}

/** What the shopper said to one question, and how important it is to them. */
export interface GuideAnswerInput {
  attr: string;
  /** Ids of the options pressed. */
  chosen?: string[];
  /** Where the slider stands. */
  value?: number | null;
  /** Percent. */
  importance: number;
  /** Only products that meet it. */
  must?: boolean;
  /** Asked, but does not matter. */
  skipped?: boolean;
}

/** What the shopper said to one question, and how important it is to them. */
export interface GuideAnswerOutput {
  attr: string;
  /** Ids of the options pressed. */
  chosen: string[];
  /** Where the slider stands. */
  value: number | null;
  /** Percent. */
  importance: number;
  /** Only products that meet it. */
  must: boolean;
  /** Asked, but does not matter. */
  skipped: boolean;
}

/** One question of the shop. */
export interface GuideCriterion {
  attr: string;
  kind: "one" | "several" | "slider";
  /** What the answer asks of a number: low is the less the better. */
  wish: "at_most" | "at_least" | "target" | "low" | "high" | "other";
  label: string;
  question: string;
  help: string;
  icon: string;
  unit: string;
  /** Percent to start from. */
  importance: number;
  /** Whether the shopper may require it. */
  must_have: boolean;
  options: AnswerOption[];
  slider: AnswerSlider | null;
}

/** The shopper is done; the next start begins afresh. Safe to repeat. */
export interface GuideFinish {
  run_id: string;
}

/** The guides of the shop. */
export interface GuideList {
  guides: GuideSummary[];
}

/** A run with its questions, for the agent beside it. */
export interface GuideLive {
  guide: GuideView;
  run: GuideRun;
}

/** Ephemeral: an agent changed one of the shopper's answers; they may change it back. */
export interface GuideNudged {
  type: "guide.nudged";
  run: GuideRun;
  agent: Person;
  attr: string;
  before: GuideAnswerOutput | null;
  after: GuideAnswerOutput;
}

/** What fits these answers? Sent at each change, also while an importance is dragged. */
export interface GuideRank {
  run_id: string;
  answers: GuideAnswerInput[];
  limit?: number;
  /** Also list what is sold out. */
  sold_out?: boolean;
}

/** The list as it is now. */
export interface GuideRanked {
  run: GuideRun;
}

/** One shopper's way through a guide, as it stands. */
export interface GuideRun {
  run_id: string;
  guide_id: string;
  /** Counts changes; an older one is out of date. */
  revision: number;
  answers: GuideAnswerOutput[];
  matches: Match[];
  /** Products that meet every must-have. */
  count: number;
  total: number;
  /** The question that would tell most; null if none. */
  next_attr: string | null;
  finished: boolean;
}

/** Begin a guide, or go on where this visitor stopped. */
export interface GuideStart {
  guide_id: string;
}

/** The questions and where the shopper stands. */
export interface GuideStarted {
  live: GuideLive;
}

/** A guide the shop offers. */
export interface GuideSummary {
  guide_id: string;
  /** What starting it is called, "Find your vacuum cleaner". */
  title: string;
  /** What it is about, in a word. */
  name: string;
  intro: string;
  products: number;
  questions: number;
}

/** The questions of one published version. */
export interface GuideView {
  guide_id: string;
  version: number;
  title: string;
  name: string;
  intro: string;
  currency: string;
  criteria: GuideCriterion[];
}

/** Which guides does the shop have? */
export interface GuidesList {
}

/** Every ten seconds, so that staleness is bounded whatever else fails. */
export interface Heartbeat {
  conversations: Record<string, number>;
}

/** The true last numbers; a client that is behind syncs. */
export interface HeartbeatReply {
  conversations: Record<string, number>;
  availability: Availability;
  now: number;
}

/** The visitor chose a language. */
export interface LanguageSet {
  language: "pl" | "sl" | "en";
}

/** A product in the list, to the percent. */
export interface Match {
  product: ProductCard;
  percent: number;
  /** What it could be if every unknown value fitted. */
  percent_max: number;
  fits: Fit[];
  /** Must-haves an alternative does not meet. */
  failed: string[];
}

/** Stored: it will be seen by everybody, once. */
export interface MessageAck {
  conversation_id: string;
  message_id: string;
  seq: number;
  at: number;
}

/** A written message with an address to answer to. Safe to repeat. */
export interface MessageLeave {
  client_id: string;
  email: string;
  text: string;
  contact_name?: string | null;
}

/** Somebody said something. */
export interface MessagePosted {
  type: "message.posted";
  message_id: string;
  /** The sender's own id for it; empty for the bot's. */
  client_id: string;
  author: Author;
  text: string;
  buttons: Button[];
  products: ProductCard[];
  source: Source | null;
}

/** Say something; without an open conversation this starts one. Safe to repeat. */
export interface MessageSend {
  client_id: string;
  text: string;
  /** Where the client thinks it is; a closed one leads to a new one. */
  conversation_id?: string | null;
  /** The FAQ suggestion that was pressed. */
  entry_id?: string | null;
}

/** The command was done; there is nothing to say about it. */
export interface Nothing {
}

/** The visitor is on another page. */
export interface PageShow {
  page_url: string;
  page_title?: string;
}

/** An agent as a shopper or a colleague sees them. */
export interface Person {
  agent_id: string;
  name: string;
  /** Name of a drawn face, or empty for initials. */
  face: string;
}

/** Talk to a person: joins the queue, or goes straight to a free agent. Safe to repeat. */
export interface PersonRequest {
}

/** A product as a shopper sees it. Prices are with VAT, without delivery. */
export interface ProductCard {
  product_id: string;
  title: string;
  url: string;
  image: string;
  brand: string;
  price: number | null;
  list_price: number | null;
  currency: string;
  availability: "in_stock" | "few" | "order" | "sold_out";
  delivery_cost: number | null;
  delivery_days: number | null;
  rating: number | null;
  reviews: number;
}

/** Stop waiting; the bot takes over again. */
export interface QueueLeave {
  conversation_id: string;
}

/** Ephemeral: the place in the queue changed; says nothing once the waiting is over. */
export interface QueueMoved {
  type: "queue.moved";
  conversation_id: string;
  position: number;
  wait_ms: number | null;
}

/** Received and read up to these numbers; coalesced by the server. */
export interface ReceiptMark {
  conversation_id: string;
  delivered_seq: number;
  read_seq: number;
}

/** Ephemeral: the server stops; reconnect after this long. */
export interface ServerDraining {
  type: "server.draining";
  reconnect_after_ms: number;
}

/** Ephemeral: signed out, disabled or expired; the socket is cut right after. */
export interface SessionEnded {
  type: "session.ended";
  reason: "signed_out" | "disabled" | "expired" | "replaced";
}

/** The first command after each connect. */
export interface SessionStart {
  language: "pl" | "sl" | "en";
  page_url?: string;
  page_title?: string;
}

/** The shop as its shoppers see it. */
export interface ShopView {
  shop_id: string;
  name: string;
  brand: string;
  languages: ("pl" | "sl" | "en")[];
  country: string;
  time_zone: string;
  bot_name: string;
  /** Per weekday from Monday: spans as 09:00–18:00. */
  hours: string[][];
}

/** A time at which the shop can call. */
export interface Slot {
  start_at: number;
  end_at: number;
  free: boolean;
}

/** The FAQ entry an answer came from. */
export interface Source {
  entry_id: string;
  question: string;
}

/** A public event of one conversation, numbered by `seq` without gaps. */
export interface StoredEvent {
  conversation_id: string;
  seq: number;
  /** Milliseconds UTC at which it was stored. */
  at: number;
  body: ConversationStarted | MessagePosted | ConversationQueued | ConversationAssigned | ConversationHandedToBot | ConversationClosed | ConversationReopened | ConversationRated | AnswerRated | EmailLeft | CallbackRequested;
}

/** The one way to catch up: what came after these numbers? */
export interface Sync {
  conversations: Record<string, number>;
}

/** One entry a conversation asked for. */
export interface SyncReply {
  conversations: Synced[];
}

/** The events since, or a snapshot when that is shorter. */
export interface Synced {
  conversation_id: string;
  events: StoredEvent[];
  /** Ask again from the last one. */
  more: boolean;
  snapshot: VisitorSnapshot | null;
}

/** Ephemeral: somebody else types, or stopped; forget it after six seconds. */
export interface TypingChanged {
  type: "typing.changed";
  conversation_id: string;
  author: Author;
  typing: boolean;
}

/** Ephemeral; at most one a second matters. */
export interface TypingSet {
  conversation_id: string;
  typing: boolean;
}

/** The visitor's own callback request. */
export interface VisitorCallback {
  callback_id: string;
  reference: string;
  status: "open" | "claimed" | "done" | "cancelled";
  phone: string;
  topic: string;
  wanted_at: number | null;
  due_at: number;
}

/** A conversation as its visitor may see it: the last public events and what they lead to. */
export interface VisitorSnapshot {
  conversation_id: string;
  status: "bot" | "queued" | "assigned" | "closed";
  /** The last public event's number. */
  seq: number;
  language: "pl" | "sl" | "en";
  assignee: Person | null;
  /** Place in the queue, from 1, while queued. */
  position: number | null;
  /** Estimated wait while queued; null if unknown. */
  wait_ms: number | null;
  score: number | null;
  cursors: Cursor[];
  events: StoredEvent[];
  /** Whether older events exist than those in `events`. */
  earlier: boolean;
}

/** Everything a widget needs to draw itself. */
export interface VisitorWelcome {
  visitor_id: string;
  shop: ShopView;
  availability: Availability;
  /** The newest one, open or just closed. */
  conversation: VisitorSnapshot | null;
  /** Their open callback request. */
  callback: VisitorCallback | null;
  /** A fresh token to keep instead of the old one. */
  token: string | null;
  heartbeat_ms: number;
  now: number;
}

export type EventBody =
  | ConversationStarted
  | MessagePosted
  | ConversationQueued
  | ConversationAssigned
  | ConversationHandedToBot
  | ConversationClosed
  | ConversationReopened
  | ConversationRated
  | AnswerRated
  | EmailLeft
  | CallbackRequested
;

/** Commands by name: what is sent, what a positive ack brings. */
export interface Commands {
  "session.start": { payload: SessionStart; reply: VisitorWelcome };
  "message.send": { payload: MessageSend; reply: MessageAck };
  "person.request": { payload: PersonRequest; reply: ConversationAck };
  "queue.leave": { payload: QueueLeave; reply: ConversationAck };
  "conversation.close": { payload: ConversationClose; reply: Nothing };
  "conversation.rate": { payload: ConversationRate; reply: Nothing };
  "answer.rate": { payload: AnswerRate; reply: Nothing };
  "typing.set": { payload: TypingSet; reply: Nothing };
  "receipt.mark": { payload: ReceiptMark; reply: Nothing };
  "sync": { payload: Sync; reply: SyncReply };
  "heartbeat": { payload: Heartbeat; reply: HeartbeatReply };
  "page.show": { payload: PageShow; reply: Nothing };
  "language.set": { payload: LanguageSet; reply: Nothing };
  "callback.slots": { payload: CallbackSlots; reply: CallbackSlotsReply };
  "callback.request": { payload: CallbackRequest; reply: CallbackAck };
  "callback.cancel": { payload: CallbackCancel; reply: CallbackAck };
  "callback.move": { payload: CallbackMove; reply: CallbackAck };
  "message.leave": { payload: MessageLeave; reply: MessageAck };
  "guide.list": { payload: GuidesList; reply: GuideList };
  "guide.start": { payload: GuideStart; reply: GuideStarted };
  "guide.rank": { payload: GuideRank; reply: GuideRanked };
  "guide.finish": { payload: GuideFinish; reply: Nothing };
  "callback.links": { payload: CallbackLinks; reply: CallbackAddresses };
}

/** Events by name. */
export interface Events {
  "conversation.started": StoredEvent;
  "message.posted": StoredEvent;
  "conversation.queued": StoredEvent;
  "conversation.assigned": StoredEvent;
  "conversation.handed_to_bot": StoredEvent;
  "conversation.closed": StoredEvent;
  "conversation.reopened": StoredEvent;
  "conversation.rated": StoredEvent;
  "answer.rated": StoredEvent;
  "email.left": StoredEvent;
  "callback.requested": StoredEvent;
  "typing.changed": TypingChanged;
  "cursor.moved": CursorMoved;
  "queue.moved": QueueMoved;
  "availability.changed": AvailabilityChanged;
  "session.ended": SessionEnded;
  "server.draining": ServerDraining;
  "guide.nudged": GuideNudged;
}
