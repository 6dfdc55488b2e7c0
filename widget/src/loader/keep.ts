/** The shop's own storage, as far as the browser allows it; memory where it does not. */
export interface Keep {
  get(key: string): string | null;
  set(key: string, value: string | null): void;
  /** Everything that was kept for the panel, by key. */
  all(): Record<string, string>;
}

/** @param area asked for each time: reading `localStorage` alone may throw */
export function keepIn(area: () => Storage, prefix: string): Keep {
  const memory = new Map<string, string>();
  const attempt = <T>(use: (storage: Storage) => T, otherwise: T): T => {
    try {
      return use(area());
    } catch {
      return otherwise;
    }
  };
  return {
    get: (key) => memory.get(key) ?? attempt((storage) => storage.getItem(prefix + key), null),
    set(key, value) {
      memory.delete(key);
      if (value === null) attempt((storage) => storage.removeItem(prefix + key), undefined);
      else if (!attempt((storage) => (storage.setItem(prefix + key, value), true), false)) memory.set(key, value);
    },
    all: () =>
      attempt((storage) => {
        const found: Record<string, string> = {};
        for (const name of Object.keys(storage)) {
          if (name.startsWith(prefix)) found[name.slice(prefix.length)] = storage.getItem(name) ?? "";
        }
        return { ...found, ...Object.fromEntries(memory) };
      }, Object.fromEntries(memory)),
  };
}
