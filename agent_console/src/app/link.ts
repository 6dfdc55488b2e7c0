import { CatchUp } from "@shared/wire/catchup.ts";
import type { Send } from "@shared/wire/command.ts";
import { Connection, type ConnectionState } from "@shared/wire/connection.ts";
import type { OpenSocket } from "@shared/wire/socket.ts";
import type { Timing } from "@shared/wire/timing.ts";
import type { Action, Console, Link } from "../state/console.ts";
import { needsSync, positionOf } from "../state/conversation.ts";
import { isBehind } from "../state/inbox.ts";
import type { Commands, Events, LogPosition, StoredEvent, TeamEvent } from "../wire/agent.gen.ts";
import { PROTOCOL_VERSION } from "../wire/agent.gen.ts";

/** Callbacks are pushed without a number: the whole list every so many heartbeats bounds what is missed. */
const BEATS_A_REFRESH = 6;
/** Where the visitor is now is not pushed at all: the open conversation is asked for it this often. */
const BEATS_A_LOOK = 3;

export const HELLO = { v: PROTOCOL_VERSION, role: "agent" } as const;

export interface LinkDeps {
  readonly open: OpenSocket;
  readonly timing: Timing;
  readonly state: () => Console;
  readonly dispatch: (action: Action) => void;
  /** The conversations this console must hear of. */
  readonly wanted: () => readonly string[];
  /** The one on the screen. */
  readonly viewed: () => string | null;
  /** Whether the agent did something lately. */
  readonly active: () => boolean;
  readonly reload: () => void;
}

type Hub = Connection<Commands, Events>;

/** The console's connection: greets, keeps both logs of each open conversation whole, tells the state. */
export class HubLink {
  readonly connection: Hub;
  readonly #deps: LinkDeps;
  readonly #catchUp: CatchUp;
  readonly #opening = new Set<string>();
  #listing = false;
  #beats = 0;

  constructor(deps: LinkDeps) {
    this.#deps = deps;
    this.#catchUp = new CatchUp((ids) => this.#syncPage(ids));
    this.connection = new Connection<Commands, Events>({
      open: deps.open,
      timing: deps.timing,
      greet: (send) => this.#greet(send),
      beat: () => this.#beat(),
      renew: (code) => this.#refused(code),
      unsupported: deps.reload,
    });
    this.connection.watch((state) => deps.dispatch({ kind: "link", link: linkOf(state) }));
    this.#listen();
  }

  get send(): Send<Commands> {
    return this.connection.send;
  }

  /** Opens what is wanted and not open, and leaves what is open and not wanted. */
  async arrange(): Promise<void> {
    const { state, wanted, dispatch } = this.#deps;
    if (state().link !== "live") return;
    const ids = new Set(wanted());
    const open = Object.keys(state().conversations);
    await Promise.all([
      ...[...ids].filter((id) => !open.includes(id)).map((id) => this.look(id)),
      ...open.filter((id) => !ids.has(id)).map((id) => {
        dispatch({ kind: "left", conversation_id: id });
        return this.send("conversation.leave", { conversation_id: id });
      }),
    ]);
  }

