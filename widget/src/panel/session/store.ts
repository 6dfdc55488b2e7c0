import type { OutgoingItem, OutgoingStore } from "@shared/wire/outgoing";
import type { MessageSend } from "@shared/wire/visitor.gen";
import type { LoaderPort } from "./port.ts";

const PREFIX = "out:";

/** Outgoing messages, kept by the loader on the shop's origin: the panel's own storage may be forbidden. */
export function outgoingStore(
  port: LoaderPort,
  kept: Readonly<Record<string, string>>,
): OutgoingStore<MessageSend> {
  return {
    load: async () =>
      Object.entries(kept)
        .filter(([key]) => key.startsWith(PREFIX))
        .flatMap(([key, value]) => {
          try {
            return [JSON.parse(value) as OutgoingItem<MessageSend>];
          } catch {
            port.post({ kind: "keep", key, value: null });
            return [];
          }
        }),
    put: (item) =>
      port.post({ kind: "keep", key: PREFIX + item.payload.client_id, value: JSON.stringify(item) }),
    remove: (clientId) => port.post({ kind: "keep", key: PREFIX + clientId, value: null }),
  };
}
