import type { Intent, PageView } from "../embed/messages.ts";

export const currentPage = (): PageView => ({ url: location.href.slice(0, 2000), title: document.title.slice(0, 300) });

/** Tells when a page without reloads shows another address. */
export function watchNavigation(moved: () => void): void {
  let last = location.href;
  const look = (): void => {
    setTimeout(() => {
      if (location.href === last) return;
      last = location.href;
      moved();
    });
  };
  for (const name of ["pushState", "replaceState"] as const) {
    const original = history[name];
    history[name] = function wrapped(...args: Parameters<History["pushState"]>) {
      original.apply(this, args);
      look();
    };
  }
  addEventListener("popstate", look);
  addEventListener("hashchange", look);
}

/** What a pressed element of the shop's page asks for, if anything. */
export function intentOf(element: HTMLElement): Intent | null {
  const { callback, guide } = element.dataset;
  if (callback !== undefined) return { screen: "callback", topic: callback };
  if (guide !== undefined) return { screen: "guide", guide };
  return "zaladaOpen" in element.dataset ? { screen: "current" } : null;
}

/** Elements with `data-zalada-open`, `data-callback` or `data-guide="key"` open the chat there. */
export function watchElements(asked: (intent: Intent, by: HTMLElement) => void): void {
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const by = target?.closest<HTMLElement>("[data-zalada-open],[data-callback],[data-guide]");
    const intent = by ? intentOf(by) : null;
    if (!by || !intent) return;
    event.preventDefault();
    asked(intent, by);
  });
}

/** Keeps the page under a full-screen panel from scrolling; the result lets it go. */
export function lockScroll(): () => void {
  if (!matchMedia("(max-width:480px)").matches) return () => {};
  const { style } = document.documentElement;
  const before = style.overflow;
  style.overflow = "hidden";
  return () => {
    style.overflow = before;
  };
}
