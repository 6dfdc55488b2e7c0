import { CommandError } from "@shared/wire/command.ts";
import type { DeskCore } from "./desk.ts";
import type { CallbackResolve, CallbackStand, CallbackView } from "../wire/agent.gen.ts";

export type Outcome = Pick<CallbackResolve, "outcome" | "note" | "again_at">;

/** What an agent does with a callback request. */
export class CallbackActions {
  readonly #desk: DeskCore;

  constructor(desk: DeskCore) {
    this.#desk = desk;
  }

  async claim(callback: CallbackView): Promise<boolean> {
    const { callback_id, epoch } = callback;
    return await this.#stand(callback, this.#desk.link.send("callback.claim", { callback_id, epoch }));
  }

  async release(callback: CallbackView): Promise<void> {
    const { callback_id, epoch } = callback;
    await this.#stand(callback, this.#desk.link.send("callback.release", { callback_id, epoch }));
  }

  async resolve(callback: CallbackView, outcome: Outcome): Promise<boolean> {
    const { callback_id, epoch } = callback;
    const { t, toasts, link } = this.#desk;
    const saved = await this.#stand(
      callback,
      link.send("callback.resolve", { callback_id, epoch, ...outcome }),
    );
    if (saved) toasts.say(t("toast.call_saved", { name: this.#desk.callerOf(callback) }));
    return saved;
  }

  async loadDone(): Promise<void> {
    const { callbacks } = await this.#desk.link.send("callback.list", { done: true });
    this.#desk.dispatch({ kind: "callbacks_listed", callbacks, done: true });
  }

  async #stand(callback: CallbackView, answer: Promise<CallbackStand>): Promise<boolean> {
    const { dispatch } = this.#desk;
    try {
      const stand = await answer;
      dispatch({ kind: "callback", changed: { type: "callback.changed", callback: stand.callback } });
      return true;
    } catch (reason) {
      await this.#explain(callback.callback_id, reason);
      return false;
    }
  }

  async #explain(id: string, reason: unknown): Promise<void> {
    const { t, toasts, link, dispatch, state } = this.#desk;
    const code = reason instanceof CommandError ? reason.code : "internal";
    if (code !== "conflict") {
      toasts.say(t(code === "offline" || code === "timeout" ? "error.offline" : "error.unknown"));
      return;
    }
    const { callbacks } = await link.send("callback.list", {});
    dispatch({ kind: "callbacks_listed", callbacks, done: false });
    const name = state.value.callbacks[id]?.agent?.name;
    toasts.say(name === undefined ? t("conflict.changed") : t("conflict.call_taken", { name }));
  }
}