  /** Opens one conversation, or brings an open one up to date with who the visitor is. */
  async look(id: string): Promise<void> {
    if (this.#opening.has(id)) return;
    this.#opening.add(id);
    try {
      const opened = await this.send("conversation.open", { conversation_id: id });
      this.#deps.dispatch({ kind: "opened", opened });
      this.#syncIfBehind(id);
    } finally {
      this.#opening.delete(id);
    }
  }

  async list(): Promise<void> {
    if (this.#listing) return;
    this.#listing = true;
    try {
      this.#deps.dispatch({ kind: "listed", inbox: await this.send("inbox.list", {}) });
    } finally {
      this.#listing = false;
    }
  }

  async #greet(send: Send<Commands>): Promise<void> {
    const welcome = await send("session.start", {});
    const { dispatch, timing, state, wanted } = this.#deps;
    this.connection.heartbeatMs = welcome.heartbeat_ms;
    dispatch({ kind: "welcomed", welcome, now: timing.now() });
    const ids = new Set([...wanted(), ...Object.keys(state().conversations)]);
    const opened = await Promise.allSettled(
      [...ids].map((id) => send("conversation.open", { conversation_id: id })),
    );
    for (const result of opened) {
      if (result.status === "fulfilled") dispatch({ kind: "opened", opened: result.value });
    }
    queueMicrotask(() => void this.#catchUpAll());
  }

  async #beat(): Promise<void> {
    const { state, dispatch, active } = this.#deps;
    const conversations: Record<string, LogPosition> = {};
    for (const [id, one] of Object.entries(state().conversations)) conversations[id] = positionOf(one);
    const reply = await this.send("heartbeat", { conversations, active: active() });
    dispatch({ kind: "positions", positions: reply.conversations });
    await this.#catchUpAll();
    if (isBehind(state().inbox, reply.inbox_revision)) await this.list();
    this.#beats += 1;
    const viewed = this.#deps.viewed();
    if (viewed !== null && this.#beats % BEATS_A_LOOK === 0) await this.look(viewed);
    if (this.#beats % BEATS_A_REFRESH === 0) {
      const { callbacks } = await this.send("callback.list", {});
      dispatch({ kind: "callbacks_listed", callbacks, done: false });
    }
  }

  async #catchUpAll(): Promise<void> {
    const all = Object.values(this.#deps.state().conversations);
    const behind = all.filter(needsSync).map((one) => one.conversation_id);
    if (behind.length > 0) await this.#catchUp.request(behind);
  }

  async #syncPage(ids: readonly string[]): Promise<readonly string[]> {
    const { state, dispatch } = this.#deps;
    const conversations: Record<string, LogPosition> = {};
    for (const id of ids) {
      const one = state().conversations[id];
      if (one !== undefined) conversations[id] = positionOf(one);
    }
    const reply = await this.send("sync", { conversations });
    dispatch({ kind: "synced", synced: reply.conversations });
    return reply.conversations.filter((synced) => synced.more).map((synced) => synced.conversation_id);
  }

  /** A failed sync is found again by the next heartbeat; nothing is said about it meanwhile. */
  #syncIfBehind(id: string): void {
    const one = this.#deps.state().conversations[id];
    if (one !== undefined && needsSync(one)) this.#catchUp.request([id]).catch(ignoredUntilNextBeat);
  }

  async #refused(code: string): Promise<boolean> {
    this.#deps.dispatch({ kind: "ended", reason: code === "auth.revoked" ? "disabled" : "expired" });
    return false;
  }

  #listen(): void {
    const { connection } = this;
    const { dispatch, timing, state } = this.#deps;
    const stored = (event: StoredEvent): void => {
      dispatch({ kind: "event", event });
      this.#syncIfBehind(event.conversation_id);
    };
    const team = (event: TeamEvent): void => {
      dispatch({ kind: "team_event", event });
      this.#syncIfBehind(event.conversation_id);
    };
    connection.on("conversation.started", stored);
    connection.on("message.posted", stored);
    connection.on("conversation.queued", stored);
    connection.on("conversation.assigned", stored);
    connection.on("conversation.handed_to_bot", stored);
    connection.on("conversation.closed", stored);
    connection.on("conversation.reopened", stored);
    connection.on("conversation.rated", stored);
    connection.on("answer.rated", stored);
    connection.on("email.left", stored);
    connection.on("callback.requested", stored);
    connection.on("note.added", team);
    connection.on("summary.added", team);
    connection.on("typing.changed", (changed) => dispatch({ kind: "typing", changed, now: timing.now() }));
    connection.on("cursor.moved", (moved) => dispatch({ kind: "cursor", moved }));
    connection.on("guide.changed", (changed) => dispatch({ kind: "guide", changed }));
    connection.on("callback.changed", (changed) => dispatch({ kind: "callback", changed }));
    connection.on("agent.changed", (changed) => dispatch({ kind: "agent", changed }));
    connection.on("inbox.changed", (push) => {
      dispatch({ kind: "pushed", push });
      if (state().inbox.behind) this.list().catch(ignoredUntilNextBeat);
    });
    connection.on("session.ended", ({ reason }) => {
      dispatch({ kind: "ended", reason });
      connection.stop(reason);
    });
  }
}

function linkOf(state: ConnectionState): Link {
  return state.kind === "idle" ? "connecting" : state.kind;
}

function ignoredUntilNextBeat(): void {
  // The next heartbeat carries the true numbers and asks again.
}
