import { HANDSHAKE, type Init, type ToLoader, type ToPanel } from "../../embed/messages.ts";

/** The panel's end of the channel to the loader on the shop's page. */
export interface LoaderPort {
  post(message: ToLoader): void;
  listen(heard: (message: ToPanel) => void): void;
}

/** Waits for the loader; only the embedding page, on one of the shop's origins, is listened to. */
export function acceptLoader(origins: readonly string[]): Promise<LoaderPort> {
  return new Promise((resolve) => {
    addEventListener("message", (event: MessageEvent<unknown>) => {
      const port = event.ports[0];
      const fromShop = event.source === window.parent && window.parent !== window && origins.includes(event.origin);
      if (!fromShop || event.data !== HANDSHAKE || !port) return;
      resolve({
        post: (message) => port.postMessage(message),
        listen: (heard) => {
          port.onmessage = ({ data }: MessageEvent<ToPanel>) => heard(data);
          port.postMessage({ kind: "ready" } satisfies ToLoader);
        },
      });
    });
  });
}

/** Calls `begin` once with the loader's first word, then `heard` with everything after it. */
export function conversationWith(
  port: LoaderPort,
  begin: (init: Init) => (message: Exclude<ToPanel, Init>) => void,
): void {
  let heard: ((message: Exclude<ToPanel, Init>) => void) | null = null;
  port.listen((message) => {
    if (message.kind === "init") heard ??= begin(message);
    else heard?.(message);
  });
}
