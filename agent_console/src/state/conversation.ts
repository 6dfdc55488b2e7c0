import type {
  AgentSnapshot,
  Cursor,
  CursorMoved,
  EventsEarlierReply,
  GuideLive,
  GuideRun,
  LogPosition,
  Opened,
  Person,
  StoredEvent,
  TeamEvent,
  TeamSynced,
  TypingChanged,
  VisitorView,
} from "../wire/agent.gen.ts";
import {
  emptyLog,
  hearOf,
  isBehind,
  prepend,
  replaceLog,
  takeIn,
  type NumberedLog,
} from "@shared/wire/log.ts";

/** How long "is typing" stays true without being repeated. */
export const TYPING_MS = 6_000;

export type Status = AgentSnapshot["status"];

/** Somebody who is typing, until `until_at`. */
export interface Typist {
  readonly key: string;
  readonly name: string;
  readonly kind: "visitor" | "agent" | "bot" | "system";
  readonly until_at: number;
}

/** One conversation as the console knows it: two logs, and what follows from them. */
export interface Conversation {
  readonly conversation_id: string;
  readonly status: Status;
  readonly assignee: Person | null;
  readonly epoch: number;
  readonly language: AgentSnapshot["language"];
  readonly score: number | null;
  readonly visitor: VisitorView;
  /** Their last run through a guide. */
  readonly guide: GuideLive | null;
  readonly log: NumberedLog<StoredEvent>;
  readonly team: NumberedLog<TeamEvent>;
  /** Older events exist on the server. */
  readonly earlier: boolean;
  readonly cursors: Readonly<Record<string, Cursor>>;
  readonly typists: readonly Typist[];
}

export const seqOf = (event: StoredEvent): number => event.seq;
export const teamSeqOf = (event: TeamEvent): number => event.team_seq;

/** The conversation as the server shows it; what arrived here in the meantime stays. */
export function fromOpened(opened: Opened, known?: Conversation): Conversation {
  const fresh = fromSnapshot(opened.conversation, opened.visitor, opened.guide);
  return known === undefined ? fresh : over(fresh, known);
}

/** Keeps the older pages that are on the screen wherever the snapshot reaches back to them. */
function over(fresh: Conversation, known: Conversation): Conversation {
  const joins = (fresh.log.shown[0]?.seq ?? fresh.log.last + 1) <= known.log.last + 1;
  const log = joins
    ? takeIn(known.log, fresh.log.shown, seqOf)
    : takeIn(fresh.log, [...known.log.held.values()], seqOf);
  const teamJoins = (fresh.team.shown[0]?.team_seq ?? fresh.team.last + 1) <= known.team.last + 1;
  const team = teamJoins
    ? takeIn(known.team, fresh.team.shown, teamSeqOf)
    : takeIn(fresh.team, [...known.team.held.values()], teamSeqOf);
  const merged: Conversation = {
    ...fresh,
    log: hearOf(log, fresh.log.last),
    team: hearOf(team, fresh.team.last),
    earlier: joins ? known.earlier : fresh.earlier,
    typists: known.typists,
  };
  const since = log.shown.filter((event) => event.seq > fresh.log.last);
  return withCursors(since.reduce(afterEvent, merged), known.cursors);
}

function fromSnapshot(snapshot: AgentSnapshot, visitor: VisitorView, guide: GuideLive | null): Conversation {
  return {
    conversation_id: snapshot.conversation_id,
    status: snapshot.status,
    assignee: snapshot.assignee,
    epoch: snapshot.epoch,
    language: snapshot.language,
    score: snapshot.score,
    visitor,
    guide,
    log: replaceLog(emptyLog<StoredEvent>(), snapshot.events, snapshot.seq, seqOf),
    team: replaceLog(emptyLog<TeamEvent>(), snapshot.team_events, snapshot.team_seq, teamSeqOf),
    earlier: snapshot.earlier,
    cursors: Object.fromEntries(snapshot.cursors.map((cursor) => [cursor.participant, cursor])),
    typists: [],
  };
}

/** A public event came; what it says about the conversation counts as soon as it is shown. */
export function withEvent(conversation: Conversation, event: StoredEvent): Conversation {
  return grown(conversation, takeIn(conversation.log, [event], seqOf));
}

export function withTeamEvent(conversation: Conversation, event: TeamEvent): Conversation {
  return { ...conversation, team: takeIn(conversation.team, [event], teamSeqOf) };
}

/** The answer to a sync: events since, or a snapshot in the place of everything. */
export function withSynced(conversation: Conversation, synced: TeamSynced): Conversation {
  if (synced.snapshot !== null) {
    return over(fromSnapshot(synced.snapshot, conversation.visitor, conversation.guide), conversation);
  }
  const log = takeIn(conversation.log, synced.events, seqOf);
  const team = takeIn(conversation.team, synced.team_events, teamSeqOf);
  return grown({ ...conversation, team }, log);
}

