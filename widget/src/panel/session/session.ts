import { computed, effect, signal } from "@preact/signals";
import type { Language } from "@shared/i18n/translate";
import { CatchUp } from "@shared/wire/catchup";
import { Connection, type HttpsCommand } from "@shared/wire/connection";
import { isBehind } from "@shared/wire/log";
import { Outgoing } from "@shared/wire/outgoing";
import type { OpenSocket } from "@shared/wire/socket";
import type { Timing } from "@shared/wire/timing";
import { type Commands, type Events, type MessageSend, PROTOCOL_VERSION } from "@shared/wire/visitor.gen";
import type { Init, ToPanel } from "../../embed/messages.ts";
import type { App } from "../app.ts";
import type { Happening } from "../state/happening.ts";
import { initialState, type State } from "../state/model.ts";
import { reduce } from "../state/reduce.ts";
import { createActions } from "./act.ts";
import { follow, listenToHub, type VisitorConnection } from "./hub.ts";
import type { LoaderPort } from "./port.ts";
import { Receipts } from "./receipts.ts";
import { outgoingStore } from "./store.ts";
import { tellLoader } from "./tell.ts";

export interface SessionOptions {
  port: LoaderPort;
  init: Init;
  language: Language;
  timing: Timing;
  /** The socket asks for the auth payload at each connect. */
  socket: (auth: () => object) => OpenSocket;
  https: (token: () => string) => HttpsCommand;
  /** Loads the texts of a language; resolves when they are shown. */
  loadTexts: (language: Language) => Promise<void>;
  ring: () => void;
}

export interface Session extends App {
  heard(message: Exclude<ToPanel, Init>): void;
}

/** The conversation whose log has a gap at its end, if it has one. */
function behindId({ conversation }: State): string | null {
  return conversation && isBehind(conversation.log) ? conversation.conversation_id : null;
}

/** A gap usually closes by itself: the event is on its way. Then ask for it. */
const GAP_PATIENCE_MS = 1_000;
/** A restart of the server is over before a shopper needs to know. */
const LOST_PATIENCE_MS = 1_500;
const OPENING_PATIENCE_MS = 8_000;

