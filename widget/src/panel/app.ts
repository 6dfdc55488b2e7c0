import type { ReadonlySignal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Actions } from "./session/actions.ts";
import type { State } from "./state/model.ts";

/** What every view may read and do. */
export interface App {
  state: ReadonlySignal<State>;
  act: Actions;
  /** The unsent text; it outlives the screen whose composer shows it. */
  draft: { current: string };
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error("a view outside its app");
  return app;
}
