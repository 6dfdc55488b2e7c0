import { signal, type Signal } from "@preact/signals";
import { hashOf, parseRoute, type Route } from "../state/route.ts";

/** The address as a signal; going somewhere is a step back can undo. */
export interface Navigation {
  readonly route: Signal<Route>;
  go(route: Route): void;
}

export function openNavigation(window: Pick<Window, "location" | "addEventListener">): Navigation {
  const route = signal(parseRoute(window.location.hash));
  window.addEventListener("hashchange", () => {
    route.value = parseRoute(window.location.hash);
  });
  return {
    route,
    go(next) {
      const hash = hashOf(next);
      if (window.location.hash !== hash) window.location.hash = hash;
      route.value = next;
    },
  };
}