export function createSession(options: SessionOptions): Session {
  const { port, init, timing } = options;
  const state = signal<State>({
    ...initialState(options.language),
    shown: init.shown,
    identity: init.identity,
    sound: init.kept["sound"] !== "off",
  });
  const dispatch = (happening: Happening): void => {
    state.value = reduce(state.peek(), happening);
  };
  let token = init.token;
  let { page } = init;
  let giveToken: ((token: string | null) => void) | null = null;

  const connection: VisitorConnection = new Connection<Commands, Events>({
    open: options.socket(() => ({ v: PROTOCOL_VERSION, role: "visitor", token })),
    https: options.https(() => token ?? ""),
    timing,
    greet: async (send) => {
      const { language } = state.peek();
      const started = send("session.start", { language, page_url: page.url, page_title: page.title });
      const [welcome, { guides }] = await Promise.all([started, send("guide.list", {})]);
      connection.heartbeatMs = welcome.heartbeat_ms;
      if (welcome.token !== null) {
        token = welcome.token;
        port.post({ kind: "token.fresh", token });
      }
      dispatch({ type: "welcomed", welcome, guides: guides.length > 0 });
    },
    beat: async () => {
      const { conversation } = state.peek();
      const conversations = conversation ? { [conversation.conversation_id]: conversation.log.last } : {};
      dispatch({ type: "heartbeat.answered", reply: await connection.send("heartbeat", { conversations }) });
      await closeGap();
    },
    renew: (code) => {
      if (code === "forbidden") return Promise.resolve(false);
      return askToken(token).then((fresh) => fresh !== null);
    },
    unsupported: () => port.post({ kind: "reload" }),
  });

  const askToken = (refused: string | null): Promise<string | null> =>
    new Promise((resolve) => {
      giveToken = (fresh) => {
        giveToken = null;
        token = fresh ?? token;
        resolve(fresh);
      };
      port.post({ kind: "token.needed", refused });
    });

  const catchUp = new CatchUp(async (ids) => {
    const { conversation } = state.peek();
    const last = (id: string): number => (conversation?.conversation_id === id ? conversation.log.last : 0);
    const reply = await connection.send("sync", {
      conversations: Object.fromEntries(ids.map((id) => [id, last(id)])),
    });
    dispatch({ type: "synced", synced: reply.conversations });
    return reply.conversations.filter(({ more }) => more).map(({ conversation_id }) => conversation_id);
  });

  const closeGap = async (): Promise<void> => {
    const id = behindId(state.peek());
    if (id !== null) await catchUp.request([id]);
  };

  const outgoing = new Outgoing<MessageSend, Commands["message.send"]["reply"]>({
    deliver: (payload) => connection.send("message.send", payload),
    delivered: ({ payload }, ack) => dispatch({ type: "message.stored", payload, ack }),
    changed: (items) => dispatch({ type: "outgoing.changed", items }),
    store: outgoingStore(port, init.kept),
    timing,
  });
  const receipts = new Receipts(timing, (mark) => connection.send("receipt.mark", mark));

  const enter = (): void => {
    if (token === null) dispatch({ type: "link.failed" });
    else connection.start();
  };
  const act = createActions({
    ...options,
    state,
    dispatch,
    connection,
    outgoing,
    receipts,
    reconnect: () => {
      if (token !== null) connection.wake();
      else void askToken(null).then(enter);
    },
  });

  listenToHub({ connection, dispatch, state, timing, ring: options.ring, port });
  tellLoader(state, port);

  let cancelLost: (() => void) | null = null;
  connection.watch((link) => {
    const live = link.kind === "live";
    outgoing.setOnline(live);
    if (live) {
      cancelLost?.();
      cancelLost = null;
      dispatch({ type: "link.live" });
      receipts.again();
      // As above.
      void closeGap().catch(() => undefined);
    } else if (link.kind === "ended") dispatch({ type: "link.failed" });
    else {
      const now = timing.now();
      cancelLost ??= timing.after(LOST_PATIENCE_MS, () => dispatch({ type: "link.lost", now }));
    }
  });

  const behind = computed(() => behindId(state.value));
  let cancelGap = (): void => {};
  effect(() => {
    cancelGap();
    if (behind.value === null || connection.state.kind !== "live") return;
    const patient = connection.state.via === "socket";
    // When it fails, the next heartbeat or connect finds the gap again.
    cancelGap = timing.after(patient ? GAP_PATIENCE_MS : 0, () => void closeGap().catch(() => undefined));
  });
  const received = computed(() => state.value.conversation?.log.last ?? 0);
  effect(() => {
    const delivered_seq = received.value;
    const conversation = state.peek().conversation;
    if (conversation && delivered_seq > 0 && connection.state.kind === "live") {
      receipts.mark({ conversation_id: conversation.conversation_id, delivered_seq, read_seq: 0 });
    }
  });

  timing.after(OPENING_PATIENCE_MS, () => {
    if (state.peek().link === "opening") dispatch({ type: "link.failed" });
  });
  if (init.intent) follow(init.intent, act);
  void outgoing.restore();
  enter();

  return {
    state,
    act,
    draft: { current: init.kept["draft"] ?? "" },
    connection,
    port,
    timing,
    page: () => page.url,
    subtitle: signal(""),
    heard(message) {
      switch (message.kind) {
        case "token":
          giveToken?.(message.token);
          return;
        case "shown":
          dispatch({ type: "shown.changed", shown: message.shown });
          return;
        case "intent":
          follow(message.intent, act);
          return;
        case "page":
          ({ page } = message);
          if (connection.state.kind === "live") {
            const { url, title } = page;
            // The next connect tells the page anyway.
            connection.send("page.show", { page_url: url, page_title: title }).catch(() => undefined);
          }
          return;
        case "language":
          void act.chooseLanguage(message.language).catch(() => undefined);
          return;
        case "identity":
          dispatch({ type: "identified", identity: message.identity });
      }
    },
  };
}
