/** What an agent wrote and the server has not stored yet: an answer, or a note. */
export type Draftable =
  | {
      readonly kind: "message";
      readonly conversation_id: string;
      readonly client_id: string;
      readonly text: string;
      /** The assignment it was written under; an older one is refused. */
      readonly epoch: number;
      /** Shown as cards under the text. */
      readonly product_ids?: readonly string[];
    }
  | {
      readonly kind: "note";
      readonly conversation_id: string;
      readonly client_id: string;
      readonly text: string;
    };

/** The same words again under another assignment, as another message. */
export function asNew(item: Draftable, clientId: string, epoch: number): Draftable {
  return item.kind === "message"
    ? { ...item, client_id: clientId, epoch }
    : { ...item, client_id: clientId };
}

/** Texts longer than this are refused by the server. */
export const LONGEST_TEXT = 4_000;
