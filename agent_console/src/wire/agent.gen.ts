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

/** Ephemeral: a colleague's presence or load changed. */
export interface AgentChanged {
  type: "agent.changed";
  agent: AgentView;
}

/** Resolve it. */
export interface AgentConversationClose {
  conversation_id: string;
  epoch: number;
}

/** Answer the visitor; only the conversation's agent may. Safe to repeat. */
export interface AgentMessageSend {
  conversation_id: string;
  client_id: string;
  text: string;
  epoch: number;
  /** Products to show under the text. */
  product_ids?: string[];
}

/** Received and read up to these numbers; coalesced by the server. */
export interface AgentReceiptMark {
  conversation_id: string;
  delivered_seq: number;
  read_seq: number;
}

/** The first command after each connect. */
export interface AgentSessionStart {
}

/** A conversation as an agent may see it, with notes. */
export interface AgentSnapshot {
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
  team_seq: number;
  /** Counts assignments; agent writes carry it. */
  epoch: number;
  visitor_id: string;
  team_events: TeamEvent[];
}

/** Ephemeral; at most one a second matters. */
export interface AgentTypingSet {
  conversation_id: string;
  typing: boolean;
}

/** A colleague with their presence. */
export interface AgentView {
  agent_id: string;
  name: string;
  face: string;
  role: "agent" | "supervisor" | "admin";
  online: boolean;
  state: "available" | "busy" | "away" | "invisible";
  open_count: number;
  capacity: number;
  languages: ("pl" | "sl" | "en")[];
}

/** Everything a console needs to draw itself. */
export interface AgentWelcome {
  agent: AgentView;
  email: string;
  shops: ShopView[];
  agents: AgentView[];
  inbox: Inbox;
  callbacks: CallbackView[];
  heartbeat_ms: number;
  now: number;
}

