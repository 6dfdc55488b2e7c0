import { manualTiming, settle, type ManualTiming } from "@shared/wire/manualTiming.ts";
import { scriptedSocket, type ScriptedSocket } from "@shared/wire/scriptedSocket.ts";
import { NOW, opened, row, stored, welcome, message } from "../state/samples.ts";
import type { AgentWelcome, Commands, Opened, WireError } from "../wire/agent.gen.ts";
import { Bell } from "./bell.ts";
import type { Desk } from "./desk.ts";
import { openDesk } from "./open.ts";

type Answers = { [K in keyof Commands]?: (payload: Commands[K]["payload"]) => Commands[K]["reply"] | WireError };

/** A console in front of a hub that a test plays. */
export interface ScriptedDesk {
  readonly desk: Desk;
  readonly socket: ScriptedSocket;
  readonly timing: ManualTiming;
  readonly answers: Answers;
  /** Why the console was left, each time it was. */
  readonly left: (string | null)[];
  /** How often the bell rang. */
  readonly rings: () => number;
  /** The payloads of one command, in the order they came. */
  asked<K extends keyof Commands>(name: K): Commands[K]["payload"][];
  tell(name: string, payload: object): Promise<void>;
}

class CountedBell extends Bell {
  rings = 0;

  override ring(): Promise<boolean> {
    this.rings += 1;
    return Promise.resolve(true);
  }

  override unlock(): Promise<AudioContext> {
    return Promise.reject(new Error("there is no sound in a test"));
  }
}

export const openedOf = (id: string): Opened => {
  const { conversation, visitor, guide } = opened([{ ...stored(1, message("hello")), conversation_id: id }]);
  return { conversation: { ...conversation, conversation_id: id }, visitor, guide };
};

/** Opens a console with one conversation of mine, `cnv_1`, unless the welcome says otherwise. */
export async function scriptedDesk(change: Partial<AgentWelcome> = {}, answers: Answers = {}): Promise<ScriptedDesk> {
  const socket = scriptedSocket();
  const timing = manualTiming(NOW);
  const bell = new CountedBell();
  const left: (string | null)[] = [];
  const all: Answers = {
    "session.start": () => welcome({ inbox: { revision: 1, items: [row("cnv_1", { seq: 1, read_seq: 1 })] }, ...change }),
    "conversation.open": ({ conversation_id }) => openedOf(conversation_id),
    ...answers,
  };
  socket.answer = (name, payload) => {
    const answer = (all[name as keyof Commands] as ((payload: object) => object) | undefined)?.(payload) ?? {};
    return "code" in answer ? { ok: false, error: answer } : { ok: true, data: answer };
  };
  let ids = 0;
  const desk = openDesk({
    window,
    openSocket: socket.open,
    timing,
    bell,
    notifications: null,
    post: () => Promise.resolve(),
    leave: (reason) => left.push(reason),
    newId: () => `client-${(ids += 1)}`,
  });
  await settle();
  await settle();
  return {
    desk,
    socket,
    timing,
    answers: all,
    left,
    rings: () => bell.rings,
    asked: (name) => socket.arrived.filter((one) => one.name === name).map((one) => one.payload as never),
    tell: async (name, payload) => {
      socket.listener.event(name, payload);
      await settle();
    },
  };
}
