import type { ReadonlySignal } from "@preact/signals";
import type { Connection } from "@shared/wire/connection";
import type { Timing } from "@shared/wire/timing";
import type { Commands, EventBody, Events, StoredEvent } from "@shared/wire/visitor.gen";
import type { Intent } from "../../embed/messages.ts";
import type { Happening } from "../state/happening.ts";
import type { State } from "../state/model.ts";
import type { Actions } from "./actions.ts";
import type { LoaderPort } from "./port.ts";

export type VisitorConnection = Connection<Commands, Events>;

const STORED: readonly EventBody["type"][] = [
  "conversation.started",
  "message.posted",
  "conversation.queued",
  "conversation.assigned",
  "conversation.handed_to_bot",
  "conversation.closed",
  "conversation.reopened",
  "conversation.rated",
  "answer.rated",
  "email.left",
  "callback.requested",
];
const TYPING_SHOWN_MS = 6_000;

interface HubParts {
  connection: VisitorConnection;
  dispatch: (happening: Happening) => void;
  state: ReadonlySignal<State>;
  timing: Timing;
  ring: () => void;
  port: LoaderPort;
}

/** Turns what the hub tells into happenings, and rings for what a person says. */
export function listenToHub({ connection, dispatch, state, timing, ring, port }: HubParts): void {
  const stored = (event: StoredEvent): void => {
    const before = state.peek().conversation?.log.known ?? 0;
    dispatch({ type: "event.came", event });
    const { body, seq } = event;
    const spoke = body.type === "message.posted" && body.author.kind !== "visitor" ? body.author.kind : null;
    if (spoke === null || seq <= before) return;
    if (spoke === "agent" && state.peek().sound) ring();
    port.post({ kind: "tell", told: { name: "message", detail: { from: spoke === "agent" ? "agent" : "bot" } } });
  };
  for (const name of STORED) connection.on(name, stored);
  connection.on("typing.changed", (event) => {
    dispatch({ type: "typing.came", event, now: timing.now() });
    timing.after(TYPING_SHOWN_MS, () => dispatch({ type: "typing.expired", now: timing.now() }));
  });
  connection.on("cursor.moved", (event) => dispatch({ type: "cursor.came", event }));
  connection.on("queue.moved", (event) => dispatch({ type: "queue.came", event }));
  connection.on("availability.changed", ({ availability }) => dispatch({ type: "availability.came", availability }));
}

/** Goes where the shop's page asks for. */
export function follow(intent: Intent, act: Actions): void {
  switch (intent.screen) {
    case "callback":
      act.open("callback", intent.topic);
      return;
    case "conversation":
    case "leave_message":
      act.open(intent.screen);
      return;
    case "guide":
      act.open("guide", intent.guide);
      return;
    case "current":
      return;
  }
}