/** An answer to press. */
export interface AnswerOption {
  id: string;
  label: string;
  /** It makes no difference: the criterion does not count. */
  skip: boolean;
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

/** A quick reply under a bot's message. */
export interface Button {
  action: "faq" | "person" | "callback" | "leave_message" | "guide" | "order_status";
  label: string;
  /** The FAQ entry or guide it leads to. */
  entry_id: string;
}

/** Where the agent's calendar can be subscribed to; older addresses stopped working. */
export interface CalendarAddress {
  url: string;
}

/** Ephemeral: a callback request is new or changed. */
export interface CallbackChanged {
  type: "callback.changed";
  callback: CallbackView;
}

/** I call; `conflict` if somebody was faster. */
export interface CallbackClaim {
  callback_id: string;
  epoch: number;
}

/** A new secret address for my calendar of claimed callbacks. */
export interface CallbackFeed {
}

/** Callback requests, the next due first. */
export interface CallbackList {
  callbacks: CallbackView[];
}

/** What became of the requests made within a time. */
export interface CallbackNumbers {
  requested: number;
  reached: number;
  /** Given up: no answer, or a wrong number. */
  unreached: number;
  /** Settled without a call. */
  done: number;
  cancelled: number;
  /** Still to be called. */
  open: number;
  /** Were called too late, or are late now. */
  overdue: number;
  /** Median from the agreed (or asked) moment to the first call's outcome. */
  call_after_ms: number | null;
}

/** Somebody else may call. */
export interface CallbackRelease {
  callback_id: string;
  epoch: number;
}

/** Numbers about the requests made from one moment until before another. */
export interface CallbackReport {
  shop_id: string;
  from_at: number;
  until_at: number;
}

/** The visitor asked to be called. */
export interface CallbackRequested {
  type: "callback.requested";
  callback_id: string;
  reference: string;
  wanted_at: number | null;
}

/** How did the call go? */
export interface CallbackResolve {
  callback_id: string;
  epoch: number;
  outcome: "reached" | "no_answer" | "wrong_number" | "call_later" | "done";
  note?: string;
  /** When to call again, for `call_later`. */
  again_at?: number | null;
}

/** Ephemeral: a callback request presses; told once for each kind and appointed time. */
export interface CallbackSignalled {
  type: "callback.signalled";
  kind: "reminder" | "due" | "overdue" | "escalation";
  callback: CallbackView;
}

/** The callback after the command. */
export interface CallbackStand {
  callback: CallbackView;
}

/** I dial now; until an outcome is recorded the request does not press. */
export interface CallbackStartCall {
  callback_id: string;
  epoch: number;
}

/** A callback request as the agents work it off. */
export interface CallbackView {
  callback_id: string;
  shop_id: string;
  reference: string;
  status: "open" | "claimed" | "done" | "cancelled";
  phone: string;
  phone_country: string;
  name: string;
  topic: string;
  language: "pl" | "sl" | "en";
  /** Null means as soon as possible. */
  wanted_at: number | null;
  due_at: number;
  time_zone: string;
  conversation_id: string | null;
  agent: Person | null;
  epoch: number;
  attempts: number;
  outcome: "reached" | "no_answer" | "wrong_number" | "call_later" | "done" | null;
  note: string;
  created_at: number;
  updated_at: number;
}

/** Open and claimed ones, or those of the last 30 days that are done. */
export interface CallbacksList {
  done?: boolean;
}

/** An agent owns it from here on; the bot is silent. */
export interface ConversationAssigned {
  type: "conversation.assigned";
  agent: Author;
  face: string;
  epoch: number;
  reason: "routed" | "claimed" | "taken_over" | "transferred";
}

/** I take it, from the queue, the bot or a colleague; `conflict` if somebody was faster. */
export interface ConversationClaim {
  conversation_id: string;
  epoch: number;
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

/** Stop telling me what happens in it. */
export interface ConversationLeave {
  conversation_id: string;
}

/** Show it, and go on telling me what happens in it. */
export interface ConversationOpen {
  conversation_id: string;
}

/** It waits for a person. If an agent had it, `epoch` is one more from here on. */
export interface ConversationQueued {
  type: "conversation.queued";
  reason: "requested" | "transferred" | "agent_gone" | "no_answer" | "message_left" | "released";
}

/** The visitor said how it was, from 1 to 5. */
export interface ConversationRated {
  type: "conversation.rated";
  score: number;
  comment: string;
}

/** Take it up again; refused when the visitor has another open one. */
export interface ConversationReopen {
  conversation_id: string;
  epoch: number;
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

/** One row of the agents' list. */
export interface ConversationSummary {
  conversation_id: string;
  shop_id: string;
  visitor_id: string;
  /** Their name if known, otherwise empty. */
  visitor_name: string;
  /** Counts the shop's visitors; shown while nameless. */
  visitor_number: number;
  visitor_online: boolean;
  status: "bot" | "queued" | "assigned" | "closed";
  assignee: Person | null;
  epoch: number;
  language: "pl" | "sl" | "en";
  seq: number;
  team_seq: number;
  /** How far the asking agent (or the team) has read. */
  read_seq: number;
  unread: number;
  last_message: LastMessage | null;
  /** Since when somebody waits for a person. */
  waiting_since: number | null;
  /** Left with an e-mail address; nobody is on the line. */
  message_left: boolean;
  created_at: number;
  updated_at: number;
}

/** Give it to a colleague, back to the queue, or to the bot, with a note if wanted. */
export interface ConversationTransfer {
  conversation_id: string;
  epoch: number;
  to: "agent" | "queue" | "bot";
  agent_id?: string | null;
  note?: string;
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

/** The page of events before this number. */
export interface EventsEarlier {
  conversation_id: string;
  before_seq: number;
}

/** Older public events, oldest first. */
export interface EventsEarlierReply {
  events: StoredEvent[];
  team_events: TeamEvent[];
  earlier: boolean;
}

/** A way to go on from an answer; `target` is the guide for `guide`, empty for the others. */
export interface FaqButtonInput {
  action: "guide" | "person" | "callback" | "leave_message";
  target?: string;
}

/** A way to go on from an answer; `target` is the guide for `guide`, empty for the others. */
export interface FaqButtonOutput {
  action: "guide" | "person" | "callback" | "leave_message";
  target: string;
}

/** An entry the question may be about. */
export interface FaqCandidate {
  entry_id: string;
  question: string;
  /** From 0 to 1. */
  confidence: number;
}

/** The numbers of one day of the shop. */
export interface FaqDay {
  answered: number;
  suggested: number;
  unknown: number;
  /** Conversations a person took after the bot. */
  handed_over: number;
  helpful: number;
  unhelpful: number;
  day: string;
}

/** Take it away; `faq.undo` brings it back. */
export interface FaqDelete {
  entry_id: string;
  epoch: number;
}

/** Everything about an entry that an editor writes. */
export interface FaqDraft {
  question: string;
  /** Other ways to ask the same. */
  alternatives?: string[];
  answer: string;
  links?: FaqLink[];
  image?: string;
  buttons?: FaqButtonInput[];
  /** Entries to offer after the answer. */
  follow_ups?: string[];
  tags?: string[];
  enabled?: boolean;
  /** Offered before anything was asked. */
  suggested?: boolean;
  /** Answered with from then on. */
  valid_from?: number | null;
  /** No more from then on. */
  valid_until?: number | null;
}

/** A page of entries, oldest first; ask again with `after` for the rest. */
export interface FaqEntries {
  entries: FaqEntryView[];
  total: number;
  more: boolean;
}

/** How often an entry answered, and what shoppers thought of it. */
export interface FaqEntryNumbers {
  entry_id: string;
  answered: number;
  helpful: number;
  unhelpful: number;
}

/** An entry as it is stored. */
export interface FaqEntryView {
  question: string;
  /** Other ways to ask the same. */
  alternatives: string[];
  answer: string;
  links: FaqLink[];
  image: string;
  buttons: FaqButtonOutput[];
  /** Entries to offer after the answer. */
  follow_ups: string[];
  tags: string[];
  enabled: boolean;
  /** Offered before anything was asked. */
  suggested: boolean;
  /** Answered with from then on. */
  valid_from: number | null;
  /** No more from then on. */
  valid_until: number | null;
  entry_id: string;
  shop_id: string;
  language: "pl" | "sl" | "en";
  /** Counts changes; a save carries the one it was made from. */
  epoch: number;
  updated_at: number;
}

/** All entries of a language as a file; text that a spreadsheet would run begins with `'`. `command.too_large` past 200 kB. */
export interface FaqExport {
  shop_id: string;
  language: "pl" | "sl" | "en";
  format: "csv" | "json";
}

/** A file to save. */
export interface FaqFile {
  file_name: string;
  content_type: string;
  text: string;
}

/** A mistake in a file; nothing of the file was taken over. */
export interface FaqFileProblem {
  /** Counted from 1; a CSV's header is row 1. */
  row: number;
  /** Empty for the row, or file, as a whole. */
  field: string;
  code: "missing" | "unknown" | "invalid" | "too_long" | "too_many" | "duplicate" | "format";
}

/** Versions, newest first. */
export interface FaqHistory {
  versions: FaqVersionView[];
}

/** Take over a file, all of it or, when anything is wrong, nothing. A row whose `id` is one of the shop's entries (else: whose question is) changes that entry; others are new. CSV needs the columns `question` and `answer`; the others are those of `faq.export`, lists with one item a line. Larger files: in parts. */
export interface FaqImport {
  shop_id: string;
  language: "pl" | "sl" | "en";
  format: "csv" | "json";
  content: string;
  /** Only say what it would do. */
  check?: boolean;
}

/** What a file did, or would do when only checked. */
export interface FaqImported {
  created: number;
  changed: number;
  same: number;
  problems: FaqFileProblem[];
}

/** An address to name under an answer. */
export interface FaqLink {
  label: string;
  url: string;
}

/** The shop's entries in a language. Every agent may, to insert an answer. */
export interface FaqList {
  shop_id: string;
  language: "pl" | "sl" | "en";
  /** The last entry of the page before. */
  after?: string;
  limit?: number;
}

/** What the bot made of what it was asked. */
export interface FaqNumbers {
  answered: number;
  suggested: number;
  unknown: number;
  /** Conversations a person took after the bot. */
  handed_over: number;
  helpful: number;
  unhelpful: number;
}

/** Make this reply an FAQ entry: it appears among the open questions. Every agent may. */
export interface FaqPropose {
  conversation_id: string;
  message_id: string;
}

/** Questions that say the same. */
export interface FaqQuestionGroup {
  question_ids: number[];
  /** The newest wording; numbers and addresses are masked. */
  text: string;
  /** Up to five different ones. */
  wordings: string[];
  /** Of the newest: no answer, near, did not help, wanted. */
  kind: "unknown" | "suggested" | "unhelpful" | "proposed";
  /** How many asked. */
  shoppers: number;
  last_at: number;
  /** The entry that did not help, or the nearest one; or empty. */
  entry_id: string;
  /** What a person answered, where a colleague proposed it. */
  answer: string;
}

/** Open questions, the most frequent first. */
export interface FaqQuestionGroups {
  groups: FaqQuestionGroup[];
}

/** What did shoppers ask without getting a good answer? */
export interface FaqQuestions {
  shop_id: string;
  language: "pl" | "sl" | "en";
}

/** What spoke for (+) or against (−) the best candidate. */
export interface FaqReason {
  kind: "word" | "concept" | "meaning";
  text: string;
  points: number;
}

/** How the bot did, from one day to another, both included, at most 366. */
export interface FaqReport {
  shop_id: string;
  first: string;
  last: string;
}

/** Totals, days and entries, the most used first. */
export interface FaqReportReply {
  total: FaqNumbers;
  days: FaqDay[];
  entries: FaqEntryNumbers[];
}

/** Add an entry (no `entry_id`) or change one; live within a second. `conflict` with field `epoch` when somebody changed it meanwhile, `conflict` with field `entry.question` when the shop has that question in this language already. */
export interface FaqSave {
  shop_id: string;
  language: "pl" | "sl" | "en";
  entry_id?: string | null;
  epoch?: number;
  entry: FaqDraft;
}

/** Make open questions a phrasing of an entry, or a new entry, or dismiss them. */
export interface FaqSettle {
  shop_id: string;
  language: "pl" | "sl" | "en";
  question_ids: number[];
  action: "phrasing" | "entry" | "dismiss";
  /** For `phrasing`. */
  entry_id?: string | null;
  /** For `phrasing`: the entry's. */
  epoch?: number;
  /** For `phrasing`. */
  phrasing?: string | null;
  /** For `entry`. */
  entry?: FaqDraft | null;
}

/** The entry that answers them now; null when they were dismissed. */
export interface FaqSettled {
  settled: number;
  entry: FaqEntryView | null;
}

/** The entry after the command; null when it is gone. */
export interface FaqStand {
  entry: FaqEntryView | null;
}

/** Show the ready-made entries, and add those in `add` that the shop does not have. */
export interface FaqStarter {
  shop_id: string;
  language: "pl" | "sl" | "en";
  add?: string[];
}

/** A ready-made entry; `taken` if the shop has its question already. */
export interface FaqStarterEntry {
  starter_id: string;
  question: string;
  alternatives: string[];
  answer: string;
  tags: string[];
  taken: boolean;
}

/** The ready-made entries of a language. */
export interface FaqStarterSet {
  entries: FaqStarterEntry[];
  added: number;
}

/** What the bot would do, and why. */
export interface FaqTrial {
  outcome: "answer" | "suggest" | "unknown";
  /** What it would answer with; empty if unsure. */
  answers: FaqCandidate[];
  suggestions: FaqCandidate[];
  /** Best first. */
  ranked: FaqCandidate[];
  /** Strongest first, about the best candidate. */
  why: FaqReason[];
  /** Confidence from which it answers. */
  threshold: number;
  /** Confidence from which it suggests. */
  suggest_from: number;
  /** The question as it is matched: numbers, addresses hidden. */
  masked: string;
}

/** What would the bot say to this, and why? Asks what shoppers get at this moment. */
export interface FaqTry {
  shop_id: string;
  language: "pl" | "sl" | "en";
  text: string;
}

/** Back to what it was before the last change; again goes back further. `not_found` with field `version` when nothing is left to undo. */
export interface FaqUndo {
  entry_id: string;
  /** The entry's; 0 for a deleted one. */
  epoch?: number;
}

/** What the entry was after one change. */
export interface FaqVersionView {
  number: number;
  at: number;
  /** Who changed it, by name. */
  actor: string;
  undone: boolean;
  /** Null: it was deleted. */
  entry: FaqEntryView | null;
}

/** What was changed when by whom, the last fifty. */
export interface FaqVersions {
  entry_id: string;
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

/** Ephemeral: the shopper's guide, as it stands now. */
export interface GuideChanged {
  type: "guide.changed";
  conversation_id: string;
  live: GuideLive;
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

/** A run with its questions, for the agent beside it. */
export interface GuideLive {
  guide: GuideView;
  run: GuideRun;
}

/** Change one answer or importance of a shopper's guide; they see who did. */
export interface GuideNudge {
  run_id: string;
  answer: GuideAnswerInput;
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

/** What hours would mean; with `problems` they can't be saved and `days` is empty. */
export interface HoursChecked {
  problems: HoursFault[];
  days: HoursDay[];
}

/** Opening hours; whether they make sense is told as `problems`, not by refusing them. */
export interface HoursDataInput {
  time_zone: string;
  /** monday … sunday: spans with `from` and `to` as HH:MM. */
  weekly: Record<string, Record<string, string>[]>;
  holidays?: HoursHolidaysInput | null;
  exceptions?: HoursExceptionDataInput[];
  /** `from` and `to` as dates, and `note`. */
  closures?: Record<string, string>[];
}

/** Opening hours; whether they make sense is told as `problems`, not by refusing them. */
export interface HoursDataOutput {
  time_zone: string;
  /** monday … sunday: spans with `from` and `to` as HH:MM. */
  weekly: Record<string, Record<string, string>[]>;
  holidays: HoursHolidaysOutput | null;
  exceptions: HoursExceptionDataOutput[];
  /** `from` and `to` as dates, and `note`. */
  closures: Record<string, string>[];
}

/** One date of the preview. */
export interface HoursDay {
  /** ISO date in the shop's zone. */
  day: string;
  /** 1 is Monday. */
  weekday: number;
  is_today: boolean;
  reason: "open" | "closed" | "holiday" | "exception" | "closure";
  /** Pairs of HH:MM. */
  spans: string[][];
  /** The same as milliseconds UTC. */
  span_times: number[][];
  /** The public holiday's name, or empty. */
  holiday: string;
  note: string;
  /** 60 where the clock is put forward. */
  clock_change_minutes: number;
}

/** One date with hours of its own; no spans: closed. */
export interface HoursExceptionDataInput {
  date: string;
  /** `from` and `to`. */
  spans?: Record<string, string>[];
  note?: string;
}

/** One date with hours of its own; no spans: closed. */
export interface HoursExceptionDataOutput {
  date: string;
  /** `from` and `to`. */
  spans: Record<string, string>[];
  note: string;
}

/** One mistake in the hours, with the path of its field. */
export interface HoursFault {
  /** As weekly.friday[1].to; empty for the whole. */
  path: string;
  code: "missing" | "unknown" | "type" | "time_zone" | "time" | "date" | "empty" | "overlap" | "duplicate" | "country" | "subdivision" | "too_many" | "too_long";
}

/** The shop's hours. */
export interface HoursGet {
  shop_id: string;
  /** Of the holidays' names. */
  language: "pl" | "sl" | "en";
}

/** Whose public holidays there are, and whether it is closed on them. */
export interface HoursHolidaysInput {
  /** ISO 3166. */
  country: string;
  subdivision?: string | null;
  closed?: boolean;
}

/** Whose public holidays there are, and whether it is closed on them. */
export interface HoursHolidaysOutput {
  /** ISO 3166. */
  country: string;
  subdivision: string | null;
  closed: boolean;
}

/** The coming fortnight under hours that are not saved yet, and what is wrong with them. */
export interface HoursPreview {
  hours: HoursDataInput;
  language: "pl" | "sl" | "en";
}

/** These are the shop's hours from now on: widgets, queue and callback times follow at once. `conflict` with field `version` when somebody changed them meanwhile. */
export interface HoursSave {
  shop_id: string;
  hours: HoursDataInput;
  version: string;
  language: "pl" | "sl" | "en";
}

/** The hours that hold now, or, with `problems`, those that still do. */
export interface HoursSaved {
  problems: HoursFault[];
  shown: HoursShown;
}

/** A shop's hours with what they mean for the coming fortnight. */
export interface HoursShown {
  hours: HoursDataOutput;
  /** Changes with the hours; a save carries the one it is from. */
  version: string;
  open: boolean;
  opens_at: number | null;
  closes_at: number | null;
  days: HoursDay[];
  /** Those whose public holidays are known. */
  countries: string[];
}

/** The agents' list; `revision` counts its pushes, so that a missed one is seen. */
export interface Inbox {
  revision: number;
  items: ConversationSummary[];
}

/** Ephemeral: rows of the agents' list as they are now; a gap in `revision` means ask. */
export interface InboxChanged {
  type: "inbox.changed";
  /** One more than the push before. */
  revision: number;
  items: ConversationSummary[];
}

/** The whole list again, after a missed push; closed ones only on request. */
export interface InboxList {
  closed?: boolean;
}

/** The newest message, cut to a line. */
export interface LastMessage {
  author: Author;
  text: string;
  at: number;
}

/** The last numbers a client has, of both logs. */
export interface LogPosition {
  seq: number;
  team_seq: number;
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

/** Stored. */
export interface NoteAck {
  note_id: string;
  team_seq: number;
  at: number;
}

/** A note only the team sees. Safe to repeat. */
export interface NoteAdd {
  conversation_id: string;
  client_id: string;
  text: string;
}

/** An internal note; no visitor's client has a name for it. */
export interface NoteAdded {
  type: "note.added";
  note_id: string;
  client_id: string;
  author: Author;
  text: string;
}

/** The command was done; there is nothing to say about it. */
export interface Nothing {
}

/** The conversation, and whose it is. */
export interface Opened {
  conversation: AgentSnapshot;
  visitor: VisitorView;
  /** Their last run through a guide. */
  guide: GuideLive | null;
}

/** Letters that were given up or failed at least once. */
export interface OutboxDead {
}

/** One letter that was not sent. */
export interface OutboxLetter {
  outbox_id: string;
  shop_id: string;
  /** mail.reply, mail.callback or mail.signal. */
  kind: string;
  /** The conversation or callback it is about. */
  subject_id: string;
  attempts: number;
  /** What the mail server said last. */
  error: string;
  created_at: number;
  /** The next attempt, unless it is dead. */
  due_at: number;
  /** When it was given up. */
  dead_at: number | null;
}

/** Failed letters, the newest first. */
export interface OutboxLetters {
  letters: OutboxLetter[];
  /** Whether a mail server is set up at all. */
  delivers: boolean;
}

/** Try to send it again now. */
export interface OutboxRetry {
  outbox_id: string;
}

/** One page the visitor looked at. */
export interface PageView {
  url: string;
  title: string;
  at: number;
}

/** An agent as a shopper or a colleague sees them. */
export interface Person {
  agent_id: string;
  name: string;
  /** Name of a drawn face, or empty for initials. */
  face: string;
}

/** Available, busy, away or invisible. */
export interface PresenceSet {
  state: "available" | "busy" | "away" | "invisible";
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

/** The FAQ entry an answer came from. */
export interface Source {
  entry_id: string;
  question: string;
}

/** Where the conversation stands after the command. */
export interface Stand {
  conversation: ConversationSummary;
}

/** A public event of one conversation, numbered by `seq` without gaps. */
export interface StoredEvent {
  conversation_id: string;
  seq: number;
  /** Milliseconds UTC at which it was stored. */
  at: number;
  body: ConversationStarted | MessagePosted | ConversationQueued | ConversationAssigned | ConversationHandedToBot | ConversationClosed | ConversationReopened | ConversationRated | AnswerRated | EmailLeft | CallbackRequested;
}

/** What the bot learned before it handed over. */
export interface SummaryAdded {
  type: "summary.added";
  lines: string[];
}

/** An event only agents see, numbered by `team_seq` without gaps. */
export interface TeamEvent {
  conversation_id: string;
  team_seq: number;
  /** It stands after this public event. */
  after_seq: number;
  at: number;
  body: NoteAdded | SummaryAdded;
}

/** Every ten seconds: renews the lease that says this agent is online. */
export interface TeamHeartbeat {
  conversations: Record<string, LogPosition>;
  /** Whether the agent did something lately. */
  active?: boolean;
}

/** The true last numbers; a console that is behind syncs or asks for the list. */
export interface TeamHeartbeatReply {
  conversations: Record<string, LogPosition>;
  inbox_revision: number;
  now: number;
}

/** The one way to catch up: what came after these numbers? */
export interface TeamSync {
  conversations: Record<string, LogPosition>;
}

/** One entry a conversation asked for. */
export interface TeamSyncReply {
  conversations: TeamSynced[];
}

/** The events since in both logs, or a snapshot when that is shorter. */
export interface TeamSynced {
  conversation_id: string;
  events: StoredEvent[];
  team_events: TeamEvent[];
  more: boolean;
  snapshot: AgentSnapshot | null;
}

/** Ephemeral: somebody else types, or stopped; forget it after six seconds. */
export interface TypingChanged {
  type: "typing.changed";
  conversation_id: string;
  author: Author;
  typing: boolean;
}

/** Who the visitor is. */
export interface VisitorView {
  visitor_id: string;
  number: number;
  name: string;
  email: string;
  phone: string;
  language: "pl" | "sl" | "en";
  online: boolean;
  first_seen_at: number;
  last_seen_at: number;
  /** Browser and system in a few words. */
  device: string;
  page: PageView | null;
  journey: PageView[];
  earlier: ConversationSummary[];
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
  | NoteAdded
  | SummaryAdded
;

/** Commands by name: what is sent, what a positive ack brings. */
export interface Commands {
  "session.start": { payload: AgentSessionStart; reply: AgentWelcome };
  "presence.set": { payload: PresenceSet; reply: Nothing };
  "inbox.list": { payload: InboxList; reply: Inbox };
  "conversation.open": { payload: ConversationOpen; reply: Opened };
  "conversation.leave": { payload: ConversationLeave; reply: Nothing };
  "events.earlier": { payload: EventsEarlier; reply: EventsEarlierReply };
  "conversation.claim": { payload: ConversationClaim; reply: Stand };
  "conversation.transfer": { payload: ConversationTransfer; reply: Stand };
  "conversation.close": { payload: AgentConversationClose; reply: Stand };
  "conversation.reopen": { payload: ConversationReopen; reply: Stand };
  "message.send": { payload: AgentMessageSend; reply: MessageAck };
  "note.add": { payload: NoteAdd; reply: NoteAck };
  "typing.set": { payload: AgentTypingSet; reply: Nothing };
  "receipt.mark": { payload: AgentReceiptMark; reply: Nothing };
  "sync": { payload: TeamSync; reply: TeamSyncReply };
  "heartbeat": { payload: TeamHeartbeat; reply: TeamHeartbeatReply };
  "callback.list": { payload: CallbacksList; reply: CallbackList };
  "callback.claim": { payload: CallbackClaim; reply: CallbackStand };
  "callback.release": { payload: CallbackRelease; reply: CallbackStand };
  "callback.resolve": { payload: CallbackResolve; reply: CallbackStand };
  "guide.nudge": { payload: GuideNudge; reply: GuideRanked };
  "faq.list": { payload: FaqList; reply: FaqEntries };
  "faq.save": { payload: FaqSave; reply: FaqStand };
  "faq.delete": { payload: FaqDelete; reply: Nothing };
  "faq.versions": { payload: FaqVersions; reply: FaqHistory };
  "faq.undo": { payload: FaqUndo; reply: FaqStand };
  "faq.try": { payload: FaqTry; reply: FaqTrial };
  "faq.import": { payload: FaqImport; reply: FaqImported };
  "faq.export": { payload: FaqExport; reply: FaqFile };
  "faq.starter": { payload: FaqStarter; reply: FaqStarterSet };
  "faq.questions": { payload: FaqQuestions; reply: FaqQuestionGroups };
  "faq.settle": { payload: FaqSettle; reply: FaqSettled };
  "faq.propose": { payload: FaqPropose; reply: Nothing };
  "faq.report": { payload: FaqReport; reply: FaqReportReply };
  "hours.get": { payload: HoursGet; reply: HoursShown };
  "hours.preview": { payload: HoursPreview; reply: HoursChecked };
  "hours.save": { payload: HoursSave; reply: HoursSaved };
  "outbox.dead": { payload: OutboxDead; reply: OutboxLetters };
  "outbox.retry": { payload: OutboxRetry; reply: Nothing };
  "callback.start_call": { payload: CallbackStartCall; reply: CallbackStand };
  "callback.feed": { payload: CallbackFeed; reply: CalendarAddress };
  "callback.report": { payload: CallbackReport; reply: CallbackNumbers };
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
  "note.added": TeamEvent;
  "summary.added": TeamEvent;
  "typing.changed": TypingChanged;
  "cursor.moved": CursorMoved;
  "session.ended": SessionEnded;
  "server.draining": ServerDraining;
  "inbox.changed": InboxChanged;
  "callback.changed": CallbackChanged;
  "agent.changed": AgentChanged;
  "guide.changed": GuideChanged;
  "callback.signalled": CallbackSignalled;
}
