import type { ReadonlySignal, Signal } from "@preact/signals";
import type { Timing } from "@shared/wire/timing";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Actions } from "./session/actions.ts";
import type { VisitorConnection } from "./session/hub.ts";
import type { LoaderPort } from "./session/port.ts";
import type { State } from "./state/model.ts";

/** What every view may read and do. */
export interface App {
  state: ReadonlySignal<State>;
  act: Actions;
  /** The unsent text; it outlives the screen whose composer shows it. */
  draft: { current: string };
  /** For parts that speak to the hub and the shop's page themselves. */
  connection: VisitorConnection;
  port: LoaderPort;
  timing: Timing;
  /** Where on the shop's site this is: relative addresses of products start there. */
  page(): string;
  /** What stands under the title of a part that has more to say than its name. */
  subtitle: Signal<string>;
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error("a view outside its app");
  return app;
}
