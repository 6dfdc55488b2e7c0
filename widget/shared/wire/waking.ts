/** What of a page the connection listens to. */
export interface Page {
  window: Pick<Window, "addEventListener" | "removeEventListener">;
  document: Pick<Document, "addEventListener" | "removeEventListener" | "visibilityState">;
}

/** Tells when the page may have missed something, and when it goes to sleep; the result ends it. */
export function watchWaking(page: Page, { wake, sleep }: { wake: () => void; sleep: () => void }): () => void {
  const seen = (): void => {
    if (page.document.visibilityState === "visible") wake();
  };
  page.window.addEventListener("online", wake);
  page.window.addEventListener("pageshow", wake);
  page.window.addEventListener("pagehide", sleep);
  page.document.addEventListener("visibilitychange", seen);
  return () => {
    page.window.removeEventListener("online", wake);
    page.window.removeEventListener("pageshow", wake);
    page.window.removeEventListener("pagehide", sleep);
    page.document.removeEventListener("visibilitychange", seen);
  };
}
