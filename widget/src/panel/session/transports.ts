import { WebSocket } from "engine.io-client";

/**
 * Stands in for `engine.io-client`'s own list of transports (see `vite.panel.config.ts`): the hub speaks
 * websockets only, so polling and WebTransport are left out of the panel. Read late: the modules need each other.
 */
export const transports = {
  get websocket() {
    return WebSocket;
  },
};