/** A heartbeat told the true last numbers. */
export function withPosition(conversation: Conversation, at: LogPosition): Conversation {
  const log = hearOf(conversation.log, at.seq);
  const team = hearOf(conversation.team, at.team_seq);
  if (log === conversation.log && team === conversation.team) return conversation;
  return { ...conversation, log, team };
}

/** A page of older events came. */
export function withEarlier(conversation: Conversation, page: EventsEarlierReply): Conversation {
  return {
    ...conversation,
    log: prepend(conversation.log, page.events, seqOf),
    team: prepend(conversation.team, page.team_events, teamSeqOf),
    earlier: page.earlier,
  };
}

export function positionOf(conversation: Conversation): LogPosition {
  return { seq: conversation.log.last, team_seq: conversation.team.last };
}

/** Cursors only ever move forward. */
export function withCursor(conversation: Conversation, moved: CursorMoved): Conversation {
  return withCursors(conversation, { [moved.cursor.participant]: moved.cursor });
}

export function withTyping(
  conversation: Conversation,
  changed: TypingChanged,
  now: number,
): Conversation {
  const key = changed.author.id === "" ? changed.author.kind : changed.author.id;
  const others = conversation.typists.filter((typist) => typist.key !== key);
  if (!changed.typing) return { ...conversation, typists: others };
  const { name, kind } = changed.author;
  return { ...conversation, typists: [...others, { key, name, kind, until_at: now + TYPING_MS }] };
}

/** Forget who stopped typing without saying so. */
export function withoutStaleTyping(conversation: Conversation, now: number): Conversation {
  const typists = conversation.typists.filter((typist) => typist.until_at > now);
  return typists.length === conversation.typists.length ? conversation : { ...conversation, typists };
}

/** The guide as it stands, unless this copy is older than the one that is shown. */
export function withGuide(conversation: Conversation, live: GuideLive): Conversation {
  const known = conversation.guide?.run;
  if (known?.run_id === live.run.run_id && known.revision > live.run.revision) return conversation;
  return { ...conversation, guide: live };
}

export function withRun(conversation: Conversation, run: GuideRun): Conversation {
  if (conversation.guide?.run.run_id !== run.run_id) return conversation;
  return withGuide(conversation, { ...conversation.guide, run });
}

export function needsSync(conversation: Conversation): boolean {
  return isBehind(conversation.log) || isBehind(conversation.team);
}

function withCursors(
  conversation: Conversation,
  moved: Readonly<Record<string, Cursor>>,
): Conversation {
  const cursors = { ...conversation.cursors };
  for (const [participant, cursor] of Object.entries(moved)) {
    const known = cursors[participant];
    cursors[participant] = {
      participant,
      delivered_seq: Math.max(known?.delivered_seq ?? 0, cursor.delivered_seq),
      read_seq: Math.max(known?.read_seq ?? 0, cursor.read_seq),
    };
  }
  return { ...conversation, cursors };
}

function grown(conversation: Conversation, log: NumberedLog<StoredEvent>): Conversation {
  const fresh = log.shown.filter((event) => event.seq > conversation.log.last);
  return fresh.reduce(afterEvent, { ...conversation, log });
}

/** What one shown event changes; every kind of event has its case. */
function afterEvent(conversation: Conversation, event: StoredEvent): Conversation {
  const { body } = event;
  switch (body.type) {
    case "message.posted":
      return quietened(conversation, body.author.id === "" ? body.author.kind : body.author.id);
    case "conversation.queued":
      return { ...conversation, status: "queued", assignee: null };
    case "conversation.assigned": {
      const assignee = { agent_id: body.agent.id, name: body.agent.name, face: body.face };
      return { ...conversation, status: "assigned", assignee, epoch: body.epoch };
    }
    case "conversation.handed_to_bot":
      return { ...conversation, status: "bot", assignee: null };
    case "conversation.closed":
      return { ...conversation, status: "closed", typists: [] };
    case "conversation.reopened": {
      const assignee = { agent_id: body.agent.id, name: body.agent.name, face: body.face };
      return { ...conversation, status: "assigned", assignee, epoch: body.epoch };
    }
    case "conversation.rated":
      return { ...conversation, score: body.score };
    case "email.left":
      return { ...conversation, visitor: { ...conversation.visitor, email: body.email } };
    case "conversation.started":
    case "answer.rated":
    case "callback.requested":
      return conversation;
    default:
      return unknownEvent(body, conversation);
  }
}

/** A newer server may say more than this console knows; it is shown as nothing. */
function unknownEvent(_body: never, conversation: Conversation): Conversation {
  return conversation;
}

function quietened(conversation: Conversation, key: string): Conversation {
  const typists = conversation.typists.filter((typist) => typist.key !== key);
  return { ...conversation, typists };
}
