import { HANDSHAKE, type ToLoader, type ToPanel } from "../embed/messages.ts";

export interface Frame {
  readonly element: HTMLIFrameElement;
  /** Kept until the panel is ready. */
  post(message: ToPanel): void;
}

export interface FrameOptions {
  hub: string;
  shop: string;
  language: string;
  title: string;
  /** The panel is there and waits for `init`. */
  ready: () => void;
  heard: (message: ToLoader) => void;
  failed: () => void;
}

const READY_TIMEOUT_MS = 12_000;

/**
 * The panel's frame. Once it has loaded it is handed one end of a channel, addressed to the hub's
 * exact origin, so neither side ever listens to anybody else on the page.
 */
export function createFrame({ hub, shop, language, title, ready, heard, failed }: FrameOptions): Frame {
  const frame = document.createElement("iframe");
  frame.title = title;
  frame.allow = "autoplay";
  // Until it is ready the place behind it shows: a browser's own error page never does.
  frame.style.opacity = "0";
  frame.src = `${hub}/widget/panel?${new URLSearchParams({ shop, language })}`;
  let port: MessagePort | null = null;
  let waiting: ToPanel[] = [];
  const timeout = setTimeout(failed, READY_TIMEOUT_MS);
  frame.addEventListener("load", () => {
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }: MessageEvent<ToLoader>) => {
      if (data.kind !== "ready") {
        heard(data);
        return;
      }
      clearTimeout(timeout);
      frame.style.opacity = "";
      port = channel.port1;
      ready();
      for (const message of waiting) port.postMessage(message);
      waiting = [];
    };
    frame.contentWindow?.postMessage(HANDSHAKE, hub, [channel.port2]);
  });
  return {
    element: frame,
    post(message) {
      if (port) port.postMessage(message);
      else waiting.push(message);
    },
  };
}
