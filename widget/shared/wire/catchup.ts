/** Asks one page of `sync` for these conversations, takes it in, and says which have more. */
export type SyncPage = (ids: readonly string[]) => Promise<readonly string[]>;

/**
 * One `sync` at a time: what is asked for meanwhile goes into the next round.
 * A failed round is forgotten; the next connect or heartbeat finds the gap again.
 */
export class CatchUp {
  readonly #page: SyncPage;
  #wanted = new Set<string>();
  #running: Promise<void> | null = null;

  constructor(page: SyncPage) {
    this.#page = page;
  }

  request(ids: Iterable<string>): Promise<void> {
    for (const id of ids) this.#wanted.add(id);
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #run(): Promise<void> {
    try {
      while (this.#wanted.size > 0) {
        const ids = [...this.#wanted];
        this.#wanted.clear();
        for (const id of await this.#page(ids)) this.#wanted.add(id);
      }
    } finally {
      this.#wanted.clear();
    }
  }
}
