import type { OpenSocket, SocketListener } from "./socket.ts";

/** A command that arrived at the other end of a scripted socket. */
export interface Arrived {
  name: string;
  payload: object;
  ack: (answer: unknown) => void;
}

/** The other end of a socket, in a test's hands. */
export interface ScriptedSocket {
  open: OpenSocket;
  /** Attempts to connect so far. */
  attempts: number;
  connected: boolean;
  arrived: Arrived[];
  /** What the server does at a connect; by default it accepts. */
  onConnect: () => void;
  /** Answers a command at once, or leaves it unanswered with undefined. */
  answer: (name: string, payload: object) => unknown;
  listener: SocketListener;
  accept(): void;
  cut(): void;
}

export function scriptedSocket(): ScriptedSocket {
  const script: ScriptedSocket = {
    attempts: 0,
    connected: false,
    arrived: [],
    onConnect: () => script.accept(),
    answer: () => ({ ok: true, data: {} }),
    listener: undefined as unknown as SocketListener,
    accept() {
      script.connected = true;
      script.listener.opened();
    },
    cut() {
      script.connected = false;
      script.listener.closed();
    },
    open(listener) {
      script.listener = listener;
      return {
        connect() {
          script.attempts += 1;
          script.onConnect();
        },
        disconnect() {
          script.connected = false;
        },
        emit(name, payload, ack) {
          script.arrived.push({ name, payload, ack });
          const answer = script.answer(name, payload);
          if (answer !== undefined) ack(answer);
        },
      };
    },
  };
  return script;
}
