import { effect, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { alertsOf, callbackAlertsOf, titleOf, type Alert, type Watch } from "../state/attention.ts";
import { callbacksNeedingMe } from "../state/callbacks.ts";
import { countsOf } from "../state/sections.ts";
import type { Bell } from "./bell.ts";
import type { DeskCore } from "./desk.ts";
import { showIcon } from "./favicon.ts";

/** What the alarm needs of the browser. */
export interface AlarmDeps {
  readonly document: Document;
  readonly bell: Bell;
  readonly notifications: typeof Notification | null;
  readonly looking: () => string | null;
  readonly seen: ReadonlySignal<boolean>;
}

export type Permission = NotificationPermission | "unsupported";

/** Sound, desktop notification, tab title and icon for what newly needs this agent. */
export class Alarm {
  readonly permission: Signal<Permission>;
  readonly needsMe: Signal<number> = signal(0);
  readonly #desk: DeskCore;
  readonly #deps: AlarmDeps;

  constructor(desk: DeskCore, deps: AlarmDeps) {
    this.#desk = desk;
    this.#deps = deps;
    this.permission = signal(deps.notifications?.permission ?? "unsupported");
  }

  /** Watches the state until the returned function is called. */
  start(): () => void {
    const { state, now } = this.#desk;
    let before = state.peek();
    let then = now.peek();
    let welcomed = false;
    const stopAlerts = effect(() => {
      const after = state.value;
      const at = now.value;
      const watch = this.#watch();
      // What was there before the page was opened rings for nobody; a reconnect is no opening.
      if (welcomed && watch !== null) {
        this.#raise([
          ...alertsOf(before.inbox.rows, after.inbox.rows, watch),
          ...callbackAlertsOf(before.callbacks, after.callbacks, then, at, watch),
        ]);
      }
      welcomed ||= after.me !== null;
      before = after;
      then = at;
    });
    const stopTitle = effect(() => this.#showCount());
    return () => {
      stopAlerts();
      stopTitle();
    };
  }

  /** The button that proves the bell can be heard. */
  async test(): Promise<boolean> {
    const heard = await this.#deps.bell.ring();
    const { preferences } = this.#desk;
    if (heard) preferences.value = { ...preferences.value, soundTested: true };
    return heard;
  }

  async askPermission(): Promise<void> {
    const { notifications } = this.#deps;
    if (notifications !== null) this.permission.value = await notifications.requestPermission();
  }

  #watch(): Watch | null {
    const { me } = this.#desk.state.peek();
    if (me === null) return null;
    const takesNew = me.state === "available" || me.state === "busy";
    return { me: me.agent_id, takesNew, looking: this.#deps.looking() };
  }

  #raise(alerts: readonly Alert[]): void {
    const [first] = alerts;
    if (first === undefined) return;
    if (this.#desk.preferences.peek().sound) void this.#deps.bell.ring();
    if (!this.#deps.seen.peek()) this.#notify(first);
  }

  #notify(alert: Alert): void {
    const { notifications, document } = this.#deps;
    if (notifications === null || this.permission.peek() !== "granted") return;
    const { title, body, tag, open } = this.#words(alert);
    const notice = new notifications(title, { body, tag, lang: document.documentElement.lang });
    notice.onclick = () => {
      document.defaultView?.focus();
      open();
      notice.close();
    };
  }

  #words(alert: Alert): { title: string; body: string; tag: string; open: () => void } {
    const { t, navigation, visitorName, callerOf } = this.#desk;
    if (alert.kind === "callback") {
      const { callback } = alert;
      const open = (): void => navigation.go({ page: "callbacks", done: false });
      const title = t("notify.callback", { name: callerOf(callback) });
      return { title, body: callback.topic || callback.phone, tag: callback.callback_id, open };
    }
    const { row, kind } = alert;
    const titles = { waiting: "notify.waiting", assigned: "notify.assigned", message: "notify.message" } as const;
    const open = (): void =>
      navigation.go({ page: "inbox", conversation: row.conversation_id, who: false });
    const title = t(titles[kind], { name: visitorName(row) });
    return { title, body: row.last_message?.text ?? "", tag: row.conversation_id, open };
  }

  #showCount(): void {
    const { state, now, t } = this.#desk;
    const { inbox, callbacks, me } = state.value;
    if (me === null) return;
    const waiting = countsOf(inbox.rows, me.agent_id, inbox.fresh).needsMe;
    this.needsMe.value = waiting + callbacksNeedingMe(callbacks, now.value, me.agent_id);
    this.#deps.document.title = titleOf(this.needsMe.value, t("app.name"));
    showIcon(this.#deps.document, this.needsMe.value > 0);
  }
}
