import { signal, type ReadonlySignal } from "@preact/signals";
import type { Timing } from "@shared/wire/timing.ts";

/** An agent who touched nothing for this long is not active. */
export const ACTIVE_MS = 60_000;

export interface Watching {
  /** The page is visible and has the focus: what is on it is seen. */
  readonly seen: ReadonlySignal<boolean>;
  readonly active: () => boolean;
}

/** Whether somebody sits in front of this page. */
export function watchPresence(window: Window, timing: Timing): Watching {
  const { document } = window;
  const look = (): boolean => document.visibilityState === "visible" && document.hasFocus();
  const seen = signal(look());
  let touchedAt = timing.now();
  const update = (): void => {
    seen.value = look();
  };
  const touched = (): void => {
    touchedAt = timing.now();
    update();
  };
  for (const name of ["focus", "blur", "pageshow"]) window.addEventListener(name, update);
  document.addEventListener("visibilitychange", update);
  for (const name of ["pointerdown", "pointermove", "keydown"]) {
    window.addEventListener(name, touched, { passive: true, capture: true });
  }
  return { seen, active: () => timing.now() - touchedAt < ACTIVE_MS };
}
