/** `Zalada("open")` and so on; also what a page called before this script was there. */
export interface Api {
  (command: string, ...args: unknown[]): void;
  q?: ArrayLike<unknown>[];
  loaded?: true;
}

declare global {
  interface Window {
    Zalada?: Api;
  }
}

type Commands = Readonly<Record<string, (...args: never[]) => void>>;

export function announce(name: string, detail: object = {}): void {
  document.dispatchEvent(new CustomEvent(`zalada:${name}`, { detail, bubbles: true }));
}

const listeners = new Map<unknown, EventListener>();

/** Commands that work before the shop's settings are there. */
const listening: Commands = {
  on(name: string, listen: (detail: unknown) => void) {
    const heard = (event: Event): void => listen((event as CustomEvent).detail);
    listeners.set(listen, heard);
    document.addEventListener(`zalada:${name}`, heard);
  },
  off(name: string, listen: unknown) {
    const heard = listeners.get(listen);
    if (heard) document.removeEventListener(`zalada:${name}`, heard);
  },
};

/** Takes over the page's queue; `start` gives the rest of the commands and runs what waited for them. */
export function installApi(): (commands: Commands) => void {
  let all = listening;
  let waiting: unknown[][] | null = [];
  const api: Api = (name, ...args) => {
    const command = all[name] as ((...args: unknown[]) => void) | undefined;
    if (command) command(...args);
    else waiting?.push([name, ...args]);
  };
  const early = window.Zalada?.q ?? [];
  api.loaded = true;
  window.Zalada = api;
  const call = (args: ArrayLike<unknown>): void => {
    const [name, ...rest] = Array.from(args);
    api(String(name), ...rest);
  };
  early.forEach(call);
  return (commands) => {
    all = { ...listening, ...commands };
    const late = waiting ?? [];
    waiting = null;
    late.forEach(call);
  };
}
