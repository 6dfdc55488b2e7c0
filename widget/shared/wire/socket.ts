import { io } from "socket.io-client";

/** What a socket tells its owner. */
export interface SocketListener {
  opened(): void;
  closed(): void;
  /** The server said no (with its code), or the network did (null). */
  refused(code: string | null, retryAfterMs: number | null): void;
  event(name: string, payload: object): void;
  /** The server's ping came; unlike timers it is on time in a background tab. */
  pinged(): void;
}

/** One Socket.IO socket that connects and gives up when told, never by itself. */
export interface Socket {
  connect(): void;
  disconnect(): void;
  emit(name: string, payload: object, ack: (answer: unknown) => void): void;
}

export type OpenSocket = (listener: SocketListener) => Socket;

interface Refusal extends Error {
  data?: { code?: string; retry_after?: number };
}

/**
 * @param origin the hub's
 * @param auth asked for at each connect, so that a renewed token is used
 */
export function socketIo(origin: string, auth: () => object): OpenSocket {
  return (listener) => {
    const socket = io(origin, {
      path: "/socket.io",
      transports: ["websocket"],
      reconnection: false,
      autoConnect: false,
      forceNew: true,
      auth: (give) => give(auth()),
    });
    socket.on("connect", () => listener.opened());
    socket.on("disconnect", () => listener.closed());
    socket.on("connect_error", (error: Refusal) => {
      listener.refused(error.data?.code ?? null, error.data?.retry_after ?? null);
    });
    socket.onAny((name: string, payload: object) => listener.event(name, payload));
    socket.io.on("ping", () => listener.pinged());
    return {
      connect() {
        socket.connect();
        // Closed before its handshake (some proxies do that), the library would wait for ever.
        const { engine } = socket.io;
        engine.once("close", () => {
          if (socket.connected || socket.io.engine !== engine) return;
          socket.disconnect();
          listener.closed();
        });
      },
      disconnect: () => void socket.disconnect(),
      emit: (name, payload, ack) => void socket.emit(name, payload, ack),
    };
  };
}
